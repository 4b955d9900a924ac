"""Jobs in processes of their own: kept, stopped, lost, cut off."""

import threading
import time

import pytest

from api.jobs import runner as module
from api.jobs.runner import LANES, Place, Runner
from data.sources import InputPaths
from data.store.jobs import add_job, find_job, list_events, take_next
from data.tables import JobRow
from tests import job_children
from tests.data.conftest import Desk
from tests.office import NOW, new_fair
from tests.record_cases import keep_sheets

PRINT = LANES[1]


@pytest.fixture
def runner(office, tmp_path):
    return Runner(office.database, Place("", tmp_path / "papers"), lambda: NOW)


@pytest.fixture
def fair_id(office):
    return new_fair(office)


def add(office, fair_id, kind="print", **columns):
    """Add a job and return its id."""
    with office.database.writing() as session:
        row = JobRow(
            fair_id=fair_id,
            kind=kind,
            request={"n": 1},
            started_by=None,
            created_at=NOW,
            **columns,
        )
        return add_job(session, row).id


def seen(office, fair_id, job):
    with office.database.reading() as session:
        return find_job(session, fair_id, job)


def events(office, job):
    with office.database.reading() as session:
        return [row.event for row in list_events(session, job, 0, 100)]


def test_what_a_process_tells_is_kept(office, fair_id, runner, monkeypatch):
    monkeypatch.setattr(module, "main", job_children.files)
    job = add(office, fair_id)
    assert runner.run_next(PRINT)
    row = seen(office, fair_id, job)
    assert (row.state, row.result, row.ended_at) == ("done", {"asked": {"n": 1}}, NOW)
    first, second = events(office, job)
    assert (first["phase"], first["gap"]) == ("load", None)
    # |100 - 90| / 100
    assert (second["tier"], second["value"], second["gap"]) == ("fit", 90, 0.1)
    assert not runner.run_next(PRINT)


def test_process_that_dies_leaves_a_failed_job(office, fair_id, runner, monkeypatch):
    monkeypatch.setattr(module, "main", job_children.dies)
    job = add(office, fair_id)
    runner.run_next(PRINT)
    row = seen(office, fair_id, job)
    assert (row.state, row.fault["code"]) == ("failed", "job-process-lost")


def test_outcome_that_cannot_be_kept_fails_the_job(
    office, fair_id, runner, monkeypatch
):
    from api.jobs import keeping

    def full(*_):
        raise RuntimeError

    monkeypatch.setattr(module, "main", job_children.files)
    monkeypatch.setattr(keeping, "_keep_outcome", full)
    job = add(office, fair_id)
    with pytest.raises(RuntimeError):
        runner.run_next(PRINT)
    row = seen(office, fair_id, job)
    assert (row.state, row.fault["code"]) == ("failed", "our-fault")


def until(happened):
    """Wait for something that other threads do."""
    for _ in range(600):
        if happened():
            return
        time.sleep(0.05)
    pytest.fail("it has not happened within 30 s")


def test_running_job_is_stopped_and_the_best_is_kept(
    office, fair_id, runner, monkeypatch
):
    monkeypatch.setattr(module, "main", job_children.waits)
    job = add(office, fair_id)
    worker = threading.Thread(target=runner.run_next, args=(PRINT,))
    worker.start()
    until(lambda: events(office, job))
    path = f"/api/v1/fairs/{fair_id}/jobs/{job}/stop"
    assert office.client("supervisor").post(path).json()["stop_wanted"]
    worker.join(30)
    row = seen(office, fair_id, job)
    assert (row.state, row.result) == ("stopped", {"stopped": True})


def test_server_that_closes_ends_the_process_and_says_so(
    office, fair_id, runner, monkeypatch
):
    monkeypatch.setattr(module, "main", job_children.hangs)
    runner.start()
    job = add(office, fair_id)
    runner.wake()
    until(lambda: events(office, job))
    runner.stop()
    row = seen(office, fair_id, job)
    assert (row.state, row.fault["code"]) == ("cut off", "job-cut-off")


def test_job_that_ran_when_the_server_was_killed_is_cut_off_at_the_next_start(
    office, fair_id, runner
):
    waiting = add(office, fair_id, kind="none of ours")
    running = add(office, fair_id)
    with office.database.writing() as session:
        assert take_next(session, PRINT, NOW).id == running
    runner.start()
    runner.stop()
    assert seen(office, fair_id, running).state == "cut off"
    assert seen(office, fair_id, waiting).state == "waiting"


def test_lane_goes_on_after_a_job_that_went_wrong(office, fair_id, runner, monkeypatch):
    monkeypatch.setattr(module, "SLEEP_S", 0.01)
    monkeypatch.setattr(module, "main", job_children.files)
    keep, calls = module.keep_end, []

    def fails_once(*facts):
        calls.append(facts)
        if len(calls) == 1:
            raise RuntimeError
        keep(*facts)

    monkeypatch.setattr(module, "keep_end", fails_once)
    lost, done = add(office, fair_id), add(office, fair_id)
    runner.start()
    until(lambda: seen(office, fair_id, done).state == "done")
    runner.stop()
    assert seen(office, fair_id, lost).state == "running"


def test_real_job_makes_a_draft_that_keeps_every_rule(office, tmp_path):
    url = office.app.state.settings.database
    runner = Runner(office.database, Place(url, tmp_path / "papers"), lambda: NOW)
    with office.database.writing() as session:
        fair_id = keep_sheets(session, InputPaths(**Desk(tmp_path).paths)).id
    client = office.client("administrator")
    path = f"/api/v1/fairs/{fair_id}"
    job = client.post(f"{path}/jobs/schedule", json={"title": "First"}).json()["id"]
    assert runner.run_next(LANES[0])
    row = seen(office, fair_id, job)
    assert (row.state, row.fault) == ("done", None)
    phases = [event["phase"] for event in events(office, job)]
    assert phases[:2] == ["read", "fit"]
    assert {"sessions", "improvement", "bounds"} <= set(phases)
    draft = client.get(f"{path}/schedules/{row.schedule_id}").json()
    assert (draft["title"], draft["violations"], draft["meetings"]) == ("First", 0, 1)
