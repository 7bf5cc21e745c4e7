"""Routes that describe the hot verbs to OpenAPI; the hot door answers before them."""

import inspect
from collections.abc import Iterable
from typing import Annotated, Any
from uuid import UUID

import msgspec
from fastapi import APIRouter, Depends, Response
from pydantic import BaseModel

from convite.core.hot import HotVerb
from convite.core.problems import NotFound


def hot_router(verbs: Iterable[HotVerb]) -> APIRouter:
    """A route for each verb, built from its declaration."""
    router = APIRouter()
    for verb in verbs:
        described = is_described_by_framework(verb)
        router.add_api_route(
            verb.path,
            endpoint_of(verb),
            methods=[verb.method],
            status_code=verb.status,
            tags=[verb.tag],
            operation_id=verb.operation_id,
            response_model=verb.gives if described else None,
            openapi_extra=None if described else documented(verb),
        )
    return router


def is_described_by_framework(verb: HotVerb) -> bool:
    """Whether its models are pydantic's, which the framework documents itself."""
    return isinstance(verb.gives, type) and issubclass(verb.gives, BaseModel)


def endpoint_of(verb: HotVerb) -> Any:
    """The route's function; the framework inspects its signature."""

    async def endpoint(**_: Any) -> Response:
        raise NotFound(f"{verb.method} {verb.path} is served by the hot door.")

    key = verb.path.partition("{")[2].partition("}")[0]
    inputs = {key: UUID if key.endswith("_id") else str, "access": guard_of(verb)}
    if is_described_by_framework(verb):
        inputs["body"] = verb.takes[0]
    endpoint.__name__ = verb.run.__name__
    endpoint.__doc__ = verb.run.__doc__
    kind = inspect.Parameter.KEYWORD_ONLY
    endpoint.__signature__ = inspect.Signature(  # type: ignore[attr-defined]
        [inspect.Parameter(name, kind, annotation=given) for name, given in inputs.items()]
    )
    return endpoint


def guard_of(verb: HotVerb) -> Any:
    """The dependency that declares the verb's permission, as on ordinary routes."""

    async def guard() -> None:
        """Does nothing: the hot door has already checked it."""

    guard.right = verb.right  # type: ignore[attr-defined]
    if verb.admits_devices:
        guard.admits_devices = True  # type: ignore[attr-defined]
    return Annotated[None, Depends(guard)]


def documented(verb: HotVerb) -> dict[str, Any]:
    """The OpenAPI description of a verb with msgspec models."""
    operation: dict[str, Any] = {
        "responses": {
            str(verb.status): {
                "description": "Done.",
                "content": {"application/json": {"schema": schema_of(verb.gives)}},
            }
        }
    }
    if verb.takes:
        operation["requestBody"] = {
            "required": True,
            "content": {"application/json": {"schema": schema_of(*verb.takes)}},
        }
    return operation


def schema_of(*kinds: Any) -> dict[str, Any]:
    """The JSON schema of msgspec models, without references."""
    (schemas, parts) = msgspec.json.schema_components(kinds, ref_template="#/$defs/{name}")
    shapes = [inlined(schema, parts) for schema in schemas]
    return shapes[0] if len(shapes) == 1 else {"anyOf": shapes}


def inlined(schema: Any, parts: dict[str, Any]) -> Any:
    """Inlines a schema's references."""
    if isinstance(schema, dict):
        if "$ref" in schema:
            return inlined(parts[schema["$ref"].rsplit("/", 1)[-1]], parts)
        return {name: inlined(value, parts) for name, value in schema.items() if name != "default"}
    if isinstance(schema, list):
        return [inlined(value, parts) for value in schema]
    return schema
