"""Texts about orders. Pure functions."""

from collections.abc import Mapping
from gettext import NullTranslations
from typing import Any, Literal

from convite.messaging.delivery.rules import Occasion, RenderedText, lines, render_text

#: What the team has to look at.
TeamNews = Literal["refund_failed", "payment_questioned", "dispute_opened"]


def tickets_text(
    words: NullTranslations,
    occasion: Occasion,
    *,
    name: str,
    reference: str,
    tickets: int,
    url: str,
) -> RenderedText:
    """The mail with the page on which a buyer's tickets are."""
    say = words.gettext
    told = words.ngettext(
        "Here is your ticket for %(event)s.",
        "Here are your %(num)s tickets for %(event)s.",
        tickets,
    )
    return render_text(
        say("Your tickets: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            told % {"num": tickets, "event": occasion.title},
            lines(say("Open your tickets:"), url),
            say("Your order's number is %(reference)s.") % {"reference": reference},
        ],
        [url],
    )


def link_text(
    words: NullTranslations, occasion: Occasion, *, name: str, reference: str, url: str
) -> RenderedText:
    """The mail with the page of an order, for whoever has lost it."""
    say = words.gettext
    told = say("You asked for the page of your order %(reference)s for %(event)s.")
    return render_text(
        say("Your order: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            told % {"reference": reference, "event": occasion.title},
            lines(say("See your order:"), url),
            say("If you didn't ask for it, ignore this mail."),
        ],
        [url],
    )


def paying_text(
    words: NullTranslations,
    occasion: Occasion,
    *,
    name: str,
    amount: str,
    how: Mapping[str, Any],
    until: str,
    url: str,
) -> RenderedText:
    """The mail that says how to pay; `how` as `instructions_for`, `until` when places are free again."""
    say = words.gettext
    told = say("Your places for %(event)s are reserved. Please pay %(amount)s.")
    bank = [
        say("To: %(name)s") % {"name": how["name"]},
        f"IBAN: {how['iban']}",
        *([f"BIC: {how['bic']}"] if how["bic"] else []),
        say("Reference: %(reference)s") % {"reference": how["reference"]},
    ]
    number = say("Your order's number is %(reference)s.") % {"reference": how["reference"]}
    return render_text(
        say("How to pay: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            told % {"event": occasion.title, "amount": amount},
            lines(*bank) if how["iban"] else number,
            *([how["text"]] if how["text"] else []),
            *([say("We hold them until %(date)s.") % {"date": until}] if until else []),
            lines(say("See your order:"), url),
        ],
        [url],
    )


def canceled_text(
    words: NullTranslations, occasion: Occasion, *, name: str, reference: str, reason: str, url: str
) -> RenderedText:
    """The mail that an order was canceled; `reason` may be empty."""
    say = words.gettext
    told = say(
        "Your order %(reference)s for %(event)s was canceled. Its tickets are no longer valid."
    )
    return render_text(
        say("Order canceled: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            told % {"reference": reference, "event": occasion.title},
            *([reason] if reason else []),
            lines(say("See your order:"), url),
        ],
        [url],
    )


def ended_text(words: NullTranslations, occasion: Occasion, *, name: str) -> RenderedText:
    """The mail to whoever has a ticket that somebody else bought and canceled."""
    say = words.gettext
    told = say(
        "Your ticket for %(event)s is no longer valid: whoever bought it canceled their order."
    )
    return render_text(
        say("Ticket canceled: %(event)s") % {"event": occasion.title},
        [say("Hello %(name)s,") % {"name": name}, told % {"event": occasion.title}],
    )


def refunded_text(
    words: NullTranslations, occasion: Occasion, *, name: str, amount: str, reference: str, url: str
) -> RenderedText:
    """The mail that money went back; `amount` as the reader writes it."""
    say = words.gettext
    told = say(
        "%(amount)s of your order %(reference)s was paid back. It can take some days to arrive."
    )
    return render_text(
        say("Refund: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            told % {"amount": amount, "reference": reference},
            lines(say("See your order:"), url),
        ],
        [url],
    )


def team_title(words: NullTranslations, news: TeamNews, *, event: str) -> str:
    """What a team is told in a line."""
    say = words.gettext
    told = {
        "refund_failed": say("A refund failed at %(event)s"),
        "payment_questioned": say("A payment of %(event)s needs a look"),
        "dispute_opened": say("A buyer of %(event)s disputes a payment"),
    }[news]
    return told % {"event": event}


def team_message(
    words: NullTranslations, news: TeamNews, *, amount: str, reference: str, until: str
) -> str:
    """What they can do; `until` is the last moment for evidence, or empty."""
    say = words.gettext
    values = {"amount": amount, "reference": reference, "until": until}
    if news == "refund_failed":
        told = say("%(amount)s of order %(reference)s couldn't be paid back. Pay it another way.")
    elif news == "payment_questioned":
        told = say("What came for order %(reference)s isn't what it costs. Look at its payments.")
    elif until:
        told = say("%(amount)s of order %(reference)s. Evidence can be handed in until %(until)s.")
    else:
        told = say("%(amount)s of order %(reference)s.")
    return told % values
