"""Schemas of codes that log in."""

from typing import Annotated

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Input, Output
from convite.people.identity.schemas import Email, Phone, Tokens


class CodeAddress(Input):
    """A phone or an e-mail address."""

    phone: Phone | None = None
    email: Email | None = None

    @model_validator(mode="after")
    def one_of_both(self) -> "CodeAddress":
        """Requires one of the two."""
        if bool(self.phone) == bool(self.email):
            english = "Enter an e-mail or a phone number."
            raise WrongValue(FieldText(name="account.address", english=english))
        return self


class CodeTyped(CodeAddress):
    """The code that was sent there, as it was typed."""

    code: Annotated[str, Field(max_length=40)]


class PhoneTyped(Input):
    """A phone, and the code that was sent to it, as it was typed."""

    phone: Phone
    code: Annotated[str, Field(max_length=40)]


class CodeAsked(Output):
    """What happens now; the same whoever has the address."""

    #: Seconds until another code can be sent.
    again_in: int
    #: Seconds that the code works.
    expires_in: int


class CodeTokens(Tokens):
    """The tokens of a session, and whether the account was made for it."""

    is_new: bool
