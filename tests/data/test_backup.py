"""A backup holds every row of every table, and brings all back or none."""

import json
from datetime import UTC, date, datetime
from zipfile import ZipFile

import pytest
from sqlalchemy import (
    JSON,
    Boolean,
    Date,
    Integer,
    LargeBinary,
    func,
    insert,
    select,
    update,
)
from sqlalchemy.exc import DBAPIError

from data.backup.errors import BackupError
from data.backup.read import Backup, open_backup
from data.backup.restore import restore
from data.backup.versions import VERSIONS, read_highest
from data.backup.write import MANIFEST, write_backup
from data.database import Database
from data.migrations import migrate
from data.store.fairs import has_content
from data.tables import METADATA, FairRow, HistoryRow, ScheduleRow, UserRow
from data.tables.base import Moment

AT = datetime(2026, 11, 20, 8, 0, 0, 123456, tzinfo=UTC)
LATER = datetime(2026, 11, 21, tzinfo=UTC)


def _value(column, number):
    if column.foreign_keys:
        return None if column.nullable else number
    for kind, value in (
        (Moment, AT),
        (Date, date(2026, 11, 20)),
        (LargeBinary, b"\x00\xff\n" * 1000),
        (JSON, {"品名": "阀门", "no": [1, None, "\u2028"]}),
        (Boolean, True),
        (Integer, number),
    ):
        if isinstance(column.type, kind):
            return value
    return f"文字 {number}\n'\""


def fill(session):
    """Write two rows of every table, whatever its columns, as one who knows the guards."""
    connection = session.connection()
    for table in METADATA.sorted_tables:
        for number in (1, 2):
            values = {c.name: _value(c, number) for c in table.columns}
            connection.execute(insert(table), values | _unlike(table))
    connection.execute(update(ScheduleRow).values(release=ScheduleRow.id))


def _unlike(table):
    return {"release": None} if table.name == "schedule" else {}


def content(database):
    """Return all rows of all tables."""
    with database.reading() as session:
        connection = session.connection()
        return {
            table.name: [tuple(row) for row in connection.execute(select(table))]
            for table in METADATA.sorted_tables
        }


def plain(tables):
    """Return the rows without the numbers of their versions."""
    versions = {(c.table.name, list(c.table.columns).index(c)) for c in VERSIONS}
    return {
        name: [
            [value for at, value in enumerate(row) if (name, at) not in versions]
            for row in rows
        ]
        for name, rows in tables.items()
    }


@pytest.fixture
def backup(database, tmp_path):
    """A file with the records of a database that has rows in every table."""
    with database.writing() as session:
        fill(session)
    file = tmp_path / "backup.zip"
    write_backup(database, file)
    return file


def _restore(database, file):
    with open_backup(file) as opened, database.writing() as session:
        restore(session, opened, LATER)


def test_backup_brings_every_row_of_every_table_back(database, backup):
    before = content(database)
    assert all(len(rows) == 2 for rows in before.values())
    with database.writing() as session:
        session.add(
            UserRow(id=9, login="new", name="New", role="rep", created_at=LATER)
        )
        session.exec(update(FairRow).values(name_en="Changed"))
    _restore(database, backup)
    after = content(database)
    told = after["history"].pop()
    assert plain(after) == plain(before)
    assert (told[4], told[3]) == ("records.restore", LATER)


def test_restored_versions_are_beyond_all_that_were_there(database, backup):
    with database.writing() as session:
        session.exec(update(FairRow).values(records_version=40))
        before = read_highest(session.connection())
    _restore(database, backup)
    with database.reading() as session:
        after = read_highest(session.connection())
        lowest = select(func.min(FairRow.records_version))
        assert session.connection().execute(lowest).scalar_one() == 41
    assert len(VERSIONS) == 8
    assert all(after[column] == before[column] + 1 for column in VERSIONS)


def test_backup_comes_into_an_empty_database_as_it_is(tmp_path, backup):
    other = Database(f"sqlite:///{tmp_path / 'other.db'}")
    migrate(other)
    _restore(other, backup)
    with open_backup(backup) as opened:
        rows = list(opened.rows(FairRow.__table__))
    with other.reading() as session:
        kept = session.exec(select(FairRow.records_version)).all()
    assert [row[0] for row in kept] == [row["records_version"] for row in rows]
    other.close()


