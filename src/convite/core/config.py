"""Every setting of the program, in one typed class. Nothing else reads the environment."""

import os
from decimal import Decimal
from email.utils import parseaddr
from functools import lru_cache
from ipaddress import ip_network
from pathlib import Path
from typing import Annotated, Any, Literal
from urllib.parse import urlsplit

from dotenv import dotenv_values
from pydantic import AliasChoices, Field, ValidationError, field_validator, model_validator
from pydantic_settings import NoDecode, SettingsConfigDict

from convite.core.addresses import is_address, legal_text
from convite.core.login_providers import LoginProvider, read_providers
from convite.core.payment_addresses import PaymentAddresses
from convite.core.push_keys import PushKey
from convite.core.server_key import kept_secret
from convite.core.wallet_settings import WalletSettings

LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class SettingsError(SystemExit):
    """A setting is wrong or missing; the message names it and startup stops."""


def default_data_dir() -> Path:
    """The user's data folder: `~/.local/share/convite`."""
    return Path.home() / ".local" / "share" / "convite"


#: A price with its currency, or none.
PRICE = r"^(\d{1,6}(\.\d{1,6})? [A-Z]{3})?$"

#: The local part of an address has 64 characters at most, and a mark takes 45 of them.
MAX_MAILBOX = 19
WEB_ADDRESS = "write it as https://host or http://host:port, without a path"


