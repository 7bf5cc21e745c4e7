-- Questions whose answers are on the caterer's sheet, such as allergies.
ALTER TABLE questions ADD COLUMN for_caterer BOOLEAN DEFAULT false NOT NULL;
