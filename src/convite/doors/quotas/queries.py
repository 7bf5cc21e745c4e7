"""What those who come have chosen."""

from collections import Counter
from collections.abc import Iterable
from uuid import UUID

from convite.core.db import ReadTx
from convite.doors.quotas.rules import Limited, Tally, quotas_of

# Whoever waits for a place has said yes, and would get what they chose with it.
# Index: attendees_sort_key_index. Only run for events with questions that limit their options.
CHOSEN = """
SELECT q.id, o.option, count(*)
FROM attendees a
CROSS JOIN unnest($2::text[]) q (id)
CROSS JOIN LATERAL jsonb_array_elements_text(
  CASE jsonb_typeof(a.answers -> q.id) WHEN 'array' THEN a.answers -> q.id
  ELSE jsonb_build_array(a.answers -> q.id) END) o (option)
WHERE a.event_id = $1 AND a.status IN ('going', 'waitlisted') AND a.answers ? q.id
GROUP BY q.id, o.option
"""


async def tally_of(tx: ReadTx, event_id: UUID, questions: Iterable[Limited]) -> Tally:
    """What those who come have chosen of limited options; asks nothing where there are none.

    Exact until the end of the transaction only under the event's pool lock, which every reply takes.
    """
    quotas = quotas_of(questions)
    if not quotas:
        return Tally()
    rows = await tx.driver.fetch(CHOSEN, event_id, list(quotas))
    taken = Counter({(row[0], row[1]): row[2] for row in rows if row[1] in quotas[row[0]]})
    return Tally(quotas=quotas, taken=taken)