class Settings(PaymentAddresses, WalletSettings):
    """All settings, from the environment or `.env` (see `.env.example`)."""

    model_config = SettingsConfigDict(env_prefix="CONVITE_", env_file=".env", extra="ignore")

    #: Application role's DSN, `postgresql://…`; empty means the embedded server.
    database_url: str = ""
    #: System role's DSN (worker, follower); needed once `database_url` is set.
    system_database_url: str = ""
    #: Owner role's DSN (migrations, backup); needed once `database_url` is set.
    owner_database_url: str = ""
    #: Holds the cluster, uploads and generated secrets.
    data_dir: Path = Field(default_factory=default_data_dir)
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65535)
    #: The public URL, e.g. `https://convite.example`; built from host and port when empty.
    public_url: str = ""
    #: API processes.
    workers: int = Field(default=1, ge=1, le=64)
    #: Signs tokens and derives invitation codes; generated in the data folder when empty.
    secret_key: str = ""
    #: Load the demo data once, and open the outbox page on loopback.
    demo: bool = True
    #: `off` disables rate limits, on loopback only.
    limits: Literal["on", "off"] = "on"
    #: `loopback` lets webhooks go to this machine and without TLS, for tests and development; only while
    #: the server itself can be reached from this machine only.
    egress: Literal["internet", "loopback"] = "internet"
    #: Path to Chromium for browser tests and screenshots.
    chromium: str = ""
    #: Password for `convite create-admin` when it runs without a prompt.
    admin_password: str = ""
    #: `smtp[s]://user:pass@host:port`; empty means the outbox page.
    smtp_url: str = ""
    mail_from: str = "Convite <no-reply@localhost>"
    #: How many mails the server takes a second, over all workers; empty for no limit.
    mail_per_second: Annotated[float, Field(gt=0, le=10_000)] | None = None
    #: The selector of the DKIM key that the relay signs with; only `convite doctor` asks for it.
    mail_dkim_selector: Annotated[str, Field(pattern=r"^[A-Za-z0-9._-]*$", max_length=100)] = ""
    #: The name server that `convite doctor` asks, `host` or `host:port`; empty means this machine's.
    dns_server: str = ""
    #: Where undeliverable mail comes back, e.g. `bounces@example.org`; each mail adds `+` and a mark.
    mail_bounces: str = ""
    #: Where guests' answers by mail come in, in the same way; empty means the host's own address.
    mail_replies: str = ""
    #: Secrets that sign `POST /api/webhooks/mail`; two while one replaces the other.
    mail_webhook_secret: Annotated[list[str], NoDecode] = Field(default_factory=list)
    #: The private key by which push services know this server, as PEM or base64url; made from the server
    #: key when empty. With another one, devices must be subscribed again.
    push_key: PushKey = ""
    #: The mailbox with both, `imaps://user:password@host:993`, and its folder.
    imap_url: str = ""
    imap_folder: Annotated[str, Field(min_length=1, max_length=200)] = "INBOX"
    #: WhatsApp Cloud API: the sending number's id and a token; empty means the outbox page.
    whatsapp_phone_id: str = ""
    whatsapp_token: str = ""
    #: Secrets that sign the webhook's calls; two while one replaces the other, separated by commas.
    whatsapp_app_secret: Annotated[list[str], NoDecode] = Field(default_factory=list)
    #: What the handshake of the webhook must bring.
    whatsapp_verify_token: str = ""
    whatsapp_base_url: str = "https://graph.facebook.com"
    whatsapp_version: str = "v24.0"
    #: The account that the number belongs to; templates are created and read there.
    whatsapp_business_account_id: str = Field(
        default="",
        validation_alias=AliasChoices(
            "CONVITE_WHATSAPP_BUSINESS_ACCOUNT_ID", "WHATSAPP_BUSINESS_ACCOUNT_ID"
        ),
    )
    #: How many people Meta lets the account begin conversations with in 24 hours.
    whatsapp_people_per_day: Annotated[int, Field(ge=1)] = 250
    #: What a message costs, e.g. `0.06 EUR`, for estimates; empty for none.
    whatsapp_price: Annotated[str, Field(pattern=PRICE)] = ""
    #: The number's throughput in messages a second, over all workers.
    whatsapp_per_second: Annotated[float, Field(gt=0, le=1000)] = 80
    #: The share of each order that the platform keeps, in percent.
    platform_fee_percent: Annotated[Decimal, Field(ge=0, le=50, decimal_places=3)] = Decimal(0)
    #: What is sold, on invoices of sellers in India: by default the organizing of events.
    sac_code: Annotated[str, Field(pattern="^[0-9]{4,8}$")] = "998596"
    #: SMS through Twilio's API: account and token; empty means the outbox page.
    twilio_account_sid: str = ""
    twilio_auth_token: Annotated[list[str], NoDecode] = Field(default_factory=list)
    twilio_base_url: str = "https://api.twilio.com"
    #: Senders, separated by commas: `+15550001111`, and for one country `ES:+34600000000` or `GB:Convite`.
    sms_senders: Annotated[list[str], NoDecode] = Field(default_factory=list)
    #: What one segment costs, as `whatsapp_price`.
    sms_price: Annotated[str, Field(pattern=PRICE)] = ""
    sms_per_second: Annotated[float, Field(gt=0, le=1000)] = 10
    #: How many messages one organization may send in 24 hours; more wait. 0 lets none go.
    sms_per_day: Annotated[int, Field(ge=0)] = 2000
    whatsapp_per_day: Annotated[int, Field(ge=0)] = 2000
    #: Countries that SMS may go to, as `ES,US`; empty for all that have a sender.
    sms_countries: Annotated[list[str], NoDecode] = Field(default_factory=list)
    #: Countries that codes to log in are sent to by SMS, as `ES,US`, or `all`; none once SMS cost money,
    #: since whoever earns by calls to a number has codes sent there.
    otp_countries: Annotated[list[str], NoDecode] = Field(default_factory=list)
    #: How many codes go out by SMS in 24 hours.
    otp_per_day: Annotated[int, Field(ge=0, le=1_000_000)] = 1000
    #: How many events a new host may show to strangers at a time; 0 for no limit.
    new_host_events: Annotated[int, Field(ge=0, le=1000)] = 5
    #: Whether platform admins have to log in with a second factor; a demo never asks for it.
    admin_second_factor: Literal["required", "off"] = "required"
    #: The terms of use and the privacy notice, as addresses on the web or paths of text files; public
    #: pages and the sign-up link them.
    terms: str = ""
    privacy: str = ""
    #: Origins besides `public_url` that may open sockets and send cookies (`FRONTEND_URL`).
    frontend_url: Annotated[list[str], NoDecode] = Field(
        default_factory=list, validation_alias="FRONTEND_URL"
    )
    #: Proxies whose `X-Forwarded-For` and `X-Forwarded-Proto` are believed: addresses or networks.
    #: Anybody else's are ignored, or callers could choose the address that their tries count for.
    trusted_proxies: Annotated[list[str], NoDecode] = Field(
        default_factory=lambda: ["127.0.0.1", "::1"]
    )
    #: Seconds after which the typesetting of a paper is stopped.
    paper_seconds: float = Field(default=120, gt=0, le=3600)
    #: Connections for requests, per process.
    pool_size: int = Field(default=8, ge=2, le=100)
    #: Connections for desks and hot reads, per process.
    raw_pool_size: int = Field(default=6, ge=2, le=100)

    #: Providers that people can log in with, by name: `CONVITE_OIDC_<NAME>_ISSUER`, `_CLIENT_ID` and
    #: `_CLIENT_SECRET`; Google and GitHub need no issuer.
    login_providers: dict[str, LoginProvider] = Field(default_factory=dict)

    @model_validator(mode="before")
    @classmethod
    def find_providers(cls, values: dict[str, Any]) -> dict[str, Any]:
        """Reads the variables whose names have a provider's in them."""
        known = {**dotenv_values(".env"), **os.environ}
        return {"login_providers": read_providers(known), **values}

    @field_validator("database_url", "system_database_url", "owner_database_url")
    @classmethod
    def check_database(cls, value: str) -> str:
        """Validates a PostgreSQL DSN; empty is allowed."""
        if value and not is_address(value, {"postgresql", "postgres"}, bare=False):
            raise ValueError("write it as postgresql://user:password@host:port/database")
        return value

    @field_validator("terms", "privacy")
    @classmethod
    def check_legal_text(cls, value: str) -> str:
        """Validates an address on the web, or the path of a text file; empty is allowed."""
        return legal_text(value)

    @field_validator("smtp_url")
    @classmethod
    def check_mail_server(cls, value: str) -> str:
        """Validates a mail server URL; empty is allowed."""
        if value and not is_address(value, {"smtp", "smtps"}):
            raise ValueError(
                "write it as smtp://user:password@host:port (smtps:// where the server takes TLS"
                " from the start)"
            )
        return value

    @field_validator("mail_from")
    @classmethod
    def check_sender(cls, value: str) -> str:
        """Validates the sender."""
        name, _, place = parseaddr(value)[1].rpartition("@")
        if not name or not place or any(letter in value for letter in "\r\n"):
            raise ValueError("write it as Name <name@host>")
        return value

    @field_validator("mail_bounces", "mail_replies")
    @classmethod
    def check_mailbox(cls, value: str) -> str:
        """Validates an address that marks are added to; empty is allowed."""
        name, _, place = value.rpartition("@")
        is_plain = not any(letter.isspace() or letter in '<>",+' for letter in value)
        if value and not (name and place and is_plain and len(name) <= MAX_MAILBOX):
            raise ValueError(
                f"write it as name@host, without a + and with at most {MAX_MAILBOX} letters before the @"
            )
        return value

    @field_validator("imap_url")
    @classmethod
    def check_mail_reader(cls, value: str) -> str:
        """Validates a mailbox's URL; empty is allowed."""
        if value and not (is_address(value, {"imap", "imaps"}) and urlsplit(value).username):
            raise ValueError(
                "write it as imaps://user:password@host:port (imap:// where the server begins TLS itself)"
            )
        return value

    @field_validator("public_url")
    @classmethod
    def check_address(cls, value: str) -> str:
        """Validates the base URL of links; empty is allowed."""
        if value and not is_address(value, {"http", "https"}):
            raise ValueError(WEB_ADDRESS)
        return value

    @field_validator("frontend_url")
    @classmethod
    def check_origins(cls, value: list[str]) -> list[str]:
        """Validates origins in the form browsers send them."""
        if not all(is_address(origin, {"http", "https"}) for origin in value):
            raise ValueError(f"{WEB_ADDRESS}; several are separated by commas")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def check_proxies(cls, value: list[str]) -> list[str]:
        """Validates addresses and networks, as the server would otherwise take them for names."""
        try:
            for proxy in value:
                ip_network(proxy)
        except ValueError:
            raise ValueError(
                f"{proxy!r} is no address or network; write them as 10.0.0.5 or 10.0.0.0/8,"
                " several separated by commas"
            ) from None
        return value

    @field_validator("frontend_url", "trusted_proxies", mode="before")
    @classmethod
    def split_list(cls, value: object) -> object:
        """Accepts a comma-separated list; origins come without their trailing slash."""
        if isinstance(value, str):
            return [one.strip().rstrip("/") for one in value.split(",") if one.strip()]
        return value

    @field_validator(
        "whatsapp_app_secret",
        "twilio_auth_token",
        "sms_senders",
        "sms_countries",
        "otp_countries",
        "mail_webhook_secret",
        mode="before",
    )
    @classmethod
    def split_secrets(cls, value: object) -> object:
        """Accepts a comma-separated list."""
        if isinstance(value, str):
            return [one.strip() for one in value.split(",") if one.strip()]
        return value

    @field_validator("whatsapp_base_url", "twilio_base_url")
    @classmethod
    def check_provider(cls, value: str) -> str:
        """Validates the address of a provider."""
        if not is_address(value, {"http", "https"}):
            raise ValueError(WEB_ADDRESS)
        return value.rstrip("/")

    @model_validator(mode="after")
    def check_together(self) -> "Settings":
        """Validates settings that depend on each other."""
        urls = [self.database_url, self.system_database_url, self.owner_database_url]
        if any(urls) and not all(urls):
            raise ValueError(
                "CONVITE_DATABASE_URL, CONVITE_SYSTEM_DATABASE_URL and CONVITE_OWNER_DATABASE_URL "
                "go together, one role each; `convite doctor` prints the SQL that makes the roles"
            )
        if all(urls) and len({urlsplit(url).username for url in urls}) < 3:
            raise ValueError(
                "CONVITE_DATABASE_URL, CONVITE_SYSTEM_DATABASE_URL and CONVITE_OWNER_DATABASE_URL "
                "must name three different roles; `convite doctor` prints the SQL that makes them"
            )
        whatsapp = (self.whatsapp_phone_id, self.whatsapp_token, self.whatsapp_app_secret)
        if any(whatsapp) and not all(whatsapp):
            raise ValueError(
                "CONVITE_WHATSAPP_PHONE_ID, CONVITE_WHATSAPP_TOKEN and CONVITE_WHATSAPP_APP_SECRET"
                " go together"
            )
        sms = (self.twilio_account_sid, self.twilio_auth_token, self.sms_senders)
        if any(sms) and not all(sms):
            raise ValueError(
                "CONVITE_TWILIO_ACCOUNT_SID, CONVITE_TWILIO_AUTH_TOKEN and CONVITE_SMS_SENDERS"
                " go together"
            )
        if self.limits == "off" and not self.is_loopback:
            raise ValueError(
                "CONVITE_LIMITS=off works only when CONVITE_HOST is a loopback address"
            )
        if self.egress == "loopback" and not self.is_loopback:
            raise ValueError(
                "CONVITE_EGRESS=loopback works only when CONVITE_HOST is a loopback address"
            )
        return self

    @property
    def legal_texts(self) -> dict[str, str]:
        """Where `terms` and `privacy` are read, those that are set: an address, or a page of the file."""
        given = {"terms": self.terms, "privacy": self.privacy}
        return {
            name: value if "://" in value else f"/{name}" for name, value in given.items() if value
        }

    @property
    def is_loopback(self) -> bool:
        """Whether only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def is_embedded(self) -> bool:
        """Whether Convite runs its own PostgreSQL."""
        return not self.database_url

    @property
    def address(self) -> str:
        """The base URL of links, without a trailing slash."""
        return self.public_url.rstrip("/") or f"http://{self.host}:{self.port}"

    @property
    def is_secure(self) -> bool:
        """Whether the public URL is https, so that cookies can be Secure."""
        return self.address.startswith("https://")

    @property
    def calls_loopback(self) -> bool:
        """Whether addresses that users choose may be this machine's own."""
        return self.egress == "loopback" and self.is_loopback

    @property
    def open_outbox(self) -> bool:
        """Whether the outbox page needs no login: in a demo that only this machine can reach.

        A public address says that something forwards requests from elsewhere.
        """
        return self.demo and self.is_loopback and urlsplit(self.address).hostname in LOOPBACK

    @property
    def secret(self) -> bytes:
        """The server key: from the settings, or from the data folder (generated on first use)."""
        return self.secret_key.encode() if self.secret_key else kept_secret(self.data_dir)


@lru_cache
def settings() -> Settings:
    """This process's settings.

    Raises:
        SettingsError: one is wrong or missing; the message names it.
    """
    try:
        return Settings()
    except ValidationError as error:
        first = error.errors()[0]
        place = "_".join(str(part) for part in first["loc"])
        name = place if place.isupper() else f"CONVITE_{place.upper()}"
        text = str(first["msg"]).removeprefix("Value error, ")
        raise SettingsError(text if not first["loc"] else f"{name}: {text}") from None
