"""An organization's address book.

Tables `guests`, `guest_contacts`. Doesn't know events: a person on an event's list is an attendee.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "guests": Table(
            erase=(
                "first_name",
                "last_name",
                "email",
                "email_key",
                "phone",
                "company",
                "notes",
                "tags",
                "address",
                "blocked_email",
                "sort_key",
                "search_key",
                "trigrams",
            ),
            not_erased="cleared at once, by doors/erasure",
            export=(
                "first_name",
                "last_name",
                "email",
                "phone",
                "company",
                "notes",
                "tags",
                "address",
                "is_child",
                "locale",
                "opt_outs",
                "blocked_email",
                "created_at",
            ),
            merge="actions.reach_through",
            unmerge="actions.reach_through_again",
        ),
        "guest_contacts": Table(
            erase=("value",),
            not_erased="cleared at once, by doors/erasure",
            export=("kind", "value"),
            merge="actions.move_contacts",
            unmerge="actions.move_contacts_back",
        ),
    }
)
