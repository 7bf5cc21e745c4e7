"""Queries of how payment providers are doing."""

from convite.core.db import ReadTx
from convite.doors.reconciling.schemas import ProvidersStatus, ProviderStatus
from convite.events.event.models import Event

# Payments that are open at a provider, and those with refunds that it took and hasn't made yet.
WAITING = """
  SELECT p.id, p.account_id, p.created_at FROM payments p
  WHERE p.event_id = $1 AND p.status = 'created' AND p.provider_payment_id IS NOT NULL
    AND p.account_id IS NOT NULL
  UNION
  SELECT p.id, p.account_id, p.created_at FROM refunds r JOIN payments p ON p.id = r.payment_id
  WHERE r.event_id = $1 AND r.status = 'pending' AND p.provider_payment_id IS NOT NULL
    AND p.account_id IS NOT NULL
"""
STATUS = f"""
WITH waiting AS ({WAITING})
SELECT a.id AS account_id, a.provider, a.mode, a.name, a.is_active, a.last_event_at, a.last_answer_at,
  a.last_error, a.last_error_at,
  (SELECT count(*) FROM waiting w WHERE w.account_id = a.id) AS waiting
FROM payment_accounts a WHERE a.organization_id = $2
ORDER BY a.provider, a.mode
"""  # noqa: S608  (constants of this module only)
# Whoever claims them is the only one who asks for the next minute, as `settlement` does it.
CLAIM = f"""
WITH waiting AS ({WAITING} ORDER BY created_at LIMIT $2)
UPDATE payments p SET look_at = now() + interval '1 minute' FROM waiting w WHERE p.id = w.id
RETURNING p.id
"""  # noqa: S608  (constants of this module only)
STATES = "SELECT status, count(*) FROM payments WHERE id = ANY ($1) GROUP BY status"


async def providers_status(tx: ReadTx, event: Event) -> ProvidersStatus:
    """How the accounts are doing that an event's orders are paid with."""
    await tx.ensure_entered()
    rows = await tx.driver.fetch(STATUS, event.id, event.organization_id)
    return ProvidersStatus(items=[ProviderStatus.model_validate(dict(row)) for row in rows])
