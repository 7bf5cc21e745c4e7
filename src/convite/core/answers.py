"""Routes that write their answer to JSON once.

The framework validates what a route returns against the model of its own annotation, field by field,
before it writes it. The type checker has done that already, and contract tests compare answers with the
API's description, so a model is written as it is.
"""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import Any

from fastapi import Response
from fastapi.routing import APIRoute
from pydantic import BaseModel


class DirectRoute(APIRoute):
    """A route whose model is written as it is; anything else is left to the framework."""

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        status = options.get("status_code") or 200
        super().__init__(path, directly(endpoint, status), **options)


def directly(endpoint: Callable[..., Any], status: int) -> Callable[..., Any]:
    """The endpoint with its model written to JSON.

    Endpoints that take the response, to set headers or another status, stay as they are.
    """
    takes_response = any(
        parameter.annotation is Response
        for parameter in inspect.signature(endpoint).parameters.values()
    )
    if takes_response or not inspect.iscoroutinefunction(endpoint):
        return endpoint

    @wraps(endpoint)
    async def answer(**values: Any) -> Any:
        found = await endpoint(**values)
        return json_response(found, status) if isinstance(found, BaseModel) else found

    return answer


def json_response(model: BaseModel, status: int = 200) -> Response:
    """A response with the model as JSON."""
    content = model.__pydantic_serializer__.to_json(model, by_alias=True)
    return Response(content, status, media_type="application/json")
