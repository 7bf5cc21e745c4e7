"""What an event asks its guests, and whether an answer fits.

Table `questions`.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "questions": Table(clone="actions.copy_questions"),
    }
)
