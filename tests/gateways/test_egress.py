"""Calls to addresses that users choose: only the internet is reached, whatever a name resolves to."""

import asyncio
import ssl
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
import pytest_asyncio
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from convite.gateways.addresses import fault_of, is_reachable
from convite.gateways.egress import MAX_BODY, Egress, EgressError, NotReachable
from tests.providers.receiver import Receiver, receiving

INSIDE = (
    "127.0.0.1", "10.0.0.1", "172.16.5.4", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0",
    "224.0.0.1", "255.255.255.255", "192.0.2.1", "198.18.0.1", "::1", "::", "fe80::1", "fc00::1",
    "fd00:ec2::254", "ff02::1", "::ffff:127.0.0.1", "::ffff:169.254.169.254", "::ffff:8.8.8.8",
    "::127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "2001:db8::1",
    "2001:0:4136:e378:8000:63bf:3fff:fdd2",
)  # fmt: skip


@pytest_asyncio.fixture(loop_scope="session")
async def receiver() -> AsyncIterator[Receiver]:
    async with receiving() as made:
        yield made


@pytest.mark.parametrize("address", INSIDE)
def test_address_that_is_not_on_the_internet_is_never_dialed(address: str) -> None:
    assert not is_reachable(ip_address(address))


@pytest.mark.parametrize("address", ["8.8.8.8", "93.184.216.34", "2606:4700:4700::1111"])
def test_addresses_of_the_internet_are_dialed(address: str) -> None:
    assert is_reachable(ip_address(address))


def test_only_loopback_is_opened_by_the_setting() -> None:
    opened = [one for one in INSIDE if is_reachable(ip_address(one), loopback=True)]
    assert opened == ["127.0.0.1", "::1"]


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://hooks.example.com/in?x=1", None),
        ("https://hooks.example.com:8443/in", None),
        ("https://[2606:4700:4700::1111]/", None),
        ("http://hooks.example.com/", "scheme"),
        ("ftp://hooks.example.com/", "scheme"),
        ("https://user:pass@hooks.example.com/", "login"),
        ("https://hooks.example.com@10.0.0.1/", "login"),
        ("https://localhost/", "host"),
        ("https://intranet/", "host"),
        ("https://127.0.0.1/", "host"),
        ("https://2130706433/", "host"),
        ("https://0x7f000001/", "host"),
        ("https://0177.0.0.1/", "host"),
        ("https://127.1/", "host"),
        ("https://169.254.169.254/latest/meta-data", "host"),
        ("https://[::ffff:7f00:1]/", "host"),
        ("https://example.com:0/", "form"),
        ("https://example.com:x/", "form"),
        ("https:///nowhere", "form"),
        ("https://exa mple.com/", "form"),
        ("https://example.com\\@10.0.0.1/", "form"),
        ("https://example.com/#part", "form"),
        (f"https://example.com/{'x' * 2000}", "long"),
    ],
)
def test_url_is_judged_before_it_is_stored(url: str, fault: str | None) -> None:
    assert fault_of(url) == fault


class Resolver:
    """A name server that says something else each time it is asked."""

    def __init__(self, *answers: str) -> None:
        self.answers = list(answers)
        self.asked = 0

    async def __call__(self, *_: object) -> list[str]:
        self.asked += 1
        return self.answers.pop(0).split(",")


async def test_name_is_resolved_once_and_that_address_is_dialed(receiver: Receiver) -> None:
    resolver = Resolver("127.0.0.1", "10.0.0.1")
    async with Egress(loopback=True, resolve=resolver) as egress:
        answer = await egress.send(
            "POST", f"http://rebinds.example.com:{receiver.port}/ok", headers={}
        )
    assert (answer.status, resolver.asked) == (200, 1)
    assert receiver.calls[0].headers["host"] == f"rebinds.example.com:{receiver.port}"


