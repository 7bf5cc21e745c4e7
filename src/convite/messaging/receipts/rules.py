"""What reports mean for messages. Pure functions."""

from collections.abc import Iterable
from uuid import UUID

from convite.gateways.channels import Receipt

#: How far each report is; of several on one message, the furthest counts.
RANKS = {"sent": 1, "failed": 2, "delivered": 3, "read": 4}

#: Words by which somebody wants no more messages of a channel, or wants them again.
STOP_WORDS = frozenset(
    {
        *("stop", "stopall", "unsubscribe", "cancel", "end", "quit", "optout", "opt out"),
        *("baja", "parar", "alto", "cancelar suscripción", "no más mensajes"),
        *("توقف", "ايقاف", "إيقاف", "الغاء", "إلغاء", "الغاء الاشتراك", "إلغاء الاشتراك"),
    }
)
START_WORDS = frozenset({"start", "unstop", "yes start", "alta", "ابدأ", "اشترك", "بدء"})


def furthest(receipts: Iterable[Receipt]) -> list[Receipt]:
    """Of each message, the report that is furthest, whatever their order.

    Messages are told apart by our id where it is there, else by the provider's.
    """
    found: dict[str, Receipt] = {}
    for receipt in receipts:
        key = receipt.message_id or receipt.provider_id
        known = found.get(key)
        if known is None or RANKS[receipt.status] > RANKS[known.status]:
            found[key] = receipt
    return list(found.values())


def named_message(text: str | None) -> tuple[UUID | None, int | None]:
    """Our id of a message and which attempt it was, `id.attempt`; None for what isn't ours."""
    key, _, attempt = (text or "").partition(".")
    try:
        return UUID(key), int(attempt) if attempt else None
    except ValueError:
        return None, None


def wants_stop(text: str) -> bool | None:
    """Whether somebody wants no more messages; False if they want them again, None if it says neither."""
    said = " ".join(text.casefold().split()).strip(" .!¡«»\"'")
    if said in STOP_WORDS:
        return True
    return False if said in START_WORDS else None
