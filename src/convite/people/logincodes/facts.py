"""Facts of codes that log in."""

from convite.core.log import Fact


class LoginCodeRequested(Fact, frozen=True, kw_only=True):
    """Somebody asked for a code; the reaction to this fact sends it. Of the server's own organization."""

    action = "login_code_requested"
    object_type = "challenge"
    channels = ()
    #: The language to write in.
    locale: str


class PhoneProven(Fact, frozen=True, kw_only=True):
    """An account has shown that its phone is its own, in the user's own stream."""

    action = "phone_proven"
    object_type = "user"
    private_changes = frozenset({"phone"})


class PhoneGivenUp(Fact, frozen=True, kw_only=True):
    """Somebody else has shown that an account's phone, which was never proven, is theirs."""

    action = "phone_given_up"
    object_type = "user"
