-- The same function, with a subquery per attendee in place of a join. The plan is made once per
-- connection, often while the table is empty: a join then compares every attendee of a batch with
-- every invitation, while a subquery always uses invitations_pkey.
CREATE OR REPLACE FUNCTION derive_invitations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came uuid[];
  others uuid[];
BEGIN
  -- Pending attendees of invitations created in this transaction change nothing, and no one else
  -- sees those yet: a batch of thousands needs neither locks nor counting.
  IF TG_OP = 'INSERT' AND NOT EXISTS (
    SELECT 1 FROM changed c WHERE (
      SELECT c.status <> 'pending' OR i.xmin <> pg_current_xact_id()::xid
      FROM invitations i WHERE i.id = c.invitation_id)
  ) THEN
    RETURN NULL;
  END IF;
  SELECT array_agg(DISTINCT c.invitation_id) FILTER (WHERE c.has_come),
         array_agg(DISTINCT c.invitation_id) FILTER (WHERE NOT c.has_come)
    INTO came, others
  FROM (SELECT invitation_id, attendance IN ('checked_in', 'left') AND status <> 'canceled' AS has_come
        FROM changed WHERE invitation_id IS NOT NULL) c;
  IF others IS NULL THEN
    WITH locked AS (
      SELECT id, status FROM invitations WHERE id = ANY (came) ORDER BY id FOR NO KEY UPDATE
    )
    UPDATE invitations i SET status = 'attended', version = i.version + 1, updated_at = now()
    FROM locked l WHERE i.id = l.id AND l.status <> 'attended';
    RETURN NULL;
  END IF;
  PERFORM 1 FROM invitations WHERE id = ANY (others || came) ORDER BY id FOR NO KEY UPDATE;
  UPDATE invitations i SET status = d.status, version = i.version + 1, updated_at = now()
  FROM unnest(others || came) AS c (invitation_id) CROSS JOIN LATERAL (
    SELECT CASE
      WHEN bool_or(a.attendance IN ('checked_in', 'left')) THEN 'attended'
      WHEN bool_and(a.status = 'going') THEN 'accepted'
      WHEN bool_or(a.status = 'going') THEN 'partial'
      WHEN bool_and(a.status = 'declined') THEN 'declined'
      ELSE 'pending' END AS status
    FROM attendees a WHERE a.invitation_id = c.invitation_id AND a.status <> 'canceled'
  ) d
  WHERE i.id = c.invitation_id AND i.status <> d.status;
  RETURN NULL;
END $$;
