"""Accounts and sessions.

Tables `users`, `profiles`, `user_sessions`. Doesn't know what accounts are used for.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "users": Table(
            erase=("name", "email", "email_key", "phone", "password_hash"),
            export=("name", "email", "phone", "platform_role", "last_login_at", "created_at"),
        ),
        "profiles": Table(
            erase=("bio", "location"), export=("bio", "location", "locale", "timezone")
        ),
        "user_sessions": Table(
            erase=("device", "ip"), export=("device", "ip", "last_used_at", "created_at")
        ),
    }
)
