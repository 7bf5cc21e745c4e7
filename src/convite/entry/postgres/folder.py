"""The data folder: created, locked by one launcher at a time, and written atomically."""

import fcntl
import json
import os
import secrets
import shutil
import tempfile
from pathlib import Path

#: Longest path of a Unix socket: `sun_path` has 108 bytes, one is its end.
SOCKET_PATH_LIMIT = 107
SHORT = "convite-"
SOCKET_NAME = ".s.PGSQL.5432"


class FolderBusy(SystemExit):
    """Another launcher has the data folder."""


class FolderLock:
    """The lock on a data folder, held until `release()` or the end of the process.

    The kernel releases it when the process ends, however it ends; children don't inherit it.
    """

    def __init__(self, data_dir: Path) -> None:
        self.data_dir = data_dir
        self._file: int | None = None

    def take(self) -> None:
        """Takes the lock; does nothing if already held.

        Raises:
            FolderBusy: another launcher holds it.
        """
        if self._file is not None:
            return
        made = make_folder(self.data_dir)
        lock = os.open(made / "convite.lock", os.O_RDWR | os.O_CREAT | os.O_NOFOLLOW, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            holder = os.pread(lock, 20, 0).decode(errors="replace").strip() or "unknown"
            os.close(lock)
            raise FolderBusy(
                f"Convite already runs on {self.data_dir} (process {holder}); "
                "stop it first, or set CONVITE_DATA_DIR to another folder"
            ) from None
        os.truncate(lock, 0)
        os.pwrite(lock, f"{os.getpid()}\n".encode(), 0)
        self._file = lock

    def release(self) -> None:
        """Releases the lock."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def make_folder(path: Path) -> Path:
    """Creates the folder and its parents if missing; existing ones are left unchanged."""
    path.mkdir(parents=True, exist_ok=True, mode=0o711 if os.geteuid() == 0 else 0o700)
    return path


def write_private(path: Path, text: str) -> None:
    """Atomically writes a file that only its owner can read.

    It gets the folder's owner, so that a folder once used by root stays usable.
    """
    fresh = path.with_name(f"{path.name}.{secrets.token_hex(4)}")
    file = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
    with os.fdopen(file, "w") as out:
        if os.geteuid() == 0:
            owner = path.parent.stat()
            os.fchown(out.fileno(), owner.st_uid, owner.st_gid)
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    fresh.rename(path)


def read_settings(path: Path) -> dict[str, str]:
    """The contents of a JSON file of strings; empty when there is none."""
    try:
        kept: dict[str, str] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return kept


def is_short_enough(folder: Path) -> bool:
    """Whether the path of a socket in this folder is short enough for the kernel."""
    return len(os.fsencode(folder / SOCKET_NAME)) <= SOCKET_PATH_LIMIT


def short_folder() -> Path:
    """Creates a private folder with a short path and a random name, so no one can create it first."""
    for place in (Path(tempfile.gettempdir()), Path("/tmp")):  # noqa: S108 (a random name in it)
        if is_short_enough(place / f"{SHORT}12345678"):
            return Path(tempfile.mkdtemp(prefix=SHORT, dir=place))
    raise SystemExit("TMPDIR is too long for a Unix socket; set it to a shorter folder")


def drop_short_folder(path: str) -> None:
    """Removes a folder made by `short_folder()`; ignores any other."""
    if Path(path).name.startswith(SHORT):
        shutil.rmtree(path, ignore_errors=True)
