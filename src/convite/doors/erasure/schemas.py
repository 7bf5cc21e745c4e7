"""What erasing a person reads and answers."""

from pydantic import Field

from convite.core.shapes import Input, Output


class EraseBody(Input):
    """The person's name, typed to confirm."""

    name: str = Field(max_length=300)


class ErasedOut(Output):
    """What became of the person's places on lists."""

    removed: int = Field(description="Lists of events to come that they were taken off.")
    kept: int = Field(description="Lists of past events on which they stay without a name.")
