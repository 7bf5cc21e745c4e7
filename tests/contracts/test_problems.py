"""Every refusal has a text in every language, by its stable name; English stands at the refusal."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from babel.messages.pofile import read_po

from convite.core.language import FOLDER, Locale
from convite.core.problems import CONSTRAINTS, STATES, Problem
from convite.entry import wiring
from tests.contracts.sources import SOURCE, files, told

assert wiring.ROUTER
pytestmark = pytest.mark.unit

OTHERS = [locale for locale in Locale if locale is not Locale.EN]
#: Its sentence speaks of one field in one way, which no text of a name can: only its title is spoken.
TITLE_ONLY = {"invalid"}
#: The framework's own.
BY_STATUS = {"http-400", "http-404", "http-405"}
#: Where a name is computed: what it may be.
COMPUTED = {
    "results[0].result.replace('_', '-')": {"not-coming", "already-in", "already-out"},
}
PLACEHOLDER = re.compile(r"%\((\w+)\)s")


def kinds(kind: type[Problem] = Problem) -> Iterator[type[Problem]]:
    """The tree of errors, of which tests may have made leaves of their own."""
    if kind.__module__.startswith("convite."):
        yield kind
    for below in kind.__subclasses__():
        yield from kinds(below)


KINDS = {kind.__name__: kind for kind in kinds()}


@dataclass
class Site:
    """One place that refuses: the names it may have, which text, and what is filled in."""

    place: str
    names: set[str]
    case: str = ""
    given: set[str] = field(default_factory=set)
    #: Whether its sentence is written in English where it stands.
    is_plain: bool = False


def names_of(call: ast.Call) -> set[str]:
    kind = KINDS[ast.unparse(call.func)]
    for keyword in call.keywords:
        if keyword.arg == "name":
            if isinstance(keyword.value, ast.Constant):
                return {keyword.value.value}
            return COMPUTED[ast.unparse(keyword.value)]
    return {kind.name}


def known_in(tree: ast.AST, place: str) -> set[str]:
    """The errors that a file imports or has itself; another class may have the same name."""
    own = place.removeprefix("src/").removesuffix(".py").replace("/", ".")
    modules = {name: own for name, kind in KINDS.items() if kind.__module__ == own}
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom):
            modules |= {one.name: node.module or "" for one in node.names}
    return {name for name, kind in KINDS.items() if modules.get(name) == kind.__module__}


def sites_in(tree: ast.AST, place: str) -> Iterator[Site]:
    """The refusals of a file, each with what `with_text` says of it."""
    known = known_in(tree, place)

    def is_refusal(node: ast.AST) -> bool:
        return isinstance(node, ast.Call) and ast.unparse(node.func) in known

    refusals = {id(node): node for node in ast.walk(tree) if is_refusal(node)}
    with_texts: dict[int, ast.Call] = {}
    for scope in ast.walk(tree):
        if isinstance(scope, ast.FunctionDef | ast.AsyncFunctionDef):
            kept = {
                ast.unparse(node.targets[0]): node.value
                for node in ast.walk(scope)
                if isinstance(node, ast.Assign) and is_refusal(node.value)
            }
            for node in ast.walk(scope):
                if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                    of = kept.get(ast.unparse(node.func.value), node.func.value)
                    if node.func.attr == "with_text" and id(of) in refusals:
                        with_texts[id(of)] = node
    for key, call in refusals.items():
        assert isinstance(call, ast.Call)
        said = with_texts.get(key)
        site = Site(f"{place}:{call.lineno}", names_of(call))
        site.given = {keyword.arg or "" for keyword in call.keywords} - {"name", ""}
        site.is_plain = bool(call.args) and isinstance(call.args[0], ast.Constant | ast.JoinedStr)
        if said is not None:
            site.case = str(ast.literal_eval(said.args[0])) if said.args else ""
            site.given |= {keyword.arg or "" for keyword in said.keywords}
        if site.names == {"too-many"} and not site.case:
            site.given |= {"seconds"}  # by its constructor
        yield site
    yield from field_texts_in(tree, place)


def field_texts_in(tree: ast.AST, place: str) -> Iterator[Site]:
    """The sentences about single fields, which are read where they stand."""
    for call in ast.walk(tree):
        if isinstance(call, ast.Call) and ast.unparse(call.func) == "FieldText":
            said = {keyword.arg: keyword.value for keyword in call.keywords}
            values = said.get("values", ast.Dict(keys=[], values=[]))
            assert isinstance(values, ast.Dict)
            yield Site(
                f"{place}:{call.lineno}",
                {str(ast.literal_eval(said["name"]))},
                given={str(ast.literal_eval(key)) for key in values.keys if key},
            )


def sites() -> list[Site]:
    found = [
        site for path in files(SOURCE) for site in sites_in(ast.parse(path.read_text()), told(path))
    ]
    of_kinds = [Site(kind.__name__, {kind.name}) for kind in KINDS.values() if is_plain(kind)]
    rows: dict[str, tuple[Any, ...]] = {**CONSTRAINTS, **STATES}
    return [*found, *of_kinds, *(Site(key, {row[1]}) for key, row in rows.items())]


def is_plain(kind: type[Problem]) -> bool:
    """Whether it may be raised bare; the others always say with what, or by another name."""
    return kind.name not in {"too-many", "too-large", "fault"}


def texts(locale: Locale) -> dict[str, str]:
    with (FOLDER / locale / "LC_MESSAGES" / "problems.po").open("rb") as written:
        return {str(one.id): str(one.string) for one in read_po(written) if one.id}


def keys_of(site: Site, said: dict[str, str]) -> dict[str, str | None]:
    """For each name of a site: the key of its text, or None."""
    wanted = {}
    for name in site.names:
        tried = [f"{name}.{site.case}"] if site.case else []
        if len(site.names) > 1 or not site.case:
            tried.append(name)
        wanted[name] = next((key for key in tried if said.get(key)), None)
    return wanted


@pytest.mark.parametrize("locale", OTHERS)
def test_every_refusal_has_a_text(locale: Locale) -> None:
    said = texts(locale)
    mute = {
        f"{site.place} {name}.{site.case}"
        for site in sites()
        for name, key in keys_of(site, said).items()
        if key is None and (site.case or name not in TITLE_ONLY)
    }

    assert len(sites()) > 150
    assert mute == set()
    assert {f"{kind.name}.title" for kind in KINDS.values()} <= said.keys()


def test_what_is_wrong_with_a_field_is_never_said_in_english_alone() -> None:
    """`invalid` is typed so; `Invalid` itself may only have a plain sentence with a name or a case."""
    plain = {
        site.place
        for path in files(SOURCE)
        for tree in [ast.parse(path.read_text())]
        for site in sites_in(tree, told(path))
        if site.names == {"invalid"} and not site.case and site.is_plain
    }
    rows = [key for key, row in STATES.items() if row[1] == "invalid" and isinstance(row[2], str)]

    assert plain == set()
    assert rows == []


@pytest.mark.parametrize("locale", OTHERS)
def test_every_text_gets_what_it_names(locale: Locale) -> None:
    said = texts(locale)
    lacking = {
        f"{site.place} {key}: {missing}"
        for site in sites()
        for key in keys_of(site, said).values()
        if key and (missing := set(PLACEHOLDER.findall(said[key])) - site.given)
    }

    assert lacking == set()


@pytest.mark.parametrize("locale", OTHERS)
def test_no_text_is_left_over_or_empty(locale: Locale) -> None:
    said = texts(locale)
    used = {key for site in sites() for key in keys_of(site, said).values()}
    used |= {f"{kind.name}.title" for kind in KINDS.values()} | BY_STATUS

    assert said.keys() - used == set()
    assert said.keys() >= BY_STATUS
    assert [key for key, text in said.items() if not text] == []
