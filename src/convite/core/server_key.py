"""The server key: made once, kept in the data folder."""

import secrets
from functools import lru_cache
from pathlib import Path


@lru_cache
def kept_secret(data_dir: Path) -> bytes:
    """The key in `secret.key`, generated if missing; processes starting at once agree on one key."""
    path = data_dir / "secret.key"
    data_dir.mkdir(parents=True, exist_ok=True)
    if not path.exists():
        fresh = data_dir / f"secret.{secrets.token_hex(4)}"
        fresh.touch(mode=0o600)
        fresh.write_text(secrets.token_urlsafe(48))
        try:
            path.hardlink_to(fresh)
        except FileExistsError:
            pass  # another process was first; use its key
        finally:
            fresh.unlink()
    return path.read_text().strip().encode()
