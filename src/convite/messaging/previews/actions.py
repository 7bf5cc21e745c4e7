"""A message to many guests is sent to whoever writes it, as a test."""

from convite.core.db import Tx
from convite.core.ids import new_id
from convite.core.log import Actor
from convite.core.problems import Conflict, NotFound
from convite.events.event.models import Event
from convite.messaging.delivery.actions import queue_mail
from convite.messaging.delivery.rules import RenderedText
from convite.messaging.previews.queries import preview
from convite.messaging.previews.schemas import BroadcastPreviewRequest
from convite.people.identity.queries import user_by_id


async def send_test(
    tx: Tx, actor: Actor, event: Event, wanted: BroadcastPreviewRequest, *, sees_links: bool
) -> tuple[str, str]:
    """Mails a message to whoever writes it, as one of the audience would get it.

    Raises:
        Conflict: their account has no e-mail address.
        NotFound: nobody of the audience gets one.
    """
    user = await user_by_id(tx, actor.id) if actor.kind == "user" and actor.id else None
    if user is None or not user.email:
        raise Conflict("Your account has no e-mail address.", name="no-address").with_text("own")
    sample = await preview(tx, event, wanted, sees_links=sees_links)
    if sample.locale is None:
        raise NotFound("None of these guests can be reached this way.")
    to = {"organization_id": event.organization_id, "event_id": event.id, "user_id": user.id}
    words = RenderedText(subject=sample.subject, text=sample.text)
    address = {"address": user.email}
    status = await queue_mail(tx, to | address, sample.locale, words, key=f"test.{new_id()}")
    return user.email, status
