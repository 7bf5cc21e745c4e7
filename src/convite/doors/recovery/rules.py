"""Whether what was typed is an order's. Pure functions."""

from convite.doors.finding.rules import ENDING, Contact, read_contact


def reference_in(text: str) -> str:
    """An order's number as it is kept, however it was typed.

    Example:
        >>> reference_in(" hu29-3c6h ")
        'HU293C6H'
    """
    return "".join(letter for letter in text.upper() if letter.isalnum())


def is_buyer(contact: Contact, email_key: str | None, phone: str | None) -> bool:
    """Whether an order's buyer has this e-mail, or a phone with the same last digits.

    Example:
        >>> is_buyer(Contact(phone="612345678"), None, "+34 612 345 678")
        True
        >>> is_buyer(Contact(email="ana@example.com"), "leo@example.com", None)
        False
    """
    if contact.email is not None:
        return contact.email == email_key
    known = read_contact(phone or "")
    if known is None or known.phone is None or contact.phone is None:
        return False
    return known.phone[-ENDING:] == contact.phone[-ENDING:]
