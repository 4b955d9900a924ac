"""Large files are read in a process of their own, which may end in any way."""

import io
import os
import struct
import time
import zipfile
from multiprocessing import get_context
from threading import BoundedSemaphore

import pytest

from api.office import apart, suggesting, upload_reading
from api.office.apart import CrowdedError, CutOffError, answer_through, work_apart
from api.office.errors import MissingError
from data.database import Database
from scheduler.wording import Wording
from tests.upload_cases import BUYERS, counts

SUGGESTIONS = "采购商,供应商,强度\nB1,S1,必须\n"
THING = Wording(en="thing", zh="东西")


def tell_process(records, word):
    return os.getpid(), records.url, word


def die(_records):
    os._exit(3)


def linger(_records):
    time.sleep(60)


def refuse(_records):
    raise MissingError(THING)


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


def through_a_pipe(records, monkeypatch, work, *args):
    """Return what is sent of work that is done in this process."""
    monkeypatch.setattr(apart, "limit_memory", lambda: None)  # this process goes on
    monkeypatch.setattr(os, "nice", lambda _: 0)
    mine, theirs = get_context("spawn").Pipe(duplex=False)
    answer_through(theirs, records.url, work, args)
    return mine.recv()


def test_answer_goes_through_the_pipe(records, monkeypatch):
    answer = through_a_pipe(records, monkeypatch, tell_process, "valve")
    assert answer == (os.getpid(), records.url, "valve")


def test_a_refusal_goes_through_the_pipe_and_is_raised(records, monkeypatch):
    refusal = through_a_pipe(records, monkeypatch, refuse)
    monkeypatch.setattr(apart, "_ask", lambda *_: refusal)
    with pytest.raises(MissingError) as caught:
        work_apart(records, refuse)
    assert caught.value.what == MissingError(THING).what


def test_whoever_waits_lets_others_work_and_no_more_wait_than_there_are_threads(
    records, monkeypatch
):
    aside, inside = [], []

    def ask(*_):
        inside.append(len(aside))
        if len(inside) < 3:
            work_apart(records, tell_process)

    monkeypatch.setattr(apart, "_WAITING", BoundedSemaphore(2))
    monkeypatch.setattr(apart, "_ask", ask)
    token = apart.STAND_ASIDE.set(lambda: aside.append(1))
    try:
        with pytest.raises(CrowdedError):
            work_apart(records, tell_process)
        assert inside == [1, 2]
    finally:
        apart.STAND_ASIDE.reset(token)
    monkeypatch.setattr(apart, "_ask", lambda *_: "done")
    assert work_apart(records, tell_process) == "done"  # their places are free again


@pytest.mark.parametrize(
    ("content", "light"),
    [
        (b"buyer,supplier\nB1,S1\n", True),
        (b"x" * apart.SMALL_BYTES, True),
        (b"x" * (apart.SMALL_BYTES + 1), False),
        (b"PK\x03\x04\x14\0", False),  # a workbook, which may unpack to anything
        ("采购商".encode("utf-16"), True),
        ("采购商,A".encode("utf-16"), False),
    ],
)
def test_only_small_plain_text_is_read_where_it_is_asked_for(content, light):
    assert apart.is_light(content) is light


@pytest.fixture
def asked_apart(monkeypatch):
    """The work that was asked for apart; it is done here."""
    asked = []

    def here(records, work, *args):
        asked.append(work.__name__)
        return work(records, *args)

    monkeypatch.setattr(upload_reading, "work_apart", here)
    monkeypatch.setattr(suggesting, "work_apart", here)
    return asked


def bomb():
    """Return a small workbook whose sheet says that it unpacks to 700 MB."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<x/>")
        archive.writestr("xl/worksheets/sheet1.xml", b"")
    content = buffer.getvalue()
    at = content.rindex(b"PK\x01\x02") + 24  # the size in the directory
    return content[:at] + struct.pack("<I", 700 * 2**20) + content[at + 4 :]


def test_a_small_hostile_workbook_never_reaches_the_server(sheets, asked_apart):
    upload = sheets.upload("buyers", bomb(), "a.xlsx").json()
    seen = sheets.preview(upload["id"])
    assert [fault["code"] for fault in seen.json()["faults"]] == ["zip-bomb"]
    answer = sheets.client.get(f"{sheets.path}/uploads/{upload['id']}/checked")
    assert answer.status_code == 200
    files = {"file": ("a.xlsx", bomb())}
    refused = sheets.client.post(f"{sheets.path}/suggestions/import", files=files)
    assert (refused.status_code, refused.json()["faults"][0]["code"]) == (
        422,
        "zip-bomb",
    )
    assert asked_apart == ["read_kept_sheet", "mark_kept_sheet", "place_rows"]


def test_suggestions_read_apart_are_those_read_here(sheets, monkeypatch):
    path = f"{sheets.path}/suggestions/import"
    files = {"file": ("s.csv", SUGGESTIONS)}
    here = sheets.client.post(path, files=files).json()
    monkeypatch.setattr(apart, "SMALL_BYTES", 10)
    apart_ = sheets.client.post(path, files=files).json()
    assert (here["known"], apart_["known"]) == (0, 1)
    assert (len(here["added"]), apart_["added"]) == (1, [])


def test_suggestions_that_could_not_be_read_to_their_end_are_refused(
    sheets, monkeypatch
):
    def cut_off(*_):
        raise CutOffError(too_slow=False)

    monkeypatch.setattr(apart, "SMALL_BYTES", 10)
    monkeypatch.setattr(suggesting, "work_apart", cut_off)
    files = {"file": ("s.csv", SUGGESTIONS)}
    answer = sheets.client.post(f"{sheets.path}/suggestions/import", files=files)
    assert (answer.status_code, answer.json()["faults"][0]["code"]) == (422, "damaged")


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
    sheets.client.post(
        f"{sheets.path}/suggestions/import", files={"file": ("s.csv", SUGGESTIONS)}
    )
    newest = sheets.client.get(f"{sheets.path}/uploads").json()["items"][0]
    answer = sheets.client.get(f"{sheets.path}/uploads/{newest['id']}/checked")
    assert (answer.status_code, answer.json()["code"]) == (409, "taken-at-once")
