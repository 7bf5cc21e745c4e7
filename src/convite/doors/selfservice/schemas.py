"""What a guest says of themselves."""

from typing import Annotated

from pydantic import Field

from convite.core.language import Locale
from convite.core.shapes import Input
from convite.people.guests.models import Channel
from convite.people.identity.schemas import Email


class OwnDetails(Input):
    """A guest's contact, language, and the channels by which they want nothing."""

    email: Email | None
    phone: Annotated[str, Field(max_length=40)] | None
    locale: Locale | None
    opt_outs: dict[Channel, bool]
