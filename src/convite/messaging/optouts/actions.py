"""Writes of what guests want no more."""

from convite.core.db import Tx
from convite.core.log import Actor
from convite.people.guests.actions import change_guest
from convite.people.guests.models import Guest


async def set_optout(tx: Tx, actor: Actor, guest: Guest, channel: str, *, is_out: bool) -> None:
    """Ends a channel's messages to a guest, or begins them again; a second time changes nothing."""
    if bool(guest.opt_outs.get(channel)) != is_out:
        values = {"opt_outs": {**guest.opt_outs, channel: is_out}}
        await change_guest(tx, actor, guest, values, country=None)
