"""Requests to join an event that has a page: asked, accepted, declined, canceled.

Table `join_requests`. A pending request takes no place. Accepting one makes a party of the people it is
for, with a link of its own, so that they choose seats, answer questions and get messages as guests who
were invited do. At an open event a request is accepted at once.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "join_requests": Table(
            not_cloned="a copy starts without guests",
            erase=("name", "message", "answers", "host_message"),
            about="invitation_id = ANY ({parties})",
            export=("message", "answers", "places", "status", "host_message", "created_at"),
        ),
    }
)
