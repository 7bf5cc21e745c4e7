"""HTTP routes of date polls, for the event's team. Guests answer on a page: see `doors/pollpage`."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends

from convite.core.idempotency import KeyedRoute
from convite.core.paging import Page, Paging
from convite.core.problems import NotFound
from convite.core.request import Read, Write
from convite.doors.polls import actions
from convite.doors.polls.queries import answers_page, poll_of, poll_out
from convite.doors.polls.schemas import (
    PollAnswerOut,
    PollClose,
    PollCreate,
    PollOptions,
    PollOut,
    PollReopen,
    PollUpdate,
)
from convite.events.event.policy import EventAccess, event_access

router = APIRouter(
    prefix="/api/events/{event_id}/poll", tags=["Date polls"], route_class=KeyedRoute
)

Reads = Annotated[EventAccess, Depends(event_access("see_answers"))]
Edits = Annotated[EventAccess, Depends(event_access("edit_event"))]


@router.post("", status_code=201)
async def create_poll(access: Edits, tx: Write, body: PollCreate) -> PollOut:
    """Asks guests when a draft could be; one poll at a time."""
    return await poll_out(tx, await actions.create_poll(tx, access.actor, access.event, body))


@router.get("")
async def get_poll(access: Reads, tx: Read) -> PollOut:
    """The event's poll, with how many said what of each option."""
    poll = await poll_of(tx, access.event.id)
    if poll is None:
        raise NotFound
    return await poll_out(tx, poll)


@router.patch("")
async def change_poll(access: Edits, tx: Write, body: PollUpdate) -> PollOut:
    """Changes the fields sent."""
    poll = await actions.change_poll(tx, access.actor, access.event.id, body.sent())
    return await poll_out(tx, poll)


@router.delete("", status_code=204)
async def delete_poll(access: Edits, tx: Write) -> None:
    """Removes the poll with its answers; a date that was chosen stays the event's."""
    await actions.delete_poll(tx, access.actor, access.event.id)


@router.post("/options", status_code=201)
async def add_options(access: Edits, tx: Write, body: PollOptions) -> PollOut:
    """Adds options; whoever has answered is asked about these."""
    poll = await actions.add_options(tx, access.actor, access.event.id, body.options)
    return await poll_out(tx, poll)


@router.delete("/options/{option_id}")
async def remove_option(option_id: UUID, access: Edits, tx: Write) -> PollOut:
    """Removes an option, and what was answered to it; at least two stay."""
    poll = await actions.remove_option(tx, access.actor, access.event.id, option_id)
    return await poll_out(tx, poll)


@router.post("/close")
async def close_poll(access: Edits, tx: Write, body: PollClose) -> PollOut:
    """Chooses an option: the event has that date, and everybody who answered is told."""
    poll = await actions.close_poll(tx, access.actor, access.event.id, body)
    return await poll_out(tx, poll)


@router.post("/reopen")
async def reopen_poll(access: Edits, tx: Write, body: PollReopen | None = None) -> PollOut:
    """Takes answers again; the event has no date until one is chosen."""
    closes_at = body.closes_at if body else None
    poll = await actions.reopen_poll(tx, access.actor, access.event.id, closes_at)
    return await poll_out(tx, poll)


@router.delete("/answers/{answer_id}", status_code=204)
async def remove_answer(answer_id: UUID, access: Edits, tx: Write) -> None:
    """Takes somebody's answer out of the poll."""
    await actions.remove_answer(tx, access.actor, access.event.id, answer_id)


@router.get("/answers")
async def list_answers(access: Reads, tx: Read, query: Paging) -> Page[PollAnswerOut]:
    """Who answered what, in the order in which they first did."""
    poll = await poll_of(tx, access.event.id)
    if poll is None:
        raise NotFound
    return await answers_page(tx, poll.id, query)
