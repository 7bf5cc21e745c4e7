"""Queries of what mails of an event have in common."""

import json
from collections.abc import Iterable
from typing import Any
from uuid import UUID

from convite.core.database import Database
from convite.messaging.mails.rules import DEFAULT_HUE, Look

# What the event says counts, else its organization, else whoever hosts, if their address is proven: an
# unproven one may be somebody else's.
LOOKS = """
SELECT e.id, e.title, e.translations, (e.settings ->> 'accent_hue')::int AS hue,
  coalesce(nullif(e.settings ->> 'mail_from_name', ''), nullif(o.settings ->> 'mail_from_name', ''),
    u.name, '') AS host,
  coalesce(nullif(e.settings ->> 'reply_to', ''), nullif(o.settings ->> 'reply_to', ''), '') AS chosen,
  CASE WHEN u.email_verified_at IS NOT NULL THEN u.email ELSE '' END AS organizer
FROM events e JOIN organizations o ON o.id = e.organization_id
LEFT JOIN users u ON u.id = e.host_user_id WHERE e.id = ANY ($1)
"""


async def looks_of(
    system: Database, event_ids: Iterable[UUID | None]
) -> dict[UUID, dict[str, Look]]:
    """The look of each event's mails by language; `""` is for those the host wrote no title in."""
    keys = list({key for key in event_ids if key is not None})
    rows = await system.pool.fetch(LOOKS, keys) if keys else []
    return {row["id"]: by_language(row) for row in rows}


def by_language(row: Any) -> dict[str, Look]:
    """The look of an event's mails in each language that it has a title in."""
    own = json.loads(row["translations"] or "{}")
    titles = {locale: one["title"] for locale, one in own.items() if one.get("title")}
    return {
        locale: Look(
            title=title,
            hue=DEFAULT_HUE if row["hue"] is None else row["hue"],
            host=row["host"],
            reply_to=row["chosen"],
            organizer=row["organizer"] or "",
        )
        for locale, title in {"": row["title"], **titles}.items()
    }
