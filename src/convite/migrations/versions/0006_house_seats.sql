-- Seats that the host keeps back for somebody, for ever or until a time: not for guests to pick.
ALTER TABLE seats ADD COLUMN house TEXT, ADD COLUMN house_until TIMESTAMP WITH TIME ZONE,
  ADD CONSTRAINT seats_house_check CHECK (house_until IS NULL OR house IS NOT NULL);
CREATE INDEX seats_house_due ON seats (house_until) WHERE house_until IS NOT NULL;
