"""The settings of wallets: certificates and accounts that their makers issue."""

import json
from pathlib import Path
from typing import Any

from pydantic import model_validator
from pydantic_settings import BaseSettings


class WalletSettings(BaseSettings):
    """Apple's wallet needs all five of its settings, Google's both of its."""

    #: Paths of the pass certificate, its private key and Apple's intermediate certificate (PEM).
    apple_pass_certificate: Path | None = None
    apple_pass_key: Path | None = None
    apple_pass_wwdr: Path | None = None
    #: The identifiers of the pass type, `pass.org.example.tickets`, and of the team.
    apple_pass_type_id: str = ""
    apple_pass_team_id: str = ""
    #: Where phones are told that a pass changed.
    apple_push_url: str = "https://api.push.apple.com"
    #: The issuer's number in Google's wallet, and the path of its service account's key (JSON).
    google_wallet_issuer_id: str = ""
    google_wallet_key: Path | None = None

    @property
    def has_apple_wallet(self) -> bool:
        """Whether tickets can be put into Apple's wallet."""
        return self.apple_pass_certificate is not None

    @property
    def has_google_wallet(self) -> bool:
        """Whether tickets can be put into Google's wallet."""
        return self.google_wallet_key is not None

    @model_validator(mode="after")
    def check_wallets(self) -> Any:
        """Validates that what belongs together is there, and that the files can be read."""
        files = (self.apple_pass_certificate, self.apple_pass_key, self.apple_pass_wwdr)
        apple = (*files, self.apple_pass_type_id, self.apple_pass_team_id)
        if any(apple) and not all(apple):
            raise ValueError(
                "CONVITE_APPLE_PASS_CERTIFICATE, _KEY, _WWDR, _TYPE_ID and _TEAM_ID go together"
            )
        if bool(self.google_wallet_issuer_id) != bool(self.google_wallet_key):
            raise ValueError(
                "CONVITE_GOOGLE_WALLET_ISSUER_ID and CONVITE_GOOGLE_WALLET_KEY go together"
            )
        for file in (*files, self.google_wallet_key):
            if file is not None and not file.is_file():
                raise ValueError(f"there is no file {file}")
        if self.google_wallet_key is not None:
            account = json.loads(self.google_wallet_key.read_text())
            if not {"client_email", "private_key"} <= account.keys():
                raise ValueError("CONVITE_GOOGLE_WALLET_KEY isn't a service account's key")
        return self
