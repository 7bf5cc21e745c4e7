"""Passkeys: log-ins by a device's screen lock or a security key.

Table `passkeys`. What a passkey signs is a proof (`people.proofs`), used once. See ADR 0032.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "passkeys": Table(
            erase=("name",),
            not_erased="about an account, not a guest",
            export=("name", "is_synced", "last_used_at", "created_at"),
        ),
    }
)
