"""Reads a backup: whether it is whole, and its rows."""

from __future__ import annotations

import hashlib
import json
import zlib
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile, ZipFile

from data.backup.errors import broken_error, version_error
from data.backup.rows import read_row
from data.backup.write import FORMAT, MANIFEST, Content
from data.migrations import newest_revision
from data.tables import METADATA
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from sqlalchemy import Table

    from scheduler.errors import FairmatchError


BROKEN = (BadZipFile, zlib.error, KeyError, ValueError, TypeError, EOFError)
"""What reading a file raises that is no backup, or was cut or changed."""


class Backup:
    """An open backup. `tables` says what it should hold."""

    def __init__(self, file: Path, archive: ZipFile) -> None:
        self.file = file
        self.archive = archive
        self.tables = self._read_manifest()

    def rows(self, table: Table) -> Iterator[dict[str, Any]]:
        """Give the rows of a table; raises BackupError at the end of a table not whole.

        Whoever keeps the rows gives them up then.
        """
        digest, count = hashlib.sha256(), 0
        with self.archive.open(f"{table.name}.jsonl") as lines:
            for line in lines:
                digest.update(line)
                count += 1
                yield read_row(table, line)
        if Content(count, digest.hexdigest()) != self.tables[table.name]:
            raise self._broken(
                Wording(
                    en=f"the rows of {table.name} are not those that were written",
                    zh=f"{table.name} 的内容与写入时不符",
                )
            )

    def check(self) -> None:
        """Read everything once; raises BackupError."""
        for table in METADATA.sorted_tables:
            for _ in self.rows(table):
                pass

    def _read_manifest(self) -> dict[str, Content]:
        said = json.loads(self.archive.read(MANIFEST))
        found = f"{said['format']}/{said['revision']}"
        ours = f"{FORMAT}/{newest_revision()}"
        if found != ours:
            raise version_error(self.file, found, ours)
        return {
            table.name: Content(**said["tables"][table.name])
            for table in METADATA.sorted_tables
        }

    def _broken(self, reason: Wording) -> FairmatchError:
        return broken_error(self.file, reason)


@contextmanager
def open_backup(file: Path) -> Iterator[Backup]:
    """Give a backup; raises BackupError where it is none or, when read, not whole."""
    try:
        with ZipFile(file) as archive:
            yield Backup(file, archive)
    except BROKEN as error:
        reason = Wording.same(f"{type(error).__name__}: {error}")
        raise broken_error(file, reason) from error
