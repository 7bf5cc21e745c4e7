"""An event's team: members, their roles, and each role's permissions.

Table `event_members`; permissions and roles are data. It doesn't import `event` and only gets an event's
id and tenant, so that `event` can build its access checks on it.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "event_members": Table(
            not_cloned="whoever copies the event is its first member",
            erase=("email", "email_key", "display_name"),
            not_erased="about an account, not a guest",
            export=("email", "display_name", "role", "status", "assigned_at"),
        ),
    }
)
