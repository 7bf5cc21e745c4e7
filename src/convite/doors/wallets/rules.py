"""What tickets say in wallets, and the keys of their passes. Pure functions."""

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from hmac import compare_digest
from typing import Any
from uuid import UUID

from joserfc import jwt
from joserfc.jwk import RSAKey

from convite.core.colors import color
from convite.core.ids import link_code
from convite.core.language import Say
from convite.doors.heldtickets.rules import HeldTicket
from convite.plan.seating.rules import seat_name

#: Longest link that phones and mail programs take whole.
MAX_LINK = 1800
GOOGLE_SAVE = "https://pay.google.com/gp/v/save/"
#: The scheme of the header by which phones prove that they have a pass.
SCHEME = "ApplePass "


@dataclass(frozen=True, kw_only=True)
class Occasion:
    """The event, as its passes show it."""

    id: UUID
    title: str
    host: str
    when: str
    place: str
    starts_at: datetime | None
    hue: int
    house_rules: str = ""


@dataclass(frozen=True, kw_only=True)
class Issuer:
    """Who issues passes, and where phones ask whether they have changed."""

    type_id: str
    team_id: str
    service_url: str


@dataclass(frozen=True, kw_only=True)
class Account:
    """Who issues passes for Google's wallet, and the site whose links have them."""

    issuer_id: str
    email: str
    private_key: str
    origin: str


def pass_serial(serial: str, reissue: int) -> str:
    """The name of a pass: a ticket that was reissued is another one."""
    return f"{serial}-{reissue}"


def read_pass_serial(text: str) -> tuple[str, int] | None:
    """The ticket's serial and number; None if it is no pass's name."""
    serial, _, number = text.partition("-")
    is_plain = serial.isascii() and number.isascii() and number.isdecimal() and len(number) <= 5
    return (serial, int(number)) if is_plain and len(serial) == 12 else None


def pass_token(server_key: bytes, ticket_id: UUID, reissue: int) -> str:
    """What a phone proves with that it has a pass: 128 bits of a keyed MAC, never stored."""
    return link_code(server_key, f"wallet:{ticket_id}:{reissue}")


def is_pass_token(server_key: bytes, ticket_id: UUID, reissue: int, header: str) -> bool:
    """Whether a header has the token of the pass."""
    right = SCHEME + pass_token(server_key, ticket_id, reissue)
    return compare_digest(header.encode(), right.encode())


def channels_of(hue: int) -> tuple[int, int, int]:
    """The event's accent as red, green and blue."""
    text = color(0.42, 0.13, hue)
    return int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16)


def field(key: str, label: str, value: str) -> dict[str, str]:
    """A field of a pass."""
    return {"key": key, "label": label, "value": value}


def apple_pass(
    ticket: HeldTicket | None,
    occasion: Occasion,
    issuer: Issuer,
    *,
    name: str,
    token: str,
    say: Say,
) -> dict[str, Any]:
    """The content of an event ticket, `pass.json`; without a ticket a void one that names nobody.

    `name` is that of the pass, see `pass_serial`.
    """
    red, green, blue = channels_of(occasion.hue)
    seat = seat_name(ticket.seat_number, say) if ticket else ""
    known = [
        field("place", say("Place"), occasion.place),
        field("when", say("Date"), occasion.when),
    ]
    own = [
        field("name", say("Name"), ticket.name if ticket else ""),
        field("seat", say("Seat"), seat),
        field("type", say("Ticket"), ticket.type_name if ticket else ""),
    ]
    back = [
        field("serial", say("Ticket number"), ticket.serial if ticket else ""),
        field("rules", say("House rules"), occasion.house_rules),
        field("page", say("Ticket page"), ticket.url if ticket else ""),
    ]
    content: dict[str, Any] = {
        "formatVersion": 1,
        "passTypeIdentifier": issuer.type_id,
        "teamIdentifier": issuer.team_id,
        "organizationName": occasion.host or "Convite",
        "serialNumber": name,
        "description": occasion.title,
        "authenticationToken": token,
        "webServiceURL": issuer.service_url,
        "voided": ticket is None,
        "backgroundColor": f"rgb({red},{green},{blue})",
        "foregroundColor": "rgb(255,255,255)",
        "labelColor": "rgb(255,255,255)",
        "eventTicket": {
            "primaryFields": [field("event", say("Event"), occasion.title)],
            "secondaryFields": filled(known),
            "auxiliaryFields": filled(own),
            "backFields": filled(back),
        },
    }
    if occasion.starts_at is not None:
        content["relevantDate"] = occasion.starts_at.astimezone(UTC).isoformat(timespec="seconds")
    if ticket is not None and ticket.qr:
        code = {"format": "PKBarcodeFormatQR", "messageEncoding": "iso-8859-1"}
        content["barcodes"] = [{**code, "message": ticket.qr, "altText": ticket.serial}]
    return content


