"""Suggestions approved: what the preview shows is what happens, or nothing does."""

import pytest

from scheduler.problem import Strength
from tests.builders import make_suggestion
from tests.schedule_cases import new_draft, small_folder
from tests.suggestion_cases import add_parties, path_of, suggest, user_id


@pytest.fixture
def draft(office):
    """b1 meets s1, then s2; b2 meets s2; the rep looks after both suppliers."""
    made = new_draft(office)
    fair_id = int(made.fair.rsplit("/", 1)[-1])
    add_parties(office, fair_id, ["b1", "b2"], {"s1": "rep", "s2": "rep"})
    made.fair_id = fair_id
    return made


@pytest.fixture
def rep(office):
    return office.client("rep")


@pytest.fixture
def supervisor(office):
    return office.client("supervisor")


def ask(client, draft, *ids, **params):
    """Return the preview of suggestions."""
    params = params or {"id": list(ids)}
    return client.get(path_of(draft.fair_id, "preview"), params=params)


def approve(client, draft, shown, **body):
    """Approve what a preview showed."""
    match = {"If-Match": shown.headers["etag"]} if shown is not None else {}
    return client.post(path_of(draft.fair_id, "approve"), json=body, headers=match)


def outcome(answer):
    return answer.status_code, answer.json().get("code")


def changes_of(shown):
    return {
        (change["kind"], change["after"]["buyer"]["code"], change["after"]["supplier"]["code"])
        for party in shown["changes"]
        for change in party["changes"]
    }  # fmt: skip


def test_preview_says_what_moves_and_what_it_costs_and_keeps_nothing(
    draft, rep, supervisor
):
    made = suggest(rep, draft.fair_id, "s1", "must", "b2")
    answer = ask(supervisor, draft, made["id"])
    shown = answer.json()
    assert answer.status_code == 200, answer.text
    assert (shown["schedule_id"], shown["makes_draft"]) == (draft.id, False)
    (settled,) = shown["suggestions"]
    assert (settled["meets"], settled["honoured"]) == (True, True)
    assert [reason["code"] for reason in settled["reasons"]] == ["meets"]
    assert [p["party"]["code"] for p in shown["changes"]] == ["b2", "s1"]
    assert changes_of(shown) == {("new", "b2", "s1")}
    costs = {cost["tier"]: (cost["before"], cost["after"]) for cost in shown["costs"]}
    assert (costs["musts"], costs["fit"]) == ((1, 0), (240, 320))
    assert (shown["below_minimum"], shown["unlocked"], shown["proven"]) == (
        [],
        [],
        True,
    )
    assert draft.pairs().keys() == {("b1", "s1"), ("b1", "s2"), ("b2", "s2")}
    assert ask(supervisor, draft, made["id"]).headers["etag"] == answer.headers["etag"]


def test_approving_does_exactly_what_was_shown(draft, rep, supervisor):
    made = suggest(rep, draft.fair_id, "s1", "must", "b2")
    shown = ask(supervisor, draft, made["id"])
    answer = approve(supervisor, draft, shown, ids=[made["id"]], reason="asked for")
    done = answer.json()
    assert answer.status_code == 200, answer.text
    assert (done["schedule_id"], done["schedule_version"]) == (draft.id, 2)
    (seen,) = done["suggestions"]
    assert (seen["state"], seen["decided_by"], seen["decision_reason"]) == (
        "approved", "Supervisor", "asked for",
    )  # fmt: skip
    (change,) = shown.json()["changes"][0]["changes"]
    assert draft.pairs()["b2", "s1"] == change["after"]["round"]
    assert draft.get().json()["violations"] == 0
    assert draft.items("/edits")[0]["kind"] == "approve"
    history = rep.get(path_of(draft.fair_id, made["id"])).json()["history"]
    assert [one["action"] for one in history] == [
        "suggestion.add",
        "suggestion.approved",
    ]


