"""Reads somebody's contacts at Google, once, by the code of a consent that they gave for it.

Only Google's words are here: its scope, its addresses, its pages. The token lives as long as one call of
`contacts_by_code`, and is neither stored nor logged.
"""

from urllib.parse import urlencode

import httpx2
from msgspec import Struct, field

from convite.core.login_providers import PRESETS, LoginProvider
from convite.gateways.oidc import (
    Flow,
    TooLong,
    ask,
    authorization_url,
    client,
    exchange,
    metadata_of,
)

SCOPE = "https://www.googleapis.com/auth/contacts.readonly"
PEOPLE_API = "https://people.googleapis.com"
FIELDS = "names,emailAddresses,phoneNumbers,organizations,addresses"
PAGE_SIZE = 1000
#: Most pages that are read; whoever has more uploads a part of them as a file.
MAX_PAGES = 25
#: Largest page, in bytes.
MAX_PAGE = 4 << 20
#: How long all pages may take, in seconds: the browser waits for them.
SECONDS = 30.0


class ScopeMissing(Exception):
    """Somebody agreed to something, but not to having their contacts read."""


class TooManyContacts(Exception):
    """There are more pages than are read."""


class Mark(Struct):
    """What Google says about one of several values."""

    primary: bool = False


class Name(Struct, rename="camel"):
    """A name with its parts."""

    display_name: str = ""
    given_name: str = ""
    middle_name: str = ""
    family_name: str = ""
    honorific_suffix: str = ""
    metadata: Mark = field(default_factory=Mark)


class EmailAddress(Struct, rename="camel"):
    """An e-mail address, and whose it is."""

    value: str = ""
    display_name: str = ""
    metadata: Mark = field(default_factory=Mark)


class PhoneNumber(Struct, rename="camel"):
    """A phone number as it was written, and in E.164 if Google could read it."""

    value: str = ""
    canonical_form: str = ""
    metadata: Mark = field(default_factory=Mark)


class Organization(Struct):
    """A company."""

    name: str = ""
    metadata: Mark = field(default_factory=Mark)


class Address(Struct, rename="camel"):
    """A postal address in parts, and as a whole."""

    street_address: str = ""
    extended_address: str = ""
    po_box: str = ""
    city: str = ""
    region: str = ""
    postal_code: str = ""
    country: str = ""
    formatted_value: str = ""
    metadata: Mark = field(default_factory=Mark)


class Contact(Struct, rename="camel"):
    """A person of somebody's address book at Google."""

    names: list[Name] = []
    email_addresses: list[EmailAddress] = []
    phone_numbers: list[PhoneNumber] = []
    organizations: list[Organization] = []
    addresses: list[Address] = []


class ContactsPage(Struct, rename="camel"):
    """A page of contacts; the last one has no token of a next one."""

    connections: list[Contact] = []
    next_page_token: str = ""


async def consent_url(provider: LoginProvider, flow: Flow) -> str:
    """Google's page that asks whether we may read the contacts.

    Raises:
        ProviderFault: its addresses can't be read.
    """
    return await authorization_url(provider, flow, scope=SCOPE)


async def contacts_by_code(provider: LoginProvider, flow: Flow, code: str) -> list[Contact]:
    """All contacts of whoever agreed, by the code that Google sent them back with.

    Raises:
        ScopeMissing: they didn't agree to this.
        TooManyContacts: see `MAX_PAGES` and `MAX_PAGE`.
        ProviderFault: see its sentence, which is for the log of the server.
    """
    async with client() as http:
        metadata = await metadata_of(http, provider)
        tokens = await exchange(http, provider, flow, code, metadata)
    # a server may leave the scope out if it is the one that was asked for (RFC 6749, 5.1)
    if SCOPE not in str(tokens.get("scope", SCOPE)).split():
        raise ScopeMissing
    async with client(SECONDS) as http:
        return await all_pages(http, people_url(provider), tokens["access_token"])


def people_url(provider: LoginProvider) -> str:
    """Where contacts are read: at Google, or at what stands in for it."""
    is_google = provider.issuer == PRESETS["google"]
    base = PEOPLE_API if is_google else provider.issuer.rstrip("/")
    return f"{base}/v1/people/me/connections"


async def all_pages(http: httpx2.AsyncClient, url: str, bearer: str) -> list[Contact]:
    """The contacts of all pages."""
    found: list[Contact] = []
    query = {"personFields": FIELDS, "pageSize": str(PAGE_SIZE)}
    for _ in range(MAX_PAGES):
        page = await one_page(http, f"{url}?{urlencode(query)}", bearer)
        found += page.connections
        if not page.next_page_token:
            return found
        query["pageToken"] = page.next_page_token
    raise TooManyContacts


async def one_page(http: httpx2.AsyncClient, url: str, bearer: str) -> ContactsPage:
    """A page of contacts."""
    try:
        page: ContactsPage = await ask(
            http, "GET", url, auth=bearer, shape=ContactsPage, most=MAX_PAGE
        )
    except TooLong as long:
        raise TooManyContacts from long
    return page
