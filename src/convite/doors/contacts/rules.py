"""Contacts as the rows of a guest list, and why none were brought. Pure functions."""

from collections.abc import Iterable, Sequence
from itertools import compress
from typing import ClassVar, Literal, Protocol, TypeVar
from uuid import UUID

from convite.core.sheet_cards import BETWEEN
from convite.core.sheet_writing import MARK, csv_piece
from convite.gateways.google_contacts import Address, Contact, Mark, Name
from convite.people.providers.rules import Started

FILE_NAME = "Google Contacts.csv"
#: Columns by names that an import knows.
COLUMNS = (
    "First name", "Middle name", "Last name", "Suffix", "E-mail", "Phone", "Company",
    "Address", "Postal code", "City", "Region", "Country",
)  # fmt: skip

#: Why nothing was brought. The web app has a sentence for each.
Reason = Literal[
    "canceled",  # at Google
    "expired",  # begun elsewhere, by somebody else or too long ago, or used already
    "no-scope",  # consent, but not to this
    "no-right",  # whoever began may not import guests to the event
    "not-taken",  # Google doesn't accept the permission that it gave
    "not-enabled",  # the server's account at Google may not read contacts
    "busy",  # Google is asked too often
    "down",  # Google can't be reached, or says something that doesn't hold
    "too-many",  # more contacts than are read
    "none",  # nobody with a name, an address or a phone
    "waiting",  # too much is imported here right now
]
#: By the status of Google's answer.
REASONS: dict[int | None, Reason] = {
    400: "not-taken",
    401: "not-taken",
    403: "not-enabled",
    429: "busy",
}


class ContactsAsked(Started, frozen=True, kw_only=True):
    """A visit to Google that was begun from an event's import."""

    purpose: ClassVar[bytes] = b"contacts-flow"
    event_id: UUID


def state_for(event_id: UUID, secret: str) -> str:
    """What comes back from Google: a secret, and the event, so that its page can say what went wrong."""
    return f"{event_id}.{secret}"


def page_of(state: str) -> str:
    """The page that somebody came from; the first one if the state doesn't name an event.

    Example:
        >>> page_of("//evil.example")
        '/events'
    """
    try:
        event_id = UUID(state.partition(".")[0])
    except ValueError:
        return "/events"
    return f"/events/{event_id}/guests/import"


def table_of(contacts: Iterable[Contact]) -> bytes | None:
    """The contacts as a file of guests, with the columns that say something.

    None if there is nobody to invite.
    """
    rows = [row for contact in contacts if (row := row_of(contact))]
    if not rows:
        return None
    filled = [any(column) for column in zip(*rows, strict=True)]
    return MARK + csv_piece([tuple(compress(row, filled)) for row in (COLUMNS, *rows)])


def row_of(contact: Contact) -> tuple[str, ...] | None:
    """A contact's cells; None without a name, an e-mail address and a phone.

    Who has no name is called as their address is, as their company, or by what they are reached by.
    """
    name = first_of(contact.names) or Name()
    company = getattr(first_of(contact.organizations), "name", "").strip()
    addressed = preferred(contact.email_addresses)
    emails = each_once(one.value for one in addressed)
    phones = each_once(one.canonical_form or one.value for one in preferred(contact.phone_numbers))
    parts = (name.given_name, name.middle_name, name.family_name, name.honorific_suffix)
    first, middle, last, suffix = (part.strip() for part in parts)
    if not first and not last:
        first, middle, suffix = name.display_name.strip(), "", ""
    if not (first or last or emails or phones):
        return None
    if not first and not last:
        said = each_once(one.display_name for one in addressed)
        first = [*said, *filter(None, [company]), *emails, *phones][0]
    reached = (BETWEEN.join(emails), BETWEEN.join(phones), company)
    return (first, middle, last, suffix, *reached, *postal(first_of(contact.addresses)))


def postal(address: Address | None) -> tuple[str, ...]:
    """Street, postal code, town, region and country; the whole text as a street if there are no parts."""
    if address is None:
        return ("",) * 5
    lines = (address.street_address, address.extended_address, address.po_box)
    street = "\n".join(filter(None, map(str.strip, lines)))
    rest = (address.postal_code, address.city, address.region, address.country)
    if not street and not any(rest):
        return (address.formatted_value.strip(), "", "", "", "")
    return (street, *(part.strip() for part in rest))


class Marked(Protocol):
    """One of several values, one of which is the primary."""

    metadata: Mark


MarkedT = TypeVar("MarkedT", bound=Marked)


def preferred(values: Sequence[MarkedT]) -> list[MarkedT]:
    """The values, the primary one first."""
    return sorted(values, key=lambda one: not one.metadata.primary)


def first_of(values: Sequence[MarkedT]) -> MarkedT | None:
    """The primary value, or else the first."""
    return next(iter(preferred(values)), None)


def each_once(texts: Iterable[str]) -> list[str]:
    """The texts that say something, each once."""
    return list(dict.fromkeys(text for one in texts if (text := one.strip())))
