"""Schedules over HTTP: listed, seen, filtered, compared, copied, dropped, released."""

import pytest
from sqlalchemy import event

from tests.schedule_cases import Draft, keep, new_draft, small_folder


@pytest.fixture
def draft(office):
    return new_draft(office)


def outcome(answer):
    return answer.status_code, answer.json().get("code")


def test_draft_is_shown_with_its_figures(draft):
    answer = draft.get()
    shown = answer.json()
    assert answer.headers["etag"] == '"1"'
    assert (shown["release"], shown["buyers"], shown["meetings"]) == (None, 2, 3)
    assert (shown["status"], shown["violations"], shown["shortfalls"]) == (
        "optimal",
        0,
        0,
    )
    # three meetings of fit 80
    fit = next(tier for tier in shown["tiers"] if tier["name"] == "fit")
    assert (fit["value"], fit["bound"], fit["gap"]) == (240, 240, 0.0)


def test_meeting_says_who_when_where_and_why(draft):
    (meeting,) = draft.items("/meetings", buyer="b2")
    assert meeting == {
        "buyer": {"code": "b2", "name": "Buyer b2"},
        "supplier": {"code": "s2", "name": "Supplier s2"},
        "session": "P1",
        "round": 0,
        "start": "2026-12-03T17:00:00+08:00",
        "end": "2026-12-03T17:20:00+08:00",
        "hall": "H1",
        "booth": "s2",
        "table": 1,
        "fit": 80,
        "locked": False,
        "because": {"en": "because", "zh": "理由"},
    }


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({}, 3),
        ({"supplier": "s2"}, 2),
        ({"session": "P1", "round": 1}, 1),
        ({"session": "P2"}, 0),
        ({"locked": True}, 0),
        ({"buyer": "b1", "locked": False}, 2),
        ({"offset": 2}, 3),
    ],
)
def test_meetings_are_filtered(draft, wanted, found):
    assert draft.get("/meetings", **wanted).json()["total"] == found


def test_page_of_meetings_asks_no_more_for_more_rows(office, draft):
    draft.get("/meetings")  # now the schedule is at hand
    asked = []
    listener = lambda *_: asked.append(1)  # noqa: E731
    event.listen(office.database.engine, "before_cursor_execute", listener)
    counts = []
    for limit in (1, 3):
        asked.clear()
        assert len(draft.items("/meetings", limit=limit)) == limit
        counts.append(len(asked))
    event.remove(office.database.engine, "before_cursor_execute", listener)
    assert counts[0] == counts[1]


def test_list_of_schedules_asks_no_more_for_more_rows(office, draft):
    fair_id = int(draft.fair.rsplit("/", 1)[1])
    asked = []
    listener = lambda *_: asked.append(1)  # noqa: E731
    event.listen(office.database.engine, "before_cursor_execute", listener)
    counts = []
    for _ in range(2):
        asked.clear()
        draft.client.get(f"{draft.fair}/schedules")
        counts.append(len(asked))
        keep(office, fair_id, small_folder())
        keep(office, fair_id, small_folder())
    event.remove(office.database.engine, "before_cursor_execute", listener)
    assert counts[0] == counts[1]


def test_schedule_of_another_fair_is_not_found(office, draft):
    other = new_draft(office)
    answer = draft.client.get(f"{draft.fair}/schedules/{other.id}")
    assert outcome(answer) == (404, "not-found")


def test_shortfalls_say_why(office):
    draft = new_draft(office, small_folder(("b1", "s1", 0)))
    (short,) = draft.get("/remarks").json()["shortfalls"]
    assert (short["buyer"]["code"], short["meetings"], short["wanted"]) == ("b2", 0, 1)
    assert [reason["code"] for reason in short["reasons"]] == ["few-candidates"]


def test_copy_of_a_draft_is_a_draft_of_its_own(draft):
    answer = draft.client.post(
        f"{draft.fair}/schedules", json={"based_on": draft.id, "title": "Try"}
    )
    made = answer.json()
    copy = Draft.__new__(Draft)
    copy.__dict__ |= draft.__dict__ | {"id": made["id"]}
    assert answer.status_code == 201
    assert (made["based_on"], made["title"], made["made_by"]) == (
        draft.id,
        "Try",
        "Specialist",
    )
    assert copy.edit("remove", "b1", "s1").status_code == 201
    assert (len(copy.pairs()), len(draft.pairs())) == (2, 3)


