"""The event, its lifecycle, and who may do what with it.

Tables `events`, `event_members`; the access dependencies of every event-scoped route. Refuses to know
who comes.
"""
