"""Labels for envelopes: addresses in the order of their country, each on its place on the sheet."""

import io
import json
from typing import Any

import pytest
import typst
from PIL import Image

from convite.core.language import direction
from convite.gateways.typefaces import BUNDLED
from convite.gateways.typesetting import PAPERS, compiled
from convite.insight.labels.rules import (
    SHEETS,
    Label,
    LabelSheetName,
    address_lines,
    is_complete,
    label_rows,
    label_values,
)
from convite.insight.papers.rules import Occasion, heading_values

MAIN = {"lines": ["1 Main St"], "postal_code": "78701", "city": "Austin", "region": "TX"}
#: As large as an address can be.
LONG = {
    "lines": [f"{number} {'Very Long Street Name ' * 9}"[:200] for number in range(5)],
    "postal_code": "28001-2345-6789-0123",
    "city": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch",
    "region": "Anglesey",
    "country": "Wales",
}
#: Dots per inch of the pictures.
DENSITY = 72


def say(text: str) -> str:
    return text


def page_of(labels: list[Label], name: LabelSheetName, first: int = 1, locale: str = "en") -> Any:
    """The values of a sheet of labels."""
    occasion = Occasion(
        title="Ana", when="", place="", locale=locale, is_right_to_left=direction(locale) == "rtl",
        hue=350, paper="a4", code_page="",
    )  # fmt: skip
    values = label_values(labels, SHEETS[name], first=first, home="ES", locale=locale)
    return heading_values("envelope_labels", occasion, say) | values


def pictures(values: Any) -> list[Image.Image]:
    """The pages as they are printed, in grey."""
    compiler = typst.Compiler(
        str(PAPERS / "envelope_labels.typ"),
        root=str(PAPERS),
        font_paths=typst.Fonts(
            include_system_fonts=False,
            include_embedded_fonts=False,
            font_paths=[str(BUNDLED)],
        ),
        sys_inputs={"given": json.dumps(values | {"is_incomplete": False})},
    )
    made = compiler.compile(format="png", ppi=DENSITY)
    return [
        Image.open(io.BytesIO(one)).convert("L")
        for one in (made if isinstance(made, list) else [made])
    ]


def ink(
    picture: Image.Image, name: LabelSheetName, at: int
) -> tuple[float, float, float, float] | None:
    """Where a label's ink is, in millimetres from its own corner: left, top, right, bottom."""
    sheet = SHEETS[name]
    scale = DENSITY / 25.4
    left = sheet.left + at % sheet.columns * sheet.step
    top = sheet.top + at // sheet.columns * sheet.height
    corners = [left, top, left + sheet.width, top + sheet.height]
    found = (
        picture.crop(tuple(round(one * scale) for one in corners))
        .point(lambda dot: 255 - dot)
        .getbbox()
    )
    return None if found is None else tuple(one / scale for one in found)  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("country", "lines"),
    [
        ("", ["1 Main St", "78701 Austin", "TX"]),
        ("Spain", ["1 Main St", "78701 Austin", "TX"]),
        ("US", ["1 Main St", "Austin, TX 78701", "UNITED STATES"]),
        ("Reino Unido", ["1 Main St", "Austin", "TX", "78701", "REINO UNIDO"]),
        ("السعودية", ["1 Main St", "Austin 78701", "TX", "السعودية"]),
        (
            "المملكة العربية السعودية",
            ["1 Main St", "Austin 78701", "TX", "المملكة العربية السعودية"],
        ),
        ("Brasil", ["1 Main St", "Austin - TX", "78701", "BRASIL"]),
        ("Atlantis", ["1 Main St", "78701 Austin", "TX", "ATLANTIS"]),
    ],
)
def test_an_address_is_written_as_its_country_does(country: str, lines: list[str]) -> None:
    assert address_lines({**MAIN, "country": country}, "ES", "en") == lines


def test_what_is_not_known_of_an_address_leaves_no_gap() -> None:
    known = {"lines": ["1 Main St"], "city": "Washington, D.C.", "postal_code": "20001"}

    assert address_lines({**known, "country": "US"}, "US", "en")[1] == "Washington, D.C. 20001"
    assert address_lines({"lines": ["Plaza 1"], "city": "Vigo", "region": "Vigo"}, None, "en") == [
        *("Plaza 1", "Vigo")
    ]


