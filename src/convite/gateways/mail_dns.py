"""What a domain's DNS says of its mail: SPF (RFC 7208), DKIM (RFC 6376) and DMARC (RFC 7489)."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import dns.asyncresolver
import dns.exception
import dns.resolver

#: How long one question may take, in seconds.
PATIENCE = 5.0


@dataclass(frozen=True, kw_only=True)
class Record:
    """One thing that a mail domain needs: whether it is there, and in words what to add where."""

    is_there: bool
    text: str


class NamesUnreachable(Exception):
    """No name server answered."""


class Names:
    """Asks a name server, by default this machine's."""

    def __init__(self, server: str = "") -> None:
        self.resolver = dns.asyncresolver.Resolver(configure=not server)
        self.resolver.lifetime = PATIENCE
        if server:
            host, _, port = server.partition(":")
            self.resolver.nameservers = [host]
            self.resolver.port = int(port or 53)

    async def texts(self, name: str) -> list[str]:
        """The TXT records of a name; none if it isn't there.

        Raises:
            NamesUnreachable: nobody answered in time.
        """
        try:
            found = await self.resolver.resolve(name, "TXT")
        except (dns.resolver.NXDOMAIN, dns.resolver.NoAnswer):
            return []
        except (dns.exception.DNSException, OSError) as error:
            raise NamesUnreachable(f"No answer about {name}: {error}") from error
        return [b"".join(one.strings).decode("utf-8", "replace") for one in found]


async def examine_domain(
    names: Names, domain: str, *, relay: str, selector: str, returns_to: str
) -> AsyncIterator[Record]:
    """What is there and what is missing for mails from a domain that come back to `returns_to`.

    Raises:
        NamesUnreachable: nobody answered in time.
    """
    yield await spf(names, returns_to, relay)
    yield await dkim(names, domain, selector)
    yield await dmarc(names, domain)


async def spf(names: Names, domain: str, relay: str) -> Record:
    """Which servers may send for a domain."""
    found = [one for one in await names.texts(domain) if one.lower().split(" ")[0] == "v=spf1"]
    wanted = f"v=spf1 a:{relay} ~all"
    if not found:
        text = (
            f"SPF is missing: receivers can't tell which servers may send for {domain}. Add a TXT record at"
            f" {domain}: {wanted} (or with the include: that your mail provider names)"
        )
        return Record(is_there=False, text=text)
    if len(found) > 1:
        text = (
            f"{domain} has {len(found)} SPF records, and receivers then read none. Join them into one TXT"
            " record that begins with v=spf1"
        )
        return Record(is_there=False, text=text)
    words = found[0].lower().split()
    if "+all" in words or "all" in words:
        text = f"SPF of {domain} lets every server send for it. End the record with ~all instead"
        return Record(is_there=False, text=text)
    return Record(is_there=True, text=f"SPF is there: {found[0]}")


async def dkim(names: Names, domain: str, selector: str) -> Record:
    """The key by which receivers check signatures."""
    if not selector:
        text = (
            "DKIM isn't checked: set CONVITE_MAIL_DKIM_SELECTOR to the selector that your mail provider"
            " signs with"
        )
        return Record(is_there=True, text=text)
    name = f"{selector}._domainkey.{domain}"
    keys = [tags_of(one) for one in await names.texts(name)]
    if any(tags.get("p") for tags in keys):
        return Record(is_there=True, text=f"DKIM is there: {name}")
    what = "The DKIM key was withdrawn" if any("p" in tags for tags in keys) else "DKIM is missing"
    text = (
        f"{what}: receivers can't check the signature of your mails. Add a TXT record at {name}:"
        " v=DKIM1; k=rsa; p=… (with the public key that your mail provider shows)"
    )
    return Record(is_there=False, text=text)


async def dmarc(names: Names, domain: str) -> Record:
    """What receivers should do with mails that fail SPF and DKIM; a parent domain's record counts too."""
    labels = domain.split(".")
    for start in range(max(1, len(labels) - 1)):
        name = "_dmarc." + ".".join(labels[start:])
        found = [tags_of(one) for one in await names.texts(name)]
        policies = [tags for tags in found if tags.get("v", "").upper() == "DMARC1"]
        if policies and policies[0].get("p", "").lower() in ("none", "quarantine", "reject"):
            return Record(is_there=True, text=f"DMARC is there: {name}, p={policies[0]['p']}")
        if policies:
            text = f"DMARC at {name} has no policy. Write p=none, p=quarantine or p=reject after v=DMARC1;"
            return Record(is_there=False, text=text)
    text = (
        "DMARC is missing, and large mailboxes refuse mail without it."
        f" Add a TXT record at _dmarc.{domain}:"
        f" v=DMARC1; p=none; rua=mailto:postmaster@{domain}"
    )
    return Record(is_there=False, text=text)


def tags_of(text: str) -> dict[str, str]:
    """The tags of a record, `v=DMARC1; p=none`, by name in lower case."""
    pairs = (part.partition("=") for part in text.split(";"))
    return {name.strip().lower(): value.strip() for name, _, value in pairs if name.strip()}
