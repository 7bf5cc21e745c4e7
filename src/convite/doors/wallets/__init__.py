"""Tickets in the wallets of phones: Apple's, with passes that are kept up to date, and Google's by a link.

Table `wallet_registrations`: the phones that have a ticket in Apple's.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "wallet_registrations": Table(
            not_cloned="a copy starts without guests",
            erase=("device", "push_token"),
            about="ticket_id IN (SELECT id FROM tickets WHERE attendee_id = ANY ({attendees}))",
            erases_rows=True,
        ),
    }
)
