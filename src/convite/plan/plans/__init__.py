"""The plan as one document: read, saved whole, kept in versions, restored.

Tables: `seating_plan_versions`. It refuses to know who may sit where; a save that would take
somebody's seat says whose, and asks.
"""