def test_a_country_alone_is_no_address() -> None:
    addresses: list[dict[str, Any]] = [
        {}, {"country": "ES"}, {"city": "Vigo"}, {"lines": ["Plaza 1"]},
        {"city": "Vigo", "postal_code": "36201"},
    ]  # fmt: skip
    assert [is_complete(one) for one in addresses] == [False, False, False, True, True]


@pytest.mark.parametrize("name", SHEETS)
def test_sheets_fit_their_paper_with_equal_margins(name: LabelSheetName) -> None:
    sheet = SHEETS[name]
    width, height = (210, 297) if sheet.paper == "a4" else (215.9, 279.4)
    right = sheet.left + (sheet.columns - 1) * sheet.step + sheet.width

    assert width - right == pytest.approx(sheet.left, abs=0.1)
    assert sheet.top * 2 + sheet.rows * sheet.height == pytest.approx(height, abs=0.1)
    assert sheet.step >= sheet.width


@pytest.mark.parametrize("name", SHEETS)
def test_every_label_is_printed_inside_its_place(name: LabelSheetName) -> None:
    sheet = SHEETS[name]
    labels = [
        Label(name="The Smiths", address=MAIN),
        Label(name="حداد", address=MAIN),
    ] * sheet.count

    made = pictures(page_of(labels[: sheet.count + 1], name))

    width, height = (595, 842) if sheet.paper == "a4" else (612, 792)
    assert [(page.width, page.height) for page in made] == [(width, height)] * 2
    for at in range(sheet.count):
        found = ink(made[0], name, at)
        assert found is not None
        left, top, right, bottom = found
        # a millimetre of tolerance: the edge of a dot
        assert left >= 3
        assert right <= sheet.width - 3
        assert top >= 1
        assert bottom <= sheet.height - 1
        # Arabic begins on the right
        assert (right > sheet.width - 6) if at % 2 else (left < 6)
    assert [ink(made[1], name, at) is not None for at in range(sheet.count)] == [
        *(True, *[False] * (sheet.count - 1))
    ]


def test_one_label_is_put_on_the_place_that_is_left() -> None:
    [page] = pictures(page_of([Label(name="The Smiths", address=MAIN)], "l7160", first=20))

    assert [at for at in range(21) if ink(page, "l7160", at)] == [19]


def test_labels_continue_on_a_whole_sheet_after_a_half_used_one() -> None:
    labels = [Label(name="The Smiths", address=MAIN)] * 3

    first, second = pictures(page_of(labels, "5160", first=29))

    assert [at for at in range(30) if ink(first, "5160", at)] == [28, 29]
    assert [at for at in range(30) if ink(second, "5160", at)] == [0]


@pytest.mark.parametrize("name", SHEETS)
def test_nothing_of_a_long_address_is_cut(name: LabelSheetName) -> None:
    """What is printed beyond a label would be seen on its empty neighbours."""
    six = {**MAIN, "lines": [f"Line {number} of the address" for number in range(5)]}
    labels = [
        Label(name="Maximiliano Alejandro Fernández de la Vega y Castellanos", address=six),
        Label(name="W" * 200, address=LONG),
    ]
    sheet = SHEETS[name]

    [page] = pictures(page_of(labels, name))

    assert [at for at in range(sheet.count) if ink(page, name, at)] == [0, 1]
    for at in (0, 1):
        found = ink(page, name, at)
        assert found is not None
        assert found[0] >= 3
        assert found[1] >= 1
        assert found[2] <= sheet.width - 3
        assert found[3] <= sheet.height - 1


def test_labels_are_set_in_arabic() -> None:
    address = {
        "lines": ["شارع الملك فهد ١٢"],
        "city": "الرياض",
        "postal_code": "11564",
        "country": "SA",
    }
    label = Label(name="عائلة حداد", address=address)

    made = compiled("envelope_labels", page_of([label], "l7163", locale="ar"))

    assert made.content.startswith(b"%PDF-")
    assert address_lines(address, "ES", "ar")[-1] == "المملكة العربية السعودية"


def test_mail_merge_has_a_column_for_each_line() -> None:
    two = {"lines": ["c/o Ana", "Plaza 1"], "city": "Vigo", "postal_code": "03620"}

    rows = label_rows([Label(name="The Smiths", address=MAIN), Label(name="Ana", address=two)], say)

    assert rows == [
        [
            *("Name", "Address line 1", "Address line 2"),
            *("Postal code", "City", "Region", "Country"),
        ],
        ["The Smiths", "1 Main St", "", "78701", "Austin", "TX", ""],
        ["Ana", "c/o Ana", "Plaza 1", "03620", "Vigo", "", ""],
    ]
