"""Tickets in Apple's and Google's wallets: signed passes, phones that are told, void ones."""

import asyncio
import hashlib
import io
import json
import zipfile
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import httpx2
import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    pkcs7,
)
from cryptography.x509.oid import NameOID
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import DataReceived, RequestReceived, StreamEnded
from joserfc import jwt
from joserfc.jwk import RSAKey

from tests.support import until
from tests.world import Happening, Party, World

TYPE = "pass.example.convite"
SERVICE = "/api/wallet/apple/v1"


def certificate(name: str, key: Any, issuer: str, issuer_key: Any) -> bytes:
    def named(value: str) -> x509.Name:
        return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, value)])

    made = (
        x509.CertificateBuilder()
        .subject_name(named(name))
        .issuer_name(named(issuer))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(datetime.now(UTC) - timedelta(days=1))
        .not_valid_after(datetime.now(UTC) + timedelta(days=1))
        .sign(issuer_key, SHA256())
    )
    return made.public_bytes(Encoding.PEM)


def pem(key: Any) -> bytes:
    return bytes(key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))


@dataclass
class Keys:
    """The files that both wallets are set up with."""

    settings: dict[str, str]
    apple: rsa.RSAPrivateKey
    google: rsa.RSAPrivateKey


@pytest.fixture(scope="module")
def keys(tmp_path_factory: pytest.TempPathFactory) -> Keys:
    folder: Path = tmp_path_factory.mktemp("wallets")
    apple, google = (rsa.generate_private_key(65537, 2048) for _ in range(2))
    root = ec.generate_private_key(ec.SECP256R1())
    account = {"client_email": "w@p.iam.gserviceaccount.com", "private_key": pem(google).decode()}
    files = {
        "APPLE_PASS_CERTIFICATE": certificate("Pass", apple, "WWDR", root),
        "APPLE_PASS_KEY": pem(apple),
        "APPLE_PASS_WWDR": certificate("WWDR", root, "WWDR", root),
        "GOOGLE_WALLET_KEY": json.dumps(account).encode(),
    }
    settings = {
        "CONVITE_APPLE_PASS_TYPE_ID": TYPE,
        "CONVITE_APPLE_PASS_TEAM_ID": "TEAM123456",
        "CONVITE_GOOGLE_WALLET_ISSUER_ID": "3388000000022345678",
    }
    for name, content in files.items():
        (folder / name).write_bytes(content)
        settings[f"CONVITE_{name}"] = str(folder / name)
    return Keys(settings=settings, apple=apple, google=google)


@pytest.fixture
async def event(world: World) -> Happening:
    host = await world.organizer()
    return await host.event(title="Gala", settings={"house_rules": "No glass."})


@pytest.fixture
async def party(event: Happening) -> Party:
    party = await event.party("Jo Smith")
    await party.answer("accepted")
    return party


async def ticket_of(party: Party) -> dict[str, Any]:
    found: dict[str, Any] = await party.event.host.get(f"/api/attendees/{party.guests[0]}/ticket")
    return found


def page_of(ticket: dict[str, Any], name: str = "") -> str:
    parts = urlsplit(ticket["url"])
    return f"{parts.path}{name}?{parts.query}"


