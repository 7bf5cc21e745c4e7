"""Reads across all parts: audit trail, figures, printed papers. Writes no events or people."""
