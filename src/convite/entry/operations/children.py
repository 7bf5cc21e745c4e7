"""A child process under the supervisor: start, watch, restart, give up."""

import signal
import subprocess
import time
from collections.abc import Callable, Sequence

from convite.entry.postgres.processes import die_with_parent, send, wait_for

#: A child that ran at least this long restarts immediately; after a shorter run it waits.
STEADY = 5.0
#: Backoff in seconds after successive short runs; then the supervisor gives up.
PAUSES = (0.0, 0.25, 0.5, 1.0, 2.0)

#: Timeout for a migration, which may take long on a large database.
ONCE_LIMIT = 6 * 3600.0


class GaveUp(SystemExit):
    """A process keeps crashing right after it starts."""


class Backoff:
    """Counts short runs and computes the wait before the next start."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._short_lives = 0
        self._began = 0.0

    def begin(self) -> None:
        """The process started."""
        self._began = time.monotonic()

    def fall(self, why: str) -> float:
        """The process ended; returns how long to wait before the next start.

        Raises:
            GaveUp: too many short runs in a row.
        """
        is_short = time.monotonic() - self._began < STEADY
        self._short_lives = self._short_lives + 1 if is_short else 0
        if self._short_lives > len(PAUSES) - 1:
            raise GaveUp(
                f"The {self.name} stopped {self._short_lives} times in a row as soon as it was "
                f"started ({why}); giving up. The lines above say why."
            )
        return PAUSES[self._short_lives]


class Child:
    """One long-running process that is killed when we are."""

    def __init__(self, name: str, command: Sequence[str], fds: Sequence[int] = ()) -> None:
        self.name = name
        self._command = list(command)
        self._fds = tuple(fds)
        self._backoff = Backoff(name)
        self._process: subprocess.Popen[bytes] | None = None
        self._due = 0.0

    @property
    def pid(self) -> int | None:
        """The process id while it runs."""
        return self._process.pid if self._process and self._process.poll() is None else None

    def start(self) -> None:
        """Starts it."""
        self._backoff.begin()
        self._process = spawn(self._command, self._fds)

    def tend(self) -> str | None:
        """Restarts it if it has died and its backoff is over; returns a message, if any.

        Raises:
            GaveUp: too many short runs in a row.
        """
        if self.pid is not None:
            return None
        if self._process is not None:
            why = ended(self._process.returncode)
            self._process = None
            pause = self._backoff.fall(why)
            self._due = time.monotonic() + pause
            return f"the {self.name} stopped ({why}); starting it again"
        if time.monotonic() >= self._due:
            self.start()
        return None

    def ask_to_stop(self) -> None:
        """Sends SIGTERM."""
        if self._process is not None and self.pid is not None:
            send([self._process.pid], signal.SIGTERM)

    def stop(self, limit: float) -> None:
        """Waits for its end, and kills it after `limit` seconds."""
        if self._process is None:
            return
        if not wait_for(lambda: self.pid is None, limit):
            send([self._process.pid], signal.SIGKILL)
            self._process.wait()
        self._process = None


def ended(code: int) -> str:
    """Describes how a process ended."""
    if code >= 0:
        return f"exit status {code}"
    return signal.Signals(-code).name if -code in set(signal.Signals) else f"signal {-code}"


def run_once(command: Sequence[str], meanwhile: Callable[[], bool]) -> None:
    """Runs a child until it ends or `meanwhile` asks to stop.

    Raises:
        GaveUp: it failed; its own output is printed above.
    """
    process = spawn(command)
    try:
        wait_for(lambda: process.poll() is not None or meanwhile(), ONCE_LIMIT, 0.05)
    finally:
        is_whole = process.poll() is not None
        if not is_whole:
            process.kill()
            process.wait()
    if is_whole and process.returncode != 0:
        raise GaveUp(f"`convite {command[-1]}` failed ({ended(process.returncode)})")


def spawn(command: Sequence[str], fds: Sequence[int] = ()) -> subprocess.Popen[bytes]:
    """Starts a child that is killed when we are, so that the next start finds the port free."""
    return subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        pass_fds=fds,
        start_new_session=True,
        preexec_fn=die_with_parent(signal.SIGKILL),  # noqa: PLW1509 (no threads here)
    )
