"""From one plan to another: whatever is drawn, nobody whose label is still there loses their seat."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from convite.core.ids import new_id
from convite.plan.plans.rules import FIELDS, diff_seats
from convite.plan.seating.schemas import SeatFields

LABELS = st.lists(st.sampled_from([f"A{n}" for n in range(12)]), unique=True, max_size=12)
GUIDS = [f"g{n}" for n in range(12)]


def present_of(labels: list[str], guids: list[str]) -> list[dict[str, Any]]:
    plain = SeatFields(seat_number="?").model_dump()
    return [
        {
            **{name: plain[name] for name in FIELDS},
            "id": new_id(), "place": place, "seat_number": label, "guid": guid, "x": 0.0, "y": 0.0,
        }
        for place, (label, guid) in enumerate(zip(labels, guids, strict=False))
    ]  # fmt: skip


@settings(max_examples=400)
@given(LABELS, st.permutations(GUIDS), LABELS, st.permutations([*GUIDS, None, None]))
def test_seats_are_matched_by_label_then_by_guid(
    before: list[str], old: list[str], after: list[str], new: list[str | None]
) -> None:
    present = present_of(before, old)
    wanted = [
        SeatFields(seat_number=label, guid=guid, x=1, y=1)
        for label, guid in zip(after, new, strict=False)
    ]

    change = diff_seats(present, wanted)

    rows = {row["id"]: row for row in [*change.added, *change.changed]}
    assert sorted(row["seat_number"] for row in rows.values()) == sorted(after)
    assert sorted(row["place"] for row in rows.values()) == list(range(len(after)))
    assert len({row["guid"] for row in rows.values()}) == len(after)
    for seat in present:
        if seat["seat_number"] in after:  # same row, same label: whoever sits there stays
            assert rows[seat["id"]]["seat_number"] == seat["seat_number"]
        elif seat["id"] not in change.removed:  # under a new label, by its guid
            was, is_now = change.renamed[seat["id"]]
            assert (was, is_now) == (seat["seat_number"], rows[seat["id"]]["seat_number"])
            assert is_now not in before
            assert rows[seat["id"]]["guid"] == seat["guid"]
    kept = len(present) - len(change.removed)
    assert kept + len(change.added) == len(after)


def test_plan_against_itself_changes_nothing() -> None:
    present = present_of(["A1", "A2"], ["g1", "g2"])
    wanted = [SeatFields(seat_number=one["seat_number"], x=0, y=0) for one in present]

    change = diff_seats(present, wanted)

    assert (change.added, change.changed, change.removed) == ([], [], [])
