"""A canceled event is closed for its team too: nobody replies, is seated or checks in."""

from tests.world import World


async def test_nothing_moves_on_a_canceled_event(world: World) -> None:
    event = await (await world.organizer()).event()
    seat_id, *_ = await event.seats(10)
    party = await event.party("Jo Smith", "Al Smith")
    await party.answer("accepted")
    jo, al = party.guests
    await event.host.post(f"{event.path}/cancel", {"reason": "rain"})

    guests, moves = f"{event.path}/guests/{jo}", {"attendee_id": jo, "seat_id": seat_id}
    for method, path, body in [
        ("PATCH", guests, {"seat_id": seat_id}),
        ("PATCH", guests, {"status": "declined"}),
        ("PATCH", f"/api/attendees/{jo}", {"seat_id": seat_id}),
        ("PATCH", f"/api/attendees/{al}", {"status": "going"}),
        ("PATCH", f"/api/attendees/{jo}", {"status": "pending"}),
        ("PUT", f"{event.path}/seats/moves", {"moves": [moves]}),
        ("PUT", f"{event.path}/seats/gather", {"invitation_id": party.id}),
        ("PUT", f"{party.path}/attendance/checkin", {}),
        ("PUT", f"{party.path}/guests/{jo}/checkin", {}),
        ("POST", f"{event.path}/walk-ins", {"nonce": "w", "name": "Eva Lind"}),
    ]:
        problem = await event.host.refused(409, method, path, body)
        assert problem["type"] == "/problems/wrong-state", (method, path, body)

    assert (await event.scan(attendee_id=jo))["result"] == "revoked"
    assert await world.faults() == []
