"""Backups of all records: written and restored while the server goes on."""

from __future__ import annotations

import os
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from api.jobs.keeping import cut_off_running
from api.services.errors import WrongRequestError
from data.backup.read import open_backup
from data.backup.restore import restore
from data.backup.write import write_backup
from data.database import Database, RecordsTrouble, hide_password
from data.migrations import migrate, newest_revision, revision_of
from data.store.fairs import has_content
from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path


class BackupThereError(WrongRequestError):
    """A file is there already; a backup is never written over."""

    def __init__(self, file: Path) -> None:
        super().__init__(
            "backup-there",
            Wording(en=f"{file} is there already.", zh=f"{file} 已存在。"),
            Wording(
                en="Give the backup a new name. Nothing was written.",
                zh="请换一个文件名。未写入任何文件。",
            ),
        )


class RecordsThereError(WrongRequestError):
    """The database to restore to has records."""

    def __init__(self, address: str) -> None:
        super().__init__(
            "records-there",
            Wording(
                en=f"The database {address} has records. Nothing was changed.",
                zh=f"数据库 {address} 中已有数据。未作任何更改。",
            ),
            Wording(
                en="Back them up, then restore with --replace, which drops them.",
                zh="请先备份，再加 --replace 恢复（现有数据将被取代）。",
            ),
        )


class NoRecordsError(WrongRequestError):
    """The database cannot be opened, or has no records of ours."""

    def __init__(self, address: str) -> None:
        super().__init__(
            "no-records",
            Wording(
                en=f"There are no records of ours in the database {address}, or it "
                "cannot be opened.",
                zh=f"数据库 {address} 无法打开，或其中没有本程序的数据。",
            ),
            Wording(
                en="Check the address, that its server runs and lets you in, and that "
                "the folder of a file is there; 'fairmatch serve' makes the records.",
                zh="请检查地址、数据库服务器是否运行并允许访问，以及文件所在的文件夹是否存在；"
                "fairmatch serve 会建立数据库。",
            ),
        )


def back_up(address: str, file: Path) -> int:
    """Write all records of a database to the new `file` and return how many rows.

    The file appears whole or not at all, read once more, readable by its owner only.
    Raises BackupThereError, NoRecordsError, OSError.
    """
    if file.exists():
        raise BackupThereError(file)
    part = file.with_name(f".{file.name}.{os.getpid()}.part")
    try:
        part.touch(mode=0o600, exist_ok=False)
        rows = _write(address, part)
        with part.open("rb+") as written:
            os.fsync(written.fileno())
        part.rename(file)
    finally:
        part.unlink(missing_ok=True)
    return rows


def _write(address: str, part: Path) -> int:
    database = Database(address)
    try:
        demand_records(database, address)
        tables = write_backup(database, part)
    finally:
        database.close()
    with open_backup(part) as backup:
        backup.check()
    return sum(table.rows for table in tables.values())


def demand_records(database: Database, address: str) -> None:
    """Raise NoRecordsError where a database has no tables of this version."""
    if database.is_missing:
        raise NoRecordsError(hide_password(address))
    try:
        with database.reading() as session:
            if revision_of(session.connection()) == newest_revision():
                return
    except RecordsTrouble as error:
        raise NoRecordsError(hide_password(address)) from error
    raise NoRecordsError(hide_password(address))


def bring_back(address: str, file: Path, *, replace: bool) -> int:
    """Restore the records of `file`, all or none, and return how many rows.

    Records that are there are dropped only with `replace`. Raises RecordsThereError,
    NoRecordsError, BackupError, OSError.
    """
    database = Database(address)
    try:
        with open_backup(file) as backup:
            backup.check()
            migrate(database)
            with database.writing() as session:
                if not replace and has_content(session):
                    raise RecordsThereError(hide_password(address))
                now = datetime.now(UTC)
                restore(session, backup, now)
                cut_off_running(session, now)
            return sum(table.rows for table in backup.tables.values())
    except RecordsTrouble as error:
        raise NoRecordsError(hide_password(address)) from error
    finally:
        database.close()
