"""A second factor besides passkeys: codes of an authenticator app, and recovery codes for when it is lost.

Table `authenticator_apps`. Which log-ins ask for it is in `identity`. See ADR 0032.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "authenticator_apps": Table(export=("confirmed_at", "created_at")),
    }
)
