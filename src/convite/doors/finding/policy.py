"""Reads and checks the form that finds an invitation."""

from fastapi import Request
from starlette.datastructures import FormData

from convite.core.budgets import spend
from convite.core.problems import Invalid
from convite.doors.finding.rules import Contact, read_contact


def typed_in(fields: FormData, name: str, *, most: int = 200) -> str:
    """What was typed into a field, without spaces around it."""
    value = fields.get(name)
    return value.strip()[:most] if isinstance(value, str) else ""


async def spend_try(request: Request, contact: Contact) -> None:
    """Counts a try to find something by a contact, by network and by contact.

    Raises:
        TooMany: there were too many.
    """
    await spend(request, "find-invitation")
    await spend(request, "find-invitation-contact", contact.counted_as)


def check_findable(name: str, text: str) -> Contact:
    """The contact by which an invitation is looked for.

    Raises:
        Invalid: the name is missing, or the contact is neither an e-mail nor a phone.
    """
    contact = read_contact(text)
    if not name or contact is None:
        english = "Type your name, and the e-mail or phone that your host knows."
        raise Invalid(english, name="find-incomplete")
    return contact
