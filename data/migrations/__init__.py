"""Brings the tables of a database to what this version needs."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from alembic import command
from alembic.config import Config

if TYPE_CHECKING:
    from data.database import Database


def migrate(database: Database) -> None:
    """Create or renew the tables; nothing happens where they are already so."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    with database.writing() as session:
        config.attributes["connection"] = session.connection()
        command.upgrade(config, "head")
