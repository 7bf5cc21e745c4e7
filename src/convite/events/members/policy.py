"""Permissions on events, as data: their names, and what each role and extra permission includes.

Access checks are in `event.policy`, because they need the event's row.
"""

VIEWER = frozenset({"view_event", "see_contacts", "see_answers", "send_messages"})
EDITOR = VIEWER | {
    "edit_guests",
    "edit_invitations",
    "edit_seats",
    "check_in",
    "import_guests",
    "export_guests",
}
ADMIN = EDITOR | {"edit_event", "delete_event", "manage_members", "see_activity", "see_money"}

#: The permissions of each `MemberRole` on an event.
RIGHTS: dict[str, frozenset[str]] = {"viewer": VIEWER, "editor": EDITOR, "admin": ADMIN}

#: What each extra permission adds to a role.
PERMISSIONS: dict[str, frozenset[str]] = {
    "check_in": frozenset({"view_event", "check_in"}),
    "manage_attendees": frozenset({"edit_guests", "edit_invitations", "edit_seats"}),
    "manage_event": frozenset({"edit_event"}),
}

#: Platform admins can read everything; every such read is logged.
PLATFORM_ADMIN = VIEWER | {"see_activity"}

#: Permissions of an invitation code's holder, besides their own invitation.
CODE_HOLDER = frozenset({"see_seats", "hold_seats"})

#: Permissions of a door device, on the few routes for devices.
DOOR_DEVICE = frozenset({"check_in"})

SEATS = frozenset({"see_seats", "hold_seats"})


def rights_of(
    role: str | None, permissions: list[str], organization_role: str | None
) -> frozenset[str]:
    """All permissions of a member; empty for strangers."""
    if organization_role in {"owner", "admin"}:
        return ADMIN | SEATS
    rights = RIGHTS.get(role or "", frozenset())
    for permission in permissions:
        rights = rights | PERMISSIONS.get(permission, frozenset())
    if "edit_seats" in rights:
        rights = rights | {"hold_seats"}
    return rights | {"see_seats"} if rights else rights
