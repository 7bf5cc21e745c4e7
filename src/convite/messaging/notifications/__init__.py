"""What users are told about: in the web app, and by mail as they chose for each kind of news.

Whoever has news calls `notify`, with a mail if there is one; only here is looked at what the user chose.

Table `notifications`: a row belongs to its user's own organization, whichever event it is about.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "notifications": Table(
            not_cloned="nothing has happened on a copy yet",
            erase=("title", "message", "metadata"),
            # before their messages are cleared, by which they are found
            about=(
                "event_id = ANY ({events}) AND (concat_ws(' ', title, message) ~* ANY ({words})"
                " OR reference_id IN (SELECT id FROM messages WHERE guest_id = ANY ({guests})"
                " OR invitation_id = ANY ({parties}) OR (invitation_id = ANY ({shared})"
                " AND concat_ws(' ', subject, text) ~* ANY ({names}))))"
            ),
        ),
    }
)
