"""Jobs over HTTP: started once, listed, watched, stopped; files to whom they concern."""

import json

import pytest
from sqlmodel import update

from api.jobs import keeping
from api.jobs.task import Ended, Failed, Filed, fault_of, file_of
from api.office.errors import MissingError
from api.routers import jobs as router
from data.store.jobs import RUNNING, take_next
from data.tables import JobRow, PartyRow
from printouts.notice_work import Told
from scheduler.progress import Event
from scheduler.settings import SolveSettings
from scheduler.wording import Wording
from tests.office import NOW
from tests.schedule_cases import new_draft, small_folder


@pytest.fixture
def draft(office):
    return new_draft(office)


def outcome(answer):
    return answer.status_code, answer.json().get("code")


def start(draft, kind, client=None, headers=None, **body):
    """Start a job; nothing runs it."""
    client = client or draft.client
    return client.post(f"{draft.fair}/jobs/{kind}", json=body, headers=headers)


def take(office):
    """Take the next job as a runner does."""
    with office.database.writing() as session:
        return take_next(
            session, ("schedule", "repair", "print", "notices", "folder"), NOW
        )


def end(office, outcome, stopped=False):
    """Take the next job and let it end."""
    job = take(office)
    keeping.keep_end(office.database, job, Ended(outcome, stopped), NOW)
    return job.id


def test_job_waits_for_its_turn(draft):
    answer = start(draft, "schedule", seed=5)
    job = answer.json()
    assert answer.status_code == 202
    assert (job["state"], job["started_by"], job["kind"]) == (
        "waiting",
        "Specialist",
        "schedule",
    )
    assert job["request"] == {
        "seed": 5,
        "time_limit_s": 60.0,
        "gap": SolveSettings().gap_target,
        "title": "",
    }
    path = f"{draft.fair}/jobs"
    assert draft.client.get(path).json()["items"] == [job]
    assert draft.client.get(f"{path}/{job['id']}").json() == job


def test_job_that_is_asked_for_twice_with_one_key_is_one(draft):
    headers = {"Idempotency-Key": "once"}
    first, second = (start(draft, "schedule", headers=headers) for _ in range(2))
    assert first.json() == second.json()
    assert draft.client.get(f"{draft.fair}/jobs").json()["total"] == 1


def test_jobs_of_one_lane_are_taken_in_turn(office, draft):
    ids = [start(draft, "schedule", seed=seed).json()["id"] for seed in range(2)]
    assert [take(office).id for _ in range(2)] == ids
    assert take(office) is None


