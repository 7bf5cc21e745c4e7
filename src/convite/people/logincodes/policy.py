"""To which addresses codes may be sent, and how many."""

import logging

from fastapi import Request

from convite.core.budgets import spend
from convite.core.config import settings
from convite.core.db import Tx
from convite.core.problems import FieldText, TooMany, invalid
from convite.people.logincodes.queries import used_share
from convite.people.logincodes.rules import (
    Address,
    country_of,
    is_open,
    is_suspicious,
    prefix_of,
    takes_codes,
)
from convite.people.logincodes.schemas import CodeAddress

log = logging.getLogger("convite")
#: Seconds before somebody asks again whose range of numbers is paused.
PAUSED_SECONDS = 3600


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


async def spend_code(request: Request, tx: Tx, address: Address) -> None:
    """Counts a code that is about to be sent; by SMS, what one may cost is limited in several ways.

    Raises:
        TooMany: to the address, its range of numbers, or in all.
    """
    await spend(request, "code-address", address.key)
    if address.kind == "email_otp":
        return
    prefix = prefix_of(address.key)
    sent, used = await used_share(tx, prefix)
    if is_suspicious(sent, used):
        log.error("codes to %s… are paused: of %d sent, %d were typed in", prefix, sent, used)
        raise TooMany(PAUSED_SECONDS)
    await spend(request, "code-prefix", prefix)
    await spend(request, "code-day", "all")
