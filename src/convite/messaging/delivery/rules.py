"""Texts of messages to guests, in their language. Pure functions: no database, no I/O."""

from collections.abc import Sequence
from dataclasses import dataclass
from email.utils import parseaddr
from gettext import NullTranslations
from typing import Any

from convite.core.clock import now
from convite.core.language import pick, translator
from convite.doors.calendars.rules import (
    CalendarEntry,
    Invitee,
    calendar_file,
    cancellation_of,
    is_request,
)
from convite.events.event.models import Event
from convite.events.event.rules import text_in
from convite.people.guests.models import Guest
from convite.plan.seating.rules import seat_name


def title_in(event: Event, locale: str) -> str:
    """The event's title in a language, if its host wrote one."""
    return text_in(event, "title", locale)


def language_of(guest: Guest, own: str | None, event: Event) -> tuple[str, NullTranslations]:
    """The guest's language, else their invitation's, else the event's."""
    locale = pick("", guest.locale, own, fallback=event.locale)
    return locale, translator(locale)


def blocked_text(fault: dict[str, Any]) -> str:
    """Why nothing is sent to an address, for the list of messages."""
    if fault["kind"] == "complaint":
        return "Not sent: an earlier mail to this address was marked as spam."
    return f"Not sent: an earlier mail to this address came back. {fault['text']}"


@dataclass(frozen=True, kw_only=True)
class RenderedText:
    """The subject and text of a message."""

    subject: str
    text: str
    links: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class ProgramPart:
    """A part of the event, formatted for its guests."""

    title: str
    when: str
    where: str = ""


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """An event, formatted for its guests."""

    title: str
    host: str
    when: str = ""
    where: str = ""
    answer_by: str = ""
    #: The parts of the event that the message is about, in order.
    parts: tuple[ProgramPart, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Reply:
    """One person's recorded reply."""

    name: str
    status: str
    seat: str | None = None
    #: Titles of the parts of the event that they are invited to, each with their reply to it.
    parts: tuple[tuple[str, str], ...] = ()


def render_text(subject: str, paragraphs: Sequence[str], links: Sequence[str] = ()) -> RenderedText:
    """Builds a message from paragraphs and skips empty ones."""
    text = "\n\n".join(paragraph for paragraph in paragraphs if paragraph)
    return RenderedText(subject=subject, text=f"{text}\n", links=tuple(links))


def lines(*parts: str) -> str:
    """Joins lines into a paragraph and skips empty ones."""
    return "\n".join(part for part in parts if part)


def facts_of(words: NullTranslations, occasion: Occasion) -> str:
    """The date and the venue, if known."""
    say = words.gettext
    return lines(
        say("When: %(when)s") % {"when": occasion.when} if occasion.when else "",
        say("Where: %(where)s") % {"where": occasion.where} if occasion.where else "",
    )


def program_of(words: NullTranslations, heading: str, occasion: Occasion) -> str:
    """The parts of the event with their times and places, below a heading; empty without parts."""
    say = words.gettext
    if not occasion.parts:
        return ""
    return lines(
        heading,
        *(
            (say("%(part)s: %(when)s, %(where)s") if part.where else say("%(part)s: %(when)s"))
            % {"part": part.title, "when": part.when, "where": part.where}
            for part in occasion.parts
        ),
    )


def invitation_text(
    words: NullTranslations, occasion: Occasion, *, name: str, message: str, url: str, code: str
) -> RenderedText:
    """The invitation message."""
    say = words.gettext
    return render_text(
        say("You're invited: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(host)s invites you to %(event)s.")
            % {"host": occasion.host, "event": occasion.title},
            message,
            facts_of(words, occasion),
            program_of(words, say("Your invitation includes:"), occasion),
            lines(say("Reply here for everyone on your invitation:"), url),
            say("Please reply by %(when)s.") % {"when": occasion.answer_by}
            if occasion.answer_by
            else "",
            say("Your check-in code: %(code)s") % {"code": code},
        ],
        [url],
    )


