"""Date polls: before an event's date is fixed, guests say when they could come.

Tables `date_polls`, `date_poll_options`, `date_poll_answers`. Whoever answers is a party, known by its
invitation, or somebody with the poll's link, known by a secret of their own. Closing a poll gives its event
the chosen date in the same transaction; it is no reply to the invitation.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "date_polls": Table(not_cloned="a copy has a date of its own"),
        "date_poll_options": Table(not_cloned="as their poll"),
        "date_poll_answers": Table(
            not_cloned="a copy starts without guests",
            erase=("name", "email"),
            about=(
                "invitation_id = ANY ({parties}) OR organization_id = {organization}"
                " AND invitation_id IS NULL AND concat_ws(' ', name, email) ~* ANY ({words})"
            ),
            erases_rows=True,
            export=("name", "email", "choices", "created_at", "updated_at"),
        ),
    }
)
