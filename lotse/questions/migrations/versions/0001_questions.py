"""Questions, decisions, figures, accounts and the audit log."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Creates the tables."""
    op.create_table(
        "decision",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("text", sa.Text),
        sa.Column("text_day", sa.Date),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("intent", sa.String(80)),
        sa.Column("decided_by", sa.String(80), nullable=False),
        sa.Column("decided_at", sa.DateTime, nullable=False),
        sa.Column("seen_on", sa.Date, nullable=False),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_decision"),
        sa.UniqueConstraint("hash", name="uq_decision_hash"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_decision_seen_on", "decision", ["seen_on"])
    op.create_table(
        "question",
        sa.Column("id", sa.String(32), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("text", sa.Text, nullable=False),
        sa.Column("normalised", sa.Text, nullable=False),
        sa.Column("hash", sa.String(32), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("reason", sa.String(30), nullable=False),
        sa.Column("candidates", sa.JSON, nullable=False),
        sa.Column("rejected", sa.JSON, nullable=False),
        sa.Column("led_to", sa.String(80)),
        sa.Column("answered_with", sa.String(80)),
        sa.Column("rating", sa.String(40)),
        sa.Column("model", sa.String(80), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("intent", sa.String(80)),
        sa.Column("sentence", sa.Text),
        sa.Column("decided_by", sa.String(80)),
        sa.Column("decided_at", sa.DateTime),
        sa.Column("note", sa.Text),
        sa.Column("due", sa.Date),
        sa.Column("group_key", sa.String(32)),
        sa.Column("automatic", sa.Boolean, nullable=False),
        sa.Column("decision_id", sa.Integer),
        sa.Column("check_outcome", sa.String(20)),
        sa.Column("check_intent", sa.String(80)),
        sa.Column("checked_on", sa.Date),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_question"),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name="fk_question_decision_id", ondelete="SET NULL"),
        sqlite_with_rowid=False,
    )
    for column in ("day", "hash", "state", "decision_id"):
        op.create_index(f"ix_question_{column}", "question", [column])
    op.create_table(
        "daily",
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("measure", sa.String(30), nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("intent", sa.String(80), nullable=False),
        sa.Column("reason", sa.String(40), nullable=False),
        sa.Column("count", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("day", "measure", "outcome", "intent", "reason", name="pk_daily"),
        sqlite_with_rowid=False,
    )
    op.create_table(
        "batch",
        sa.Column("id", sa.String(40), nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_batch"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_batch_day", "batch", ["day"])
    op.create_table(
        "account",
        sa.Column("login", sa.String(80), nullable=False),
        sa.Column("name", sa.String(120), nullable=False),
        sa.Column("role", sa.String(20), nullable=False),
        sa.Column("password_hash", sa.String(255)),
        sa.Column("active", sa.Boolean, nullable=False),
        sa.Column("epoch", sa.Integer, nullable=False),
        sa.Column("created_on", sa.Date, nullable=False),
        sa.PrimaryKeyConstraint("login", name="pk_account"),
    )
    op.create_table(
        "audit",
        sa.Column("id", sa.Integer, nullable=False),
        sa.Column("at", sa.DateTime, nullable=False),
        sa.Column("login", sa.String(80), nullable=False),
        sa.Column("action", sa.String(40), nullable=False),
        sa.Column("subject", sa.String(200), nullable=False),
        sa.Column("detail", sa.JSON, nullable=False),
        sa.Column("undone_by", sa.String(80)),
        sa.PrimaryKeyConstraint("id", name="pk_audit"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_audit_at", "audit", ["at"])
    op.create_table(
        "audit_item",
        sa.Column("audit_id", sa.Integer, nullable=False),
        sa.Column("question_id", sa.String(32), nullable=False),
        sa.Column("before", sa.JSON, nullable=False),
        sa.Column("after", sa.JSON, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.PrimaryKeyConstraint("audit_id", "question_id", name="pk_audit_item"),
        sa.ForeignKeyConstraint(["audit_id"], ["audit.id"], name="fk_audit_item_audit_id", ondelete="CASCADE"),
    )
    op.create_index("ix_audit_item_question_id", "audit_item", ["question_id"])


def downgrade() -> None:
    """Drops the tables."""
    for table in ("audit_item", "audit", "account", "batch", "daily", "question", "decision"):
        op.drop_table(table)