def answer_text(
    words: NullTranslations,
    occasion: Occasion,
    *,
    name: str,
    replies: Sequence[Reply],
    url: str,
    has_calendar: bool = False,
    is_let_in: bool = False,
) -> RenderedText:
    """The confirmation sent after a party has replied; to whoever comes, with links of calendars.

    `is_let_in`: they have waited, and a place has become free.
    """
    say = words.gettext
    subject, opening = (
        say("Your reply: %(event)s"),
        say("Thanks for your reply. Here's what we have:"),
    )
    if is_let_in:
        subject = say("You have a place: %(event)s")
        opening = say("Good news: a place has become free. Here's what we have:")
    elif all(reply.status == "declined" for reply in replies):
        opening = say("Thanks for letting us know. Here's what we have:")
    return render_text(
        subject % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            opening,
            *reply_paragraphs(words, replies),
            facts_of(words, occasion),
            program_of(words, say("Program"), occasion),
            lines(say("You can change your reply here:"), url),
            lines(
                say("Add it to your calendar:"),
                say("Google: %(link)s") % {"link": f"{url}/calendar/google"},
                say("Outlook: %(link)s") % {"link": f"{url}/calendar/outlook"},
                say("Apple and others: %(link)s") % {"link": f"{url}/event.ics"},
            )
            if has_calendar
            else "",
        ],
        [url],
    )


def invitee_of(guest: Guest, host: str, sender: str) -> Invitee:
    """Whom a calendar file is for, and in whose name it comes."""
    address = parseaddr(sender)[1]
    return Invitee(name=guest.name, email=guest.email or "", host=host, sender=address)


def calendar_of_answer(
    entries: Sequence[CalendarEntry], invitee: Invitee, sent: str, *, is_coming: bool
) -> str:
    """What puts the event in a guest's calendar, or takes out what `sent` has put in; else nothing."""
    if is_coming and entries:
        return calendar_file(entries, method="REQUEST", invitee=invitee).decode()
    return cancellation_of(sent, now()) if not is_coming and is_request(sent) else ""


def short_answer_text(
    words: NullTranslations, *, title: str, url: str, is_coming: bool
) -> RenderedText:
    """The same in one sentence, for channels that charge by length."""
    say = words.gettext
    known = {"event": title, "url": url}
    coming = say("Thank you! See you at %(event)s. To change your reply or add details: %(url)s")
    declined = say("Thanks for letting us know. If your plans change, reply again here: %(url)s")
    text = (coming if is_coming else declined) % known
    return RenderedText(subject="", text=text, links=(url,))


def reply_paragraphs(words: NullTranslations, replies: Sequence[Reply]) -> list[str]:
    """What each person replied: a line each, or a paragraph each if the event has parts."""
    if not any(reply.parts for reply in replies):
        return [lines(*(reply_line(words, reply) for reply in replies))]
    return [
        lines(
            reply_line(words, reply),
            *(
                f"• {reply_line(words, Reply(name=title, status=status))}"
                for title, status in reply.parts
            ),
        )
        for reply in replies
    ]


def reply_line(words: NullTranslations, reply: Reply) -> str:
    """One person's reply as a line of the confirmation."""
    say = words.gettext
    known = {"name": reply.name, "seat": seat_name(reply.seat, say)}
    if reply.status == "going" and reply.seat:
        return say("%(name)s: coming (%(seat)s)") % known
    if reply.status == "going":
        return say("%(name)s: coming") % known
    if reply.status == "declined":
        return say("%(name)s: not coming") % known
    if reply.status == "waitlisted":
        return say("%(name)s: on the waitlist") % known
    return say("%(name)s: no reply yet") % known


