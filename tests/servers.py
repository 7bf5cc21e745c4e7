"""The servers that tests run on: the embedded one, or with CONVITE_TEST_SERVER=15 a system 15."""

import os
from pathlib import Path

from convite.entry.postgres.cluster import SERVER_SETTINGS, Cluster

BIN_15 = Path("/usr/lib/postgresql/15/bin")
#: What 15 doesn't know.
NEWER = {"io_method"}


class Cluster15(Cluster):
    """PostgreSQL 15 from the system's package, as a server of our own: no service is touched."""

    version = "15"
    settings = {key: value for key, value in SERVER_SETTINGS.items() if key not in NEWER}
    locale = ("--locale=C",)

    def _find_bin(self) -> Path:
        return BIN_15


def throwaway_cluster(data_dir: Path) -> Cluster:
    """A server for the tests of this run; the caller starts and stops it."""
    wanted = os.environ.get("CONVITE_TEST_SERVER", "18")
    return {"18": Cluster, "15": Cluster15}[wanted](data_dir)
