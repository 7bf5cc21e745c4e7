"""Who may have a paper made, and download it."""

from convite.events.event.policy import EventAccess

#: What a paper shows besides names, which not everybody who may export the list may see.
NEEDED = {"caterer_sheet": "see_answers", "envelope_labels": "see_contacts"}


def check_shown(access: EventAccess, kind: str | None) -> None:
    """Checks that the caller may see what stands on papers of this kind.

    Raises:
        NotAllowed: they may export the list, but not see that.
    """
    if kind in NEEDED:
        access.need(NEEDED[kind])
