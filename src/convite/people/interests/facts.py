"""Facts of interests: of the list in the server's own stream, of a person's choice in the user's."""

from convite.core.log import Fact


class InterestAdded(Fact, frozen=True, kw_only=True):
    """An interest was added to the list."""

    action = "interest_added"
    object_type = "interest"
    slug: str


class InterestChanged(Fact, frozen=True, kw_only=True):
    """An interest was changed."""

    action = "interest_changed"
    object_type = "interest"


class InterestRemoved(Fact, frozen=True, kw_only=True):
    """An interest was removed, from people and events as well."""

    action = "interest_removed"
    object_type = "interest"
    slug: str


class InterestsChosen(Fact, frozen=True, kw_only=True):
    """A user chose their interests."""

    action = "interests_chosen"
    object_type = "user"
    private_changes = frozenset({"interests"})
