"""What is written to people, in their language. Values in, texts out."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from gettext import NullTranslations
from zoneinfo import ZoneInfo

from babel.dates import format_date, format_time


@dataclass(frozen=True, kw_only=True)
class RenderedText:
    """A message's words."""

    subject: str
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """An event as its guests read it."""

    title: str
    host: str
    when: str = ""
    where: str = ""
    answer_by: str = ""


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One person's answer as it was understood."""

    name: str
    status: str
    seat: str | None = None


def format_moment(locale: str, moment: datetime | None, zone: str) -> str:
    """A moment as people of that language write it, on the event's own clock; '' for none."""
    if moment is None:
        return ""
    local = moment.astimezone(ZoneInfo(zone))
    day = format_date(local, format="full", locale=locale)
    return f"{day}, {format_time(local, format='short', locale=locale)}"


def render_text(subject: str, paragraphs: Sequence[str], links: Sequence[str] = ()) -> RenderedText:
    """A message of paragraphs, empty ones left out."""
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return RenderedText(subject=subject, text=f"{text}\n", links=tuple(links))


def lines(*parts: str) -> str:
    """A paragraph of several lines, empty ones left out."""
    return "\n".join(part for part in parts if part)


def facts_of(words: NullTranslations, occasion: Occasion) -> str:
    """When and where, as far as it is known."""
    say = words.gettext
    return lines(
        say("When: %(when)s") % {"when": occasion.when} if occasion.when else "",
        say("Where: %(where)s") % {"where": occasion.where} if occasion.where else "",
    )


def invitation_text(
    words: NullTranslations, occasion: Occasion, *, name: str, message: str, url: str, code: str
) -> RenderedText:
    """What somebody gets who is invited."""
    say = words.gettext
    return render_text(
        say("You are invited: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(host)s invites you to %(event)s.")
            % {"host": occasion.host, "event": occasion.title},
            message,
            facts_of(words, occasion),
            lines(say("Please answer here, for everybody on your invitation:"), url),
            say("Please answer by %(when)s.") % {"when": occasion.answer_by}
            if occasion.answer_by
            else "",
            say("At the door, this code opens your invitation: %(code)s") % {"code": code},
        ],
        [url],
    )


def answer_text(
    words: NullTranslations, occasion: Occasion, *, name: str, replies: Sequence[Reply], url: str
) -> RenderedText:
    """What a party gets that has answered."""
    say = words.gettext
    return render_text(
        say("Your answer: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("Thank you. This is what we understood:"),
            lines(*(reply_line(words, reply) for reply in replies)),
            facts_of(words, occasion),
            lines(say("You can change it here:"), url),
        ],
        [url],
    )


def reply_line(words: NullTranslations, reply: Reply) -> str:
    """One person's answer in a line."""
    say = words.gettext
    known = {"name": reply.name, "seat": reply.seat}
    if reply.status == "going" and reply.seat:
        return say("%(name)s: comes, seat %(seat)s") % known
    if reply.status == "going":
        return say("%(name)s: comes") % known
    if reply.status == "declined":
        return say("%(name)s: doesn't come") % known
    if reply.status == "waitlisted":
        return say("%(name)s: on the waiting list") % known
    return say("%(name)s: not answered yet") % known


def canceled_text(
    words: NullTranslations, occasion: Occasion, *, name: str, reason: str
) -> RenderedText:
    """What everybody gets when an event won't take place."""
    say = words.gettext
    return render_text(
        say("Canceled: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(event)s won't take place.") % {"event": occasion.title},
            facts_of(words, occasion),
            say("Why: %(reason)s") % {"reason": reason} if reason else "",
            say("You need to do nothing."),
        ],
    )
