"""The week before a fair, from the first link to the second release, over real HTTP.

T-7 of docs: sheets in and corrected, reps' suggestions decided, the schedule made,
adjusted and released, papers and notices; then somebody does not come.
"""

import pytest

from tests.live import coming, serving
from tests.office import SAMPLES, SETTINGS
from tests.story import expect, open_office, with_a_fault

SAMPLE = SAMPLES / "py2025_small"


@pytest.fixture
def server(tmp_path):
    with serving(f"sqlite:///{tmp_path / 'fairs.db'}", tmp_path) as running:
        yield running


@pytest.mark.slow
def test_the_week_before_a_fair(server):
    admin, team = open_office(server)
    lin, wang, rita, sun = (team[login] for login in ("lin", "wang", "rita", "sun"))
    fair = lin.post("/api/v1/fairs", {"settings": coming(SETTINGS)}, status=201)
    for person in (admin, *team.values()):
        person.fair = f"/api/v1/fairs/{fair['id']}"
    for person in team.values():
        expect(admin.ask("PUT", f"/members/{person.id}"), 204)

    sheets_come_in(lin, rita)
    suggestions_are_decided(rita, wang)
    draft = a_schedule_is_made(lin)
    draft = it_is_adjusted(lin, rita, wang, draft)
    first = it_is_released(wang, sun, draft)
    papers_go_out(lin, sun, first)
    second = somebody_does_not_come(lin, wang, sun, first)
    nobody_else_is_touched(lin, sun, first, second)
    actions = {one["action"] for one in lin.get("/history", limit=200)["items"]}
    assert {"fair.create", "suggestion.approved", "schedule.release"} <= actions


def sheets_come_in(lin, rita):
    """A sheet with a fault is shown, corrected, taken; the same twice changes nothing."""
    bad, cell = with_a_fault(SAMPLE / "buyers.xlsx")
    upload = lin.upload("buyers", bad, "buyers.xlsx")
    shown = lin.get(f"/uploads/{upload['id']}/preview")
    assert not shown["can_apply"]
    assert any(cell == fault["cell"] for fault in shown["faults"])
    good = (SAMPLE / "buyers.xlsx").read_bytes()
    assert lin.take("buyers", good, "buyers.xlsx")["added"] == 51
    assert sum(lin.take("buyers", good, "again.xlsx").values()) == 0
    suppliers = (SAMPLE / "suppliers.xlsx").read_bytes()
    assert lin.take("suppliers", suppliers, "suppliers.xlsx")["added"] == 300
    for code in ("S00001", "S00002"):
        (party,) = lin.get("/parties", text=code)["items"]
        path, body = f"/parties/{party['id']}", {"cells": {"sales_rep": "Rita"}}
        expect(lin.ask("PATCH", path, party["version"], json=body))
    assert lin.get("/check")["can_schedule"]
    assert rita.get("/suggestions")["total"] == 0


def suggestions_are_decided(rita, wang):
    """Rita suggests for her own suppliers; Wang looks, approves one, rejects another."""
    pair = {"buyer": "B0001", "supplier": "S00001"}
    must = rita.post("/suggestions", pair | {"strength": "must"}, status=201)
    others = pair | {"supplier": "S00009", "strength": "must"}
    assert rita.post("/suggestions", others, status=422)["faults"][0]["code"] == (
        "supplier-not-yours"
    )
    sheet = b"buyer,supplier,strength,reason\nB0002,S00002,prefer,old friends\n"
    files = {"file": ("suggestions.csv", sheet)}
    added = rita.post("/suggestions/import", files=files)["added"]
    shown = wang.ask("GET", "/suggestions/preview", params={"id": must["id"]})
    assert expect(shown)["schedule_id"] is None
    body = {"ids": [must["id"]], "reason": "they asked"}
    rita.post("/suggestions/approve", body, shown.headers["etag"], status=403)
    wang.post("/suggestions/approve", body, shown.headers["etag"])
    wang.post(f"/suggestions/{added[0]}/reject", {"reason": "met last year"}, '"1"')
    states = {one["id"]: one["state"] for one in rita.get("/suggestions")["items"]}
    assert states == {must["id"]: "approved", added[0]: "rejected"}


def a_schedule_is_made(lin):
    """The job is started once however often it is sent, and watched to its end."""
    key = {"Idempotency-Key": "t-7"}
    jobs = [
        lin.post("/jobs/schedule", {"seed": 1}, status=202, headers=dict(key))
        for _ in range(2)
    ]
    assert jobs[0]["id"] == jobs[1]["id"]
    done, phases = lin.wait(jobs[0])
    assert (done["state"], done["problem"]) == ("done", None)
    assert phases
    draft = lin.get(f"/schedules/{done['schedule_id']}")
    assert (draft["release"], draft["violations"], draft["unplaced_musts"]) == (
        None,
        0,
        0,
    )
    assert meets(lin, draft, "B0001", "S00001")
    return draft


