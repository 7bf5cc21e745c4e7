-- More kinds of questions, limits of answers, and questions that depend on another answer.
ALTER TABLE questions DROP CONSTRAINT questions_kind_check,
  ADD CONSTRAINT questions_kind_check CHECK (kind IN
    ('text','long_text','choice','choices','number','date','agree','meal')),
  ADD COLUMN limits JSONB DEFAULT '{}' NOT NULL,
  ADD COLUMN condition JSONB DEFAULT '{}' NOT NULL;
