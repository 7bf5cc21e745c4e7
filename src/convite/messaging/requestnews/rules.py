"""Texts about join requests. Pure functions."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import Occasion, RenderedText, facts_of, lines, render_text


def asked_title(words: NullTranslations, name: str, places: int, *, is_in: bool) -> str:
    """Who asks to come, or comes to an open event, and for how many people."""
    say = words.gettext
    if places == 1:
        text = say("%(name)s is coming") if is_in else say("%(name)s asks to come")
    elif is_in:
        text = say("%(name)s is coming, with %(num)s places")
    else:
        text = say("%(name)s asks for %(num)s places")
    return text % {"name": name, "num": places}


def asked_text(
    words: NullTranslations, *, name: str, title: str, event: str, message: str, url: str
) -> RenderedText:
    """The mail to a host about a request; `title` says who asks, `message` is theirs."""
    say = words.gettext
    return render_text(
        f"{title}: {event}",
        [
            say("Hello %(name)s,") % {"name": name},
            f"{title}: {event}.",
            f"“{message}”" if message else "",
            lines(say("See all requests:"), url),
        ],
        [url],
    )


def changed_title(words: NullTranslations, name: str, places: int, *, is_taken: bool) -> str:
    """Who took free places, or gave theirs back."""
    if is_taken:
        text = words.ngettext(
            "%(name)s took a free place", "%(name)s took %(num)s free places", places
        )
    else:
        text = words.ngettext(
            "%(name)s can't make it. One place is free",
            "%(name)s can't make it. %(num)s places are free",
            places,
        )
    return text % {"name": name, "num": places}


def changed_text(
    words: NullTranslations, *, name: str, said: str, event: str, url: str
) -> RenderedText:
    """The mail to a host about that."""
    say = words.gettext
    return render_text(
        f"{said}: {event}",
        [
            say("Hello %(name)s,") % {"name": name},
            f"{said}: {event}.",
            lines(say("See the guest list:"), url),
        ],
        [url],
    )


def decided_title(words: NullTranslations, status: str, event: str) -> str:
    """What a requester is told of a decision."""
    say, known = words.gettext, {"event": event}
    if status == "accepted":
        return say("You're coming to %(event)s") % known
    return say("%(event)s can't take you this time") % known


def accepted_text(
    words: NullTranslations, occasion: Occasion, *, name: str, host_message: str, url: str
) -> RenderedText:
    """The mail to a requester who can come; `url` is the page of their party."""
    say = words.gettext
    return render_text(
        decided_title(words, "accepted", occasion.title),
        [
            say("Hello %(name)s,") % {"name": name},
            say("Your place at %(event)s is yours.") % {"event": occasion.title},
            quoted(words, occasion.host, host_message),
            facts_of(words, occasion),
            lines(say("Your page, with your ticket and whatever can be changed:"), url),
        ],
        [url],
    )


def order_text(
    words: NullTranslations,
    occasion: Occasion,
    *,
    name: str,
    host_message: str,
    until: str,
    url: str,
) -> RenderedText:
    """The mail to a requester who can come once they have ordered; `url` is where tickets are sold."""
    say = words.gettext
    return render_text(
        say("You can come to %(event)s: order your tickets") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("Your places at %(event)s are kept until %(until)s. Order your tickets by then.")
            % {"event": occasion.title, "until": until},
            quoted(words, occasion.host, host_message),
            facts_of(words, occasion),
            lines(say("Order your tickets:"), url),
        ],
        [url],
    )


def declined_text(
    words: NullTranslations, occasion: Occasion, *, name: str, host_message: str, url: str
) -> RenderedText:
    """The mail to a requester who can't come; `url` is the event's page."""
    say = words.gettext
    return render_text(
        decided_title(words, "declined", occasion.title),
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(host)s couldn't accept your request to come to %(event)s.")
            % {"host": occasion.host, "event": occasion.title},
            quoted(words, occasion.host, host_message),
            lines(say("The event's page:"), url),
        ],
        [url],
    )


def offered_title(words: NullTranslations, event: str) -> str:
    """What somebody who waits is told of an offer."""
    return words.gettext("A place at %(event)s is free for you") % {"event": event}


def offered_text(
    words: NullTranslations, occasion: Occasion, *, name: str, places: int, until: str, url: str
) -> RenderedText:
    """The mail about offered places; `url` is the page on which they are taken, `until` a local time."""
    say, known = words.gettext, {"num": places, "until": until}
    kept = words.ngettext(
        "A place is kept for you until %(until)s. Then it goes to the next in line.",
        "%(num)s places are kept for you until %(until)s. Then they go to the next in line.",
        places,
    )
    return render_text(
        offered_title(words, occasion.title),
        [
            say("Hello %(name)s,") % {"name": name},
            kept % known,
            facts_of(words, occasion),
            lines(say("Say yes or no here:"), url),
        ],
        [url],
    )


def expired_title(words: NullTranslations, event: str) -> str:
    """What somebody is told whose offer has run out."""
    return words.gettext("Your offer for %(event)s has run out") % {"event": event}


def expired_text(
    words: NullTranslations, occasion: Occasion, *, name: str, url: str
) -> RenderedText:
    """The mail about an offer that has run out; on the page at `url` one can wait again."""
    say = words.gettext
    return render_text(
        expired_title(words, occasion.title),
        [
            say("Hello %(name)s,") % {"name": name},
            say("The place that was kept for you went to the next in line."),
            lines(say("You can wait again here:"), url),
        ],
        [url],
    )


def quoted(words: NullTranslations, host: str, message: str) -> str:
    """What the host wrote, if anything."""
    if not message:
        return ""
    return lines(words.gettext("%(host)s writes:") % {"host": host}, f"“{message}”")
