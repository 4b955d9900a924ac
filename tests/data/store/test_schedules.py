"""Schedules in the records: heads without files, meetings by page, edits in order."""

from dataclasses import replace

import pytest
from sqlalchemy.exc import DBAPIError, InvalidRequestError
from sqlmodel import select, text

from data.kept_schedule import keep_files, meeting_facts, read_meetings, restore_basis
from data.store import schedules as store
from data.store.fairs import add_fair
from data.store.pages import Window
from data.tables import EditRow, ScheduleRow
from tests.folders import rich_folder
from tests.office import NOW
from tests.record_cases import fair_row

EVERY = Window(0, 200)
FOLDER = rich_folder()
BASIS = restore_basis(keep_files(FOLDER).problem, keep_files(FOLDER).directory)


@pytest.fixture(autouse=True)
def _fair(database):
    with database.writing() as session:
        add_fair(session, fair_row(""))


def add(database, meetings=FOLDER.schedule.meetings, **columns):
    """Add a draft and return its id."""
    files = keep_files(FOLDER)
    row = ScheduleRow(
        fair_id=1,
        problem=files.problem,
        directory=files.directory,
        summary=files.summary,
        remarks=files.remarks,
        made_by=None,
        made_at=NOW,
        **columns,
    )
    with database.writing() as session:
        facts = [meeting_facts(meeting, BASIS.zone) for meeting in meetings]
        return store.schedule_id(store.add_schedule(session, row, facts))


def many(count):
    """Return meetings of as many buyers."""
    (meeting,) = FOLDER.schedule.meetings
    return [replace(meeting, buyer=f"B{i}", locked=i == 1) for i in range(count)]


def release(database, schedule_id, number):
    with database.writing() as session:
        assert store.advance_draft(session, schedule_id, 1, {"release": number})


def test_schedule_comes_back_with_its_meetings(database):
    schedule_id = add(database, title="First")
    with database.reading() as session:
        row = store.find_schedule(session, 1, schedule_id)
        assert (row.title, row.release, row.version) == ("First", None, 1)
        files = keep_files(FOLDER)
        assert store.read_files(session, schedule_id) == (
            files.problem,
            files.directory,
        )
        rows = store.read_all_meetings(session, schedule_id)
        assert read_meetings(rows, BASIS.zone) == FOLDER.schedule.meetings


def test_head_of_a_schedule_never_reads_its_files(database):
    schedule_id = add(database)
    with database.reading() as session:
        row = store.find_schedule(session, 1, schedule_id)
        with pytest.raises(InvalidRequestError, match="raiseload"):
            _ = row.problem


def test_schedules_are_listed_latest_first_without_dropped_ones(database):
    first, second, third = (add(database, ()) for _ in range(3))
    dropped = add(database, (), dropped_at=NOW)
    release(database, first, 0)
    release(database, second, 1)
    with database.reading() as session:

        def listed(**wanted):
            page = store.list_schedules(session, 1, EVERY, **wanted)
            return [row.id for row in page.rows]

        assert listed() == [third, second, first]
        assert listed(released=True) == [second, first]
        assert listed(released=False) == [third]
        assert store.find_latest_release(session, 1).id == second
        assert store.find_latest_release(session, 2) is None
        assert store.find_schedule(session, 1, dropped) is None
        assert store.find_schedule(session, 2, first) is None


def test_meetings_are_taken_and_put_by_pair(database):
    schedule_id = add(database, many(900))  # more pairs than one statement takes
    with database.writing() as session:
        store.take_meetings(session, schedule_id, [(f"B{i}", "S2") for i in range(899)])
        store.take_meetings(session, schedule_id, [])
        store.put_meetings(session, schedule_id, [])
    with database.reading() as session:
        (row,) = store.read_all_meetings(session, schedule_id)
        assert row["buyer"] == "B899"


def test_only_the_version_that_was_read_is_advanced(database):
    schedule_id = add(database)
    with database.writing() as session:
        assert not store.advance_draft(session, schedule_id, 2, {})
        assert store.advance_draft(session, schedule_id, 1, {"title": "Other"})
    with database.reading() as session:
        row = store.find_schedule(session, 1, schedule_id)
        assert (row.title, row.version) == ("Other", 2)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE schedule SET title = 'other'",
        "DELETE FROM schedule",
        "UPDATE meeting SET fit = 1",
        "DELETE FROM meeting",
    ],
)
def test_release_never_changes(database, statement):
    schedule_id = add(database)
    release(database, schedule_id, 0)
    with (
        pytest.raises(DBAPIError, match="a release never changes"),
        database.writing() as session,
    ):
        session.exec(text(statement))
    with database.writing() as session:
        assert not store.advance_draft(session, schedule_id, 2, {"title": "other"})


def edit(database, schedule_id):
    with database.writing() as session:
        row = EditRow(
            schedule_id=schedule_id,
            number=0,
            kind="move",
            before=[],
            after=[],
            edited_by=None,
            edited_at=NOW,
        )
        return store.add_edit(session, row).number


def undo(database, schedule_id, *, undone=False):
    with database.writing() as session:
        row = store.find_edit(session, schedule_id, undone=undone)
        row.is_undone = not undone
        session.add(row)
        return row.number


def test_edits_are_undone_from_the_last_and_redone_from_the_first(database):
    schedule_id = add(database)
    assert [edit(database, schedule_id) for _ in range(3)] == [1, 2, 3]
    assert [undo(database, schedule_id) for _ in range(2)] == [3, 2]
    assert undo(database, schedule_id, undone=True) == 2
    assert undo(database, schedule_id, undone=True) == 3


def test_new_edit_forgets_those_undone_before_it(database):
    schedule_id = add(database)
    _ = [edit(database, schedule_id) for _ in range(2)]
    _ = [undo(database, schedule_id) for _ in range(2)]
    assert edit(database, schedule_id) == 1
    with database.reading() as session:
        assert store.find_edit(session, schedule_id, undone=True) is None
        assert store.list_edits(session, schedule_id, EVERY).total == 1
        assert session.exec(select(EditRow)).one().number == 1
