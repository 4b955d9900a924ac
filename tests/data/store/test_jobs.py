"""Jobs in the records: taken in turn, their events in order."""

import pytest

from data.store import jobs as store
from data.store.fairs import add_fair
from data.store.pages import Window
from data.tables import JobRow
from tests.office import NOW
from tests.record_cases import fair_row


@pytest.fixture
def fair_id(database):
    with database.writing() as session:
        return add_fair(session, fair_row("")).id


def add(database, fair_id, kind="print"):
    with database.writing() as session:
        row = JobRow(
            fair_id=fair_id, kind=kind, request={}, started_by=None, created_at=NOW
        )
        return store.job_id(store.add_job(session, row))


def take(database, *kinds):
    with database.writing() as session:
        row = store.take_next(session, kinds, NOW)
        return row and row.id


def test_oldest_job_of_the_kinds_is_taken_once(database, fair_id):
    first, other, second = (
        add(database, fair_id, kind) for kind in ("print", "schedule", "notices")
    )
    lane = "print", "notices"
    assert [take(database, *lane) for _ in range(3)] == [first, second, None]
    with database.reading() as session:
        running = [row.id for row in store.list_running(session)]
        assert running == [first, second]
        waiting = store.find_job(session, fair_id, other)
        assert (waiting.state, waiting.started_at) == ("waiting", None)
        assert store.find_job(session, fair_id + 1, other) is None
        listed = store.list_jobs(session, fair_id, Window())
        assert [row.id for row in listed.rows] == [second, other, first]


def test_events_are_numbered_and_read_after_a_number(database, fair_id):
    one, two = add(database, fair_id), add(database, fair_id)
    for job, phase in ((one, "a"), (two, "b"), (one, "c"), (one, "d")):
        with database.writing() as session:
            store.add_event(session, job, NOW, {"phase": phase})
    with database.reading() as session:
        found = store.list_events(session, one, 1, 10)
        assert [(row.number, row.event["phase"]) for row in found] == [
            (2, "c"),
            (3, "d"),
        ]
        assert [row.number for row in store.list_events(session, one, 0, 1)] == [1]


def test_somebody_may_want_a_job_to_stop(database, fair_id):
    job = add(database, fair_id)
    with database.writing() as session:
        assert not store.is_stop_wanted(session, job)
        store.find_job(session, fair_id, job).stop_wanted = True
    with database.reading() as session:
        assert store.is_stop_wanted(session, job)
        assert not store.is_stop_wanted(session, job + 1)
