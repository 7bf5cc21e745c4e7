"""Invariants: SQL that must return no rows. Run by the doctor, the tests, and every night."""

from convite.core.db import Connection

INVARIANTS: dict[str, str] = {
    "a seat has two claims": """
        SELECT id FROM seats WHERE attendee_id IS NOT NULL AND reservation_id IS NOT NULL""",
    "somebody sits who isn't coming": """
        SELECT s.id FROM seats s JOIN attendees a ON a.id = s.attendee_id
        WHERE a.status IN ('declined', 'waitlisted', 'canceled')""",
    "somebody sits at another event": """
        SELECT s.id FROM seats s JOIN attendees a ON a.id = s.attendee_id
        WHERE a.event_id <> s.event_id OR a.organization_id <> s.organization_id""",
    "a held seat has no living hold": """
        SELECT s.id FROM seats s LEFT JOIN reservations r ON r.id = s.reservation_id
        WHERE s.held_until > now() AND (r.id IS NULL OR r.ended_at IS NOT NULL
          OR NOT s.id = ANY (r.seat_ids) OR r.holder_id <> s.held_by)""",
    "the count of places is wrong": """
        SELECT p.event_id FROM capacity_pools p
        WHERE p.event_id IS NOT NULL
          AND p.taken <> (SELECT count(*) FROM attendees a
                          WHERE a.event_id = p.event_id AND a.status = 'going')""",
    "the count of sold tickets is wrong": """
        SELECT p.ticket_type_id FROM capacity_pools p
        WHERE p.ticket_type_id IS NOT NULL
          AND p.taken <> (SELECT count(*) FROM order_lines l JOIN orders o ON o.id = l.order_id
                          WHERE l.ticket_type_id = p.ticket_type_id AND l.canceled_at IS NULL
                            AND l.admitted_by IS NULL AND o.paid_at IS NOT NULL)""",
    "the count of places in open orders is wrong": """
        SELECT p.id FROM capacity_pools p
        WHERE p.held - CASE WHEN p.event_id IS NULL THEN 0 ELSE (
            SELECT coalesce(sum(w.places), 0) FROM waitlist_entries w
            WHERE w.event_id = p.event_id AND w.status = 'offered') END
          <> (SELECT coalesce(sum(u.places), 0)
              FROM reservations r, unnest(r.pool_ids, r.pool_places) AS u (pool_id, places)
              WHERE r.ended_at IS NULL AND u.pool_id = p.id)""",
    "the uses of a promo code are miscounted": """
        SELECT p.id FROM promo_codes p
        WHERE p.used <> (SELECT count(*) FROM orders o
                         WHERE o.promo_code_id = p.id AND (o.paid_at IS NOT NULL
                           OR o.status IN ('created', 'pending', 'failed')))""",
    "an order's lines don't add up to it": """
        SELECT o.id FROM orders o JOIN (
          SELECT order_id, sum(unit_price) AS subtotal, sum(discount) AS discount, sum(tax) AS tax,
            sum(amount) AS total, sum(platform_fee) AS fee FROM order_lines GROUP BY order_id
        ) l ON l.order_id = o.id
        WHERE (o.subtotal, o.discount, o.tax, o.total, o.platform_fee)
          <> (l.subtotal, l.discount, l.tax, l.total, l.fee)""",
    "an open order holds no places, or another one does": """
        SELECT o.id FROM orders o LEFT JOIN reservations r ON r.id = o.reservation_id
        WHERE (o.status IN ('created', 'pending', 'failed'))
          <> (r.id IS NOT NULL AND r.ended_at IS NULL)""",
    "a ticket of a paid order wasn't issued, or one of an order that wasn't paid was": """
        SELECT l.id FROM order_lines l JOIN orders o ON o.id = l.order_id
        JOIN ticket_types t ON t.id = l.ticket_type_id
        WHERE NOT t.is_addon AND l.canceled_at IS NULL
          AND (o.paid_at IS NOT NULL) <> (l.attendee_id IS NOT NULL)""",
    "the count of those who wait is wrong": """
        SELECT p.event_id FROM capacity_pools p
        WHERE p.event_id IS NOT NULL
          AND p.waiting <> (SELECT count(*) FROM waitlist_entries w
                           WHERE w.event_id = p.event_id AND w.status = 'waiting')""",
    "more places are taken than there are": """
        SELECT id FROM capacity_pools WHERE taken + held > capacity""",
    "a part's places don't match who comes to it": """
        SELECT p.id FROM event_parts p
        WHERE p.taken <> (SELECT count(*) FROM entitlements e
                          WHERE e.part_id = p.id AND e.state = 'going')
          OR p.taken + p.held > p.capacity""",
    "somebody comes to a part of an event but not to the event": """
        SELECT a.id FROM entitlements e JOIN attendees a ON a.id = e.attendee_id
        WHERE e.state = 'going' AND a.status <> 'going'""",
    "the counter of who comes is wrong": """
        SELECT s.id FROM streams s JOIN events e ON e.id = s.id
        WHERE s.going_count <> (SELECT count(*) FROM attendees a
                                WHERE a.event_id = e.id AND a.status = 'going')""",
    "an invitation doesn't follow its guests": """
        SELECT i.id FROM invitations i JOIN (
          SELECT invitation_id, CASE
            WHEN bool_or(attendance IN ('checked_in', 'left')) THEN 'attended'
            WHEN bool_and(status = 'going') THEN 'accepted'
            WHEN bool_or(status = 'going') THEN 'partial'
            WHEN bool_and(status = 'declined') THEN 'declined' ELSE 'pending' END AS status
          FROM attendees WHERE status <> 'canceled' GROUP BY invitation_id
        ) d ON d.invitation_id = i.id WHERE d.status <> i.status""",
    "somebody is sorted under another party than theirs": """
        SELECT a.id FROM attendees a LEFT JOIN invitations i ON i.id = a.invitation_id
        WHERE a.party_sort_key <> coalesce(i.sort_key, '')""",
    "presence differs from the scans": """
        SELECT a.id FROM attendees a JOIN LATERAL (
          SELECT c.direction FROM checkins c
          WHERE c.attendee_id = a.id AND c.undoes IS NULL
            AND NOT EXISTS (SELECT 1 FROM checkins u WHERE u.undoes = c.id)
          ORDER BY c.at DESC, c.created_at DESC LIMIT 1
        ) last ON true
        WHERE a.attendance <> CASE last.direction WHEN 'in' THEN 'checked_in' ELSE 'left' END""",
    "somebody going has no good ticket, or somebody else has": """
        SELECT a.id FROM attendees a JOIN events e ON e.id = a.event_id
        LEFT JOIN tickets t ON t.attendee_id = a.id AND t.revoked_at IS NULL
        WHERE (a.status = 'going' AND e.status <> 'canceled') <> (t.id IS NOT NULL)""",
    "a state isn't what the log says it became": """
        SELECT t.object_id FROM (
          SELECT DISTINCT ON (object_id) object_id, to_status FROM state_transitions
          ORDER BY object_id, position DESC) t
        JOIN (SELECT id, status FROM events UNION ALL SELECT id, status FROM attendees
          UNION ALL SELECT id, status FROM imports UNION ALL SELECT id, status FROM reminders
          UNION ALL SELECT id, status FROM broadcasts UNION ALL SELECT id, status FROM orders) r
        ON r.id = t.object_id WHERE r.status <> t.to_status""",
    "a log row has no position": """
        SELECT id FROM activity_log WHERE position IS NULL""",
    "positions of a stream have a gap or a twin": """
        SELECT stream_id FROM (
          SELECT stream_id, at, position - lag(position) OVER (
            PARTITION BY stream_id ORDER BY position) AS step FROM activity_log
        ) steps WHERE step <> 1 AND at > now() - interval '29 days'""",
    "log rows aren't what they were when they were chained": """
        SELECT stream_id FROM (
          SELECT stream_id, position, hash, lag(position, 1, 0::bigint) OVER up AS after,
            lag(hash) OVER up AS before
          FROM log_links WINDOW up AS (PARTITION BY stream_id ORDER BY position)
        ) links WHERE hash <> log_block_hash(stream_id, after, position, before)""",
    "a stream's position isn't its last row's": """
        SELECT s.id FROM streams s WHERE s.position <> coalesce(
          (SELECT max(l.position) FROM activity_log l WHERE l.stream_id = s.id), s.position)""",
}


async def check_invariants(connection: Connection) -> list[str]:
    """One sentence per violation, with the first ids; empty if there is none."""
    found = []
    for sentence, statement in INVARIANTS.items():
        rows = await connection.fetch(f"{statement} LIMIT 5")
        if rows:
            found.append(f"{sentence}: {', '.join(str(row[0]) for row in rows)}")
    return found
