"""Tenants and their members.

Tables `organizations`, `organization_members`. Every user owns a personal one.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "organizations": Table(public=("name",)),
        "organization_members": Table(
            erase=("email", "email_key"),
            not_erased="about an account, not a guest",
            export=("email", "role", "status", "created_at"),
        ),
    }
)
