"""Why a task failed, in the language of whoever asks."""

import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

from convite.core.language import Locale
from tests.support import until
from tests.world import Happening, World, free_port

ARABIC = re.compile("[\u0600-\u06ff]")


@contextmanager
def worker_of(world: World) -> Iterator[None]:
    command = [sys.executable, "-m", "convite.entry.cli", "worker"]
    with subprocess.Popen(command, env=world.environment(free_port()), cwd=world.files) as worker:
        try:
            yield
        finally:
            worker.terminate()


async def badges(event: Happening) -> str:
    """The id of a task that prints badges; nobody is on the list."""
    started = await event.host.post(f"{event.path}/papers", {"kind": "badges"})
    return str(started["task_id"])


async def fail(world: World, event: Happening, task_id: str) -> None:
    """Waits until the task has failed, without the pauses between its tries."""

    async def has_failed() -> bool:
        await world.sql("UPDATE jobs SET run_after = now() WHERE status = 'queued'")
        return bool((await event.host.get(f"/api/tasks/{task_id}"))["status"] == "failed")

    with worker_of(world):
        await until(has_failed, limit=60, step=0.1)


async def errors(event: Happening, task_id: str) -> dict[str, Any]:
    """The task's error in each language."""
    return {
        language: (
            await event.host.ask(
                "GET", f"/api/tasks/{task_id}", headers={"accept-language": language}
            )
        ).json()["error"]
        for language in Locale
    }


async def test_refused_task_says_why_in_the_readers_language(world: World) -> None:
    event = await (await world.organizer()).event()
    task_id = await badges(event)

    await fail(world, event, task_id)

    said = await errors(event, task_id)
    assert said["en"] == "There's no one to print yet."
    assert said["es"] == "Todavía no saldría nadie en este documento."
    assert ARABIC.search(said["ar"])


async def test_task_that_gave_up_says_so_in_the_readers_language(world: World) -> None:
    event = await (await world.organizer()).event()
    task_id = await badges(event)
    await world.sql("UPDATE tasks SET kind = 'of-a-newer-version' WHERE id = $1", UUID(task_id))

    await fail(world, event, task_id)

    said = await errors(event, task_id)
    assert said["en"].startswith("This didn't work because of an error on our side.")
    assert said["es"].startswith("Esto no ha funcionado por un error nuestro.")
    assert ARABIC.search(said["ar"])


async def test_task_that_failed_before_translations_were_kept_has_its_english(
    world: World,
) -> None:
    event = await (await world.organizer()).event()
    task_id = await badges(event)
    await world.sql(
        "UPDATE tasks SET status = 'failed', error = 'It was too long.' WHERE id = $1",
        UUID(task_id),
    )

    assert await errors(event, task_id) == dict.fromkeys(Locale, "It was too long.")
