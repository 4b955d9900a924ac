"""Writers go in the order they came; the place is passed on however a write ends."""

import threading
import time

import pytest
from sqlmodel import select

from data.database import Database
from data.migrations import migrate
from data.store.history import Deed, add_deed
from data.tables import HistoryRow
from data.writer_queue import WriterQueue
from tests.office import NOW


@pytest.fixture
def records(tmp_path):
    found = Database(f"sqlite:///{tmp_path / 'fairs.db'}")
    migrate(found)
    yield found
    found.close()


def actions(records):
    with records.reading() as session:
        return session.exec(select(HistoryRow.action).order_by(HistoryRow.id)).all()


def write(records, action):
    with records.writing() as session:
        add_deed(session, Deed(action), None, NOW)


def test_writers_go_in_the_order_they_came(records):
    threads = []
    with records.writing() as session:
        add_deed(session, Deed("first"), None, NOW)
        session.flush()
        for number in range(6):
            thread = threading.Thread(target=write, args=(records, str(number)))
            thread.start()
            threads.append(thread)
            time.sleep(0.05)  # the next one comes a little later
    for thread in threads:
        thread.join()
    assert actions(records) == ["first", *map(str, range(6))]


def write_and_fail(records):
    with records.writing() as session:
        add_deed(session, Deed("lost"), None, NOW)
        session.flush()
        raise KeyError


def test_write_that_fails_passes_the_place_on(records):
    with pytest.raises(KeyError):
        write_and_fail(records)
    write(records, "kept")
    assert actions(records) == ["kept"]


def test_who_waits_too_long_is_left_to_the_database():
    queue = WriterQueue(patience_s=0.01)
    assert (queue._take(), queue._take()) == (True, False)
