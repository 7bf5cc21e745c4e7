"""Polls of drafts, and people who answer on their page."""

import re
from typing import Any

import httpx2

from tests.world import Happening, Person, World

FRIDAY, SATURDAY, SUNDAY = (f"2031-05-0{day}T19:00:00+02:00" for day in (2, 3, 4))


async def draft(world: World, **values: Any) -> Happening:
    """An event without a date."""
    host = await world.organizer()
    return await host.event(publish=False, starts_at=None, **values)


async def polled(
    event: Happening, *starts: str, ends: tuple[str, ...] = (), **values: Any
) -> dict[str, Any]:
    """A poll of an event, by default with three dates."""
    times = starts or (FRIDAY, SATURDAY, SUNDAY)
    options = [{"starts_at": one} for one in times]
    for option, until in zip(options, ends, strict=False):
        option["ends_at"] = until
    made: dict[str, Any] = await event.host.post(
        f"{event.path}/poll", {"options": options, **values}
    )
    return made


def path_of(poll: dict[str, Any]) -> str:
    """The path of a poll's page."""
    return str(poll["url"]).removeprefix("http://convite.test")


class Browser:
    """Somebody who opens pages, with the cookies that they are given."""

    def __init__(self, world: World, language: str = "en") -> None:
        self.world = world
        self.headers = {"accept-language": language}
        self.cookies: dict[str, str] = {}

    async def ask(self, method: str, path: str, **more: Any) -> httpx2.Response:
        jar = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        headers = {**self.headers, **({"cookie": jar} if jar else {})}
        answer = await self.world.http.request(
            method, path, headers=headers, follow_redirects=False, **more
        )
        self.cookies.update(answer.cookies)
        self.world.http.cookies.clear()
        return answer

    async def open(self, path: str) -> str:
        answer = await self.ask("GET", path)
        assert answer.status_code == 200, answer.text[:500]
        return answer.text

    async def answer(
        self, path: str, choices: dict[str, str], page: str | None = None, **typed: str
    ) -> httpx2.Response:
        """Fills in the form of the page, and sends it."""
        page = await self.open(path) if page is None else page
        hidden = dict(re.findall(r'name="(mark|secret)" value="([^"]+)"', page))
        fields = {f"option-{key}": choice for key, choice in choices.items()}
        return await self.ask("POST", path, data={**hidden, **fields, **typed})


async def tally(who: Person, event: Happening) -> list[tuple[int, int, int, bool]]:
    """How many said yes, if need be and no to each date, and whether it suits most."""
    poll = await who.get(f"{event.path}/poll")
    return [(o["yes"], o["if_need_be"], o["no"], o["is_best"]) for o in poll["options"]]


def ids_of(poll: dict[str, Any]) -> list[str]:
    """The ids of a poll's options, by time."""
    return [option["id"] for option in poll["options"]]
