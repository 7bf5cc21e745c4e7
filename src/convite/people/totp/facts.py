"""Facts of authenticator apps, in the user's own stream."""

from convite.core.log import Fact


class SecondFactorTurnedOn(Fact, frozen=True, kw_only=True):
    """Log-ins to the account ask for a code of an authenticator app."""

    action = "second_factor_turned_on"
    object_type = "user"


class SecondFactorTurnedOff(Fact, frozen=True, kw_only=True):
    """Log-ins to the account no longer ask for a code."""

    action = "second_factor_turned_off"
    object_type = "user"


class RecoveryCodesMade(Fact, frozen=True, kw_only=True):
    """The account has new recovery codes; earlier ones no longer work."""

    action = "recovery_codes_made"
    object_type = "user"


class RecoveryCodeUsed(Fact, frozen=True, kw_only=True):
    """Somebody logged in with a recovery code instead of one of the app."""

    action = "recovery_code_used"
    object_type = "user"
    #: How many are left.
    left: int
