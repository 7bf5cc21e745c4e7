"""A mail's HTML from its text, and its colors. Pure functions.

The text is the only source: a line that is one of the message's links becomes its button, with the line
before as the label.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from convite.core.colors import color
from convite.core.pages import render

#: The largest HTML that common mail programs show whole, in bytes: Gmail cuts at 102 KB.
MAX_BYTES = 100_000
#: The accent of events without their own, an OKLCH hue in degrees.
DEFAULT_HUE = 350


@dataclass(frozen=True, kw_only=True)
class Look:
    """What mails of an event have in common."""

    title: str = "Convite"
    hue: int = DEFAULT_HUE
    #: Who invites; empty for mails of the product itself.
    host: str = ""
    #: Where answers go, as the event or its organization chose; else to the inbox, or the organizer.
    reply_to: str = ""
    organizer: str = ""


@dataclass(frozen=True, kw_only=True)
class Block:
    """A paragraph: its lines, and where its button leads with what is written on it."""

    lines: tuple[str, ...] = ()
    is_quote: bool = False
    button: str = ""
    label: str = ""


def html_of(
    text: str, links: Sequence[str], look: Look, locale: str, *, unsubscribe: str = ""
) -> str:
    """The HTML of a mail; empty if it would be too long to be shown whole."""
    page = render(
        "mail.html",
        locale,
        blocks=blocks_of(text, links),
        look=look,
        accent=color(0.42, 0.13, look.hue),
        accent_dark=color(0.72, 0.13, look.hue),
        unsubscribe=unsubscribe,
    )
    return page if len(page.encode()) <= MAX_BYTES else ""


def blocks_of(text: str, links: Sequence[str]) -> list[Block]:
    """The paragraphs of a text. Only the first of the links becomes a button: a mail has one."""
    main = next(iter(links), "")
    blocks: list[Block] = []
    for paragraph in text.strip().split("\n\n"):
        lines = tuple(paragraph.splitlines())
        if not lines:
            continue
        if main and lines[-1].strip() == main:
            label = lines[-2].strip().rstrip(":").rstrip() if len(lines) > 1 else ""
            blocks.append(Block(lines=lines[:-2], button=main, label=label))
            main = ""
        elif all(line.startswith(">") for line in lines):
            quoted = tuple(line.removeprefix(">").strip() for line in lines)
            blocks.append(Block(lines=quoted, is_quote=True))
        else:
            blocks.append(Block(lines=lines))
    return blocks
