"""Facts of a loaded file."""

from convite.core.log import Fact


class ImportMoved(Fact, frozen=True, kw_only=True):
    """A file is being loaded, was loaded, or was undone; `status` says which."""

    action = "import_moved"
    object_type = "import"
    file_name: str
    status: str
