"""Accounts and sessions.

Tables `users`, `profiles`, `user_sessions`. Doesn't know what accounts are used for.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "users": Table(
            erase=("name", "email", "email_key", "phone", "password_hash"),
            not_erased="an account, which its owner closes",
            export=("name", "email", "phone", "platform_role", "last_login_at", "created_at"),
        ),
        "profiles": Table(
            erase=("bio", "location", "birth_date", "gender", "languages", "latitude", "longitude"),
            not_erased="about an account, not a guest",
            export=(
                *("bio", "location", "latitude", "longitude", "birth_date", "gender", "languages"),
                *("pictures", "visible", "is_verified", "locale", "timezone"),
            ),
        ),
        "user_sessions": Table(
            erase=("device", "ip"),
            not_erased="about an account, not a guest",
            export=("device", "ip", "last_used_at", "created_at"),
        ),
    }
)
