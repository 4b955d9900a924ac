"""Drafts over HTTP: edits with the checker's word, undo and redo, places, standbys."""

import pytest

from tests.schedule_cases import new_draft, small_folder


@pytest.fixture
def draft(office):
    return new_draft(office)


def outcome(answer):
    return answer.status_code, answer.json().get("code")


def test_edit_answers_with_what_changed_and_the_verdict(draft):
    answer = draft.edit("move", "b1", "s2", session="P1", round=2)
    done = answer.json()
    assert (answer.status_code, answer.headers["etag"]) == (201, '"2"')
    assert [m["round"] for m in done["before"]] == [1]
    assert [m["round"] for m in done["after"]] == [2]
    assert (done["violations"], done["draft"]["version"]) == ([], 2)
    assert draft.pairs() == {("b1", "s1"): 0, ("b1", "s2"): 2, ("b2", "s2"): 0}


def test_figures_follow_the_edits(draft):
    draft.edit("remove", "b2", "s2")
    shown = draft.get().json()
    assert (shown["meetings"], shown["shortfalls"], shown["status"]) == (
        2,
        1,
        "feasible",
    )
    tiers = {tier["name"]: tier["value"] for tier in shown["tiers"]}
    assert (tiers["fit"], tiers["shortfall"]) == (160, 1)
    (short,) = draft.get("/remarks").json()["shortfalls"]
    assert short["buyer"]["code"] == "b2"


def test_violations_are_kept_and_said_in_both_languages(draft):
    done = draft.edit("move", "b1", "s1", session="P1", round=1).json()
    (violation,) = done["violations"]
    assert (violation["rule"], violation["buyer"]["name"]) == (
        "buyer-at-once",
        "Buyer b1",
    )
    assert violation["slot"] == {"session": "P1", "round": 1}
    assert violation["text"]["en"] != violation["text"]["zh"]
    assert draft.items("/violations") == [violation]


def test_new_meeting_says_why_it_is_worth_it(draft):
    done = draft.edit("add", "b2", "s1", session="P1", round=1).json()
    (meeting,) = done["after"]
    assert (meeting["fit"], done["violations"]) == (80, [])
    assert meeting["because"]["zh"]


def test_swapped_meetings_exchange_their_rounds(draft):
    draft.edit("swap", "b1", "s1", other_buyer="b1", other_supplier="s2")
    assert draft.pairs() == {("b1", "s1"): 1, ("b1", "s2"): 0, ("b2", "s2"): 0}


def test_locked_meeting_stays_until_it_is_unlocked(draft):
    (locked,) = draft.edit("lock", "b1", "s2").json()["after"]
    assert locked["locked"]
    refused = draft.edit("move", "b1", "s2", session="P1", round=2)
    assert outcome(refused) == (409, "meeting-locked")
    assert draft.edit("unlock", "b1", "s2").status_code == 201
    assert (
        draft.edit("move", "b1", "s2", session="P1", round=2).json()["violations"] == []
    )


def test_edits_are_undone_and_done_again(draft):
    start = draft.pairs()
    draft.edit("move", "b1", "s2", session="P1", round=2)
    moved = draft.pairs()
    draft.edit("remove", "b2", "s2")
    removed = draft.pairs()
    assert draft.post("/undo").json()["after"][0]["buyer"]["code"] == "b2"
    assert draft.pairs() == moved
    draft.post("/undo")
    assert draft.pairs() == start
    assert outcome(draft.post("/undo")) == (409, "nothing-to-undo")
    draft.post("/redo"), draft.post("/redo")
    assert draft.pairs() == removed
    assert outcome(draft.post("/redo")) == (409, "nothing-to-undo")
    assert draft.version == 7  # two edits, two undone, two done again


def test_undone_lock_is_none(draft):
    draft.edit("lock", "b1", "s1")
    done = draft.post("/undo").json()
    assert (done["violations"], done["after"][0]["locked"]) == ([], False)
    assert draft.items("/meetings", locked=True) == []


def test_edits_are_listed_with_who_made_them(draft):
    draft.edit("move", "b1", "s2", session="P1", round=2)
    draft.edit("remove", "b2", "s2")
    draft.post("/undo")
    second, first = draft.items("/edits")
    assert (first["kind"], first["edited_by"], first["is_undone"]) == (
        "move",
        "Specialist",
        False,
    )
    assert (first["before"], first["after"]) == (
        [["b1", "s2", "P1", 1]],
        [["b1", "s2", "P1", 2]],
    )
    assert (second["kind"], second["is_undone"]) == ("remove", True)


def test_second_of_two_editors_is_told_and_loses_nothing(draft):
    done = draft.edit("lock", "b1", "s1", version=1)
    late = draft.edit("remove", "b1", "s1", version=1)
    assert (done.status_code, outcome(late)) == (201, (412, "changed-meanwhile"))
    assert len(draft.pairs()) == 3


def test_edit_that_was_overtaken_while_it_was_worked_out_is_refused(draft, monkeypatch):
    """Both read version 1; the second comes to write when the first has written."""
    from api.office import editing

    plain = editing.redraft

    def overtaken(*facts):
        monkeypatch.setattr(editing, "redraft", plain)
        assert draft.edit("lock", "b1", "s1", version=1).status_code == 201
        return plain(*facts)

    monkeypatch.setattr(editing, "redraft", overtaken)
    late = draft.edit("remove", "b2", "s2", version=1)
    assert outcome(late) == (412, "changed-meanwhile")
    assert len(draft.pairs()) == 3


def test_edit_of_an_unknown_kind_is_malformed(draft):
    assert outcome(draft.edit("shuffle", "b1", "s1")) == (422, "request-malformed")


def test_places_are_free_slots_with_what_they_would_break(draft):
    places = draft.get("/places", buyer="b1", supplier="s2").json()
    assert places["fit"] == 80
    assert [
        (c["slot"]["round"], c["is_now"], c["violations"]) for c in places["choices"]
    ] == [(1, True, []), (2, False, [])]
    assert [reason["code"] for reason in places["reasons"]] == ["meets"]


def test_places_of_somebody_unknown_are_refused(draft):
    answer = draft.get("/places", buyer="b9", supplier="s2")
    assert outcome(answer) == (409, "party-not-in-schedule")


def test_standbys_of_a_slot_are_those_who_could_step_in(draft):
    found = draft.get("/standbys", session="P1", round=1).json()
    assert [(s["buyer"]["code"], s["supplier"]["code"], s["fit"]) for s in found] == [
        ("b2", "s1", 80)
    ]
    assert found[0]["slots"] == [{"session": "P1", "round": 1}]
    of_party = draft.get("/standbys", side="buyer", party="b2").json()
    assert [len(one["slots"]) for one in of_party] == [2]


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        ({"session": "P9"}, "slot-not-in-schedule"),
        ({"party": "s9"}, "party-not-in-schedule"),
    ],
)
def test_standbys_of_nowhere_are_refused(draft, asked, code):
    assert outcome(draft.get("/standbys", **asked)) == (409, code)


def test_places_at_the_organisers_tables_are_judged_with_everybody(office):
    from scheduler.fair import MeetAt

    folder = small_folder(("b1", "s1", 0), meet_at=MeetAt.TABLES, tables=1)
    draft = new_draft(office, folder)
    places = draft.get("/places", buyer="b2", supplier="s2").json()
    broken = {
        choice["slot"]["round"]: [v["rule"] for v in choice["violations"]]
        for choice in places["choices"]
    }
    # the only table is taken in round 0: a second one would not exist
    assert broken == {0: ["table-range", "hall-tables"], 1: [], 2: []}
