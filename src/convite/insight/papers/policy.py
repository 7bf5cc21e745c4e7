"""Who may have a paper made, and download it."""

from collections.abc import Sequence

from convite.events.event.policy import EventAccess
from convite.insight.papers.schemas import PaperRequest

#: What a paper shows besides names, which not everybody who may export the list may see.
NEEDED = {
    "caterer_sheet": "see_answers",
    "envelope_labels": "see_contacts",
    "tickets": "edit_guests",
}


#: What the columns of a view need.
OF_VIEWS = ("see_contacts", "see_answers")


def rights_shown(access: EventAccess, wanted: PaperRequest) -> list[str]:
    """The rights that decide what a paper for the caller shows."""
    return [right for right in OF_VIEWS if access.can(right)] if wanted.view else []


def check_shown(access: EventAccess, kind: str | None, rights: Sequence[str] = ()) -> None:
    """Checks that the caller may see what stands on papers of this kind, made with these rights.

    Raises:
        NotAllowed: they may export the list, but not see that.
    """
    if kind in NEEDED:
        access.need(NEEDED[kind])
    for right in rights:
        access.need(right)
