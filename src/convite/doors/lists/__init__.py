"""Which people of an event a list shows, and in which order: filters, search, sorting, saved views.

Table `saved_views`. The guest list, its export and bulk changes choose people by the same filters.
"""

from convite.core.parts import Part, Table

PART = Part(
    tables={
        "saved_views": Table(
            not_cloned="its filters name people and questions of the event",
            erase=("name", "query"),
            about="organization_id = {organization} AND concat_ws(' ', name, query) ~* ANY ({words})",
            erases_rows=True,
        ),
    }
)
