"""What the address of the page asks for."""

from dataclasses import replace

from fastapi import Request
from pydantic import TypeAdapter, ValidationError

from convite.core.db import Principal, ReadTx
from convite.core.paging import PageQuery
from convite.core.problems import FieldText, Invalid
from convite.core.request import session_user
from convite.insight.discovery.policy import wanted
from convite.insight.discovery.queries import Search
from convite.insight.discovery.schemas import DiscoverQuery
from convite.insight.discoverypage.rules import Parameters
from convite.people.blocks.queries import hidden_people

QUERY: TypeAdapter[DiscoverQuery] = TypeAdapter(DiscoverQuery)
#: Events of a page.
PAGE_SIZE = 24


async def search_of(request: Request, tx: ReadTx, parameters: Parameters) -> Search:
    """The search that the page's address says, without whom the reader doesn't see.

    Raises:
        Invalid: it says something that can't be searched for.
    """
    values: dict[str, object] = {
        name: text for name, text in parameters.items() if name not in {"cursor", "lang"}
    }
    if "interest" in values:
        values["interest"] = [values["interest"]]
    try:
        asked = QUERY.validate_python(values)
    except ValidationError as error:
        english = "This search can't be understood. Change it and try again."
        raise Invalid(FieldText(name="discover.unreadable", english=english)) from error
    user_id = await session_user(request)
    await tx.enter(Principal(user_id=user_id))
    found = await wanted(tx, asked)
    if user_id is None:
        return found
    return replace(found, hidden_hosts=await hidden_people(tx))


def page_of_events(parameters: Parameters) -> PageQuery:
    """Where the page begins."""
    return PageQuery(limit=PAGE_SIZE, cursor=parameters.get("cursor"))
