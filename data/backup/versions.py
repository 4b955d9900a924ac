"""Versions after a restore: beyond all that anybody has seen.

A server that goes on keeps schedules at hand by their versions, and people edit what
they have read by its version. What comes out of a backup may say something else under
a number that was seen, so everything gets a number that nobody has.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select, update

from data.tables import METADATA

if TYPE_CHECKING:
    from collections.abc import Mapping

    from sqlalchemy import Column, Connection

VERSIONS = tuple(
    column
    for table in METADATA.sorted_tables
    for column in table.columns
    if column.name in ("version", "records_version", "basis_version")
)
"""The columns that count changes of a row."""

Highest = dict["Column[int]", int]


def read_highest(connection: Connection) -> Highest:
    """Return the highest number of each column, 0 where there is no row."""
    return {
        column: connection.execute(select(func.max(column))).scalar_one() or 0
        for column in VERSIONS
    }


def pass_versions(connection: Connection, seen: Mapping[Column[int], int]) -> None:
    """Give every row numbers above those that were `seen`, if any were."""
    now = read_highest(connection)
    for column, highest in seen.items():
        if highest:
            higher = max(highest, now[column]) + 1
            connection.execute(update(column.table).values({column: higher}))