def filled(fields: list[dict[str, str]]) -> list[dict[str, str]]:
    """The fields that have a value."""
    return [one for one in fields if one["value"]]


def google_link(
    ticket: HeldTicket,
    occasion: Occasion,
    account: Account,
    *,
    locale: str,
    seat: str,
    at: datetime,
) -> str:
    """The link that puts a ticket into Google's wallet: a token with event and ticket, signed (RS256).

    Long texts are cut until the link has at most `MAX_LINK` characters.
    """
    key = RSAKey.import_key(account.private_key)
    for most in (60, 40, 24, 16, 8):
        claims = {
            "iss": account.email,
            "aud": "google",
            "typ": "savetowallet",
            "iat": int(at.timestamp()),
            "origins": [account.origin],
            "payload": google_payload(ticket, occasion, account.issuer_id, locale, seat, most),
        }
        token = jwt.encode({"alg": "RS256", "typ": "JWT"}, claims, key, algorithms=["RS256"])
        if len(GOOGLE_SAVE + token) <= MAX_LINK:
            break
    return GOOGLE_SAVE + token


def google_payload(
    ticket: HeldTicket, occasion: Occasion, issuer_id: str, locale: str, seat: str, most: int
) -> dict[str, Any]:
    """The event as a class and the ticket as its object, with texts of at most `most` characters."""

    def said(value: str) -> dict[str, Any]:
        return {"defaultValue": {"language": locale, "value": cut(value, most)}}

    kind = f"{issuer_id}.{occasion.id.hex}"
    event: dict[str, Any] = {
        "id": kind,
        "issuerName": cut(occasion.host or "Convite", most),
        "reviewStatus": "UNDER_REVIEW",
        "eventName": said(occasion.title),
    }
    if occasion.starts_at is not None:
        starts = occasion.starts_at.astimezone(UTC).isoformat(timespec="seconds")
        event["dateTime"] = {"start": starts}
    if occasion.place:
        event["venue"] = {"name": said(occasion.place), "address": said(occasion.place)}
    held: dict[str, Any] = {
        "id": f"{issuer_id}.{ticket.serial}-{ticket.reissue}",
        "classId": kind,
        "state": "ACTIVE",
        "barcode": {"type": "QR_CODE", "value": ticket.qr},
        "ticketHolderName": cut(ticket.name, most),
        "ticketNumber": ticket.serial,
    }
    if seat:
        held["seatInfo"] = {"seat": said(seat)}
    return {"eventTicketClasses": [event], "eventTicketObjects": [held]}


def cut(value: str, most: int) -> str:
    """A text of at most so many characters."""
    return value if len(value) <= most else f"{value[: most - 1]}…"


def account_in(text: str, issuer_id: str, origin: str) -> Account:
    """An issuer with its service account, of the account's file."""
    known = json.loads(text)
    return Account(
        issuer_id=issuer_id,
        email=known["client_email"],
        private_key=known["private_key"],
        origin=origin,
    )
