"""Large files are read in a process of their own, which may end in any way."""

import os
import time
from multiprocessing import get_context

import pytest

from api.office import apart, upload_reading
from api.office.apart import CutOffError, answer_through, work_apart
from data.database import Database
from tests.upload_cases import BUYERS, counts


def tell_process(records, word):
    return os.getpid(), records.url, word


def die(_records):
    os._exit(3)


def linger(_records):
    time.sleep(60)


@pytest.fixture
def records(tmp_path):
    found = Database(f"sqlite:///{tmp_path / 'x.db'}")
    yield found
    found.close()


def test_work_is_done_elsewhere_on_the_same_records(records):
    process, url, word = work_apart(records, tell_process, "pump")
    assert process != os.getpid()
    assert (url, word) == (records.url, "pump")


def test_process_that_dies_takes_nothing_down(records):
    with pytest.raises(CutOffError) as caught:
        work_apart(records, die)
    assert not caught.value.too_slow


def test_work_without_end_is_given_up(records, monkeypatch):
    monkeypatch.setattr(apart, "LONGEST_S", 0.2)
    with pytest.raises(CutOffError) as caught:
        work_apart(records, linger)
    assert caught.value.too_slow


def test_answer_goes_through_the_pipe(records, monkeypatch):
    monkeypatch.setattr(apart, "limit_memory", lambda: None)  # this process goes on
    monkeypatch.setattr(os, "nice", lambda _: 0)
    mine, theirs = get_context("spawn").Pipe(duplex=False)
    answer_through(theirs, records.url, tell_process, ("valve",))
    assert mine.recv() == (os.getpid(), records.url, "valve")


def test_large_sheet_is_taken_like_a_small_one(sheets, monkeypatch):
    monkeypatch.setattr(upload_reading, "SMALL_BYTES", 10)
    assert sheets.take("buyers", BUYERS.replace("乙公司", "乙")) == counts(changed=1)


@pytest.mark.parametrize(("too_slow", "code"), [(True, "too-slow"), (False, "damaged")])
def test_sheet_that_could_not_be_read_to_its_end_is_refused(
    sheets, monkeypatch, too_slow, code
):
    def cut_off(*_):
        raise CutOffError(too_slow=too_slow)

    monkeypatch.setattr(upload_reading, "SMALL_BYTES", 10)
    monkeypatch.setattr(upload_reading, "work_apart", cut_off)
    upload = sheets.upload("buyers", BUYERS.replace("乙公司", "乙")).json()
    seen = sheets.preview(upload["id"])
    assert [fault["code"] for fault in seen.json()["faults"]] == [code]
    assert sheets.apply(upload["id"], seen.headers["etag"]).status_code == 422
    marked = sheets.client.get(f"{sheets.path}/uploads/{upload['id']}/checked")
    assert (marked.status_code, marked.json()["faults"][0]["code"]) == (422, code)


def test_sheet_of_suggestions_has_no_marked_copy(sheets):
    text = "采购商,供应商,强度\nB1,S1,必须\n"
    sheets.client.post(
        f"{sheets.path}/suggestions/import", files={"file": ("s.csv", text)}
    )
    newest = sheets.client.get(f"{sheets.path}/uploads").json()["items"][0]
    answer = sheets.client.get(f"{sheets.path}/uploads/{newest['id']}/checked")
    assert (answer.status_code, answer.json()["code"]) == (409, "taken-at-once")
