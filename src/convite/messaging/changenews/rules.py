"""Which changes are told, and in which words. Pure functions."""

from collections.abc import Iterable, Mapping
from datetime import timedelta
from gettext import NullTranslations
from typing import Any, Literal

from convite.messaging.delivery.rules import Occasion, RenderedText, facts_of, lines, render_text

#: After the last change: until then it may be undone, and others may follow.
WAIT = timedelta(seconds=10)
TIME = frozenset({"starts_at", "ends_at", "timezone"})
PLACE = frozenset({"venue_text", "online_url"})

#: What is told of an event.
News = Literal["time", "place", "both", "canceled"]


def earliest(befores: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    """The fields as they were before the first of several changes, in order."""
    found: dict[str, Any] = {}
    for before in befores:
        found = {**before, **found}
    return found


def news_in(before: Mapping[str, Any], present: Mapping[str, Any]) -> News | None:
    """What is told of changes since `before`; None if nothing is left of them."""
    changed = {name for name, value in before.items() if present[name] != value}
    if changed & TIME and changed & PLACE:
        return "both"
    if changed & TIME:
        return "time"
    return "place" if changed & PLACE else None


def news_title(words: NullTranslations, news: News, event: str) -> str:
    """What happened, in one line."""
    say = words.gettext
    titles: dict[News, str] = {
        "time": say("New time: %(event)s"),
        "place": say("New place: %(event)s"),
        "both": say("New time and place: %(event)s"),
        "canceled": say("Canceled: %(event)s"),
    }
    return titles[news] % {"event": event}


def news_message(news: News, occasion: Occasion, reason: str) -> str:
    """What is so now, or why it doesn't take place, on one line."""
    told = {
        "time": [occasion.when],
        "place": [occasion.where],
        "both": [occasion.when, occasion.where],
        "canceled": [reason],
    }
    return " · ".join(one for one in told[news] if one)


def news_text(
    words: NullTranslations, news: News, occasion: Occasion, *, name: str, reason: str, url: str
) -> RenderedText:
    """The mail to somebody who comes; `url` is the page of their party."""
    say = words.gettext
    return render_text(
        news_title(words, news, occasion.title),
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(event)s has been canceled.") % {"event": occasion.title}
            if news == "canceled"
            else say("%(event)s takes place as follows:") % {"event": occasion.title},
            facts_of(words, occasion),
            say("Reason: %(reason)s") % {"reason": reason} if reason else "",
            lines(say("View or change your reply:"), url),
        ],
        [url],
    )
