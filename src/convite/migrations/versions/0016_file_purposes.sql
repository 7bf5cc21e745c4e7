-- What files are for is declared by the parts whose files they are (`purposes` of their `PART`).
ALTER TABLE files DROP CONSTRAINT files_purpose_check;
