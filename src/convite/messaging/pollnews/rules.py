"""Texts about date polls. Pure functions."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import Occasion, RenderedText, facts_of, lines, render_text


def fixed_title(words: NullTranslations, occasion: Occasion) -> str:
    """What those who answered are told first."""
    known = {"event": occasion.title}
    return words.gettext("The date of %(event)s is fixed") % known


def fixed_text(
    words: NullTranslations, occasion: Occasion, *, name: str, url: str, is_party: bool
) -> RenderedText:
    """The chosen date; `url` is the party's page, or the poll's, where calendars take it."""
    say, known = words.gettext, {"host": occasion.host, "event": occasion.title}
    if is_party:
        what = say("Your answer to the date poll isn't a reply yet. Your invitation asks you:")
    else:
        what = say("Your answer to the date poll isn't a reply yet. To put it in your calendar:")
    return render_text(
        fixed_title(words, occasion),
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(host)s has chosen a date for %(event)s.") % known,
            facts_of(words, occasion),
            lines(what, url),
        ],
        [url],
    )


def open_again_title(words: NullTranslations, occasion: Occasion) -> str:
    """What those who answered are told first when a date is open again."""
    return words.gettext("The date of %(event)s is open again") % {"event": occasion.title}


def open_again_text(
    words: NullTranslations, occasion: Occasion, *, name: str, url: str
) -> RenderedText:
    """That a date which was chosen doesn't hold; `url` is the poll's page."""
    say = words.gettext
    return render_text(
        open_again_title(words, occasion),
        [
            say("Hello %(name)s,") % {"name": name},
            say(
                "The date that you were told doesn't hold any more. If it's in your calendar, remove it."
            ),
            lines(say("See your answer, and change it if you like:"), url),
        ],
        [url],
    )


def asked_again_title(words: NullTranslations, occasion: Occasion) -> str:
    """What those who answered are told first when dates were added."""
    return words.gettext("More dates for %(event)s") % {"event": occasion.title}


def asked_again_text(
    words: NullTranslations, occasion: Occasion, *, name: str, url: str
) -> RenderedText:
    """That dates were added, which one hasn't answered yet; `url` is the poll's page."""
    say, known = words.gettext, {"host": occasion.host, "event": occasion.title}
    return render_text(
        asked_again_title(words, occasion),
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(host)s has added dates for %(event)s. Your other answers are kept.") % known,
            lines(say("Say whether you could come then:"), url),
        ],
        [url],
    )


def ended_title(words: NullTranslations, event: str) -> str:
    """What hosts are told when a poll has ended by itself."""
    return words.gettext("The date poll of %(event)s has ended") % {"event": event}


def ended_text(
    words: NullTranslations, *, name: str, event: str, count: int, url: str
) -> RenderedText:
    """The mail to a host that a poll has ended by itself; `url` is its page in the web app."""
    say = words.gettext
    answered = words.ngettext(
        "%(num)s answer has come in. Choose a date now:",
        "%(num)s answers have come in. Choose a date now:",
        count,
    )
    return render_text(
        ended_title(words, event),
        [say("Hello %(name)s,") % {"name": name}, lines(answered % {"num": count}, url)],
        [url],
    )
