"""Log-ins at other providers, and which of them belong to an account.

Table `oauth_identities`. How a provider is asked is in `gateways.oidc`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "oauth_identities": Table(
            erase=("email", "subject"),
            not_erased="about an account, not a guest",
            export=("provider", "issuer", "subject", "email", "last_used_at", "created_at"),
        ),
    }
)
