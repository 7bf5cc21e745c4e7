"""What users are told about: in the web app, and by mail at most hourly for each event.

Table `notifications`: a row belongs to its user's own organization, whichever event it is about.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "notifications": Table(
            not_cloned="nothing has happened on a copy yet",
            erase=("title", "message"),
        ),
    }
)
