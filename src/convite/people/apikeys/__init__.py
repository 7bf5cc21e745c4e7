"""Keys by which programs act as whoever made them, in one organization.

Table `api_keys`. How a request by one is recognized is in `core.api_keys`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "api_keys": Table(export=("name", "prefix", "scopes", "expires_at", "last_used_at")),
    }
)
