"""The audit trail, as a list.

Reads `activity_log`.
"""
