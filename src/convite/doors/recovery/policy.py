"""Checks what an order is looked for by."""

from convite.core.problems import FieldText, Invalid, invalid
from convite.doors.finding.rules import Contact, read_contact
from convite.doors.recovery.rules import reference_in
from convite.doors.recovery.schemas import RecoverBody


def check_recoverable(reference: str, text: str) -> tuple[str, Contact]:
    """The number and contact by which an order is looked for.

    Raises:
        Invalid: the number is missing, or the contact is neither an e-mail nor a phone.
    """
    number, contact = reference_in(reference), read_contact(text)
    if not number or contact is None:
        english = "Enter your order number, and the e-mail or phone that you ordered with."
        raise Invalid(english, name="recover-incomplete")
    return number, contact


def contact_in(body: RecoverBody) -> Contact:
    """The e-mail or phone of a request.

    Raises:
        Invalid: there is neither, or it can't be read.
    """
    contact = read_contact(body.email or body.phone or "")
    if contact is None:
        english = "Enter the e-mail or phone that the tickets were ordered with."
        raise invalid("email", FieldText(name="order.no-contact", english=english))
    return contact
