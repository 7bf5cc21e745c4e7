"""Reads over everything: audit trail and figures.

Writes nothing.
"""
