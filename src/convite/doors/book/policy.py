"""Who sees and changes whom in an address book: `events.members.policy.BOOK_RIGHT`, as dependencies."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends, Query

from convite.core.access import Token
from convite.core.db import Principal, ReadTx
from convite.core.problems import NotAllowed, NotFound
from convite.core.request import LoggedIn, Read
from convite.doors.book.queries import book_guest, own_events, shown_by
from convite.events.members.policy import BOOK_RIGHT, rights_of
from convite.people.organizations.policy import RIGHTS
from convite.people.organizations.queries import role_in, tenant_of

#: Of the rights in an organization, those that an address book asks for.
BOOK_RIGHTS = frozenset({"see_guests", BOOK_RIGHT, "manage_organization"})


@dataclass(frozen=True, kw_only=True)
class BookAccess:
    """An address book that the caller may open, at least in part."""

    token: Token
    organization_id: UUID
    #: What the caller may do with everybody in the book.
    rights: frozenset[str]
    #: The events whose people the caller may change; None if it is everybody.
    reach: frozenset[UUID] | None
    #: The events that the caller may open; None if it is all of the organization's.
    seen: frozenset[UUID] | None

    @property
    def sees_book(self) -> bool:
        """Whether the caller reads the whole book, its notes included, and not only some events' people."""
        return "see_guests" in self.rights

    @property
    def shown(self) -> dict[str, object]:
        """The parameters of a list: which people and which of their events it shows."""
        return shown_by(None if self.sees_book else self.reach, self.seen)

    def need(self, right: str) -> None:
        """Checks a right on everybody in the book.

        Raises:
            NotAllowed: the caller's role in the organization doesn't include it.
        """
        if right not in self.rights:
            raise NotAllowed("Your role in this organization doesn't allow this.")


async def enter_book(tx: ReadTx, token: Token, organization_id: UUID) -> BookAccess:
    """Opens the address book; 404 to strangers.

    Raises:
        NotFound: the caller is neither in the organization nor in an event's team.
        NotAllowed: neither role lets them see guests.
    """
    await tx.enter(Principal(organization_id=organization_id, user_id=token.user_id))
    role = await role_in(tx, organization_id, token.user_id)
    if token.bound_to not in (None, organization_id):
        raise NotFound
    granted = RIGHTS[role] if role else frozenset()
    rights = token.limit(granted & BOOK_RIGHTS, organization_id)
    opens_all = role in {"owner", "admin"}
    rows = [] if opens_all else await own_events(tx, organization_id, token.user_id)
    mine: dict[UUID, frozenset[str]] = {
        event: token.limit(rights_of(own, permissions, None, duties), organization_id)
        for event, own, permissions, duties in rows
    }
    reach = frozenset(event for event, own in mine.items() if BOOK_RIGHT in own)
    if role is None and not mine:
        raise NotFound
    if "see_guests" not in rights and not reach:
        raise NotAllowed("Your role in this organization doesn't allow this.")
    sees_answers = bool(token.limit(frozenset({"see_answers"}), organization_id))
    seen = frozenset(event for event, own in mine.items() if "see_answers" in own)
    return BookAccess(
        token=token,
        organization_id=organization_id,
        rights=rights,
        reach=None if BOOK_RIGHT in rights else reach,
        seen=None if opens_all and sees_answers else seen,
    )


async def book_of(
    token: LoggedIn, tx: Read, organization_id: Annotated[UUID | None, Query()] = None
) -> BookAccess:
    """The address book of `organization_id`, else of the caller's personal organization."""
    return await enter_book(tx, token, organization_id or token.organization_id)


InBook = Annotated[BookAccess, Depends(book_of)]


async def guest_access(guest_id: UUID, token: LoggedIn, tx: Read) -> BookAccess:
    """The address book that holds the guest of the path.

    Raises:
        NotFound: to strangers, and to members who see nobody in it: they aren't told who is there.
    """
    tenant = await tenant_of(tx, "guest", guest_id)
    if tenant is None:
        raise NotFound
    try:
        return await enter_book(tx, token, tenant)
    except NotAllowed:
        raise NotFound from None


GuestAccess = Annotated[BookAccess, Depends(guest_access)]


async def check_editable(tx: ReadTx, access: BookAccess, guest_id: UUID, names: set[str]) -> None:
    """Checks that the caller may change these fields of a guest.

    Raises:
        NotAllowed: they may not, or not the book's notes.
    """
    if access.reach is None:
        return
    if await book_guest(tx, guest_id, shown_by(access.reach, access.seen)) is None:
        raise NotAllowed("You can only change people on the lists of events that you edit.")
    if "notes" in names:
        raise NotAllowed("Only members of the organization can change the address book's notes.")
