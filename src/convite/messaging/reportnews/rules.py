"""Texts about takedowns and reports. Pure functions."""

from gettext import NullTranslations


def taken_down_title(words: NullTranslations, event: str, *, is_back: bool) -> str:
    """What an event's team is told."""
    say, known = words.gettext, {"event": event}
    if is_back:
        return say("%(event)s can be seen again") % known
    return say("%(event)s was taken down") % known


def upheld_title(words: NullTranslations) -> str:
    """What whoever reported is told."""
    return words.gettext("Your report helped: we acted on it")
