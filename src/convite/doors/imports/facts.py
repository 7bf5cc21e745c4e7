"""Facts of imports."""

from convite.core.log import Fact


class ImportMoved(Fact, frozen=True, kw_only=True):
    """An import changed its status, for example to running, done or undone."""

    action = "import_moved"
    object_type = "import"
    file_name: str
    status: str
