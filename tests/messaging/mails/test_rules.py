"""A mail's HTML: the same words as its text, one button, nobody's markup, short enough to be shown."""

from html.parser import HTMLParser

import pytest

from convite.messaging.mails.rules import MAX_BYTES, Look, blocks_of, color, html_of

pytestmark = pytest.mark.unit

LINK = "https://convite.test/r/ABC"
TEXT = f"Hello Ana,\n\nyou are invited.\nCome.\n\nYour invitation:\n{LINK}\n\n> Is there parking?\n"


class Page(HTMLParser):
    """What a reader sees, and where links lead."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.words: list[str] = []
        self.links: list[str] = []
        self.tags: list[str] = []
        self.feed(page.split("</style>")[1])

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name == "href" and value]

    def handle_data(self, data: str) -> None:
        self.words += data.split()


def test_html_has_the_texts_words_and_one_button() -> None:
    page = html_of(TEXT, [LINK], Look(title="Ana & León"), "en", unsubscribe=f"{LINK}/u")
    seen = Page(page)

    assert " ".join(seen.words).startswith(
        "Ana & León Hello Ana, you are invited. Come. Your invitation Is there parking?"
    )
    assert seen.links == [LINK, f"{LINK}/u"]
    assert page.count('class="button"') == 1


def test_only_the_first_link_is_a_button() -> None:
    other = "https://convite.test/map"
    blocks = blocks_of(f"Your page:\n{LINK}\n\nThe map:\n{other}", [LINK, other])

    assert [(block.button, block.label) for block in blocks] == [(LINK, "Your page"), ("", "")]


def test_what_hosts_and_guests_write_is_never_markup() -> None:
    page = html_of("<script>alert(1)</script> & <b>x</b>", [], Look(title="<i>"), "en")

    assert not {"script", "b", "i"} & set(Page(page).tags)


def test_right_to_left_languages_are_written_so() -> None:
    assert '<html lang="ar" dir="rtl">' in html_of("مرحبا", [], Look(), "ar")


def test_a_text_too_long_to_be_shown_whole_goes_as_text_alone() -> None:
    assert html_of("x" * (MAX_BYTES + 1), [], Look(), "en") == ""


@pytest.mark.parametrize(("hue", "wanted"), [(350, "#7d2a5c"), (150, "#005f2c"), (250, "#005490")])
def test_accents_are_colors_every_program_knows(hue: int, wanted: str) -> None:
    found = color(0.42, 0.13, hue)
    near = [abs(int(found[at : at + 2], 16) - int(wanted[at : at + 2], 16)) for at in (1, 3, 5)]

    assert max(near) < 12
