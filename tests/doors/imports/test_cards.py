"""Contact cards as address books export them: 2.1, 3.0 and 4.0, whole, broken and with pictures."""

from base64 import b64encode

from convite.core.sheets import Sheet, read_sheet
from tests.doors.imports.test_reading import book, load, new_event, refused
from tests.world import World

OLD = b"""BEGIN:VCARD\r
VERSION:2.1\r
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:N=C3=BA=C3=B1ez;Jos=C3=A9;;;\r
TEL;CELL:+34612345678\r
NOTE;CHARSET=ISO-8859-1;ENCODING=QUOTED-PRINTABLE:Viene el s=E1bado,=\r
 y se queda\r
ADR;HOME:;;Calle Mayor 1;Madrid;;28013;Spain\r
END:VCARD\r
"""
APPLE = """BEGIN:VCARD
VERSION:3.0
N:Ruiz;Ana;María;Dra.;
FN:Dra. Ana María Ruiz
ORG:Flores Ruiz;Taller;
item1.EMAIL;type=INTERNET;type=pref:card-ana@example.org
item1.X-ABLabel:_$!<Home>!$_
EMAIL;type=INTERNET:card-ana2@example.org
TEL;type=CELL;type=VOICE:612 345 679
CATEGORIES:Family,Choir
NOTE:Likes olives\\, not nuts\\nVegetarian
PHOTO;ENCODING=b;TYPE=JPEG:{photo}
END:VCARD
"""
NEW = """BEGIN:VCARD
VERSION:4.0
FN:فاطمة علي
TEL;VALUE=uri;TYPE="voice,home":tel:+34-612-345-680;ext=5
EMAIL:mailto:card-f@example.org
LANG;PREF=1:ar
END:VCARD
"""


def rows(content: bytes) -> tuple[Sheet, list[dict[str, str]]]:
    sheet = read_sheet(content)
    return sheet, [dict(zip(sheet.columns, cells, strict=True)) for _, cells in sheet.rows]


def test_the_first_version_with_its_encoded_letters() -> None:
    _, (jose,) = rows(OLD)

    assert (jose["First name"], jose["Last name"]) == ("José", "Núñez")
    assert jose["Notes"] == "Viene el sábado,y se queda"
    assert (jose["Address"], jose["Postal code"], jose["City"]) == (
        "Calle Mayor 1",
        "28013",
        "Madrid",
    )


def test_a_card_of_an_apple_address_book() -> None:
    _, (ana,) = rows(APPLE.replace("{photo}", "AAAA").encode())

    assert (ana["First name"], ana["Middle name"], ana["Last name"]) == ("Ana", "María", "Ruiz")
    assert ana["E-mail"] == "card-ana@example.org ::: card-ana2@example.org"
    assert (ana["Company"], ana["Tags"]) == ("Flores Ruiz Taller", "Family, Choir")
    assert ana["Notes"] == "Likes olives, not nuts\nVegetarian"
    assert "Name" not in ana


def test_the_newest_version_with_addresses_as_links() -> None:
    _, (fatima,) = rows(NEW.encode())

    assert (fatima["Name"], fatima["Language"]) == ("فاطمة علي", "ar")
    assert (fatima["Phone"], fatima["E-mail"]) == ("+34-612-345-680", "card-f@example.org")


def test_a_picture_of_ten_megabytes_costs_nothing() -> None:
    photo = b64encode(bytes(10_000_000)).decode()
    folded = "\n ".join(photo[place : place + 74] for place in range(0, len(photo), 74))

    sheet, (ana,) = rows(APPLE.replace("{photo}", folded).encode())

    assert ana["First name"] == "Ana"
    assert sheet.notices == []


def test_an_unfolded_picture_of_the_first_version_is_skipped_too() -> None:
    photo = "PHOTO;ENCODING=BASE64;TYPE=JPEG:\r\nAAAA\r\nBBBB\r\n\r\n"
    content = OLD.replace(b"END:VCARD", photo.encode() + b"END:VCARD")

    sheet, (jose,) = rows(content)

    assert jose["First name"] == "José"
    assert sheet.notices == []


def test_a_broken_card_is_named_and_the_others_are_read() -> None:
    broken = "BEGIN:VCARD\nN:Lost;Leo\nthis line says nothing\n"

    sheet, people = rows((broken + NEW + broken + APPLE).encode())

    assert [one.get("Name") or one["First name"] for one in people] == ["فاطمة علي", "Ana"]
    assert [(one.row, one.reason.name) for one in sheet.notices] == [
        (3, "card.field"),
        (1, "card.unended"),
        (13, "card.field"),
        (11, "card.unended"),
    ]


async def test_cards_become_guests(world: World) -> None:
    event = await new_event(world)

    made = await load(
        event, OLD + APPLE.replace("{photo}", "AAAA").encode() + NEW.encode(), country="ES"
    )
    people = await book(event)

    assert (made["created"], made["errors"]) == (3, [])
    assert people["Ana María Ruiz"]["phone"] == "+34612345679"
    assert people["José Núñez"]["address"] == {
        "lines": ["Calle Mayor 1"],
        "postal_code": "28013",
        "city": "Madrid",
        "country": "Spain",
    }


async def test_cards_without_a_single_whole_one_are_refused(world: World) -> None:
    event = await new_event(world)

    detail = await refused(event, b"BEGIN:VCARD\nFN:Leo\n")

    assert "No contact card in this file is complete" in detail
