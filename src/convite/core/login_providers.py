"""Providers of log-ins (OpenID Connect, and GitHub), as the settings name them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

#: Providers whose issuer is known, so that an id and a secret are enough.
PRESETS = {"google": "https://accounts.google.com", "github": "https://github.com"}
LABELS = {"google": "Google", "github": "GitHub"}
VARIABLE = re.compile(r"CONVITE_OIDC_([A-Z0-9]+(?:_[A-Z0-9]+)*?)_(ISSUER|CLIENT_ID|CLIENT_SECRET)")
HERE = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, kw_only=True)
class LoginProvider:
    """A provider that people can log in with."""

    #: As in addresses: `google`, `my-company`.
    name: str
    issuer: str
    client_id: str
    #: Empty for a public client.
    client_secret: str

    @property
    def label(self) -> str:
        """What people call it."""
        return LABELS.get(self.name, self.name.replace("-", " ").capitalize())

    @property
    def is_github(self) -> bool:
        """Whether it speaks GitHub's OAuth, which has no ID tokens."""
        return self.name == "github"


def is_safe(url: str) -> bool:
    """Whether what is sent there can't be read on the way: https, or this machine."""
    parts = urlsplit(url)
    return parts.scheme == "https" or (parts.scheme == "http" and parts.hostname in HERE)


def read_providers(environment: Mapping[str, str | None]) -> dict[str, LoginProvider]:
    """The providers that variables `CONVITE_OIDC_<NAME>_…` describe, by name.

    Raises:
        ValueError: a variable is missing, or an issuer is no address that can be trusted.
    """
    found: dict[str, dict[str, str]] = {}
    for key, value in environment.items():
        match = VARIABLE.fullmatch(key.upper())
        if match and value:
            found.setdefault(match[1], {})[match[2]] = value.strip()
    providers = {}
    for variable, values in sorted(found.items()):
        name = variable.lower().replace("_", "-")
        issuer = values.get("ISSUER") or PRESETS.get(name)
        if issuer is None or "CLIENT_ID" not in values:
            lacks = "CLIENT_ID" if issuer else "ISSUER"
            raise ValueError(f"CONVITE_OIDC_{variable}_{lacks} is missing")
        if not is_safe(issuer):
            raise ValueError(f"CONVITE_OIDC_{variable}_ISSUER: write it as https://host")
        providers[name] = LoginProvider(
            name=name,
            issuer=issuer,
            client_id=values["CLIENT_ID"],
            client_secret=values.get("CLIENT_SECRET", ""),
        )
    return providers
