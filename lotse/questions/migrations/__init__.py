"""Migrations of the store, run by `lotse.questions.migrating.upgrade`."""
