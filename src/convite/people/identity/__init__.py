"""Accounts and log-ins.

Tables `users`, `profiles`, `user_sessions`. Refuses to know what anybody does with an account.
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
