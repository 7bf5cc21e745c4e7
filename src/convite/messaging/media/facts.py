"""Facts of messages' files."""

from convite.core.log import Fact


class FilesSent(Fact, frozen=True, kw_only=True):
    """A guest sent files with a message; the reaction to this fact fetches them."""

    action = "message_files_sent"
    object_type = "message"
    files: int
