"""What the cases of replay share: their scene, and the list they stand in."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from tests.world import Happening, Party, World


@dataclass
class Scene:
    """An event with two parties, people on seats, and free ones."""

    world: World
    event: Happening
    seats: list[str]
    #: Two people: the first sits on the first seat, the second hasn't answered.
    party: Party
    #: One person, coming, without a seat.
    other: Party

    def guest(self, number: int = 0, party: Party | None = None) -> str:
        return f"{self.event.path}/guests/{(party or self.party).guests[number]}"


async def make_scene(world: World) -> Scene:
    event = await (await world.organizer()).event()
    seats = await event.seats(8)
    party = await event.party("Jo Smith", "Al Smith", label="The Smiths", max_guests=4)
    other = await event.party("Ben Other", label="Ben")
    await party.answer("accepted")
    await party.take(seats[0])
    await other.answer("accepted")
    return Scene(world, event, seats, party, other)


Act = Callable[[Scene], Awaitable[object]]
#: Case → the actions it shows, and what is done.
CASES: dict[str, tuple[set[str], Act]] = {}


def case(*shown: str) -> Callable[[Act], Act]:
    """A case: which actions it shows at work."""

    def keep(act: Act) -> Act:
        CASES[act.__name__] = (set(shown), act)
        return act

    return keep
