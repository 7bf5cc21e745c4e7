"""Facts of profiles, in the user's own stream."""

from convite.core.log import Fact


class ProfileChanged(Fact, frozen=True, kw_only=True):
    """Somebody changed what they say of themselves, or who sees it."""

    action = "profile_changed"
    object_type = "user"
    private_changes = frozenset(
        {
            *("bio", "location", "latitude", "longitude", "birth_date", "gender", "languages"),
            *("pictures", "visible"),
        }
    )
