"""The query of sales."""

from convite.core.db import ReadTx
from convite.events.event.models import Event
from convite.insight.salesfigures.rules import by_currency
from convite.insight.salesfigures.schemas import CurrencySales, EventSales

# Refunds of an order that name no lines, and the fees of its payments, are shared among its lines by what
# they cost: each gets what the running sum adds, so that lines always add up to their order.
SALES = """
WITH sold AS (
  SELECT o.id, o.currency, o.channel, o.refunded, o.total,
    (o.paid_at AT TIME ZONE $2)::date AS day,
    coalesce(p.fee, 0) AS fee, coalesce(p.is_test, false) AS is_test
  FROM orders o LEFT JOIN LATERAL (
    SELECT sum(fee) AS fee, bool_or(mode = 'test') AS is_test
    FROM payments WHERE order_id = o.id AND captured > 0
  ) p ON true
  WHERE o.event_id = $1 AND o.paid_at IS NOT NULL
), summed AS (
  SELECT s.*, l.ticket_type_id, l.amount, l.platform_fee, l.refunded AS own,
    l.admitted_by IS NULL AND l.canceled_at IS NULL AS is_ticket,
    l.amount - l.refunded AS rest,
    sum(l.amount) OVER so_far AS paid_so_far,
    sum(l.amount - l.refunded) OVER so_far AS rest_so_far,
    sum(l.amount - l.refunded) OVER whole AS rest_in_all,
    s.refunded - sum(l.refunded) OVER whole AS loose
  FROM sold s JOIN order_lines l ON l.order_id = s.id
  WINDOW whole AS (PARTITION BY s.id), so_far AS (PARTITION BY s.id ORDER BY l.position)
), lines AS (
  SELECT currency, is_test, day, channel, ticket_type_id, is_ticket, amount,
    own + CASE WHEN rest_in_all = 0 THEN 0 ELSE
      div(loose * rest_so_far, rest_in_all) - div(loose * (rest_so_far - rest), rest_in_all)
    END AS refunded,
    platform_fee + CASE WHEN total = 0 THEN 0 ELSE
      div(fee * paid_so_far, total) - div(fee * (paid_so_far - amount), total)
    END AS fees
  FROM summed
)
SELECT currency, is_test, day, channel, ticket_type_id,
  count(*) FILTER (WHERE is_ticket) AS tickets,
  sum(amount) AS gross, sum(refunded) AS refunded, sum(fees) AS fees
FROM lines
GROUP BY currency, is_test, GROUPING SETS ((), (day), (channel), (ticket_type_id))
ORDER BY day, channel, ticket_type_id
"""


async def sales_of(tx: ReadTx, event: Event) -> EventSales:
    """What an event sold; days are those of the event's time zone."""
    await tx.ensure_entered()
    rows = await tx.driver.fetch(SALES, event.id, event.timezone)
    return EventSales(items=[CurrencySales.model_validate(book) for book in by_currency(rows)])
