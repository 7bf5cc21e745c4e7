"""Orders: tickets that somebody buys, held until they are paid, then people on the event's list.

Tables `orders` and `order_lines`. Placing them is `doors.checkout`, paying `doors.paying`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "orders": Table(
            not_cloned="a copy starts without guests",
            erase=(
                *("buyer_name", "buyer_email", "email_key", "buyer_phone", "search_key"),
                *("billing", "answers"),
            ),
            # an order that wasn't paid knows its buyer by e-mail alone
            about=(
                "guest_id = ANY ({guests}) OR guest_id IS NULL AND email_key IS NOT NULL"
                " AND organization_id = {organization} AND EXISTS (SELECT FROM unnest({words}) AS w"
                " WHERE w LIKE '%@%' AND email_key ~* ('^' || w || '$'))"
            ),
            export=("reference", "status", "total", "currency", "created_at"),
            merge="actions.move_orders",
            unmerge="actions.move_orders_back",
        ),
        "order_lines": Table(
            not_cloned="a copy starts without guests",
            erase=("name", "email"),
            about="attendee_id = ANY ({attendees})",
            export=("name", "email", "amount", "created_at"),
        ),
    }
)
