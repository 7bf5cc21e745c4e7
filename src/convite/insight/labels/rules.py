"""What stands on envelopes, and where on a sheet of labels. Pure functions.

Measures of the sheets, in millimetres, from the templates that Avery publishes for each number
(avery.co.uk for A4, avery.com for US Letter). Each centres its labels on the page; labels in a
column touch.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import Any, Literal

from babel import Locale as Territories

from convite.core.bidi import word
from convite.core.language import LOCALES, Say

LabelSheetName = Literal["l7159", "l7160", "l7162", "l7163", "5160", "5161", "5163"]


@dataclass(frozen=True, kw_only=True, slots=True)
class LabelSheet:
    """A sheet of labels."""

    paper: str
    columns: int
    rows: int
    #: Of one label.
    width: float
    height: float
    #: Where the first label begins.
    left: float
    top: float
    #: From the beginning of one label to that of the next, to the right.
    step: float

    @property
    def count(self) -> int:
        """How many labels a sheet has."""
        return self.columns * self.rows


SHEETS: dict[LabelSheetName, LabelSheet] = {
    "l7159": LabelSheet(
        paper="a4", columns=3, rows=8, width=63.5, height=33.9, left=7.21, top=12.9, step=66.04
    ),
    "l7160": LabelSheet(
        paper="a4", columns=3, rows=7, width=63.5, height=38.1, left=7.21, top=15.15, step=66.04
    ),
    "l7162": LabelSheet(
        paper="a4", columns=2, rows=8, width=99.1, height=33.9, left=4.65, top=12.9, step=101.6
    ),
    "l7163": LabelSheet(
        paper="a4", columns=2, rows=7, width=99.1, height=38.1, left=4.65, top=15.15, step=101.6
    ),
    # 2 5/8 x 1, 4 x 1 and 4 x 2 inches
    "5160": LabelSheet(
        paper="us-letter", columns=3, rows=10, width=66.675, height=25.4, left=4.7625, top=12.7,
        step=69.85,
    ),
    "5161": LabelSheet(
        paper="us-letter", columns=2, rows=10, width=101.6, height=25.4, left=3.96875, top=12.7,
        step=106.3625,
    ),
    "5163": LabelSheet(
        paper="us-letter", columns=2, rows=5, width=101.6, height=50.8, left=3.96875, top=12.7,
        step=106.3625,
    ),
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Label:
    """Whom an envelope is addressed to, and where."""

    name: str
    #: As in the address book: `lines`, `postal_code`, `city`, `region`, `country`.
    address: Mapping[str, Any]


#: The lines below the street by country; everywhere else as in most of Europe. The order is that of the
#: Universal Postal Union's addressing sheets.
USUAL = ("{postal_code} {city}", "{region}")
TOWNS: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(("US", "PR", "JP", "KR"), ("{city}, {region} {postal_code}",)),
    **dict.fromkeys(("CA", "AU"), ("{city} {region} {postal_code}",)),
    **dict.fromkeys(
        ("GB", "GG", "IE", "IM", "JE", "ZA", "RU", "EG", "KE"),
        ("{city}", "{region}", "{postal_code}"),
    ),
    **dict.fromkeys(
        ("BD", "IN", "IQ", "JO", "LB", "NP", "NZ", "PK", "SA", "SG", "TH", "TW"),
        ("{city} {postal_code}", "{region}"),
    ),
    "BR": ("{city} - {region}", "{postal_code}"),
    "IT": ("{postal_code} {city} {region}",),
    "MX": ("{postal_code} {city}, {region}",),
}
#: A field of such a line, with what stands before it.
PIECE = re.compile(r"([^{}]*)\{(\w+)\}")


#: What some countries are called on letters, besides their full names.
SHORT_NAMES = {
    "usa": "US",
    "uk": "GB",
    "england": "GB",
    "scotland": "GB",
    "wales": "GB",
    "uae": "AE",
    "السعودية": "SA",
    "الإمارات": "AE",
    "الأردن": "JO",
}


@lru_cache
def country_names() -> dict[str, str]:
    """Countries' two letters by their names, in the languages of the product and some others."""
    names = dict(SHORT_NAMES)
    for locale in (*LOCALES, "fr", "de", "pt", "it"):
        for code, name in Territories(str(locale)).territories.items():
            if len(code) == 2 and code.isalpha():
                names.setdefault(name.casefold(), code)
    return names


def country_code(country: str) -> str:
    """A country's two letters, from these or its name; an empty text if it isn't known.

    Example:
        >>> country_code("España"), country_code("pt"), country_code("Atlantis")
        ('ES', 'PT', '')
    """
    typed = country.strip()
    if len(typed) == 2 and typed.upper() in Territories("en").territories:
        return typed.upper()
    return country_names().get(typed.casefold(), "")


def is_complete(address: Mapping[str, Any]) -> bool:
    """Whether a letter could get there: there is a street, or a town with its postal code."""
    return bool(address.get("lines")) or bool(address.get("postal_code") and address.get("city"))


def address_lines(address: Mapping[str, Any], home: str | None, locale: str) -> list[str]:
    """An address as it stands on an envelope, in the order of its country.

    The country comes last, in capitals, unless it is the sender's. Where none is given, it is the
    sender's.

    Example:
        >>> found = {"lines": ["1 Main St"], "city": "Austin", "region": "TX", "postal_code": "78701"}
        >>> address_lines({**found, "country": "US"}, "ES", "en")
        ['1 Main St', 'Austin, TX 78701', 'UNITED STATES']
    """
    country = str(address.get("country", ""))
    code = country_code(country) or ("" if country else home or "")
    known = {name: str(address.get(name, "")) for name in ("postal_code", "city", "region")}
    if known["region"] == known["city"]:
        known["region"] = ""
    lines = [str(line) for line in address.get("lines", ())]
    lines += [filled(line, known) for line in TOWNS.get(code, USUAL)]
    if country and (not code or code != home):
        name = Territories(locale).territories.get(code, country) if len(country) == 2 else country
        lines.append(name.upper())
    return [line for line in lines if line]


def filled(pattern: str, known: Mapping[str, str]) -> str:
    """A line with what is known of it; what would separate an unknown piece is left out with it."""
    line = ""
    for before, name in PIECE.findall(pattern):
        if known[name]:
            line += (before if line else "") + known[name]
    return line


def label_rows(labels: Sequence[Label], say: Say) -> list[list[str]]:
    """The addresses as spreadsheet rows, for mail merge: each line of a street in a column of its own."""
    most = max((len(one.address.get("lines", ())) for one in labels), default=1) or 1
    return [
        [
            say("Name"),
            *(say("Address line %(number)s") % {"number": number + 1} for number in range(most)),
            *(say("Postal code"), say("City"), say("Region"), say("Country")),
        ],
        *(
            [
                one.name,
                *[*one.address.get("lines", ()), *[""] * most][:most],
                *(
                    str(one.address.get(name, ""))
                    for name in ("postal_code", "city", "region", "country")
                ),
            ]
            for one in labels
        ),
    ]


def label_values(
    labels: Sequence[Label], sheet: LabelSheet, *, first: int, home: str | None, locale: str
) -> dict[str, Any]:
    """The values for the template; `first` is the first label that is left on the sheet, from 1."""
    return {
        "paper": sheet.paper,
        "sheet": asdict(sheet),
        "first": first,
        "labels": [
            {
                "rtl": word(one.name)["rtl"],
                "name": word(one.name),
                "lines": [word(line) for line in address_lines(one.address, home, locale)],
            }
            for one in labels
        ],
    }
