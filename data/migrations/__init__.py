"""Brings the tables of a database to what this version needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory

if TYPE_CHECKING:
    from sqlalchemy import Connection

    from data.database import Database


def newest_revision() -> str:
    """Return the version of the tables that this program needs."""
    return ScriptDirectory.from_config(_config()).get_current_head() or ""


def revision_of(connection: Connection) -> str:
    """Return the version of the tables of a database, "" where there are none."""
    return MigrationContext.configure(connection).get_current_revision() or ""


def migrate(database: Database) -> None:
    """Create or renew the tables; nothing happens where they are already so."""
    config = _config()
    with database.writing() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")


def _config() -> Config:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    return config
