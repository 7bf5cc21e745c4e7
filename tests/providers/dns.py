"""A name server on loopback that knows the TXT records it is given.

By hand: `python -m tests.providers.dns PORT NAME=TEXT...`, with CONVITE_DNS_SERVER set to its address.
"""

import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from socketserver import BaseRequestHandler, ThreadingUDPServer
from threading import Thread
from typing import cast

import dns.flags
import dns.message
import dns.rcode
import dns.rrset

Records = Mapping[str, Sequence[str]]


class Handler(BaseRequestHandler):
    """One question."""

    def handle(self) -> None:
        content, socket = self.request
        server = cast("NameServer", self.server)
        if server.is_silent:
            return
        asked = dns.message.from_wire(content)
        said = dns.message.make_response(asked)
        said.flags |= dns.flags.RA
        name = asked.question[0].name.to_text(omit_final_dot=True).lower()
        texts = server.records.get(name)
        if texts is None:
            said.set_rcode(dns.rcode.NXDOMAIN)
        elif texts:
            parts = [
                " ".join(f'"{text[at : at + 200]}"' for at in range(0, len(text), 200))
                for text in texts
            ]
            said.answer.append(dns.rrset.from_text(asked.question[0].name, 60, "IN", "TXT", *parts))
        socket.sendto(said.to_wire(), self.client_address)


class NameServer(ThreadingUDPServer):
    """Threads that end with the tests."""

    daemon_threads = True

    def __init__(self, port: int, records: Records, *, is_silent: bool = False) -> None:
        super().__init__(("127.0.0.1", port), Handler)
        self.records, self.is_silent = records, is_silent


@contextmanager
def name_server(records: Records, port: int = 0, *, is_silent: bool = False) -> Iterator[str]:
    """Serves until the end; gives the address."""
    with NameServer(port, records, is_silent=is_silent) as server:
        Thread(target=server.serve_forever, args=(0.05,), daemon=True).start()
        try:
            yield f"127.0.0.1:{server.server_address[1]}"
        finally:
            server.shutdown()


if __name__ == "__main__":
    pairs = [one.partition("=") for one in sys.argv[2:]]
    with name_server({name: [text] for name, _, text in pairs}, int(sys.argv[1])) as address:
        print(address, flush=True)
        sys.stdin.read()
