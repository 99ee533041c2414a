"""The tables. Texts are masked before they get here; nothing here leads back to a person who asked.

Questions have random keys and no time of day: neither an id nor a position may tell which questions one person asked.
"""

from __future__ import annotations

from sqlalchemy import JSON, Boolean, Column, Date, DateTime, ForeignKey, Index, Integer, MetaData, String, Table, Text

metadata = MetaData(
    naming_convention={
        "ix": "ix_%(table_name)s_%(column_0_name)s",
        "uq": "uq_%(table_name)s_%(column_0_name)s",
        "fk": "fk_%(table_name)s_%(column_0_name)s",
        "pk": "pk_%(table_name)s",
    }
)

decision = Table(
    "decision",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("hash", String(32), nullable=False, unique=True),
    # As normalised; empty once nobody has typed it for as long as questions are kept. The hash stays.
    Column("text", Text),
    Column("text_day", Date),
    Column("state", String(20), nullable=False),
    Column("intent", String(80)),
    Column("decided_by", String(80), nullable=False),
    Column("decided_at", DateTime, nullable=False),
    Column("seen_on", Date, nullable=False, index=True),
    # Counted up with each change: the recorder sees by it that what it remembers is out of date.
    Column("revision", Integer, nullable=False),
    # A new decision must never look like one that was forgotten.
    sqlite_autoincrement=True,
)

question = Table(
    "question",
    metadata,
    Column("id", String(32), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    Column("text", Text, nullable=False),
    Column("normalised", Text, nullable=False),
    Column("hash", String(32), nullable=False, index=True),
    Column("outcome", String(20), nullable=False),
    Column("reason", String(30), nullable=False),
    Column("candidates", JSON, nullable=False),
    Column("rejected", JSON, nullable=False),
    # The answer that the person found after all: by a tap, or by asking in other words.
    Column("led_to", String(80)),
    # The answer that was given and rated badly, and the reason the person chose.
    Column("answered_with", String(80)),
    Column("rating", String(40)),
    Column("model", String(80), nullable=False),
    Column("state", String(20), nullable=False, index=True),
    Column("intent", String(80)),
    Column("sentence", Text),
    Column("decided_by", String(80)),
    Column("decided_at", DateTime),
    Column("note", Text),
    Column("due", Date),
    Column("group_key", String(32)),
    # Decided by what is remembered, not by a person.
    Column("automatic", Boolean, nullable=False),
    Column("decision_id", Integer, ForeignKey("decision.id", ondelete="SET NULL"), index=True),
    Column("check_outcome", String(20)),
    Column("check_intent", String(80)),
    Column("checked_on", Date),
    Column("version", Integer, nullable=False),
    # SQLite would number the rows as they come in, and so keep the order in which people asked.
    sqlite_with_rowid=False,
)

daily = Table(
    "daily",
    metadata,
    Column("day", Date, primary_key=True),
    Column("measure", String(30), primary_key=True),
    Column("outcome", String(20), primary_key=True),
    Column("intent", String(80), primary_key=True),
    Column("reason", String(40), primary_key=True),
    Column("count", Integer, nullable=False),
    sqlite_with_rowid=False,
)

# What is written already: a batch that is tried again, or read back after a crash, counts once.
batch = Table(
    "batch",
    metadata,
    Column("id", String(40), primary_key=True),
    Column("day", Date, nullable=False, index=True),
    sqlite_with_rowid=False,
)

account = Table(
    "account",
    metadata,
    Column("login", String(80), primary_key=True),
    Column("name", String(120), nullable=False),
    Column("role", String(20), nullable=False),
    Column("password_hash", String(255)),
    Column("active", Boolean, nullable=False),
    # Counted up to end all sessions of the account.
    Column("epoch", Integer, nullable=False),
    Column("created_on", Date, nullable=False),
)

audit = Table(
    "audit",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", DateTime, nullable=False, index=True),
    Column("login", String(80), nullable=False),
    Column("action", String(40), nullable=False),
    Column("subject", String(200), nullable=False),
    Column("detail", JSON, nullable=False),
    Column("undone_by", String(80)),
    sqlite_autoincrement=True,
)

# Before and after of each question that an action touched. Never its text.
audit_item = Table(
    "audit_item",
    metadata,
    Column("audit_id", Integer, ForeignKey("audit.id", ondelete="CASCADE"), primary_key=True),
    Column("question_id", String(32), primary_key=True),
    Column("before", JSON, nullable=False),
    Column("after", JSON, nullable=False),
    Column("version", Integer, nullable=False),
    Index("ix_audit_item_question_id", "question_id"),
)