def test_both_databases_write_the_same_lines(tmp_path, backup):
    """The rows that `fill` makes have one form: that of the other database too."""
    with ZipFile(backup) as archive:
        manifest = json.loads(archive.read(MANIFEST))
        line = archive.read("user_account.jsonl").decode().splitlines()[0]
    assert manifest["format"] == 1
    assert manifest["tables"]["user_account"]["rows"] == 2
    assert json.loads(line) == [
        1,
        "文字 1\n'\"",
        "文字 1\n'\"",
        "文字 1\n'\"",
        "文字 1\n'\"",
        "文字 1\n'\"",
        True,
        "2026-11-20T08:00:00.123456+00:00",
        1,
    ]


def test_restored_records_are_guarded_and_go_on_counting(database, backup):
    _restore(database, backup)
    with database.writing() as session:
        user = UserRow(login="new", name="New", role="rep", created_at=LATER)
        session.add(user)
        session.flush()
        assert user.id == 3
    for statement in (
        update(HistoryRow).values(action="other"),
        update(ScheduleRow).values(title="other"),
    ):
        with pytest.raises(DBAPIError), database.writing() as session:
            session.exec(statement)


def test_empty_records_are_backed_up_too(database, tmp_path):
    file = tmp_path / "empty.zip"
    assert sum(table.rows for table in write_backup(database, file).values()) == 0
    _restore(database, file)
    with database.writing() as session:
        assert not has_content(session)
        session.add(UserRow(login="a", name="A", role="rep", created_at=AT))
        session.flush()
        assert not has_content(session)


def _change(file, name, change):
    """Write a backup anew with one of its files changed."""
    with ZipFile(file) as archive:
        files = {n: archive.read(n) for n in archive.namelist()}
    files[name] = change(files[name])
    with ZipFile(file, "w") as archive:
        for n, text in files.items():
            archive.writestr(n, text)


CHANGES = {
    "a row changed": ("user_account.jsonl", lambda t: t.replace(b"true", b"false", 1)),
    "a row gone": ("user_account.jsonl", lambda t: t.splitlines(keepends=True)[0]),
    "a column gone": ("user_account.jsonl", lambda t: t.replace(b"true,", b"", 1)),
    "no rows at all": ("user_account.jsonl", lambda _: b"{"),
    "no manifest": (MANIFEST, lambda _: b""),
    "another manifest": (MANIFEST, lambda _: b"[]"),
    "a table unknown to it": (MANIFEST, lambda t: t.replace(b'"user_account"', b'"u"')),
}


@pytest.mark.parametrize("change", CHANGES)
def test_changed_backup_is_refused_and_nothing_is_changed(database, backup, change):
    before = content(database)
    _change(backup, *CHANGES[change])
    with pytest.raises(BackupError) as refused:
        _restore(database, backup)
    assert refused.value.code == "backup-broken"
    assert content(database) == before


def test_rows_that_were_not_all_kept_are_refused(database, backup, monkeypatch):
    before = content(database)
    monkeypatch.setattr(Backup, "rows", lambda *_: iter(()))
    with pytest.raises(BackupError, match="instead of"):
        _restore(database, backup)
    assert content(database) == before


@pytest.mark.parametrize(
    ("was", "found"), [(b'"format": 1', b'"format": 2'), (b'"0001"', b'"0000"')]
)
def test_backup_of_another_version_is_refused(database, backup, was, found):
    _change(backup, MANIFEST, lambda text: text.replace(was, found))
    with pytest.raises(BackupError) as refused:
        _restore(database, backup)
    assert refused.value.code == "backup-version"


@pytest.mark.parametrize("text", [b"", b"PK\x03\x04 cut", b"SQLite format 3"])
def test_file_that_is_no_backup_is_refused(tmp_path, text):
    file = tmp_path / "some.zip"
    file.write_bytes(text)
    with pytest.raises(BackupError), open_backup(file):
        pass


def test_cut_backup_is_refused(tmp_path, database, backup):
    text = bytearray(backup.read_bytes())
    text[200:260] = b"x" * 60
    backup.write_bytes(text)
    with pytest.raises(BackupError), open_backup(backup) as opened:
        opened.check()
