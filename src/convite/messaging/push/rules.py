"""What is pushed, and when again. Pure functions."""

from datetime import datetime, timedelta
from uuid import UUID

import msgspec

#: Most browsers of one user; the oldest goes.
MOST = 20
#: Seconds before the next try, by failures so far; after the last, it is given up.
PAUSES = (30, 120, 600, 1800, 3600, 3 * 3600)
#: News that is older isn't pushed any more.
NEWS_LASTS = timedelta(hours=24)
#: Letters of a title and a message, before bytes are counted.
LONGEST = 300


def next_push(tries: int, *, at: datetime, told_at: datetime, asked: float = 0) -> datetime | None:
    """When a message is tried again after `tries` earlier failures and one now; None if never.

    `asked` is how many seconds the push service asks to wait.
    """
    if tries >= len(PAUSES):
        return None
    when = at + timedelta(seconds=max(PAUSES[tries], asked))
    return when if when <= told_at + NEWS_LASTS else None


def tag_of(event_id: UUID | None, reference_type: str, reference_id: UUID) -> str:
    """What a device keeps one notification of: the newest of its kind for each event."""
    return f"{reference_type}.{event_id or reference_id}"


def push_payload(*, title: str, message: str, path: str, tag: str, locale: str, most: int) -> bytes:
    """What a browser is sent, of at most so many bytes; a longer message is cut."""

    def written(body: str) -> bytes:
        return msgspec.json.encode(
            {"title": title[:LONGEST], "body": body, "url": path, "tag": tag, "locale": locale}
        )

    body = whole = message[:LONGEST]
    while whole and len(written(body)) > most:
        whole = whole[: len(whole) // 2].rstrip()
        body = f"{whole}…" if whole else ""
    return written(body)
