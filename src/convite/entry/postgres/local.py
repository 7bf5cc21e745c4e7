"""The database for one command: the running one, or the embedded one, started temporarily."""

from collections.abc import Iterator
from contextlib import contextmanager

from convite.core.config import Settings
from convite.core.dsns import Dsns, read_dsns
from convite.entry.postgres.cluster import Cluster
from convite.entry.postgres.folder import FolderBusy


@contextmanager
def database(settings: Settings) -> Iterator[Dsns]:
    """The DSNs of a running database.

    If the embedded server is used and `convite run` isn't running, the server is started for the
    command and stopped afterwards.
    """
    if not settings.is_embedded:
        yield read_dsns(settings)
        return
    cluster = Cluster(settings.data_dir)
    try:
        cluster.start()
    except FolderBusy:
        yield read_dsns(settings)
        return
    try:
        yield cluster.dsns()
    finally:
        cluster.stop()
