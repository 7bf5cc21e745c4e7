"""How people get in: invitations, and files of guests."""