def test_an_approval_is_undone_and_its_must_is_told_as_missing(draft, rep, supervisor):
    made = suggest(rep, draft.fair_id, "s1", "must", "b2")
    approve(supervisor, draft, ask(supervisor, draft, made["id"]), ids=[made["id"]])
    assert draft.post("/undo", version=2).status_code == 200
    assert ("b2", "s1") not in draft.pairs()
    (must,) = draft.get("/remarks").json()["unplaced_musts"]
    assert (must["buyer"]["code"], must["supplier"]["code"]) == ("b2", "s1")


def test_the_schedule_is_read_again_as_it_was_approved(office, draft, rep, supervisor):
    from api.office.desk import Desk

    made = suggest(rep, draft.fair_id, "s1", "never", "b1")
    approve(supervisor, draft, ask(supervisor, draft, made["id"]), ids=[made["id"]])
    before = draft.get().json(), draft.items("/meetings")
    office.app.state.desk = Desk(office.database)  # as after a restart
    assert (draft.get().json(), draft.items("/meetings")) == before
    assert ("b1", "s1") not in draft.pairs()


@pytest.mark.parametrize("first", ["the draft", "the suggestion"])
def test_what_changed_after_the_preview_is_not_approved_blindly(
    draft, rep, supervisor, first
):
    made = suggest(rep, draft.fair_id, "s1", "must", "b2")
    shown = ask(supervisor, draft, made["id"])
    if first == "the draft":
        draft.edit("remove", "b1", "s1")
    else:
        path = path_of(draft.fair_id, made["id"], "reject")
        match = {"If-Match": '"1"'}
        supervisor.post(path, json={"reason": "no"}, headers=match)
    late = approve(supervisor, draft, shown, ids=[made["id"]])
    assert outcome(late) == (412, "changed-meanwhile")
    again = ask(supervisor, draft, made["id"])
    assert approve(supervisor, draft, again, ids=[made["id"]]).status_code == 200


def test_nobody_approves_blindly_twice_or_his_own(draft, rep, supervisor):
    made = suggest(rep, draft.fair_id, "s1", "must", "b2")
    own = suggest(supervisor, draft.fair_id, "s1", "prefer", "b2")
    shown = ask(supervisor, draft, made["id"])
    blind = approve(supervisor, draft, None, ids=[made["id"]])
    assert outcome(blind) == (428, "version-needed")
    assert outcome(approve(rep, draft, shown, ids=[made["id"]])) == (403, "not-allowed")
    seen = ask(supervisor, draft, own["id"])
    assert outcome(approve(supervisor, draft, seen, ids=[own["id"]])) == (
        403, "own-suggestion",
    )  # fmt: skip
    assert approve(supervisor, draft, shown, ids=[made["id"]]).status_code == 200
    assert outcome(approve(supervisor, draft, shown, ids=[made["id"]])) == (
        409, "suggestion-decided",
    )  # fmt: skip


def test_all_of_a_rep_are_shown_and_approved_as_one(office, draft, rep, supervisor):
    suggest(rep, draft.fair_id, "s1", "must", "b2")
    suggest(rep, draft.fair_id, "s2", "never", "b1")
    with office.database.reading() as session:
        by_rep = user_id(session, "rep")
    shown = ask(supervisor, draft, suggested_by=by_rep)
    assert len(shown.json()["suggestions"]) == 2
    done = approve(supervisor, draft, shown, suggested_by=by_rep).json()
    assert [one["state"] for one in done["suggestions"]] == ["approved"] * 2
    assert draft.pairs().keys() == {("b1", "s1"), ("b2", "s1"), ("b2", "s2")}
    assert outcome(ask(supervisor, draft, suggested_by=by_rep)) == (404, "not-found")


def test_contradictions_are_not_approved(draft, rep, supervisor):
    one = suggest(rep, draft.fair_id, "s1", "must", "b2")
    other = suggest(supervisor, draft.fair_id, "s1", "never", "b2")
    both = ask(supervisor, draft, one["id"], other["id"])
    assert outcome(both) == (409, "suggestions-contradict")
    approve(supervisor, draft, ask(supervisor, draft, one["id"]), ids=[one["id"]])
    assert outcome(ask(supervisor, draft, other["id"])) == (
        409,
        "suggestions-contradict",
    )