def canceled_text(
    words: NullTranslations, occasion: Occasion, *, name: str, reason: str
) -> RenderedText:
    """The message sent when an event is canceled."""
    say = words.gettext
    return render_text(
        say("Canceled: %(event)s") % {"event": occasion.title},
        [
            say("Hello %(name)s,") % {"name": name},
            say("%(event)s has been canceled.") % {"event": occasion.title},
            facts_of(words, occasion),
            say("Reason: %(reason)s") % {"reason": reason} if reason else "",
            say("You don't need to do anything."),
        ],
    )


def proof_text(words: NullTranslations, *, name: str, url: str) -> RenderedText:
    """The mail that asks an account to prove its address."""
    say = words.gettext
    return render_text(
        say("Confirm your e-mail"),
        [
            say("Hello %(name)s,") % {"name": name},
            lines(say("Open this page and confirm that this address is yours:"), url),
            say("The link works for 24 hours. If you have no account here, ignore this message."),
        ],
        [url],
    )


def password_reset_text(
    words: NullTranslations, *, name: str, url: str, is_instead: bool
) -> RenderedText:
    """The mail with a link to set a password; `is_instead` if a link to log in was asked for."""
    say = words.gettext
    instead = say(
        "You asked for a link to log in. This address hasn't been confirmed yet, so set a password first;"
        " that confirms it."
    )
    return render_text(
        say("Set a new password"),
        [
            say("Hello %(name)s,") % {"name": name},
            instead if is_instead else "",
            lines(say("Open this page and choose a new password:"), url),
            say(
                "The link works for one hour, once. If you didn't ask for it, ignore this message:"
                " nothing changes."
            ),
        ],
        [url],
    )


def magic_link_text(words: NullTranslations, *, name: str, url: str) -> RenderedText:
    """The mail with a link that logs in."""
    say = words.gettext
    return render_text(
        say("Your link to log in"),
        [
            say("Hello %(name)s,") % {"name": name},
            lines(say("Open this page and log in:"), url),
            say(
                "The link works for 15 minutes, once. If you didn't ask for it, ignore this message, and"
                " don't pass the link on: whoever has it can log in as you."
            ),
        ],
        [url],
    )


def role_word(words: NullTranslations, role: str) -> str:
    """A role in an event's team or in an organization, as mails call it."""
    say = words.gettext
    known = {
        "admin": say("admin"),
        "editor": say("editor"),
        "viewer": say("viewer"),
        "owner": say("owner"),
        "manager": say("manager"),
        "agent": say("agent"),
        "client": say("client"),
    }
    return known[role]


def member_text(
    words: NullTranslations, occasion: Occasion, *, role: str, url: str, is_member: bool
) -> RenderedText:
    """The mail that invites somebody to an event's team, or says that they are in it."""
    say = words.gettext
    known = {"event": occasion.title, "host": occasion.host, "role": role_word(words, role)}
    if is_member:
        return render_text(
            say("You're in the team of %(event)s") % known,
            [
                say("%(host)s added you to the team of %(event)s. Your role: %(role)s.") % known,
                lines(say("Open the event:"), url),
            ],
            [url],
        )
    return render_text(
        say("Join the team of %(event)s") % known,
        [
            say("%(host)s invites you to help run %(event)s. Your role: %(role)s.") % known,
            lines(say("Accept the invitation here:"), url),
            only_for_you(words),
        ],
        [url],
    )


def only_for_you(words: NullTranslations) -> str:
    """What an invitation by mail says of its link."""
    return words.gettext(
        "The link works for 7 days, once, and only for this address. If you didn't expect it,"
        " ignore this message."
    )


def organization_text(
    words: NullTranslations, *, organization: str, host: str, role: str, url: str
) -> RenderedText:
    """The mail that invites somebody to an organization."""
    say = words.gettext
    known = {"organization": organization, "host": host, "role": role_word(words, role)}
    return render_text(
        say("Join %(organization)s") % known,
        [
            say("%(host)s invites you to join %(organization)s. Your role: %(role)s.") % known,
            lines(say("Accept the invitation here:"), url),
            only_for_you(words),
        ],
        [url],
    )
