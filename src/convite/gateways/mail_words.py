"""The words of a mail: its text in any character set, and which of it is new. Pure functions."""

import codecs
import re
from collections.abc import Iterator, Sequence
from contextlib import suppress
from email.message import Message
from html import unescape

from charset_normalizer import from_bytes

from convite.core.pages import storable

#: Longest text that is kept of a mail.
MAX_TEXT = 16_384
#: Bytes of a part that are decoded.
MAX_BYTES = 262_144

#: Character sets of host names: nobody writes in them, and decoding takes time by the square of the length.
NO_CHARSETS = frozenset({"punycode", "idna"})

#: Tags that begin a line, and those whose content isn't text.
BREAKS = frozenset({"br", "p", "div", "tr", "li", "blockquote", "h1", "h2", "h3"})
SILENT = frozenset({"style", "script", "title"})
#: The name of a tag, and all of it. Nothing in it gives back what it took, and no `<` is in it, so that the
#: time grows with the text alone whatever somebody writes.
NAME = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*+)")
TAG = re.compile(r"""<(?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+>""")

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
            if codecs.lookup(claimed).name not in NO_CHARSETS:
                return raw.decode(claimed)
        except (LookupError, ValueError):
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
    quoted_from = len(lines)
    while quoted_from and (not lines[quoted_from - 1] or lines[quoted_from - 1].startswith(">")):
        quoted_from -= 1
    for place, line in enumerate(lines):
        # the line that says who wrote when may be broken in two
        two = f"{line} {lines[place + 1]}" if place + 1 < len(lines) else line
        is_start = QUOTE_BEGINS.match(line.strip()) or (
            QUOTE_BEGINS.match(two.strip()) and not line.strip().endswith(":")
        )
        is_quoted = line.startswith(">") and place >= quoted_from
        if is_start or is_quoted:
            above = "\n".join(lines[:place]).strip()
            return above or text  # answers between the lines of the quote
    return text


def plain(html: str) -> str:
    """The text of HTML. What isn't closed ends with the text, as in browsers."""
    return "".join(words_in(html))


def words_in(html: str) -> Iterator[str]:
    """The pieces of HTML's text, and the breaks between its lines."""
    place = 0
    while (start := html.find("<", place)) >= 0:
        yield unescaped(html[place:start])
        name = NAME.match(html, start)
        if name is None and html[start + 1 : start + 2] not in ("!", "?", "/"):
            yield "<"  # a sign, and no tag
            place = start + 1
            continue
        closing = "-->" if html.startswith("<!--", start) else ">"
        whole = TAG.match(html, start) if name else None
        end = whole.end() - 1 if whole else html.find(closing, start)
        if end < 0:
            return
        place = end + len(closing)
        tag = name.group(1).lower() if name else ""
        if tag in BREAKS and html[start + 1] != "/":
            yield "\n"
        if tag in SILENT and html[start + 1] != "/":
            over = re.compile(f"</{tag}", re.IGNORECASE).search(html, place)
            if over is None:
                return
            place = over.start()
    yield unescaped(html[place:])


def unescaped(text: str) -> str:
    """A piece of text with the signs that it names."""
    with suppress(ValueError):  # a number of thousands of digits
        text = unescape(text)
    return re.sub(r"\s+", " ", text)
