"""A mailbox on loopback that speaks as much of IMAP (RFC 3501) as is asked of it.

By hand: `python -m tests.providers.imap PORT FILE...`, with CONVITE_IMAP_URL set to its address; the files
are the mails.
"""

import re
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import cast

USER, PASSWORD = "mail", "a p@ss"


@dataclass
class Mailbox:
    """Its mails by their number, and which were seen."""

    mails: dict[int, bytes] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)
    #: The commands that came, without the log-in.
    asked: list[str] = field(default_factory=list)
    folder: str = "INBOX"


class Handler(StreamRequestHandler):
    """One connection."""

    @property
    def box(self) -> Mailbox:
        return cast("Server", self.server).box

    def handle(self) -> None:
        self.say("* OK [CAPABILITY IMAP4rev1] ready")
        for line in self.rfile:
            tag, _, command = line.decode().strip().partition(" ")
            if not command:
                return
            self.say(f"{tag} {self.answer(command)}")
            if command.upper() == "LOGOUT":
                return

    def say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())

    def answer(self, command: str) -> str:
        verb, _, rest = command.partition(" ")
        if verb == "LOGIN":
            return "OK in" if rest == f'{USER} "{PASSWORD}"' else "NO [AUTHENTICATIONFAILED] no"
        self.box.asked.append(command)
        if verb == "CAPABILITY":
            self.say("* CAPABILITY IMAP4rev1")
        elif verb == "SELECT":
            if rest != f'"{self.box.folder}"':
                return "NO no such folder"
            self.say(f"* {len(self.box.mails)} EXISTS")
        elif verb == "LOGOUT":
            self.say("* BYE")
        elif verb == "UID":
            self.uid(rest)
        return "OK done"

    def uid(self, rest: str) -> None:
        box = self.box
        if rest.startswith("SEARCH"):
            unseen = " ".join(str(key) for key in box.mails if key not in box.seen)
            self.say(f"* SEARCH {unseen}".rstrip())
        elif found := re.fullmatch(r"FETCH (\d+) \(BODY\.PEEK\[\]<0\.(\d+)>\)", rest):
            content = box.mails[int(found[1])][: int(found[2])]
            self.say(f"* {found[1]} FETCH (UID {found[1]} BODY[]<0> {{{len(content)}}}")
            self.wfile.write(content + b")\r\n")
        elif found := re.fullmatch(r"STORE (\d+) \+FLAGS\.SILENT \(\\Seen\)", rest):
            box.seen.add(int(found[1]))


class Server(ThreadingTCPServer):
    """Threads that end with the tests."""

    allow_reuse_address = daemon_threads = True

    def __init__(self, port: int, box: Mailbox) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.box = box


@contextmanager
def imap_server(box: Mailbox, port: int = 0) -> Iterator[str]:
    """Serves until the end; gives the address."""
    with Server(port, box) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"imap://{USER}:a%20p%40ss@127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


if __name__ == "__main__":
    kept = Mailbox({key: Path(name).read_bytes() for key, name in enumerate(sys.argv[2:], 1)})
    with imap_server(kept, int(sys.argv[1])) as address:
        print(address, flush=True)
        sys.stdin.read()
