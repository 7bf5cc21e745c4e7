"""Operating system helpers: users, orphaned processes, and parent-death signals."""

import ctypes
import os
import pwd
import signal
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

PR_SET_PDEATHSIG = 1
#: A system user that PostgreSQL may run as when Convite is started by root, best first.
SERVER_USERS = ("postgres", "nobody")


@dataclass(frozen=True, kw_only=True)
class ServerUser:
    """The user a child runs as instead of root."""

    uid: int
    gid: int

    @property
    def popen(self) -> dict[str, object]:
        """The arguments of `subprocess.Popen` that drop to this user."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def server_user(*owned: Path) -> ServerUser | None:
    """The user PostgreSQL runs as: None unless we're root, then the owner of the given folders.

    Uses the owner of the first existing folder that isn't root's, else a system user.
    """
    if os.geteuid() != 0:
        return None
    for place in owned:
        if place.exists() and (stat := place.stat()).st_uid != 0:
            return ServerUser(uid=stat.st_uid, gid=stat.st_gid)
    known = {entry.pw_name: entry for entry in pwd.getpwall()}
    found = next(known[name] for name in SERVER_USERS if name in known)
    return ServerUser(uid=found.pw_uid, gid=found.pw_gid)


def can_reach(user: ServerUser | None, path: Path) -> bool:
    """Whether the user can enter every folder down to `path`, according to the mode bits."""
    if user is None:
        return True
    real = path.resolve()
    return all(_may_enter(user, folder.stat()) for folder in (*real.parents, real))


def _may_enter(user: ServerUser, stat: os.stat_result) -> bool:
    if stat.st_uid == user.uid:
        return bool(stat.st_mode & 0o100)
    if stat.st_gid == user.gid:
        return bool(stat.st_mode & 0o010)
    return bool(stat.st_mode & 0o001)


def die_with_parent(death_signal: signal.Signals) -> Callable[[], None]:
    """A `preexec_fn`: the child gets the signal when the thread that started it is gone.

    So children must be started from the main thread, never from a thread that ends earlier.
    """
    parent = os.getpid()
    libc = ctypes.CDLL(None)

    def before_exec() -> None:
        libc.prctl(PR_SET_PDEATHSIG, int(death_signal), 0, 0, 0)
        if os.getppid() != parent:  # the parent died before the line above
            os._exit(1)

    return before_exec


def processes_in(folder: Path, name: str) -> list[int]:
    """The living processes called `name…` whose working folder is this one.

    It finds a server's orphans even without a pid file, and isn't confused by reused pids.
    """
    if not folder.exists():
        return []
    wanted = folder.stat()
    found = []
    for place in Path("/proc").iterdir():
        if not place.name.isdigit():
            continue
        try:
            here = (place / "cwd").stat()
            if os.path.samestat(here, wanted) and (place / "comm").read_text().startswith(name):
                found.append(int(place.name))
        except OSError:
            continue  # already gone, a zombie, or another user's
    return found


def send(pids: list[int], what: signal.Signals) -> None:
    """Signals each process; ignores those already gone."""
    for pid in pids:
        try:
            os.kill(pid, what)
        except ProcessLookupError:
            continue


def wait_for(condition: Callable[[], bool], limit: float, step: float = 0.02) -> bool:
    """Waits up to `limit` seconds for the condition; returns whether it holds."""
    end = time.monotonic() + limit
    while not condition():
        if time.monotonic() > end:
            return False
        time.sleep(step)
    return True
