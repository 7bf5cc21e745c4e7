"""Whatever the pretix format can say comes back: property by property, for generated plans."""

from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from convite.plan.planfiles.rules import from_pretix, is_pretix, to_pretix
from convite.plan.plans.rules import document_of
from convite.plan.pretix.schemas import PretixPlan
from convite.plan.seating.schemas import PlanBody
from tests.plan.test_plans import said_by

WORDS = st.text("abcXYZ éü-7", min_size=1, max_size=12).map(str.strip).filter(bool)
NUMBERS = st.integers(-5000, 5000) | st.integers(-50_000, 50_000).map(lambda n: n / 1000)
POSITIONS = st.fixed_dictionaries({"x": NUMBERS, "y": NUMBERS})
COLORS = st.sampled_from(["#7f4a91", "#FFF", "gray", "rgba(10, 20, 30, 0.5)"])
SIZES = st.integers(0, 2000)


def optional(**fields: Any) -> Any:
    return st.fixed_dictionaries({}, optional=fields)


TEXTS = st.fixed_dictionaries(
    {"text": WORDS, "position": POSITIONS},
    optional={"color": COLORS, "size": st.integers(1, 90)},
)
AREAS = st.fixed_dictionaries(
    {"shape": st.sampled_from(["polygon", "rectangle", "ellipse", "circle", "text"])},
    optional={
        "color": COLORS,
        "border_color": COLORS,
        "rotation": st.integers(-360, 360),
        "position": POSITIONS,
        "polygon": st.fixed_dictionaries({"points": st.lists(POSITIONS, max_size=4)}),
        "rectangle": st.fixed_dictionaries({"width": SIZES, "height": SIZES}),
        "circle": st.fixed_dictionaries({"radius": SIZES}),
        "ellipse": st.fixed_dictionaries(
            {"radius": st.fixed_dictionaries({"x": SIZES, "y": SIZES})}
        ),
        "text": TEXTS,
    },
)


@st.composite
def plans(draw: st.DrawFn) -> dict[str, Any]:
    names = draw(st.lists(WORDS, min_size=1, max_size=4, unique=True))
    count = [0]

    def fresh() -> str:
        count[0] += 1
        return f"id-{count[0]}"

    def seat(number: int) -> dict[str, Any]:
        return {
            "seat_guid": fresh(),
            "seat_number": str(number),
            "category": draw(st.sampled_from([*names, ""])),
            "position": draw(POSITIONS),
            **draw(
                optional(
                    uuid=st.uuids().map(str),
                    start_direction=st.sampled_from(["<", ">", "<>"]),
                    radius=st.integers(1, 40),
                )
            ),
        }

    def row(label: str) -> dict[str, Any]:
        return {
            "row_number": label,
            "seats": [seat(n) for n in range(draw(st.integers(0, 3)))],
            **draw(
                optional(
                    row_label=st.none() | WORDS,
                    seat_label=st.none() | WORDS,
                    uuid=st.just(fresh()),
                    row_number_position=st.sampled_from(["start", "end", "both", None]),
                    position=POSITIONS,
                )
            ),
        }

    def zone(name: str) -> dict[str, Any]:
        labels = draw(st.lists(st.sampled_from("ABCDE") | WORDS, max_size=3, unique=True))
        areas = draw(st.lists(AREAS, max_size=2))
        return {
            "name": name,
            "position": draw(POSITIONS),
            "rows": [row(f"{label}-{place}") for place, label in enumerate(labels)],
            "areas": [{**area, "uuid": fresh()} for area in areas],
            **draw(optional(zone_id=WORDS, uuid=st.just(fresh()))),
        }

    zones = draw(st.lists(WORDS, min_size=1, max_size=3, unique=True))
    return {
        "name": draw(WORDS),
        "categories": [{"name": name, **draw(optional(color=COLORS))} for name in names],
        "zones": [zone(name) for name in zones],
        "size": {"width": draw(SIZES), "height": draw(SIZES)},
    }


def stored(body: PlanBody) -> dict[str, Any]:
    """The document as it would be read again."""
    values = body.model_dump(mode="json")
    head = {name: values[name] for name in ("name", "categories")}
    return document_of({**head, "version": 1}, values, values["seats"])


@settings(max_examples=200)
@given(plans())
def test_pretix_plan_loses_nothing(plan: dict[str, Any]) -> None:
    once = to_pretix(stored(from_pretix(PretixPlan.model_validate(plan), {})))
    twice = to_pretix(stored(from_pretix(PretixPlan.model_validate(once), {})))

    assert said_by(plan, once) == []
    assert twice == once


def test_pretix_is_known_by_its_shape() -> None:
    assert is_pretix({"zones": [{"rows": []}], "categories": [], "name": ""})
    assert not is_pretix({"zones": [{"id": "z"}], "seats": []})
    assert not is_pretix([])
    assert not is_pretix({"zones": 7})
