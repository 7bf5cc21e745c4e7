"""Messages to and from people, delivery through one channel, and the outbox page used when no
provider is configured.

Table `messages`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "messages": Table(
            not_cloned="a copy starts without guests",
            erase=("address", "subject", "text", "body", "links", "calendar", "error", "person_id"),
            # the last are mails that tell the team who has written
            about=(
                "guest_id = ANY ({guests}) OR invitation_id = ANY ({parties})"
                " OR (invitation_id = ANY ({shared}) AND concat_ws(' ', subject, text) ~* ANY ({names}))"
                " OR (event_id = ANY ({events})"
                " AND concat_ws(' ', subject, text, address) ~* ANY ({words}))"
                " OR (split_part(dedup_key, '.', 1) = 'collected' AND text ~* ANY ({words} || {names})"
                " AND split_part(dedup_key, '.', 3) = ANY (({events})::text[]))"
            ),
            under_way="status IN ('queued', 'held', 'sending')",
            export=("direction", "channel", "address", "subject", "text", "status", "sent_at"),
            merge="actions.move_messages",
            unmerge="actions.move_messages_back",
        ),
    }
)
