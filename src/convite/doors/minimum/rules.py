"""What guests are told of a minimum number of people. Pure functions."""

from gettext import NullTranslations


def too_few_text(words: NullTranslations, *, needed: int, coming: int) -> str:
    """Why an event was canceled.

    Example:
        >>> too_few_text(NullTranslations(), needed=8, coming=5)
        'At least 8 people were needed. 5 people were coming.'
    """
    wanted = words.ngettext(
        "At least one person was needed.", "At least %(num)s people were needed.", needed
    )
    if coming == 0:
        return f"{wanted % {'num': needed}} {words.gettext('Nobody was coming.')}"
    found = words.ngettext("One person was coming.", "%(num)s people were coming.", coming)
    return f"{wanted % {'num': needed}} {found % {'num': coming}}"
