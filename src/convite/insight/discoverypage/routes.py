"""The HTTP route of the page on which anybody looks for public events."""

from functools import partial
from typing import Any

from fastapi import APIRouter, Depends, Request, Response
from starlette.responses import HTMLResponse

from convite.core.config import settings
from convite.core.dates import format_date
from convite.core.db import ReadTx
from convite.core.language import LOCALES, Locale
from convite.core.pages import PAGE_POLICY, render
from convite.core.paging import Page, PageQuery
from convite.core.problems import Invalid
from convite.core.request import Public, Read, page_language
from convite.insight.discovery.policy import limited
from convite.insight.discovery.queries import events_page
from convite.insight.discovery.schemas import PublicEventItem
from convite.insight.discoverypage.policy import page_of_events, search_of
from convite.insight.discoverypage.rules import FILTERS, PATH, Parameters, given, link
from convite.people.interests.queries import interests_page

router = APIRouter(tags=["Pages"], include_in_schema=False)

#: Somebody who is logged in may see fewer events than others.
HEADERS = {
    "cache-control": "private, max-age=30",
    "vary": "accept-language, cookie",
    "content-security-policy": PAGE_POLICY,
}
#: Most interests that the page offers.
MOST_INTERESTS = 100


@router.get(PATH, dependencies=[Public, Depends(limited)])
async def discover_page(request: Request, tx: Read) -> Response:
    """The page, in the reader's language; works without scripts."""
    locale = page_language(request)
    parameters = given(request.query_params.multi_items())
    problem: Invalid | None = None
    found: Page[PublicEventItem] = Page(items=[])
    try:
        found = await events_found(request, tx, parameters, locale)
    except Invalid as invalid:
        problem = invalid
    is_filtered = bool(FILTERS & parameters.keys())
    values: dict[str, Any] = {
        "events": found.items,
        "when": {one.id: format_date(one.starts_at, one.timezone, locale) for one in found.items},
        "next": link(parameters, cursor=found.next_cursor or "") if found.next_cursor else None,
        "first": link(parameters) if "cursor" in parameters else None,
        "interests": await interests_in(tx, locale),
        "given": parameters,
        "is_filtered": is_filtered,
        "is_indexed": not is_filtered and parameters.keys() <= {"lang"},
        "problem": problem.detail_in(locale) if problem else None,
        "link": partial(link, parameters),
        "clear": link({name: parameters[name] for name in ("lang",) if name in parameters}),
        "url": f"{settings().address}{PATH}",
        "locales": LOCALES,
    }
    headers = HEADERS if values["is_indexed"] else HEADERS | {"x-robots-tag": "noindex"}
    text = render("discover.html", locale, **values)
    return HTMLResponse(text, 422 if problem else 200, headers=headers)


async def events_found(
    request: Request, tx: ReadTx, parameters: Parameters, locale: Locale
) -> Page[PublicEventItem]:
    """The events of the page.

    Raises:
        Invalid: the address says something that can't be searched for.
    """
    wanted = await search_of(request, tx, parameters)
    return await events_page(tx, wanted, page_of_events(parameters), locale)


async def interests_in(tx: ReadTx, locale: Locale) -> list[tuple[str, str]]:
    """Slug and name of each interest that can be chosen, by its name in the reader's language."""
    listed = await interests_page(tx, PageQuery(limit=MOST_INTERESTS))
    named = [
        (one.slug, one.translations[locale].name if locale in one.translations else one.name)
        for one in listed.items
    ]
    return sorted(named, key=lambda pair: pair[1].casefold())