def it_is_adjusted(lin, rita, wang, draft):
    """A meeting is taken out, another moved there and locked, a never approved."""
    path = f"/schedules/{draft['id']}"
    draft, taken = without_a_meeting(lin, path, draft)
    meeting, choice = movable(lin, path, taken["buyer"]["code"])
    pair = {side: meeting[side]["code"] for side in ("buyer", "supplier")}
    move = pair | {"kind": "move", **choice["slot"]}
    edited = lin.ask("POST", f"{path}/edits", draft["version"], json=move)
    assert expect(edited, 201)["violations"] == []
    late = lin.ask("POST", f"{path}/edits", draft["version"], json=move)
    assert expect(late, 412)["code"] == "changed-meanwhile"
    lin.post(
        f"{path}/edits", pair | {"kind": "lock"}, edited.headers["etag"], status=201
    )

    (met, *_) = lin.get(f"{path}/meetings", supplier="S00001")["items"]
    pair = {"buyer": met["buyer"]["code"], "supplier": "S00001"}
    if pair["buyer"] == "B0001":  # the must: taken back by whoever decides
        (must,) = rita.get("/suggestions", state="approved")["items"]
        version = f'"{must["version"]}"'
        wang.post(f"/suggestions/{must['id']}/reject", {"reason": "no more"}, version)
    never = rita.post("/suggestions", pair | {"strength": "never"}, status=201)
    shown = wang.ask("GET", "/suggestions/preview", params={"id": never["id"]})
    gone = {party["party"]["code"] for party in expect(shown)["changes"]}
    assert set(pair.values()) <= gone
    body = {"ids": [never["id"]], "reason": "a quarrel"}
    done = wang.post("/suggestions/approve", body, shown.headers["etag"])
    assert (done["schedule_id"], done["schedule_version"]) == (draft["id"], 5)
    assert not meets(lin, draft, **pair)
    return lin.get(path)


def without_a_meeting(lin, path, draft):
    """Take the first meeting of the draft out, and return the two."""
    (taken, *_) = lin.get(f"{path}/meetings", limit=1)["items"]
    pair = {side: taken[side]["code"] for side in ("buyer", "supplier")}
    version = f'"{draft["version"]}"'
    lin.post(f"{path}/edits", pair | {"kind": "remove"}, version, status=201)
    return lin.get(path), taken


def movable(lin, path, buyer):
    """Return a meeting of the buyer that may be put elsewhere, and the place."""
    for meeting in lin.get(f"{path}/meetings", buyer=buyer)["items"]:
        pair = {side: meeting[side]["code"] for side in ("buyer", "supplier")}
        for choice in lin.get(f"{path}/places", **pair)["choices"]:
            if not choice["is_now"] and not choice["violations"]:
                return meeting, choice
    raise AssertionError("nothing can be moved")


def meets(person, schedule, buyer, supplier):
    found = person.get(f"/schedules/{schedule['id']}/meetings", buyer=buyer)["items"]
    return supplier in {one["supplier"]["code"] for one in found}


def it_is_released(wang, sun, draft):
    """Only a supervisor releases; a release never changes again."""
    body = {"schedule_id": draft["id"], "why": "T-7"}
    sun.post("/releases", body, draft["version"], status=403)
    first = wang.post("/releases", body, draft["version"], status=201)
    assert first["release"] == 0
    edit = {"kind": "lock", "buyer": "B0001", "supplier": "S00001"}
    path = f"/schedules/{draft['id']}/edits"
    assert wang.post(path, edit, draft["version"], status=409)["code"] == (
        "release-never-changes"
    )
    assert sun.get("/releases/latest")["id"] == first["id"]
    return first


def papers_go_out(lin, sun, release):
    """Staff print; the specialist writes the messages."""
    body = {"schedule_id": release["id"]}
    kinds = {"kinds": ["diary", "hall-list"]}
    printed, _ = sun.wait(sun.post("/jobs/print", body | kinds, status=202))
    assert printed["state"] == "done", printed
    assert any(name.endswith(".pdf") for name in sun.papers(printed))
    written, _ = lin.wait(lin.post("/jobs/notices", body, status=202))
    assert written["state"] == "done", written
    assert any(name.endswith(".ics") for name in lin.papers(written))


def somebody_does_not_come(lin, wang, sun, first):
    """A buyer stays away: the smallest change becomes the second release."""
    (meeting, *_) = lin.get(f"/schedules/{first['id']}/meetings")["items"]
    change = {"party": meeting["buyer"]["code"], "kind": "no-show"}
    body = {"schedule_id": first["id"], "changes": [change], "mode": "fill"}
    done, _ = lin.wait(lin.post("/jobs/repair", body, status=202))
    assert done["state"] == "done", done
    draft = lin.get(f"/schedules/{done['schedule_id']}")
    assert draft["violations"] == 0
    body = {"schedule_id": draft["id"], "why": "no-show"}
    second = wang.post("/releases", body, draft["version"], status=201)
    assert second["release"] == 1
    return second


def nobody_else_is_touched(lin, sun, first, second):
    """Only who has another paper now gets one, and only they are told."""
    path = f"/schedules/{second['id']}/changes"
    changes = lin.get(path, since=first["id"], limit=200)
    touched = {one["party"]["code"] for one in changes["items"]}
    assert 1 < len(touched) < 20
    body = {"schedule_id": second["id"], "since": first["id"]}
    printed, _ = sun.wait(
        sun.post("/jobs/print", body | {"kinds": ["diary"]}, status=202)
    )
    assert printed["state"] == "done", printed
    written, _ = lin.wait(lin.post("/jobs/notices", body, status=202))
    told = {name.split("/")[-1] for name in lin.papers(written)}
    assert written["state"] == "done", written
    assert told
