"""How a refused request is answered: a problem document to programs, a page to browsers."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.types import Scope

from convite.core.language import accepted_locale
from convite.core.pages import PAGE_HEADERS, problem_page
from convite.core.problems import Problem
from convite.core.request import page_language

#: Addresses for programs, which get problem documents unless they ask for a page.
FOR_PROGRAMS = ("/api/", "/assets/", "/ws")


def reads_pages(scope: Scope) -> bool:
    """Whether a person is at the other end, who can't read JSON: a browser opens an address."""
    accepted = b",".join(value for name, value in scope["headers"] if name == b"accept")
    if b"text/html" in accepted:
        return True
    return b"json" not in accepted and not scope["path"].startswith(FOR_PROGRAMS)


def refusal(scope: Scope, problem: Problem) -> tuple[Mapping[str, str], bytes]:
    """The headers and the body of a refused request's answer."""
    if reads_pages(scope):
        page = problem_page(problem, page_language(Request(scope))).encode()
        return {
            **problem.headers,
            **PAGE_HEADERS,
            "content-type": "text/html; charset=utf-8",
        }, page
    headers = {**problem.headers, "content-type": "application/problem+json"}
    return headers, problem.encoded(accepted_locale(scope["headers"]))