async def test_name_that_rebinds_to_the_inside_is_refused_on_the_next_connection(
    receiver: Receiver,
) -> None:
    # the receiver closes the first connection, so that a second is made
    resolver = Resolver("127.0.0.1", "10.0.0.1")
    url = f"http://rebinds.example.com:{receiver.port}/drop"
    async with Egress(loopback=True, resolve=resolver) as egress:
        with pytest.raises(EgressError, match="broke off"):
            await egress.send("POST", url, headers={})
        with pytest.raises(NotReachable):
            await egress.send("POST", url, headers={})


@pytest.mark.parametrize(
    "inside", ["169.254.169.254", "::ffff:10.0.0.1", "8.8.8.8,10.0.0.1", "127.0.0.1"]
)
async def test_name_with_an_address_inside_is_refused(receiver: Receiver, inside: str) -> None:
    async with Egress(resolve=Resolver(inside)) as egress:
        with pytest.raises(NotReachable, match="isn't on the internet"):
            await egress.send("GET", f"https://inside.example.com:{receiver.port}/ok", headers={})
    assert receiver.opened == 0


async def test_url_that_could_not_be_stored_is_not_called_either(receiver: Receiver) -> None:
    async with Egress() as egress:
        with pytest.raises(NotReachable):
            await egress.send("GET", receiver.url(), headers={})
    assert receiver.opened == 0


async def test_long_answer_is_cut(receiver: Receiver) -> None:
    async with Egress(loopback=True) as egress:
        answer = await egress.send("GET", receiver.url("/large"), headers={})
    assert (answer.status, len(answer.body), answer.is_cut) == (200, MAX_BODY, True)


async def test_redirect_is_not_followed(receiver: Receiver) -> None:
    async with Egress(loopback=True) as egress:
        answer = await egress.send("GET", receiver.url("/redirect"), headers={})
    assert (answer.status, len(receiver.calls)) == (302, 1)


@pytest.mark.parametrize(
    ("path", "why"), [("/slow", "within 5 seconds"), ("/drop", "broke"), ("/garbage", "broke")]
)
async def test_receiver_that_misbehaves_is_named(receiver: Receiver, path: str, why: str) -> None:
    async with Egress(loopback=True) as egress:
        with pytest.raises(EgressError, match=why):
            await egress.send("POST", receiver.url(path), headers={}, content=b"{}")


async def test_closed_port_is_named() -> None:
    async with receiving() as gone:
        url = gone.url()
    async with Egress(loopback=True) as egress:
        with pytest.raises(EgressError, match="No connection"):
            await egress.send("GET", url, headers={})


def certificate(folder: Path, name: str) -> Path:
    """A certificate for a name, signed by itself, with its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])
    today = datetime.now(UTC)
    made = (
        x509.CertificateBuilder(subject, subject, key.public_key(), x509.random_serial_number())
        .not_valid_before(today - timedelta(days=1))
        .not_valid_after(today + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName(name)]), critical=False)
        .sign(key, hashes.SHA256())
    )
    path = folder / "both.pem"
    plain = serialization.NoEncryption()
    form = serialization.PrivateFormat.PKCS8
    pem = key.private_bytes(serialization.Encoding.PEM, form, plain)
    path.write_bytes(pem + made.public_bytes(serialization.Encoding.PEM))
    return path


async def test_certificate_is_checked_for_the_name_although_an_address_is_dialed(
    tmp_path: Path,
) -> None:
    path = certificate(tmp_path, "hooks.example.com")
    offered = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    offered.load_cert_chain(path)
    names: list[str | None] = []
    offered.sni_callback = lambda _, name, __: names.append(name)
    trusting = ssl.create_default_context(cafile=path)
    receiver = Receiver()
    server = await asyncio.start_server(receiver.serve, "127.0.0.1", 0, ssl=offered)
    port = server.sockets[0].getsockname()[1]
    async with Egress(
        loopback=True, resolve=Resolver("127.0.0.1", "127.0.0.1"), context=trusting
    ) as egress:
        answer = await egress.send("GET", f"https://hooks.example.com:{port}/", headers={})
        with pytest.raises(EgressError, match="certificate"):
            await egress.send("GET", f"https://other.example.com:{port}/", headers={})
    server.close()
    assert (answer.status, names) == (200, ["hooks.example.com", "other.example.com"])
