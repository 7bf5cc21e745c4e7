"""Operator commands: the supervisor, the doctor, backup and restore, administrators, invariants.

It has no tables and serves no requests.
"""
