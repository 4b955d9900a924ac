"""The tables that migrations make are the tables that the code knows."""

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy.exc import DBAPIError
from sqlmodel import text

from data.migrations import migrate
from data.store.history import Deed, add_deed
from data.tables import METADATA
from tests.office import NOW


def test_migrations_make_the_tables_of_the_code(database):
    with database.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        assert compare_metadata(context, METADATA) == []


def test_migrating_twice_changes_nothing(database):
    migrate(database)
    with database.reading() as session:
        assert session.exec(text("SELECT version_num FROM alembic_version")).all() == [
            ("0001",)
        ]


@pytest.mark.parametrize(
    "statement", ["DELETE FROM history", "UPDATE history SET action = 'other'"]
)
def test_history_is_only_added_to(database, statement):
    with database.writing() as session:
        add_deed(session, Deed("fair.create"), None, NOW)
    with (
        pytest.raises(DBAPIError, match="history is only added to"),
        database.writing() as session,
    ):
        session.exec(text(statement))
