"""A mailbox over IMAP: what is new in a folder, marked as seen once it is stored elsewhere.

The standard library's client in a thread: it does one round a minute, and the asynchronous one that is kept
up to date is under a license that ours can't take in.
"""

import imaplib
import re
from collections.abc import Callable
from urllib.parse import unquote, urlsplit

from convite.gateways.certificates import trusted

#: Timeout for one step with the server, in seconds.
PATIENCE = 20.0
#: Bytes of a mail that are read; beyond that come attachments.
MAX_BYTES = 1 << 20


class MailboxError(Exception):
    """The mailbox can't be used; the text says why."""


def read_new(url: str, folder: str, keep: Callable[[bytes], None], *, most: int) -> int:
    """Passes the folder's unseen mails to `keep`, and marks each as seen once it returns.

    Returns how many. A mail whose `keep` raises stays unseen, and so do those after it. It blocks: call it
    in a thread.

    Raises:
        MailboxError: the server can't be reached, or refuses the log-in or the folder.
    """
    try:
        with connected(url) as client:
            parts = urlsplit(url)
            client.login(unquote(parts.username or ""), unquote(parts.password or ""))
            done, said = client.select(f'"{quoted(folder)}"')
            if done != "OK":
                raise MailboxError(f"The folder {folder!r} can't be opened: {said!r}")
            _, found = client.uid("SEARCH", "UNSEEN")
            uids = (found[0] or b"").split()[:most]
            for uid in uids:
                keep(fetched(client, uid))
                client.uid("STORE", uid.decode(), "+FLAGS.SILENT", r"(\Seen)")
            return len(uids)
    except (imaplib.IMAP4.error, OSError) as error:
        raise MailboxError(f"The mailbox can't be used: {error}") from error


def connected(url: str) -> imaplib.IMAP4:
    """A connection, with TLS from the start or from its first step, except to this machine."""
    # imaplib verifies no certificate by itself
    context = trusted()
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme == "imaps":
        return imaplib.IMAP4_SSL(host, parts.port or 993, ssl_context=context, timeout=PATIENCE)
    client = imaplib.IMAP4(host, parts.port or 143, timeout=PATIENCE)
    if host not in ("127.0.0.1", "localhost", "::1"):
        client.starttls(context)
    return client


def quoted(folder: str) -> str:
    """A folder's name inside quotes."""
    return re.sub(r'(["\\])', r"\\\1", folder)


def fetched(client: imaplib.IMAP4, uid: bytes) -> bytes:
    """The beginning of a mail, which stays unseen."""
    _, found = client.uid("FETCH", uid.decode(), f"(BODY.PEEK[]<0.{MAX_BYTES}>)")
    for one in found:
        if isinstance(one, tuple):
            content: bytes = one[1]
            return content
    return b""
