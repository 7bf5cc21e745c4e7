"""Pushes log rows to sockets and SSE streams; knows no domain."""
