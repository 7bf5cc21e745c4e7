"""HTTP routes of providers."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response

from convite.core.budgets import spend
from convite.core.request import Read, system_of
from convite.events.event.policy import EventAccess, event_access
from convite.messaging.delivery.queries import is_proven
from convite.messaging.providers import actions
from convite.messaging.providers.queries import channel_states, providers, test_of
from convite.messaging.providers.schemas import (
    EventChannels,
    ProviderTest,
    ProviderTestOut,
    ServerProviders,
)
from convite.people.guests.models import Channel
from convite.people.identity.policy import Admin

router = APIRouter(prefix="/api", tags=["Running it"])

See = Annotated[EventAccess, Depends(event_access("see_contacts"))]


@router.get("/providers")
async def list_providers(request: Request, _: Admin) -> ServerProviders:
    """What is set, whether it works, and what went wrong lately; never a secret."""
    return await providers(system_of(request))


@router.post("/providers/{channel}/test", status_code=202)
async def send_provider_test(
    channel: Channel, body: ProviderTest, token: Admin, request: Request
) -> ProviderTestOut:
    """Sends a test message to an address; without a provider, it goes to the outbox page."""
    await spend(request, "provider-test", str(token.user_id))
    return await actions.send_test(system_of(request), token, channel, body.to)


@router.get("/providers/tests/{test_id}")
async def provider_test(test_id: UUID, request: Request, _: Admin) -> ProviderTestOut:
    """How far a test is."""
    return await test_of(system_of(request), test_id)


@router.post("/providers/{channel}/resume", status_code=204)
async def resume_provider(channel: Channel, token: Admin, request: Request) -> Response:
    """Has a channel whose provider refused everything tried again at once."""
    await actions.resume(system_of(request), token, channel)
    return Response(status_code=204)


@router.get("/events/{event_id}/channels", tags=["Messages"])
async def event_channels(request: Request, access: See, tx: Read) -> EventChannels:
    """Which channels have a provider, and which of them are stopped."""
    return EventChannels(
        channels=await channel_states(system_of(request)),
        needs_confirmed_owner=not await is_proven(tx, access.event.organization_id),
    )
