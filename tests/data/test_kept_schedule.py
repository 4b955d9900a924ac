"""A schedule as the records keep it: what comes back is written as the same bytes."""

from dataclasses import replace

import pytest

from data.folder import FILES, FolderError, write_schedule
from data.kept_schedule import (
    keep_files,
    meeting_facts,
    read_meetings,
    restore_basis,
    restore_schedule,
)
from scheduler.balance.balance import balance_fair
from scheduler.fair import Slot
from scheduler.problem import Lock
from tests.folders import rich_folder


def kept_and_restored(content, meetings=None):
    """Return `content`, or its files with other `meetings`, after being kept."""
    files = keep_files(content)
    basis = restore_basis(files.problem, files.directory)
    if meetings is None:
        rows = [meeting_facts(m, basis.zone) for m in content.schedule.meetings]
        meetings = read_meetings(reversed(rows), basis.zone)
    return restore_schedule(
        basis, meetings, files.remarks, files.summary, content.schedule.release
    )


def test_what_was_kept_is_written_as_the_same_bytes(tmp_path):
    content = rich_folder()
    balance = balance_fair(content.problem, content.candidates)
    figures = {"balance": balance, "prices": [{"what": "table", "worth": 2}]}
    content = replace(content, summary=replace(content.summary, **figures))
    write_schedule(tmp_path / "one", content)
    write_schedule(tmp_path / "two", kept_and_restored(content))
    for name in FILES:
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_locks_follow_the_meetings():
    content = rich_folder()
    (meeting,) = content.schedule.meetings
    other = replace(meeting, buyer="B2", supplier="S1", round_index=0)
    locked = kept_and_restored(content, (other, meeting))
    assert locked.problem.locks == (
        Lock("B1", "S2", Slot("D1-AM", 1)),  # known ones first
        Lock("B2", "S1", Slot("D1-AM", 0)),
    )
    free = kept_and_restored(content, (replace(meeting, locked=False),))
    assert free.problem.locks == ()
    assert kept_and_restored(content).problem == content.problem


@pytest.mark.parametrize(
    "damaged", [b"", b"no gzip", keep_files(rich_folder()).directory]
)
def test_damaged_files_are_named(damaged):
    files = keep_files(rich_folder())
    with pytest.raises(FolderError) as raised:
        restore_basis(damaged, files.directory)
    assert raised.value.code == "folder-damaged"


def test_kept_files_have_the_same_bytes_each_time():
    assert keep_files(rich_folder()) == keep_files(rich_folder())
