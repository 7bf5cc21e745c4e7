"""What the victim sold: an order with a payment, a refund, a dispute and an account at a provider."""

from typing import Any

from convite.core.ids import new_id
from tests.world import Happening, World

REFUND = """
INSERT INTO refunds (id, organization_id, event_id, order_id, payment_id, amount, currency, source, reason,
  status)
SELECT $1, organization_id, event_id, order_id, id, 1, currency, 'team', $3, 'failed' FROM payments
WHERE id = $2
"""
DISPUTE = """
INSERT INTO disputes (id, organization_id, event_id, order_id, payment_id, provider_dispute_id, amount,
  currency, reason)
SELECT $1, organization_id, event_id, order_id, id, 'dp_1', 1, currency, $3 FROM payments WHERE id = $2
"""
ACCOUNT = """
INSERT INTO payment_accounts (id, organization_id, provider, mode, name, keys, is_active)
VALUES ($1, $2, 'stripe', 'test', $3, $4, false)
"""

EVENT = """
INSERT INTO provider_events (id, organization_id, account_id, provider_event_id, kind)
VALUES ($1, $2, $3, 'evt_1', 'payment_intent.succeeded')
"""

TRANSFER = """
INSERT INTO bank_transactions (id, organization_id, key, booked_on, amount, currency, text, payer)
VALUES ($1, $2, gen_random_uuid()::text, '2027-05-03', 1, 'EUR', $3, $3)
"""


SERIES = """
INSERT INTO invoice_series (organization_id, series, fiscal_year, last) VALUES ($1, 'RCT', '2031', 1)
"""
INVOICE = """
INSERT INTO invoices (id, organization_id, event_id, order_id, kind, number, series, fiscal_year, position,
  is_test, seller, buyer, details, lines, taxes, net, tax, total, currency, locale, issued_on, issued_at)
SELECT $1, organization_id, event_id, id, 'receipt', 'RCT-2031-000001', 'RCT', '2031', 1, false,
  '{"name": "", "tax_number": ""}', jsonb_build_object('name', $3::text),
  jsonb_build_object('title', $3::text, 'date', '', 'timezone', 'UTC', 'place', '', 'reference', reference,
    'paid_by', '[]'::jsonb, 'scheme', 'tax', 'notes', '[]'::jsonb, 'refers_to_number', ''),
  '[]', '[]', 1, 0, 1, currency, 'en', '2031-05-01', now()
FROM orders WHERE id = $2
"""


async def sell(world: World, event: Happening, kind_id: str, name: str) -> dict[str, str]:
    """An order of somebody of this name; the ids of everything about it."""
    host = event.host
    body: dict[str, Any] = {
        "lines": [{"ticket_type_id": kind_id}],
        "buyer": {"name": name, "email": f"{name.lower()}@example.com"},
    }
    order = await host.post(f"{event.path}/orders", body)
    paying = await host.post(f"/api/orders/{order['id']}/pay", {"provider": "manual"})
    payment, refund, dispute, account = paying["payment_id"], new_id(), new_id(), new_id()
    part = {"amount": 1, "currency": "EUR"}
    await host.post(f"/api/payments/{payment}/confirm", part)
    await world.sql(REFUND, refund, payment, name)
    await world.sql(DISPUTE, dispute, payment, name)
    await world.sql(ACCOUNT, account, host.organization_id, name, b"\x00")
    await world.sql(EVENT, new_id(), host.organization_id, account)
    transfer = new_id()
    await world.sql(TRANSFER, transfer, host.organization_id, name)
    await world.sql(SERIES, host.organization_id)
    await world.sql(INVOICE, new_id(), order["id"], name)
    return {
        "transaction_id": str(transfer),
        "order_id": order["id"],
        "payment_id": payment,
        "account_id": str(account),
        "dispute_id": str(dispute),
    }
