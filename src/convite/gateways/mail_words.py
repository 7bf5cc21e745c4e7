"""The words of a mail: its text in any character set, and which of it is new. Pure functions."""

import re
from collections.abc import Sequence
from email.message import Message
from html.parser import HTMLParser

from charset_normalizer import from_bytes

from convite.core.pages import storable

#: Longest text that is kept of a mail.
MAX_TEXT = 16_384
#: Bytes of a part that are decoded.
MAX_BYTES = 262_144

#: Tags that begin a line; what stands in others of these is no text.
BREAKS = frozenset({"br", "p", "div", "tr", "li", "blockquote", "h1", "h2", "h3"})
SILENT = frozenset({"style", "script", "head", "title"})

#: Lines that begin what a mail program quotes, as Gmail, Apple Mail, Thunderbird and Outlook write them.
QUOTE_BEGINS = re.compile(
    r"^(On\b.{5,200}\bwrote:|El\b.{5,200}\bescribió:|Am\b.{5,200}\bschrieb\b.{0,100}:"
    r"|Le\b.{5,200}\ba écrit\s?:|Il\b.{5,200}\bha scritto:|Em\b.{5,200}\bescreveu:"
    r"|(في|كتب)\b.{5,200}:"
    r"|-{3,}\s*(Original Message|Mensaje original|Ursprüngliche Nachricht|الرسالة الأصلية)"
    r"\s*-{3,}|_{20,})$",
    re.IGNORECASE,
)


def text_of(parts: Sequence[Message]) -> str:
    """The text of a mail: of its first plain part, else of its first HTML part."""
    for kind in ("text/plain", "text/html"):
        for part in parts:
            is_file = part.get_content_disposition() == "attachment"
            if part.get_content_type() != kind or is_file:
                continue
            text = decoded(part)
            text = plain(text) if kind == "text/html" else text
            if text.strip():
                return tidy(text)
    return ""


def decoded(part: Message) -> str:
    """A part's text by the character set that it claims, else by the one that it looks like."""
    payload = part.get_payload(decode=True)
    raw = payload[:MAX_BYTES] if isinstance(payload, bytes) else b""
    claimed = part.get_content_charset()
    if claimed is not None:
        try:
            return raw.decode(claimed)
        except (LookupError, UnicodeDecodeError):
            pass  # an unknown name, or a wrong one
    try:
        return raw.decode()
    except UnicodeDecodeError:
        guess = from_bytes(raw).best()
        return str(guess) if guess is not None else raw.decode("cp1252", "replace")


def tidy(text: str) -> str:
    """A text as it is kept: lines as ours, and none of what can't be stored."""
    lines = [line.rstrip() for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]
    joined = re.sub(r"\n{3,}", "\n\n", "\n".join(lines))
    return storable(joined).strip()[:MAX_TEXT]


def reply_in(text: str) -> str:
    """What somebody wrote above the mail that they quote; all of it where that isn't clear."""
    lines = text.split("\n")
    for place, line in enumerate(lines):
        # the line that says who wrote when may be broken in two
        two = f"{line} {lines[place + 1]}" if place + 1 < len(lines) else line
        is_start = QUOTE_BEGINS.match(line.strip()) or (
            QUOTE_BEGINS.match(two.strip()) and not line.strip().endswith(":")
        )
        rest = lines[place:]
        is_quoted = line.startswith(">") and all(one.startswith(">") or not one for one in rest)
        if is_start or is_quoted:
            above = "\n".join(lines[:place]).strip()
            return above or text  # answers between the lines of the quote
    return text


class Words(HTMLParser):
    """Collects the text of HTML."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[str] = []
        self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 (the library's)
        """Begins a line, or silence."""
        self.silent += tag in SILENT
        if tag in BREAKS:
            self.found.append("\n")

    def handle_endtag(self, tag: str) -> None:
        """Ends a silence."""
        if tag in SILENT and self.silent:
            self.silent -= 1

    def handle_data(self, data: str) -> None:
        """Takes a piece of text."""
        if not self.silent:
            self.found.append(re.sub(r"\s+", " ", data))


def plain(html: str) -> str:
    """The text of HTML."""
    words = Words()
    words.feed(html)
    words.close()
    return "".join(words.found)
