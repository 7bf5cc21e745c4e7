"""Decodes text files of unknown encoding, and removes what nobody sees.

Encodings are told apart by words: the right one turns most of them into words of one alphabet. General
detectors need long texts; a guest list often has ten accented letters.
"""

import codecs
import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from convite.core.problems import FieldText, Invalid, invalid

#: Encodings by the names that the API uses; those of equal score are preferred in this order.
ENCODINGS: Mapping[str, str] = {
    "utf-8": "utf-8", "utf-16": "utf-16", "cp1252": "cp1252", "mac-roman": "mac_roman",
    "cp1250": "cp1250", "cp1254": "cp1254", "cp1256": "cp1256", "cp1251": "cp1251",
    "cp1253": "cp1253", "cp1255": "cp1255", "shift-jis": "cp932", "euc-kr": "cp949",
    "big5": "big5", "gb18030": "gb18030",
}  # fmt: skip

WESTERN = (
    "áéíóúñü", "àâçéèêëîïôùûüœæ", "äöüßé", "ãáéíóúâêôàçü", "åäöæøéü", "àèéìòù", "àèéíïòóúüç",
)  # fmt: skip
CENTRAL = ("ąćęłńóśźż", "áčďéěíňóřšťúůýžäľĺôŕ", "áéíóöőúüű", "ăâîşţ", "čćđšž", "äöüß")
LETTERS: Mapping[str, Sequence[frozenset[str]]] = {
    name: tuple(frozenset(alphabet) for alphabet in alphabets)
    for name, alphabets in {
        "cp1252": WESTERN,
        "mac-roman": WESTERN,
        "cp1250": CENTRAL,
        "cp1254": ("çğıöşüâîû",),
        "utf-8": (*WESTERN, *CENTRAL, "çğıöşüâîû"),
    }.items()
}
#: What a word in another script consists of.
SCRIPTS: Mapping[str, re.Pattern[str]] = {
    "cp1256": re.compile("[\u0621-\u0652\u067e\u0686\u0698\u06a9\u06af\u200c]+"),
    "cp1251": re.compile("[а-яёіїєґА-ЯЁІЇЄҐ]+"),
    "cp1253": re.compile("[α-ωάέήίόύώϊϋΐΰς]+|[Α-ΩΆΈΉΊΌΎΏ][α-ωάέήίόύώϊϋΐΰςΑ-Ω]*"),
    "cp1255": re.compile("[א-ת\u05b0-\u05bc׳״]+"),
    "shift-jis": re.compile("[\u3005-\u3007\u3041-\u30fe\u4e00-\u9fff]+"),
    "euc-kr": re.compile("[\uac00-\ud7a3]+"),
    "big5": re.compile("[\u4e00-\u9fff]+"),
    "gb18030": re.compile("[\u4e00-\u9fff]+"),
}
SCRIPTS = {**SCRIPTS, "utf-8": re.compile("|".join(p.pattern for p in SCRIPTS.values()))}
GAPS = re.compile("[\\s\x00-@\\[-`{-~\u00a0\u3000]+")
#: Typographic signs around a word; inside of one they show a wrong encoding.
SIGNS = "“”‘’„‚«»…–—¿¡ºª€"
#: The first bytes of the common Chinese characters; the rare ones show a wrong encoding.
COMMON: Mapping[str, tuple[int, int]] = {"big5": (0xA4, 0xC6), "gb18030": (0xB0, 0xD7)}
LINE = re.compile(rb"[^\r\n]+")
MAX_LINES = 300
UTF8_LETTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
MARKS: Sequence[tuple[bytes, str, str]] = (
    (codecs.BOM_UTF8, "utf-8", "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16", "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16", "utf-16"),
)
#: Marks that take no room: zero-width spaces, directions, soft hyphens. Joiners (U+200C, U+200D) are
#: part of Persian words and of emoji and stay.
INVISIBLE = re.compile(
    "[\u00ad\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
)
WIDE_BLANK = re.compile("[\u00a0\u2000-\u200a\u202f\u205f\u3000]")


@dataclass(frozen=True, kw_only=True)
class Notice:
    """Something that was read, but should be looked at."""

    #: The line in the file.
    row: int
    reason: FieldText
    value: str


@dataclass(frozen=True, kw_only=True)
class Text:
    """A decoded file."""

    text: str
    encoding: str
    notices: list[Notice]


def visible(text: str) -> str:
    r"""The text without invisible marks, with plain spaces: `"Ana\\u200b\\u00a0Ruiz"` → `"Ana Ruiz"`."""
    if text.isascii():
        return text
    if INVISIBLE.search(text):
        text = INVISIBLE.sub("", text)
    return WIDE_BLANK.sub(" ", text) if WIDE_BLANK.search(text) else text


def bad_file(detail: FieldText) -> Invalid:
    """The file can't be read."""
    return invalid("file", detail)


def no_table(kind: str) -> Invalid:
    """The file is something else; `kind` says in English what."""
    english = f"{kind}, not a table. Upload the list as .xlsx or .csv, or paste it."
    return bad_file(FieldText(name="sheet.other", english=english))


def decode(content: bytes, encoding: str | None = None) -> Text:
    """Decodes a file, by `encoding` if given, else by its byte order mark or the best guess.

    Raises:
        Invalid: it isn't text, or not in this encoding; the error says where.
    """
    chosen = next((name for mark, _, name in MARKS if content.startswith(mark)), None)
    chosen = encoding or chosen or by_zeros(content)
    if chosen is None:
        text = as_utf8(content) or by_words(content)
    else:
        text = Text(text=strictly(content, chosen), encoding=chosen, notices=[])
    if "\0" in text.text:
        line = line_at(text.text, text.text.index("\0"))
        english = f"Line {line} has a NUL character; this isn't a text file."
        raise bad_file(FieldText(name="sheet.nul", english=english, values={"row": line}))
    return Text(text=visible(text.text), encoding=text.encoding, notices=text.notices)


