"""`convite doctor`'s look at mail: it sends one, and reads what the domain's DNS says of its senders."""

from collections.abc import AsyncIterator
from email.utils import parseaddr
from ipaddress import ip_address
from urllib.parse import urlsplit

from convite.core.config import Settings
from convite.core.ids import new_id
from convite.entry.operations.doctor import Finding
from convite.gateways.channels import Fault, Outgoing
from convite.gateways.mail import MailServer
from convite.gateways.mail_dns import Names, NamesUnreachable, examine_domain

WORDS = (
    "This is a test that `convite doctor` has sent. If you read it in your inbox, mail works.\n\n"
    "In the mail's source, Authentication-Results should say spf=pass, dkim=pass and dmarc=pass.\n"
)


async def examine_mail(settings: Settings, to: str = "") -> AsyncIterator[Finding]:
    """Sends a mail to `to`, by default the sender itself, and checks the sender's domain."""
    if not settings.smtp_url:
        yield Finding(is_fine=True, text="mail goes to the outbox page: CONVITE_SMTP_URL isn't set")
        return
    sender = parseaddr(settings.mail_from)[1]
    yield await test_mail(settings, to or sender)
    domain = sender.rpartition("@")[2].lower().rstrip(".")
    if not is_public(domain):
        text = (
            f"mails come from {sender}, an address that nobody else can reach; set CONVITE_MAIL_FROM to one"
            " of your domain"
        )
        yield Finding(is_fine=False, text=text)
        return
    returns_to = settings.mail_bounces.rpartition("@")[2].lower() or domain
    relay = urlsplit(settings.smtp_url).hostname or ""
    try:
        async for record in examine_domain(
            Names(settings.dns_server),
            domain,
            relay=relay,
            selector=settings.mail_dkim_selector,
            returns_to=returns_to,
        ):
            yield Finding(is_fine=record.is_there, text=record.text)
    except NamesUnreachable as error:
        yield Finding(is_fine=False, text=f"{domain} can't be checked. {error}")


async def test_mail(settings: Settings, to: str) -> Finding:
    """Whether the mail server takes a mail."""
    mail = Outgoing(
        to=to, subject="Convite: test mail", text=WORDS, locale="en", key=f"doctor.{new_id()}"
    )
    try:
        async with MailServer(settings.smtp_url).session(settings.mail_from) as session:
            await session.send(mail)
    except Fault as error:
        return Finding(is_fine=False, text=f"no mail can be sent to {to}: {error}")
    return Finding(is_fine=True, text=f"the mail server took a mail to {to}; check that it arrives")


def is_public(domain: str) -> bool:
    """Whether a domain can have records: not this machine, and no number."""
    try:
        ip_address(domain.strip("[]"))
    except ValueError:
        return "." in domain and not domain.endswith((".local", ".localhost", ".invalid"))
    return False