def test_copy_of_nothing_is_not_found(draft):
    answer = draft.client.post(f"{draft.fair}/schedules", json={"based_on": 99})
    assert outcome(answer) == (404, "not-found")


def test_dropped_draft_is_gone(draft):
    gone = draft.client.delete(draft.path, headers={"If-Match": '"1"'})
    assert gone.status_code == 204
    assert outcome(draft.get()) == (404, "not-found")
    assert draft.client.get(f"{draft.fair}/schedules").json()["total"] == 0


def test_draft_that_changed_is_not_dropped(draft):
    draft.edit("lock", "b1", "s1")
    late = draft.client.delete(draft.path, headers={"If-Match": '"1"'})
    assert outcome(late) == (412, "changed-meanwhile")


def test_releases_are_numbered_from_0_and_the_newest_is_known(office, draft):
    supervisor = office.client("supervisor")
    assert outcome(supervisor.get(f"{draft.fair}/releases/latest")) == (
        404,
        "not-found",
    )
    first = draft.release(supervisor, "T-7").json()
    assert (first["release"], first["released_by"]) == (0, "Supervisor")
    second = Draft(office, int(draft.fair.rsplit("/", 1)[1]), None)
    second.id = keep(office, int(draft.fair.rsplit("/", 1)[1]), small_folder())
    assert second.release(supervisor).json()["release"] == 1
    latest = supervisor.get(f"{draft.fair}/releases/latest").json()
    assert (latest["id"], latest["release"]) == (second.id, 1)
    listed = supervisor.get(f"{draft.fair}/schedules", params={"released": True})
    assert [one["release"] for one in listed.json()["items"]] == [1, 0]


def test_release_never_changes(office, draft):
    draft.release(office.client("supervisor"))
    draft.version = 2
    never = (409, "release-never-changes")
    assert outcome(draft.edit("remove", "b1", "s1")) == never
    assert outcome(draft.post("/undo")) == never
    gone = draft.client.delete(draft.path, headers={"If-Match": '"2"'})
    assert outcome(gone) == never


def test_only_what_was_read_is_released(office, draft):
    draft.edit("lock", "b1", "s1")
    draft.version = 1
    assert outcome(draft.release(office.client("supervisor"))) == (
        412,
        "changed-meanwhile",
    )


def test_draft_that_breaks_a_rule_is_not_released(office, draft):
    draft.edit("move", "b1", "s1", session="P1", round=1)
    answer = draft.release(office.client("supervisor"))
    assert outcome(answer) == (409, "draft-breaks-rules")
    assert "Buyer b1" in answer.json()["title"]


def test_specialist_does_not_release(draft):
    assert outcome(draft.release(draft.client)) == (403, "not-allowed")


def test_rolling_back_makes_what_was_said_before_the_newest_release(office, draft):
    supervisor = office.client("supervisor")
    draft.release(supervisor)
    copy = draft.client.post(f"{draft.fair}/schedules", json={"based_on": draft.id})
    changed = Draft(office, int(draft.fair.rsplit("/", 1)[1]), copy.json()["id"])
    changed.edit("move", "b1", "s2", session="P1", round=2)
    changed.release(supervisor)
    draft.version = 2
    back = draft.release(supervisor, "the booth is open after all").json()
    assert (back["release"], back["based_on"]) == (2, draft.id)
    again = Draft(office, int(draft.fair.rsplit("/", 1)[1]), back["id"])
    assert again.pairs() == draft.pairs() != changed.pairs()
    again.version = back["version"]
    assert outcome(again.release(supervisor)) == (409, "released-already")


def test_difference_says_by_party_what_is_new_moved_or_gone(office, draft):
    fair_id = int(draft.fair.rsplit("/", 1)[1])
    meetings = ("b1", "s1", 0), ("b1", "s2", 2), ("b2", "s1", 1)
    after = Draft(office, fair_id, keep(office, fair_id, small_folder(*meetings)))
    told = {
        (one["side"], one["party"]["code"]): [
            (
                change["kind"],
                (change["before"] or {}).get("round"),
                (change["after"] or {}).get("round"),
            )
            for change in one["changes"]
        ]
        for one in after.items("/changes", since=draft.id)
    }
    assert told == {
        ("buyer", "b1"): [("moved", 1, 2)],
        ("buyer", "b2"): [("gone", 0, None), ("new", None, 1)],
        ("supplier", "s1"): [("new", None, 1)],
        ("supplier", "s2"): [("gone", 0, None), ("moved", 1, 2)],
    }
    assert after.items("/changes", since=after.id) == []
