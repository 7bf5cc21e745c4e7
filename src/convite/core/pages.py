"""Server-rendered pages: one Jinja environment per language, with autoescaping on."""

from collections.abc import Iterable
from functools import lru_cache, partial
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, select_autoescape
from jinja2.ext import Extension
from jinja2.lexer import Token, TokenStream

from convite.core.bidi import isolated
from convite.core.config import settings
from convite.core.language import direction, translator
from convite.core.money import format_money
from convite.core.problems import Problem
from convite.core.shapes import is_storable

FOLDER = Path(__file__).parent.parent / "templates"

#: What a page without scripts may load: its own inline style, fonts and pictures.
PAGE_POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; font-src 'self'; img-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'self'"
)
#: The RSVP page's: it reports that it was opened.
SCRIPT_POLICY = f"{PAGE_POLICY}; script-src 'self'; connect-src 'self'"
#: The RSVP page's with a seat map, which draws pictures of the room and follows its seats.
MAP_POLICY = SCRIPT_POLICY.replace("img-src 'self'", "img-src 'self' blob:").replace(
    "connect-src 'self'", "connect-src 'self' ws: wss:"
)
#: Of every page: it is for one reader, and not for search engines.
PAGE_HEADERS = {
    "cache-control": "no-store",
    "x-robots-tag": "noindex, nofollow",
    "content-security-policy": PAGE_POLICY,
}

#: The tokens of a text without values: `{{ _("…") }}`.
FIXED_TEXT = ["variable_begin", "name", "lparen", "string", "rparen", "variable_end"]


class FixedTexts(Extension):
    """Translates texts without values once, while a template is compiled."""

    def filter_stream(self, stream: TokenStream) -> Iterable[Token]:
        """The template's tokens, where such a text is markup like the template's own."""
        kept: list[Token] = []
        for token in stream:
            kept.append(token)
            last = kept[-len(FIXED_TEXT) :]
            if [one.type for one in last] == FIXED_TEXT and last[1].value == "_":
                text = self.environment.say(last[3].value) % {}  # type: ignore[attr-defined]
                kept[-len(FIXED_TEXT) :] = [Token(last[0].lineno, "data", text)]
        return kept


@lru_cache
def environment(locale: str) -> Environment:
    """The environment of a language's pages. Templates are compiled once and not looked at again."""
    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=select_autoescape(default=True),
        undefined=StrictUndefined,
        extensions=["jinja2.ext.i18n", FixedTexts],
        auto_reload=False,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["storable"] = storable
    made.filters["isolated"] = partial(isolated, is_rtl=direction(locale) == "rtl")
    made.filters["money"] = partial(format_money, locale=locale)
    made.policies["urlize.rel"] = "noopener noreferrer nofollow"
    words = translator(locale)
    # the i18n extension adds the method
    made.install_gettext_translations(words, newstyle=True)  # type: ignore[attr-defined]
    made.extend(say=words.gettext)
    made.globals["legal_texts"] = settings().legal_texts
    return made


def render(template: str, locale: str, **values: Any) -> str:
    """Renders a page in a language."""
    page = environment(locale).get_template(template)
    return page.render(locale=locale, direction=direction(locale), **values)


def storable(text: str) -> str:
    """A text without the characters that a page can't show."""
    return "".join(letter for letter in text if is_storable(letter))


def problem_page(problem: Problem, locale: str) -> str:
    """The page for browsers that a request was refused. It never shows a validator's words."""
    if problem.is_technical:
        return render("problem.html", locale, title=None, detail=None)
    title, detail = problem.title_in(locale), problem.detail_in(locale)
    return render("problem.html", locale, title=title, detail=detail)