def by_zeros(content: bytes) -> str | None:
    """UTF-16 without a byte order mark: every other byte of its ASCII letters is zero."""
    start = content[:400]
    zeros = start.count(0)
    is_even = len(start) >= 4 and zeros * 3 > len(start)
    return "utf-16" if is_even and 0 in (start[0::2].count(0), start[1::2].count(0)) else None


def line_at(text: str, place: int) -> int:
    """The line of a position."""
    return text.count("\n", 0, place) + 1


def strictly(content: bytes, encoding: str) -> str:
    """Decodes by an encoding that was named."""
    codec = ENCODINGS[encoding]
    if encoding == "utf-16" and content[:2] not in (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE):
        codec = "utf-16-be" if content[:1] == b"\0" else "utf-16-le"
    try:
        return content.decode(codec).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        english = f"Line {line} isn't written in the encoding {encoding}. Choose another encoding."
        raise bad_file(
            FieldText(
                name="sheet.encoding", english=english, values={"row": line, "encoding": encoding}
            )
        ) from None


def as_utf8(content: bytes) -> Text | None:
    """The file as UTF-8, if it is that throughout."""
    try:
        return Text(text=content.decode(), encoding="utf-8", notices=[])
    except UnicodeDecodeError:
        return None


def by_words(content: bytes) -> Text:
    """The file in the encoding that turns most of its words into words of one alphabet."""
    lines = (found.group() for found in LINE.finditer(content))
    odd = (line for line in lines if not line.isascii())
    sample = b"\n".join(itertools.islice(odd, MAX_LINES))
    best, best_score = "cp1252", 0
    if UTF8_LETTER.search(sample):
        best, best_score = "utf-8", score(sample.decode("utf-8", "stray"), "utf-8")
    for name, codec in ENCODINGS.items():
        if name in ("utf-8", "utf-16"):
            continue
        try:
            content.decode(codec)
            found = score(sample.decode(codec), name)
        except UnicodeDecodeError:
            continue
        if found > best_score:
            best, best_score = name, found
    if best == "utf-8":
        return with_strays(content)
    try:
        return Text(text=content.decode(ENCODINGS[best]), encoding=best, notices=[])
    except UnicodeDecodeError:
        english = "This isn't text in an encoding that we recognize. Save it as CSV in UTF-8, or as .xlsx."
        raise bad_file(FieldText(name="sheet.unknown", english=english)) from None


def score(text: str, encoding: str) -> int:
    """How many words are words of an alphabet of the encoding, and how many of the same one."""
    stripped = (word.strip(SIGNS) for word in GAPS.split(text))
    words = [word for word in stripped if word and not word.isascii()]
    script = SCRIPTS.get(encoding)
    others = sum(is_written_in(script, word, encoding) for word in words) if script else 0
    if encoding not in LETTERS:
        return others * 2
    fitting = [0] * len(LETTERS[encoding])
    any_of_them = 0
    for word in words:
        letters = {letter for letter in word.lower() if not letter.isascii()}
        fits = [letters <= alphabet for alphabet in LETTERS[encoding]] if is_cased(word) else []
        any_of_them += any(fits)
        fitting = (
            [count + fit for count, fit in zip(fitting, fits, strict=False)] if fits else fitting
        )
    return any_of_them + max(fitting) + others * 2


def is_written_in(script: re.Pattern[str], word: str, encoding: str) -> bool:
    """Whether all of a word is in the script, in its usual letters."""
    if not script.fullmatch(word) or not is_cased(word):
        return False
    if encoding not in COMMON:
        return True
    first, last = COMMON[encoding]
    usual = sum(first <= letter.encode(ENCODINGS[encoding])[0] <= last for letter in word)
    return usual * 2 > len(word)


def is_cased(word: str) -> bool:
    """Whether no capital follows a small letter, as it does in a wrong encoding."""
    return not any(
        a.islower() and b.isupper() and not (a.isascii() and b.isascii())
        for a, b in itertools.pairwise(word)
    )


def stray_bytes(error: UnicodeError) -> tuple[str, int]:
    """Reads bytes that aren't UTF-8 as Windows-1252, from which they usually come."""
    if not isinstance(error, UnicodeDecodeError):
        raise error
    wrong = error.object[error.start : error.start + 1]
    return wrong.decode("cp1252", "replace"), error.start + 1


codecs.register_error("stray", stray_bytes)
MAX_NOTICES = 100


def with_strays(content: bytes) -> Text:
    """UTF-8 with a few bytes of another encoding; each line with one gets a notice."""
    notices: list[Notice] = []
    for number, line in enumerate(content.split(b"\n"), start=1):
        if len(notices) == MAX_NOTICES:
            break
        if line.isascii() or as_utf8(line) is not None:
            continue
        english = "A letter in this line isn't UTF-8 and may be wrong. Check it."
        reason = FieldText(name="sheet.stray", english=english)
        value = visible(line.decode("utf-8", "stray")).strip()[:200]
        notices.append(Notice(row=number, reason=reason, value=value))
    return Text(text=content.decode("utf-8", "stray"), encoding="utf-8", notices=notices)
