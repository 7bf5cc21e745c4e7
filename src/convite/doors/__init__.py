"""Ways onto an event's list: invitations, imports and walk-ins."""
