"""How a refused request is answered: a problem document to programs, a page to browsers."""

from collections.abc import Mapping
from urllib.parse import parse_qs

from starlette.types import Scope

from convite.core.language import Locale, accepted_locale, pick
from convite.core.pages import PAGE_HEADERS, problem_page
from convite.core.problems import Problem

#: Addresses for programs, which get problem documents unless they ask for a page.
FOR_PROGRAMS = ("/api/", "/assets/", "/ws")


def reads_pages(scope: Scope) -> bool:
    """Whether a person is at the other end, who can't read JSON: a browser opens an address."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    if b"text/html" in accepted:
        return True
    return b"json" not in accepted and not scope["path"].startswith(FOR_PROGRAMS)


def language_of(scope: Scope) -> Locale:
    """The language of the refusal: requested in the address, else the browser's."""
    requested = parse_qs(scope.get("query_string", b"").decode("latin-1")).get("lang", [""])
    locale = accepted_locale(scope["headers"])
    return pick("", requested[0], locale)


def refusal(scope: Scope, problem: Problem) -> tuple[Mapping[str, str], bytes]:
    """The headers and the body of a refused request's answer."""
    if reads_pages(scope):
        page = problem_page(problem, language_of(scope)).encode()
        return {
            **problem.headers,
            **PAGE_HEADERS,
            "content-type": "text/html; charset=utf-8",
        }, page
    headers = {**problem.headers, "content-type": "application/problem+json"}
    return headers, problem.encoded(accepted_locale(scope["headers"]))
