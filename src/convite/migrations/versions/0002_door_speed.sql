-- A person who came makes the invitation `attended`, whatever the others on it do: no counting. The
-- lock stays, also where nothing changes: somebody else's check-in may be taken back meanwhile, and
-- who counts the party then must wait for this one. What is left goes the old way: the invitations are
-- locked first and the guests read by a later statement, so that two answers at once can't both count
-- an old state.
CREATE OR REPLACE FUNCTION derive_invitations() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  came uuid[];
  others uuid[];
BEGIN
  -- Unanswered people of invitations made in this very transaction change nothing, and nobody else
  -- sees those yet: a batch of thousands needs neither locks nor counting.
  IF TG_OP = 'INSERT' AND NOT EXISTS (
    SELECT 1 FROM changed c JOIN invitations i ON i.id = c.invitation_id
    WHERE c.status <> 'pending' OR i.xmin <> pg_current_xact_id()::xid
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

-- Few scans take another back: those alone need to be told apart.
ALTER TABLE checkins DROP CONSTRAINT checkins_undoes_key;
CREATE UNIQUE INDEX checkins_undoes_key ON checkins (undoes) WHERE undoes IS NOT NULL;
