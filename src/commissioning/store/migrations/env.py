"""How Alembic runs the revisions: on the connection it is given, in the transaction that is open there."""

from __future__ import annotations

from alembic import context
from sqlmodel import SQLModel

from commissioning.store import tables  # noqa: F401 - the models are what revisions are held against

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=SQLModel.metadata, render_as_batch=True, transactional_ddl=False)
context.run_migrations()
