"""Puts a backup in the place of all records, in one transaction.

Whoever reads meanwhile sees what was there before; a fault leaves that as it is. What
guards history and releases is taken away in the transaction and put back in it. A server
that goes on notices by the versions.
"""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING, Any

from alembic.migration import MigrationContext
from alembic.operations import Operations
from sqlalchemy import delete, func, insert, select

from data.backup.errors import broken_error
from data.backup.versions import pass_versions, read_highest
from data.backup.write import AT_ONCE
from data.migrations.guards import guard, unguard
from data.store.history import Deed, add_deed
from data.tables import METADATA
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from sqlalchemy import Connection, Table
    from sqlmodel import Session

    from data.backup.read import Backup


def restore(session: Session, backup: Backup, now: datetime) -> None:
    """Replace all records by those of `backup`; raises BackupError.

    `session` is a writing one; an error has to end it without its being kept.
    """
    connection = session.connection()
    operations = Operations(MigrationContext.configure(connection))
    unguard(operations)
    seen = read_highest(connection)
    for table in reversed(METADATA.sorted_tables):
        connection.execute(delete(table))
    for table in METADATA.sorted_tables:
        for rows in _batches(backup.rows(table)):
            connection.execute(insert(table), rows)
        _check_count(connection, backup, table)
    pass_versions(connection, seen)
    if connection.dialect.name == "postgresql":
        _go_on_counting(connection)
    guard(operations)
    add_deed(session, Deed("records.restore"), None, now)


def _batches(rows: Iterator[dict[str, Any]]) -> Iterator[list[dict[str, Any]]]:
    while batch := list(islice(rows, AT_ONCE)):
        yield batch


def _check_count(connection: Connection, backup: Backup, table: Table) -> None:
    query = select(func.count()).select_from(table)
    found = connection.execute(query).scalar_one()
    said = backup.tables[table.name].rows
    if found != said:
        reason = Wording(
            en=f"{table.name} has {found} rows instead of {said}",
            zh=f"{table.name} 有 {found} 行，应为 {said} 行",
        )
        raise broken_error(backup.file, reason)


def _go_on_counting(connection: Connection) -> None:
    """Let PostgreSQL give new rows the ids after those restored."""
    for table in METADATA.sorted_tables:
        column = table.autoincrement_column
        if column is not None:
            sequence = func.pg_get_serial_sequence(table.name, column.name)
            highest = func.coalesce(func.max(column), 0) + 1
            connection.execute(select(func.setval(sequence, highest, False)))
