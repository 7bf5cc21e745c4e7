"""What lets somebody in: a ticket for each who is going, its QR text, and a tag bound to it.

Table `tickets`; its rows come and are revoked by triggers on `attendees`. See ADR 0010.
"""
