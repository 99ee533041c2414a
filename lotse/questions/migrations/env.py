"""Run by Alembic with a connection whose transaction is open already: all migrations together, or none."""

from __future__ import annotations

from alembic import context

from lotse.questions.migrating import VERSION_TABLE
from lotse.questions.models import metadata

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=metadata,
    version_table=VERSION_TABLE,
    render_as_batch=True,
)
with context.begin_transaction():
    context.run_migrations()
