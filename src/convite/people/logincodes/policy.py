"""To which phones codes may be sent."""

from convite.core.config import settings
from convite.core.problems import FieldText, invalid
from convite.people.logincodes.rules import Address, country_of, is_open, takes_codes
from convite.people.logincodes.schemas import CodeAddress


def address_in(body: CodeAddress) -> Address:
    """Where a code goes.

    Raises:
        Invalid: no codes go to this kind of number, or to its country.
    """
    if body.phone is None:
        email = str(body.email)
        return Address(kind="email_otp", value=email, key=email.lower())
    if not takes_codes(body.phone):
        english = "Codes can't be sent to this kind of number. Use a mobile phone."
        raise invalid("phone", FieldText(name="code.number", english=english))
    known = settings()
    costs = bool(known.twilio_account_sid)
    if not is_open(country_of(body.phone), known.otp_countries, costs=costs):
        english = "Codes can't be sent to numbers of this country. Use your e-mail instead."
        raise invalid("phone", FieldText(name="code.country", english=english))
    return Address(kind="phone_otp", value=body.phone, key=body.phone)
