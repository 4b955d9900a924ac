"""The process of a job: what it tells, when it stops, how it ends."""

import logging
import os
import threading
from types import SimpleNamespace

import pytest

from api.jobs import child, parent
from api.jobs.child import PipeProgress, main
from api.jobs.task import Ended, Failed, Filed, Task
from api.jobs.work import Work
from api.office.errors import MissingError, UnusableError
from data.faults import Findings, Where
from scheduler.progress import Event
from scheduler.wording import Wording


class Pipe:
    """A pipe whose other end is this test."""

    def __init__(self, told=False, gone=False):
        self.sent, self.told, self.gone = [], told, gone

    def send(self, message):
        if self.gone:
            raise BrokenPipeError
        self.sent.append(message)

    def poll(self):
        return self.told


def run(monkeypatch, do, keeps=True, pipe=None):
    """Run a task that is `do`, and return what its process has sent."""
    pipe = pipe or Pipe()
    monkeypatch.setattr(child.os, "nice", lambda _: 0)
    monkeypatch.setitem(child.WORK, "test", Work(do, keeps))
    main(Task("", "", 1, 7, "test", {}), pipe)
    return pipe.sent


def test_events_of_one_phase_come_no_faster_than_people_read():
    now = iter([0.0, 0.1, 0.2, 0.4, 0.45])
    pipe = Pipe()
    progress = PipeProgress(pipe, keeps=True, clock=lambda: next(now))
    phases = ("fit", "fit", "solve", "solve", "solve")
    for done, phase in enumerate(phases):
        progress.tell(Event(phase, done))
    # the second comes 0.1 s after the first, the fourth 0.2 s and the fifth 0.25 s after
    assert [event.done for event in pipe.sent] == [0, 2, 4]


@pytest.mark.parametrize(
    ("keeps", "phase", "stops"),
    [(True, "fit", False), (True, "sessions", True), (False, "print", True)],
)
def test_work_stops_where_that_leaves_something_to_keep(keeps, phase, stops):
    progress = PipeProgress(Pipe(told=True), keeps=keeps)
    progress.tell(Event(phase))
    assert progress.should_stop() is stops
    assert progress.stopping


def test_work_that_nobody_stops_goes_on():
    assert not PipeProgress(Pipe(), keeps=False).should_stop()


def test_end_says_whether_somebody_stopped_it(monkeypatch):
    def do(_, progress):
        progress.should_stop()
        return Filed({})

    assert run(monkeypatch, do) == [Ended(Filed({}), stopped=False)]
    assert run(monkeypatch, do, pipe=Pipe(told=True))[-1].stopped


def test_refusal_ends_with_its_code_and_both_texts(monkeypatch):
    def do(*_):
        raise MissingError(Wording(en="fair", zh="展会"))

    (ended,) = run(monkeypatch, do)
    assert isinstance(ended.outcome, Failed)
    assert ended.outcome.fault["code"] == "not-found"
    assert ended.outcome.fault["title"] == {
        "en": "There is no such fair.",
        "zh": "没有这个展会。",
    }


def test_faults_keep_their_places(monkeypatch):
    findings = Findings()
    findings.fault("booth-missing", Where("buyers", "", "B2"))

    def do(*_):
        raise UnusableError(findings.all_faults())

    (ended,) = run(monkeypatch, do)
    (said,) = ended.outcome.fault["faults"]
    assert (said["code"], said["place"]) == ("booth-missing", "B2")
    assert said["text"]["en"] != said["text"]["zh"]


def test_fault_of_ours_is_logged_by_its_place_without_what_it_says(monkeypatch, caplog):
    def do(*_):
        raise RuntimeError("Ann, +86 138 0013 8000")

    with caplog.at_level(logging.ERROR, "fairmatch.jobs"):
        (ended,) = run(monkeypatch, do)
    assert ended.outcome.fault["code"] == "our-fault"
    assert "test_job_child.py" in caplog.text
    assert "Ann" not in caplog.text


@pytest.mark.parametrize("told", [True, False])
def test_process_whose_server_is_gone_ends_quietly(monkeypatch, told):
    def do(_, progress):
        if told:
            progress.tell(Event("fit"))
        return Filed({})

    assert run(monkeypatch, do, pipe=Pipe(gone=True)) == []


def test_a_process_whose_server_is_gone_ends(monkeypatch):
    reading, writing = os.pipe()
    ended = threading.Event()
    codes = []
    monkeypatch.setattr(
        parent, "parent_process", lambda: SimpleNamespace(sentinel=reading)
    )
    monkeypatch.setattr(
        parent.os, "_exit", lambda code: (codes.append(code), ended.set())
    )
    parent.end_with_parent()
    assert not ended.wait(0.05)
    os.close(writing)  # as the system does, however the server ends
    assert ended.wait(10)
    os.close(reading)
    assert codes == [parent.ALONE]
