"""Writes of what an account's owner is told."""

from uuid import UUID

from convite.core.config import settings
from convite.core.db import Tx
from convite.core.language import translator
from convite.core.log import SYSTEM
from convite.messaging.accountnews.rules import News, account_text, sentence_of, title_of
from convite.messaging.delivery.actions import mail_user
from convite.messaging.notifications.actions import notify
from convite.people.identity.queries import profile_of, user_by_id


async def tell_owner(tx: Tx, fact_id: UUID, user_id: UUID, news: News) -> None:
    """Tells an account's owner by mail, or in the app if it has no address."""
    user = await user_by_id(tx, user_id)
    if user is None:
        return
    locale = (await profile_of(tx, user.id)).locale
    words = translator(locale)
    if user.email:
        url = f"{settings().address}/account"
        text = account_text(words, news, name=user.name, url=url)
        await mail_user(tx, user, locale, text, key=f"account.{fact_id}")
        return
    values = {
        "type": "system",
        "title": title_of(words, news),
        "message": sentence_of(words, news),
        "reference_type": news,
        "reference_id": fact_id,
    }
    await notify(tx, SYSTEM, user, values)