@pytest.mark.parametrize(
    ("kind", "body", "code"),
    [
        ("print", {"schedule_id": 99}, "not-found"),
        ("print", {"schedule_id": 1, "since": 99}, "not-found"),
        ("notices", {"schedule_id": 1}, "not-released"),
        ("repair", {"schedule_id": 99}, "not-found"),
        ("repair", {"schedule_id": 1, "party": "s9"}, "input-rejected"),
        ("repair", {"schedule_id": 1, "now": "yesterday"}, "now-unknown"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anybody_waits(draft, kind, body, code):
    if kind == "repair":
        party = body.pop("party", "s2")
        body["changes"] = [{"party": party, "kind": "withdrawn"}]
    body["schedule_id"] = draft.id if body["schedule_id"] == 1 else 99
    assert start(draft, kind, **body).json()["code"] == code
    assert draft.client.get(f"{draft.fair}/jobs").json()["total"] == 0


@pytest.mark.parametrize("kind", ["print", "repair"])
def test_nothing_is_made_of_what_breaks_a_rule(office, kind):
    broken = small_folder(("b1", "s1", 0), ("b1", "s2", 0), ("b2", "s2", 1))
    draft = new_draft(office, broken)
    body = {"schedule_id": draft.id}
    if kind == "repair":
        body["changes"] = [{"party": "s2", "kind": "withdrawn"}]
    assert outcome(start(draft, kind, **body)) == (409, "draft-breaks-rules")


def test_who_walks_in_is_on_the_list_and_not_in_the_schedule(office, draft):
    def repair(**more):
        return outcome(start(draft, "repair", schedule_id=draft.id, **more))

    assert repair() == (422, "request-malformed")
    assert repair(walk_ins=["b1"]) == (409, "buyer-known")
    assert repair(walk_ins=["b9"]) == (404, "not-found")
    with office.database.writing() as session:
        row = {"fair_id": 1, "side": "buyer", "code": "b9", "name": "Late"}
        session.add(PartyRow(**row, is_removed=True))
    assert repair(walk_ins=["b9"]) == (404, "not-found")
    with office.database.writing() as session:
        session.exec(update(PartyRow).values(is_removed=False))
    assert draft.client.get(f"{draft.fair}/jobs").json()["total"] == 0
    assert repair(walk_ins=["b9"]) == (202, None)


def test_now_may_be_in_a_session_that_is_added(draft):
    body = {"schedule_id": draft.id, "now": "D1-AM:1"}
    change = {"party": "s2", "kind": "no-show"}
    assert outcome(start(draft, "repair", changes=[change], **body)) == (
        422,
        "now-unknown",
    )
    assert start(draft, "repair", added_sessions=True, **body).status_code == 202


def test_repair_is_kept_as_it_was_asked_for(draft):
    changes = [{"party": "s2", "kind": "absent", "session": "P1", "round": "2"}]
    job = start(draft, "repair", schedule_id=draft.id, changes=changes).json()
    assert job["request"]["changes"] == [changes[0] | {"hall": "", "booth": ""}]


def test_folder_is_for_those_who_need_contact_data(office, draft):
    job = start(draft, "folder", schedule_id=draft.id).json()
    assert job["request"] == {"schedule_id": draft.id, "papers": True}
    end(office, Filed({"sha256": "0" * 64, "files": 4, "bytes": 4}))
    folder = office.app.state.runner.folder
    folder.mkdir(parents=True, exist_ok=True)
    file_of(folder, "0" * 64).write_bytes(b"file")
    path = f"{draft.fair}/jobs/{job['id']}/file"
    assert draft.client.get(path).content == b"file"
    staff = office.client("staff")
    assert outcome(staff.get(path)) == (403, "not-allowed")
    refused = start(draft, "folder", staff, schedule_id=draft.id)
    assert outcome(refused) == (403, "not-allowed")
    assert outcome(start(draft, "folder", schedule_id=99)) == (404, "not-found")


def test_job_that_waits_is_stopped_at_once(office, draft):
    job = start(draft, "schedule").json()
    path = f"{draft.fair}/jobs/{job['id']}/stop"
    assert draft.client.post(path).json()["state"] == "stopped"
    assert take(office) is None
    assert outcome(draft.client.post(path)) == (409, "job-ended")


def test_staff_stop_their_own_jobs_only(office, draft):
    staff = office.client("staff")
    own = start(draft, "print", staff, schedule_id=draft.id).json()["id"]
    other = start(draft, "schedule").json()["id"]
    stopped = [
        staff.post(f"{draft.fair}/jobs/{job}/stop").status_code for job in (own, other)
    ]
    assert stopped == [200, 403]


def test_failure_keeps_its_problem_in_both_languages(office, draft):
    start(draft, "schedule")
    error = MissingError(Wording(en="fair", zh="展会"))
    job = end(office, Failed(fault_of(error)))
    shown = draft.client.get(f"{draft.fair}/jobs/{job}").json()
    assert (shown["state"], shown["problem"]["code"]) == ("failed", "not-found")
    assert shown["problem"]["title"]["zh"] == "没有这个展会。"


def test_job_that_a_person_stopped_is_no_failure(office, draft):
    start(draft, "schedule")
    job = end(office, Failed(fault_of(MissingError(Wording.same("x")))), stopped=True)
    assert draft.client.get(f"{draft.fair}/jobs/{job}").json()["state"] == "stopped"


def told(path, client, last=None):
    """Return the events of a stream as (event, id, data)."""
    headers = {} if last is None else {"Last-Event-ID": last}
    with client.stream("GET", path, headers=headers) as answer:
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith("text/event-stream")
        blocks = "".join(answer.iter_text()).strip().split("\n\n")
    found = []
    for block in filter(None, blocks):
        fields = dict(line.split(": ", 1) for line in block.splitlines())
        found.append((fields["event"], fields.get("id"), json.loads(fields["data"])))
    return found


@pytest.fixture
def watched(office, draft, monkeypatch):
    """Return the path to the events of a running job that has told two."""
    monkeypatch.setattr(router, "LOOK_S", 0.01)
    monkeypatch.setattr(router, "WATCH_S", 0.05)
    start(draft, "schedule")
    job = take(office)
    assert job.state == RUNNING
    keeping.keep_event(office.database, job.id, NOW, Event("sessions"))
    event = Event("improvement", 3, 4, "fit", 95, 100)
    keeping.keep_event(office.database, job.id, NOW, event)
    return job, f"{draft.fair}/jobs/{job.id}/events"


def test_progress_comes_event_by_event(draft, watched):
    first, second = told(watched[1], draft.client)
    assert (first[0], first[1], first[2]["phase"]) == ("progress", "1", "sessions")
    assert second[2] == {
        "number": 2,
        "at": "2026-11-20T08:00:00Z",
        "phase": "improvement",
        "done": 3,
        "total": 4,
        "tier": "fit",
        "value": 95,
        "bound": 100,
        "gap": 0.05,
    }


@pytest.mark.parametrize(
    ("last", "ids"), [("1", ["2"]), ("2", []), ("nine", ["1", "2"]), ("9" * 20, [])]
)
def test_watching_goes_on_after_the_last_known_event(draft, watched, last, ids):
    assert [event[1] for event in told(watched[1], draft.client, last)] == ids


def test_stream_ends_with_the_job(office, draft, watched):
    job, path = watched
    keeping.keep_end(office.database, job, Ended(Filed({"n": 1}), stopped=False), NOW)
    *events, last = told(path, draft.client)
    assert len(events) == 2
    assert (last[0], last[2]["state"], last[2]["result"]) == ("end", "done", {"n": 1})


def test_stream_ends_where_the_server_is_told_to_stop(
    office, draft, watched, monkeypatch
):
    monkeypatch.setattr(router, "WATCH_S", 600.0)
    office.app.state.is_closing = lambda: True
    assert [event[0] for event in told(watched[1], draft.client)] == ["progress"] * 2


def test_events_of_no_job_are_not_found(draft):
    answer = draft.client.get(f"{draft.fair}/jobs/99/events")
    assert outcome(answer) == (404, "not-found")


@pytest.fixture
def filed(office, draft):
    """Return the fair after notices of its first release were written."""
    draft.release(office.client("supervisor"))
    start(draft, "notices", schedule_id=draft.id)
    facts = {"sha256": "0" * 64, "files": 1, "bytes": 4}
    told_of = (Told("buyer", "b1", "mail", "1" * 64),)
    job = end(office, Filed(facts, told_of))
    folder = office.app.state.runner.folder
    folder.mkdir()
    file_of(folder, "0" * 64).write_bytes(b"file")
    return job


def test_file_is_downloaded_by_whom_it_concerns(office, draft, filed):
    path = f"{draft.fair}/jobs/{filed}/file"
    answer = draft.client.get(path)
    assert (answer.status_code, answer.content) == (200, b"file")
    assert answer.headers["content-type"] == "application/zip"
    assert f"fairmatch-notices-{filed}.zip" in answer.headers["content-disposition"]
    assert answer.headers["etag"] == f'"{"0" * 64}"'
    # messages hold contact data, which staff at the desk do not get
    assert outcome(office.client("staff").get(path)) == (403, "not-allowed")


def test_notices_are_written_down_and_marked_as_sent(office, draft, filed):
    path = f"{draft.fair}/notices"
    page = draft.client.get(path, params={"kind": "mail", "state": "written"}).json()
    (notice,) = page["items"]
    assert {name: notice[name] for name in ("side", "party", "kind", "made_by")} == {
        "side": "buyer",
        "party": "b1",
        "kind": "mail",
        "made_by": "Specialist",
    }
    assert notice["schedule_id"] == draft.id
    body = {"schedule_id": draft.id, "kind": "mail"}
    sent = [draft.client.post(f"{path}/sent", json=body).json() for _ in range(2)]
    assert sent == [{"count": 1}, {"count": 0}]
    (notice,) = draft.client.get(path, params={"party": "b1"}).json()["items"]
    assert notice["state"] == "sent"


def test_message_that_is_written_again_is_written_down_once(office, draft, filed):
    start(draft, "notices", schedule_id=draft.id)
    again = (
        Told("buyer", "b1", "mail", "1" * 64),
        Told("buyer", "b1", "sms", "2" * 64),
    )
    end(office, Filed({"sha256": "0" * 64}, again))
    listed = draft.client.get(f"{draft.fair}/notices").json()["items"]
    assert [notice["kind"] for notice in listed] == ["sms", "mail"]


def test_file_that_was_thrown_away_is_not_found(office, draft, filed):
    file_of(office.app.state.runner.folder, "0" * 64).unlink()
    answer = draft.client.get(f"{draft.fair}/jobs/{filed}/file")
    assert outcome(answer) == (404, "not-found")
    assert "make it again" in answer.json()["title"]


def test_a_job_that_has_the_number_of_another_one_has_a_file_of_its_own(
    office, draft, filed
):
    with office.database.writing() as session:  # as after a restore
        session.get(JobRow, filed).result = {"sha256": "1" * 64}
    answer = draft.client.get(f"{draft.fair}/jobs/{filed}/file")
    assert outcome(answer) == (404, "not-found")


def test_job_without_a_file_has_none(draft):
    job = start(draft, "schedule").json()["id"]
    answer = draft.client.get(f"{draft.fair}/jobs/{job}/file")
    assert outcome(answer) == (404, "not-found")
