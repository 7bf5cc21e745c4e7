-- Seats given to somebody and left by them, by person. Holds name nobody, so they aren't in it.
CREATE INDEX activity_log_seated_index ON activity_log ((data ->> 'attendee_id'))
  WHERE object_type = 'seat' AND data ->> 'attendee_id' IS NOT NULL;

-- The newest facts of the log about seats of one person: their ids, and nothing else of them. The rows are
-- then read as any other; under row security, a condition on JSON can't use an index.
CREATE FUNCTION seat_facts_of(attendee uuid) RETURNS uuid[]
  LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  SELECT coalesce(array_agg(f.id), '{}') FROM (
    SELECT id FROM activity_log
    WHERE object_type = 'seat' AND data ->> 'attendee_id' = attendee::text
    ORDER BY at DESC LIMIT 500) f
$$;
