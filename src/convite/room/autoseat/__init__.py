"""Auto-seating: all unseated parties at once, by wishes; looked at before it is taken over."""
