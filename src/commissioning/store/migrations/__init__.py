"""The tables of the store as they came to be: Alembic's revisions, which ship with the package."""
