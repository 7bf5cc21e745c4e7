"""Routes that write their response to JSON once.

The framework validates what a route returns against the model of its own annotation, field by field,
before it writes it. The type checker has done that already, and contract tests compare answers with the
API's description, so a model is written as it is.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

import msgspec
from fastapi import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel

from convite.core.paging import Page


class DirectRoute(APIRoute):
    """A route whose model is written as it is; anything else is left to the framework."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        status = options.get("status_code") or 200
        super().__init__(path, directly(endpoint, status), **options)


def directly(endpoint: Callable[..., Any], status: int) -> Callable[..., Any]:
    """The endpoint with its model written to JSON.

    Endpoints that take the response, to set headers or another status, stay as they are.
    """
    signature = inspect.signature(endpoint, eval_str=True)
    takes_response = any(one.annotation is Response for one in signature.parameters.values())
    if takes_response or not inspect.iscoroutinefunction(endpoint):
        return endpoint
    declared = signature.return_annotation

    @wraps(endpoint)
    async def answer(**values: Any) -> Any:
        found = await endpoint(**values)
        if not isinstance(found, BaseModel):
            return found
        if isinstance(declared, type) and type(found) in declared.__mro__[1:]:
            # a plain `Page`: the declared `Page[Item]` knows its items' types and needn't look
            found = declared.model_construct(found.model_fields_set, **found.__dict__)  # type: ignore[attr-defined]
        return json_response(found, status)

    return answer


def json_response(model: BaseModel, status: int = 200) -> Response:
    """A response with the model as JSON."""
    content = model.__pydantic_serializer__.to_json(model, by_alias=True)
    return Response(content, status, media_type="application/json")


def json_page(page: Page[Any], items: list[dict[str, Any]]) -> Response:
    """A page of a long list as JSON, its items as plain values.

    Models of hundreds of rows take longer to make and to write than everything else in a request. Each
    item has the fields of the model that a single one is answered with.
    """
    values = {"items": items, "next_cursor": page.next_cursor, "total": page.total}
    return Response(msgspec.json.encode(values), media_type="application/json")
