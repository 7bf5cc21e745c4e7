"""The schema's history: Alembic revisions, run by the owner role with `convite migrate`.

They ship inside the package, so that an installed Convite can make its own database.
"""
