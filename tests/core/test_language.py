import pytest

from convite.core.language import FOLDER, LOCALES, direction, pick, translator

pytestmark = pytest.mark.unit


@pytest.mark.parametrize(
    ("accepted", "candidates", "chosen"),
    [
        ("", ("es", "ar"), "es"),
        ("ar;q=0.4, es-MX", (None, "fr"), "es"),
        ("es;q=0, ar", (), "ar"),
        ("fr, de;q=x", (), "en"),
        ("", ("ar_EG",), "ar"),
        ("x" * 10_000, ("",), "en"),
    ],
)
def test_language_is_the_first_that_we_speak(accepted, candidates, chosen) -> None:
    assert pick(accepted, *candidates) == chosen


def test_fallback_comes_after_the_browser() -> None:
    assert pick("es", None, fallback="ar") == "es"
    assert pick("", None, fallback="ar") == "ar"


def test_unknown_text_and_language_stay_english() -> None:
    assert translator("es").gettext("Nobody wrote this.") == "Nobody wrote this."
    assert (
        translator("../..").gettext("You don't need to do anything.")
        == "You don't need to do anything."
    )


def test_every_text_is_there_in_every_language() -> None:
    from babel.messages.pofile import read_po

    texts = {}
    for locale in LOCALES:
        with (FOLDER / locale / "LC_MESSAGES" / "convite.po").open("rb") as written:
            texts[locale] = {
                message.id: message.string for message in read_po(written) if message.id
            }

    assert texts["es"].keys() == texts["ar"].keys() == texts["en"].keys()
    assert [key for locale in ("es", "ar") for key, text in texts[locale].items() if not text] == []


def test_arabic_is_written_from_the_right() -> None:
    assert [direction(locale) for locale in LOCALES] == ["ltr", "ltr", "rtl"]
