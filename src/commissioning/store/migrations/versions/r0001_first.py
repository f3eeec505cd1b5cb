"""The first tables: imports, row versions, texts of contracts, and the log with what keeps it from being changed."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

REFUSAL = "the decision log is append-only"


def upgrade() -> None:
    """Make the tables."""
    _rows()
    _texts()
    _log()
    _guard(op.get_bind().dialect.name)


def _rows() -> None:
    op.create_table(
        "import_run",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("imported_on", sa.Date, nullable=False),
        sa.Column("input_digest", sa.String, nullable=False),
        sa.Column("engine_version", sa.String, nullable=False),
        sa.Column("complete", sa.Boolean, nullable=False),
        sa.Column("counts", sa.String, nullable=False),
    )
    op.create_table(
        "row_version",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("table_name", sa.String, nullable=False),
        sa.Column("key", sa.String, nullable=False),
        sa.Column("owner", sa.String, nullable=False),
        sa.Column("row_hash", sa.String, nullable=False),
        sa.Column("content", sa.String, nullable=False),
        sa.Column("imported_by", sa.Integer, nullable=False),
        sa.Column("replaced_by", sa.Integer),
        sa.Column("known_from", sa.Date, nullable=False),
        sa.Column("known_to", sa.Date),
    )
    op.create_index("row_version_current", "row_version", ["table_name", "replaced_by"])
    op.create_index("row_version_owner", "row_version", ["table_name", "owner"])
    op.create_index("row_version_key", "row_version", ["table_name", "key"])
    op.create_table(
        "client",
        sa.Column("client_id", sa.String, primary_key=True),
        sa.Column("salt", sa.String, nullable=False),
    )
    op.create_table(
        "purge",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("purged_on", sa.Date, nullable=False),
        sa.Column("rows", sa.Integer, nullable=False),
    )


def _texts() -> None:
    op.create_table(
        "contract_text",
        sa.Column("hash", sa.String, primary_key=True),
        sa.Column("text", sa.String, nullable=False),
    )
    op.create_table(
        "contract_version",
        sa.Column("contract_hash", sa.String, primary_key=True),
        sa.Column("contract", sa.String, nullable=False),
        sa.Column("files", sa.String, nullable=False),
    )


def _log() -> None:
    op.create_table(
        "log_basis",
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("hash", sa.String, nullable=False, unique=True),
        sa.Column("content", sa.String, nullable=False),
    )
    op.create_table(
        "log_entry",
        sa.Column("seq", sa.Integer, primary_key=True),
        sa.Column("basis", sa.Integer, nullable=False),
        sa.Column("import_number", sa.Integer, nullable=False),
        sa.Column("subject", sa.String, nullable=False),
        sa.Column("input_hash", sa.String, nullable=False),
        sa.Column("outcome", sa.String, nullable=False),
        sa.Column("decision", sa.String, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
    )
    op.create_index("log_entry_subject", "log_entry", ["subject"])
    op.create_table(
        "log_head",
        sa.Column("id", sa.Integer, primary_key=True),
        sa.Column("seq", sa.Integer, nullable=False),
        sa.Column("hash", sa.String, nullable=False),
    )


def _guard(dialect: str) -> None:
    """Have the database itself refuse to change or delete what was logged."""
    if dialect == "sqlite":
        for table in ("log_entry", "log_basis"):
            for deed in ("UPDATE", "DELETE"):
                op.execute(
                    f"CREATE TRIGGER {table}_no_{deed.lower()} BEFORE {deed} ON {table} "
                    f"BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END"
                )
        return
    op.execute(
        f"CREATE FUNCTION log_is_append_only() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION '{REFUSAL}'; END $$"
    )
    for table in ("log_entry", "log_basis"):
        op.execute(
            f"CREATE TRIGGER {table}_guard BEFORE UPDATE OR DELETE OR TRUNCATE ON {table} "
            f"FOR EACH STATEMENT EXECUTE FUNCTION log_is_append_only()"
        )


def downgrade() -> None:
    """There is nothing before the first tables: taking them away would lose the log."""
    raise NotImplementedError("the first revision cannot be undone")
