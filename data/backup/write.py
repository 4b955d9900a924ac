"""Writes all records into one file while others go on working.

The file is a ZIP: `manifest.json` (format, version of the tables, rows and SHA-256 of each
table) and `NAME.jsonl` for each table, a row a line, ordered by key. The rows are those of
one moment. The same records make the same lines in SQLite and in PostgreSQL, so a backup
also moves records from one to the other.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING
from zipfile import ZIP_DEFLATED, ZipFile

from sqlalchemy import select

from data.backup.rows import write_row
from data.migrations import revision_of
from data.tables import METADATA

if TYPE_CHECKING:
    from pathlib import Path

    from sqlalchemy import Table
    from sqlmodel import Session

    from data.database import Database

FORMAT = 1
MANIFEST = "manifest.json"
AT_ONCE = 50
"""Rows read at once: a row may hold a file of some megabytes."""


@dataclass(frozen=True)
class Content:
    """What a backup holds of one table."""

    rows: int
    sha256: str


def write_backup(database: Database, file: Path) -> dict[str, Content]:
    """Write all records to `file`, which is opened anew, and return what it holds."""
    with database.reading() as session, ZipFile(file, "w", ZIP_DEFLATED) as archive:
        connection = session.connection()
        revision = revision_of(connection)
        tables = {
            table.name: _write_table(session, archive, table)
            for table in METADATA.sorted_tables
        }
        manifest = {
            "format": FORMAT,
            "revision": revision,
            "tables": {name: asdict(content) for name, content in tables.items()},
        }
        archive.writestr(MANIFEST, json.dumps(manifest, indent=1))
    return tables


def _write_table(session: Session, archive: ZipFile, table: Table) -> Content:
    digest, rows = hashlib.sha256(), 0
    query = select(table).order_by(*table.primary_key.columns)
    found = session.connection().execute(
        query, execution_options={"yield_per": AT_ONCE}
    )
    with archive.open(f"{table.name}.jsonl", "w", force_zip64=True) as out:
        for row in found:
            line = write_row(row)
            digest.update(line)
            out.write(line)
            rows += 1
    return Content(rows, digest.hexdigest())
