"""The doctor and channels: which are stopped, which calls are kept, what isn't set."""

from convite.core.config import Settings
from convite.entry.operations.channel_check import examine_channels
from tests.database import fresh

STOP = """
INSERT INTO sending_turns (channel, next_at, stopped_at, stopped_until, reason)
VALUES ($1, now(), '2026-05-01 10:00+00', now(), $2)
"""
KEEP = "INSERT INTO provider_calls (channel, body, error) VALUES ('sms', '', $1)"


async def test_stopped_channels_and_kept_calls_are_named() -> None:
    chosen = Settings(
        twilio_account_sid="AC1", twilio_auth_token=["key"], sms_senders=["+15550001111"]
    )
    async with fresh() as database:
        await database.system.pool.execute(STOP, "sms", "Twilio refuses the account's key.")
        await database.system.pool.execute(STOP, "whatsapp", "Of an account that isn't set now.")
        for error in ("The first.", "The newest."):
            await database.app.pool.execute(KEEP, error)
        found = [one async for one in examine_channels(chosen, database.dsns)]

    [problem] = [one.text for one in found if not one.is_fine]
    assert problem.startswith(
        "sms has been stopped since 2026-05-01 10:00 UTC; messages wait: Twilio"
    )
    told = [one.text for one in found if one.is_fine]
    assert "2 calls of sms's provider changed nothing; the newest: The newest." in told
    assert any(
        text.startswith("whatsapp goes to the outbox page: not set: CONVITE_WHATSAPP_PHONE_ID")
        for text in told
    )
