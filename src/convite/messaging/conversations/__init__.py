"""Conversations: what one party and the host have written to each other about an event.

Table `conversations`: one for each party that has written, whatever channels it uses; for a guest without a
party, or an address that is no guest's. What stands in them are rows of `messages`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "conversations": Table(
            not_cloned="a copy starts without guests",
            erase=("address", "last_text"),
            about=(
                "guest_id = ANY ({guests}) OR invitation_id = ANY ({parties})"
                " OR (invitation_id = ANY ({shared}) AND last_text ~* ANY ({names}))"
                " OR (event_id = ANY ({events}) AND concat_ws(' ', address, last_text) ~* ANY ({words}))"
            ),
            export=("last_at", "last_text"),
            merge="actions.move_conversations",
            unmerge="actions.move_conversations_back",
        ),
    }
)
