"""Permissions on events, as data: their names, and what each role and extra permission includes.

Access checks are in `event.policy`, because they need the event's row.
"""

from collections.abc import Sequence

VIEWER = frozenset({"view_event", "see_contacts", "see_answers", "send_messages", "order_tickets"})
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

#: What each `ExtraPermission` adds to a role. Sessions, materials and analytics of their own have no pages
#: yet; their permissions are kept, and add nothing so far.
PERMISSIONS: dict[str, frozenset[str]] = {
    "check_in": frozenset({"check_in"}),
    "manage_attendees": frozenset(
        {"edit_guests", "edit_invitations", "edit_seats", "import_guests", "export_guests"}
    ),
    "manage_event": frozenset({"edit_event"}),
    "manage_materials": frozenset(),
    "manage_sessions": frozenset(),
    "send_announcements": frozenset({"send_messages"}),
    "view_analytics": frozenset(),
}

#: What each `Duty` adds to a role. A duty says what somebody does; only work at the door and with messages
#: needs a right for it, everything else is granted by the role and the extra permissions.
DUTIES: dict[str, frozenset[str]] = {
    "coordinator": frozenset(),
    "field_manager": frozenset({"check_in"}),
    "marketing": frozenset({"send_messages"}),
    "organizer": frozenset(),
    "registration": frozenset({"check_in"}),
    "speaker_liaison": frozenset(),
    "tech_support": frozenset(),
    "volunteer": frozenset(),
}

#: Who sees and changes whom in an organization's address book. Whoever has this right by their role in the
#: organization: everybody. Whoever only has it on some of its events: the people on those events' lists.
#: To them everybody else isn't there: neither shown nor changed, nor added to a list by id. Only an e-mail
#: address that they know finds its owner, since it can't belong to two guests, and so does a phone number
#: with the same name: the owner is put on the list as they are, or a person of another name is reached
#: through them.
BOOK_RIGHT = "edit_guests"

#: Platform admins can read everything; every such read is logged.
PLATFORM_ADMIN = VIEWER - {"order_tickets"} | {"see_activity"}

#: Permissions of an invitation code's holder, besides their own invitation.
CODE_HOLDER = frozenset({"see_seats", "hold_seats", "order_tickets"})

#: Permissions of a door device, on the few routes for devices.
DOOR_DEVICE = frozenset({"check_in"})

SEATS = frozenset({"see_seats", "hold_seats"})


def rights_of(
    role: str | None,
    permissions: Sequence[str],
    organization_role: str | None,
    duties: Sequence[str] = (),
) -> frozenset[str]:
    """All permissions of a member; empty for strangers."""
    if organization_role in {"owner", "admin"}:
        return ADMIN | SEATS
    if role is None:
        return frozenset()
    rights = RIGHTS[role].union(
        *(PERMISSIONS.get(permission, frozenset()) for permission in permissions),
        *(DUTIES.get(duty, frozenset()) for duty in duties),
    )
    if "edit_seats" in rights:
        rights |= {"hold_seats"}
    return rights | {"see_seats"}