def test_the_stronger_holds_where_several_say_the_like(draft, rep, supervisor):
    soft = suggest(rep, draft.fair_id, "s1", "avoid", "b2")
    hard = suggest(supervisor, draft.fair_id, "s1", "must", "b2")
    shown = ask(supervisor, draft, soft["id"], hard["id"]).json()
    assert [(one["meets"], one["honoured"]) for one in shown["suggestions"]] == [
        (True, False), (True, True),
    ]  # fmt: skip


def test_without_a_schedule_approving_only_decides(office, rep, supervisor):
    from tests.suggestion_cases import fair_with_parties

    class Fair:
        fair_id = fair_with_parties(office)

    made = suggest(rep, Fair.fair_id)
    shown = ask(supervisor, Fair, made["id"])
    assert shown.json()["schedule_id"] is None
    assert shown.json()["suggestions"][0]["honoured"] is None
    done = approve(supervisor, Fair, shown, ids=[made["id"]]).json()
    assert (done["schedule_id"], done["suggestions"][0]["state"]) == (None, "approved")


def test_of_a_release_a_draft_is_made(draft, rep, supervisor):
    assert draft.release(supervisor).status_code == 201
    made = suggest(rep, draft.fair_id, "s1", "must", "b2")
    shown = ask(supervisor, draft, made["id"])
    assert (shown.json()["schedule_id"], shown.json()["makes_draft"]) == (
        draft.id,
        True,
    )
    done = approve(supervisor, draft, shown, ids=[made["id"]]).json()
    assert done["schedule_id"] > draft.id
    assert ("b2", "s1") not in draft.pairs()
    old, draft.id = draft.id, done["schedule_id"]
    assert ("b2", "s1") in draft.pairs()
    assert draft.get().json()["based_on"] == old
    stale = ask(supervisor, draft, id=made["id"], schedule_id=old)
    assert outcome(stale) == (409, "suggestion-decided")


def test_a_draft_that_breaks_a_rule_is_mended_first(draft, rep, supervisor):
    draft.edit("move", "b1", "s2", session="P1", round=0)  # where it meets s1 too
    made = suggest(rep, draft.fair_id, "s1", "never", "b1")
    assert outcome(ask(supervisor, draft, made["id"])) == (409, "draft-breaks-rules")


def test_a_must_against_the_buyers_own_sheet_is_refused(office, rep, supervisor):
    from dataclasses import replace

    from data.wants import AVOIDED

    folder = small_folder(("b1", "s2", 1), ("b2", "s2", 0))
    never = make_suggestion(Strength.NEVER, "b1", "s1")
    problem = replace(folder.problem, suggestions=(replace(never, reason=AVOIDED),))
    draft = new_draft(office, replace(folder, problem=problem))
    draft.fair_id = int(draft.fair.rsplit("/", 1)[-1])
    add_parties(office, draft.fair_id, ["b1", "b2"], {"s1": "rep", "s2": "rep"})
    hard = suggest(rep, draft.fair_id, "s1", "must", "b1")
    soft = suggest(rep, draft.fair_id, "s1", "prefer", "b1")
    assert outcome(ask(supervisor, draft, hard["id"])) == (409, "buyer-avoids")
    (settled,) = ask(supervisor, draft, soft["id"]).json()["suggestions"]
    assert (settled["honoured"], settled["reasons"][0]["code"]) == (False, "never")


def test_a_party_the_schedule_does_not_know_is_named(office, draft, supervisor):
    add_parties(office, draft.fair_id, [], {"s9": "rep"})
    made = suggest(office.client("rep"), draft.fair_id, "s9", "must", "b1")
    assert outcome(ask(supervisor, draft, made["id"])) == (409, "unknown-party")


def test_it_is_said_which_suggestions_are_meant(draft, supervisor):
    assert outcome(ask(supervisor, draft, id=99)) == (404, "not-found")
    match = {"If-Match": '"x"'}
    for body in ({}, {"ids": [1], "suggested_by": 1}):
        path = path_of(draft.fair_id, "approve")
        answer = supervisor.post(path, json=body, headers=match)
        assert outcome(answer) == (422, "request-malformed")