def opened(content: bytes) -> dict[str, Any]:
    """A pass's content, its sums and signature checked."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    manifest = json.loads(files["manifest.json"])
    assert set(manifest) == set(files) - {"manifest.json", "signature"}
    for name, digest in manifest.items():
        assert hashlib.sha1(files[name], usedforsecurity=False).hexdigest() == digest
    subjects = [
        one.subject.rfc4514_string()
        for one in pkcs7.load_der_pkcs7_certificates(files["signature"])
    ]
    assert sorted(subjects) == ["CN=Pass", "CN=WWDR"]
    # the attributes that are signed: when it was made, and the manifest's sum
    assert bytes.fromhex("06092a864886f70d010905") in files["signature"]
    assert hashlib.sha256(files["manifest.json"]).digest() in files["signature"]
    assert files["manifest.json"] not in files["signature"]  # detached
    assert files["icon.png"][:4] == b"\x89PNG"
    read: dict[str, Any] = json.loads(files["pass.json"])
    return read


async def test_without_settings_there_is_no_wallet(party: Party, world: World) -> None:
    mine = await ticket_of(party)

    problem = await party.bearer.refused(409, "GET", f"/api/tickets/{mine['id']}.pkpass")
    page = await world.nobody().ask("GET", page_of(mine))

    assert problem["type"] == "/problems/no-wallet"
    assert "Wallet" not in page.text
    assert (await world.nobody().ask("GET", page_of(mine, "/google"))).status_code == 409
    assert (await world.nobody().ask("GET", f"{SERVICE}/passes/{TYPE}/A-0")).status_code == 404


async def test_pass_is_signed_and_says_what_the_ticket_says(
    party: Party, world: World, keys: Keys
) -> None:
    mine = await ticket_of(party)
    async with world.with_settings(**keys.settings) as process:
        page = await process.http.get(page_of(mine))
        answer = await process.http.get(page_of(mine, "/ticket.pkpass"))

    assert "Add to Apple Wallet" in page.text
    assert answer.headers["content-type"] == "application/vnd.apple.pkpass"
    shown = opened(answer.content)
    assert shown["serialNumber"] == f"{mine['serial']}-0"
    assert (shown["passTypeIdentifier"], shown["teamIdentifier"]) == (TYPE, "TEAM123456")
    assert shown["barcodes"][0]["message"] == mine["qr"]
    assert shown["eventTicket"]["primaryFields"][0]["value"] == "Gala"
    assert "Jo Smith" in str(shown["eventTicket"]["auxiliaryFields"])
    assert shown["voided"] is False
    assert len(shown["authenticationToken"]) >= 16


async def test_google_link_is_signed_and_short(party: Party, world: World, keys: Keys) -> None:
    mine = await ticket_of(party)
    long = "حفل زفاف كبير " * 14
    await party.event.host.patch(party.event.path, {"title": long, "venue_text": long * 2})
    async with world.with_settings(**keys.settings) as process:
        answer = await process.http.get(page_of(mine, "/google"))

    link = answer.headers["location"]
    assert link.startswith("https://pay.google.com/gp/v/save/")
    assert len(link) <= 1800
    public = RSAKey.import_key(pem(keys.google))
    token = jwt.decode(link.rpartition("/")[2], public, algorithms=["RS256"])
    assert token.claims["typ"] == "savetowallet"
    [held] = token.claims["payload"]["eventTicketObjects"]
    assert held["barcode"]["value"] == mine["qr"]


@dataclass
class Apns:
    """A server that takes pushes as Apple's does: HTTP/2 only."""

    port: int = 0
    pushed: list[tuple[str, str]] = field(default_factory=list)
    #: Tokens that are no longer good.
    gone: set[str] = field(default_factory=set)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        wire.initiate_connection()
        writer.write(wire.data_to_send())
        asked: dict[int, dict[str, str]] = {}
        while data := await reader.read(65536):
            for told in wire.receive_data(data):
                if isinstance(told, RequestReceived):
                    asked[told.stream_id] = {str(k): str(v) for k, v in told.headers}
                elif isinstance(told, DataReceived):
                    wire.acknowledge_received_data(told.flow_controlled_length, told.stream_id)
                elif isinstance(told, StreamEnded):
                    headers = asked[told.stream_id]
                    token = headers[":path"].removeprefix("/3/device/")
                    self.pushed.append((token, headers["apns-topic"]))
                    status = "410" if token in self.gone else "200"
                    answer = [(":status", status), ("content-length", "0")]
                    wire.send_headers(told.stream_id, answer, end_stream=True)
            writer.write(wire.data_to_send())
        writer.close()


@asynccontextmanager
async def apns() -> AsyncIterator[Apns]:
    made = Apns()
    server = await asyncio.start_server(made.serve, "127.0.0.1", 0)
    made.port = server.sockets[0].getsockname()[1]
    async with server:
        yield made


@dataclass
class Phone:
    """A phone with a pass, as it speaks to the web service."""

    http: httpx2.AsyncClient
    content: dict[str, Any]
    name: str = "phone-1"
    push_token: str = "aa" * 32

    @property
    def registration(self) -> str:
        return f"{SERVICE}/devices/{self.name}/registrations/{TYPE}/{self.content['serialNumber']}"

    @property
    def headers(self) -> dict[str, str]:
        return {"authorization": f"ApplePass {self.content['authenticationToken']}"}

    async def register(self) -> int:
        body = {"pushToken": self.push_token}
        answer = await self.http.post(self.registration, json=body, headers=self.headers)
        return answer.status_code

    async def changes(self, since: str = "") -> httpx2.Response:
        query = {"passesUpdatedSince": since} if since else {}
        path = f"{SERVICE}/devices/{self.name}/registrations/{TYPE}"
        return await self.http.get(path, params=query)

    async def fetch(self) -> httpx2.Response:
        path = f"{SERVICE}/passes/{TYPE}/{self.content['serialNumber']}"
        return await self.http.get(path, headers=self.headers)


