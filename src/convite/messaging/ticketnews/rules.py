"""Words of the mails about a ticket that was passed on. Pure functions."""

from gettext import NullTranslations

from convite.messaging.delivery.rules import Occasion, RenderedText, lines, render_text


def ticket_text(
    words: NullTranslations, occasion: Occasion, *, name: str, giver: str, url: str
) -> RenderedText:
    """The new holder's ticket; `url` is its page."""
    say = words.gettext
    return render_text(
        say("Your ticket: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(giver)s passed a ticket for %(event)s on to you.")
            % {"giver": giver, "event": occasion.title},
            lines(*(line for line in (occasion.when, occasion.where) if line)),
            lines(say("Open your ticket and show it at the entrance:"), url),
            say("The link is yours alone: whoever has it can come in your place."),
        ],
        [url],
    )


def passed_text(words: NullTranslations, occasion: Occasion, *, name: str) -> RenderedText:
    """The confirmation for the former holder. It says nothing of the new one."""
    say = words.gettext
    return render_text(
        say("Ticket passed on: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("your ticket for %(event)s was passed on and no longer works.")
            % {"event": occasion.title},
            say("If that wasn't you, tell your host."),
        ],
        [],
    )
