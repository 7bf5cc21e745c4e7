"""Messages to and from people, delivery through one channel, and the outbox page used when no
provider is configured.

Table `messages`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "messages": Table(
            not_cloned="a copy starts without guests",
            erase=("address", "subject", "text", "body", "links", "error"),
            export=("direction", "channel", "address", "subject", "text", "status", "sent_at"),
            merge="actions.move_messages",
            unmerge="actions.move_messages_back",
        ),
    }
)