async def phone_of(http: httpx2.AsyncClient, party: Party, name: str, token: str) -> Phone:
    answer = await http.get(page_of(await ticket_of(party), "/ticket.pkpass"))
    return Phone(http, opened(answer.content), name, token)


async def test_phone_registers_asks_and_forgets(party: Party, world: World, keys: Keys) -> None:
    async with world.with_settings(**keys.settings) as process:
        phone = await phone_of(process.http, party, "phone-a", "ab" * 32)

        assert [await phone.register(), await phone.register()] == [201, 200]
        listed = (await phone.changes()).json()
        assert listed["serialNumbers"] == [phone.content["serialNumber"]]
        assert (await phone.changes(listed["lastUpdated"])).status_code == 204
        fetched = await phone.fetch()
        assert opened(fetched.content) == phone.content
        assert "GMT" in fetched.headers["last-modified"]
        told = await process.http.post(f"{SERVICE}/log", json={"logs": ["no network"]})
        gone = await process.http.delete(phone.registration, headers=phone.headers)
        assert (told.status_code, gone.status_code) == (200, 200)
        assert (await phone.changes()).status_code == 204


async def test_phone_needs_the_token_of_its_pass(party: Party, world: World, keys: Keys) -> None:
    other = await party.event.party("Eva Lind")
    await other.answer("accepted")
    async with world.with_settings(**keys.settings) as process:
        phone = await phone_of(process.http, party, "phone-b", "ab" * 32)
        theirs = await phone_of(process.http, other, "phone-b", "ab" * 32)
        phone.content["authenticationToken"] = theirs.content["authenticationToken"]

        assert await phone.register() == 401
        assert (await phone.fetch()).status_code == 401
        bad = Phone(process.http, {**theirs.content, "serialNumber": "x"}, push_token="zz")
        assert await bad.register() in (401, 422)


async def test_reissue_voids_the_pass_and_tells_the_phone(
    party: Party, world: World, keys: Keys
) -> None:
    async with apns() as apple, world.with_settings(**keys.settings) as process:
        phone = await phone_of(process.http, party, "phone-c", "cc" * 32)
        await phone.register()
        since = (await phone.changes()).json()["lastUpdated"]
        with world.worker(**keys.settings, CONVITE_APPLE_PUSH_URL=apple.url):
            mine = await ticket_of(party)
            body = {"name": "Nora Neu", "email": "nora.wallet@example.com"}
            await party.bearer.post(f"/api/tickets/{mine['id']}/transfer", body)

            async def is_told() -> bool:
                return ("cc" * 32, TYPE) in apple.pushed

            await until(is_told, limit=30)
        changed = await phone.changes(since)
        void = opened((await phone.fetch()).content)
        new = opened(
            (await process.http.get(page_of(await ticket_of(party), "/ticket.pkpass"))).content
        )

    assert changed.json()["serialNumbers"] == [phone.content["serialNumber"]]
    assert void["voided"] is True
    assert "barcodes" not in void
    for hidden in ("Nora", "Jo Smith"):
        assert hidden not in str(void)
    assert new["serialNumber"] == phone.content["serialNumber"].replace("-0", "-1")
    assert "Nora Neu" in str(new)


async def test_change_of_the_event_reaches_all_phones_and_forgets_gone_ones(
    party: Party, world: World, keys: Keys
) -> None:
    async with apns() as apple, world.with_settings(**keys.settings) as process:
        apple.gone.add("dd" * 32)
        for name, token in (("phone-d", "dd" * 32), ("phone-e", "ee" * 32)):
            await (await phone_of(process.http, party, name, token)).register()
        with world.worker(**keys.settings, CONVITE_APPLE_PUSH_URL=apple.url):
            await party.event.host.patch(party.event.path, {"venue_text": "Another hall"})

            async def one_is_left() -> bool:
                left = "SELECT count(*) FROM wallet_registrations WHERE event_id = $1"
                return bool(await world.one(left, party.event.id) == 1)

            await until(one_is_left, limit=30)
        phone = await phone_of(process.http, party, "phone-e", "ee" * 32)

    assert {token for token, _ in apple.pushed} == {"dd" * 32, "ee" * 32}
    assert "Another hall" in str(phone.content)
