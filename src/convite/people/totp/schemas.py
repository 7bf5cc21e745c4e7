"""Schemas of authenticator apps and second factors."""

from datetime import datetime
from typing import Annotated

from pydantic import Field, model_validator

from convite.core.problems import FieldText, WrongValue
from convite.core.shapes import Input, Output

AppCode = Annotated[str, Field(max_length=40)]


class TotpOut(Output):
    """Whether log-ins ask for a code of an app."""

    is_on: bool
    #: Since when; null while it is off.
    confirmed_at: datetime | None
    #: Recovery codes that weren't used.
    recovery_codes_left: int


class TotpSetup(Output):
    """A new secret for an authenticator app, which works once a code of it was typed in."""

    #: For typing, in Base32.
    secret: str
    #: For the app on the same device.
    uri: str
    #: The same as a QR code, in SVG.
    qr: str


class TotpCode(Input):
    """A code of the app."""

    code: AppCode


class RecoveryCodes(Output):
    """Codes that each log in once instead of the app. They are shown this one time."""

    recovery_codes: list[str]


class SecondFactor(Input):
    """The second step of a log-in: the token of the first, and a code of the app or a recovery code."""

    token: Annotated[str, Field(max_length=1000)]
    code: AppCode | None = None
    recovery_code: AppCode | None = None

    @model_validator(mode="after")
    def one_code(self) -> "SecondFactor":
        """One of the two codes is needed."""
        if (self.code is None) == (self.recovery_code is None):
            english = "Send either a code of the app or a recovery code."
            raise WrongValue(FieldText(name="second-factor.one", english=english))
        return self
