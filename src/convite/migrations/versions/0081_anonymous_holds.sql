-- Buyers without an account hold seats and places, too.
ALTER TABLE reservations DROP CONSTRAINT reservations_holder_kind_check;
ALTER TABLE reservations ADD CONSTRAINT reservations_holder_kind_check
  CHECK (holder_kind IN ('user','guest','order','anonymous'));
