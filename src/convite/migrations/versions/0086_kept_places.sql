-- At events that sell tickets, whoever is accepted, or takes an offer, orders with these places until then.
ALTER TABLE join_requests ADD COLUMN hold_key UUID, ADD COLUMN order_by TIMESTAMP WITH TIME ZONE;
ALTER TABLE waitlist_entries ADD COLUMN hold_key UUID, ADD COLUMN order_by TIMESTAMP WITH TIME ZONE;
