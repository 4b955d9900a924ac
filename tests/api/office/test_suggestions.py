"""Suggestions over HTTP: put forward, seen, imported, withdrawn, rejected."""

import pytest

from api.office import suggesting
from tests.office import NOW
from tests.suggestion_cases import fair_with_parties, path_of, suggest, user_id


@pytest.fixture
def fair_id(office):
    return fair_with_parties(office)


def act(client, fair_id, suggestion, what, version=1, **body):
    """Do something with a suggestion, and return the answer."""
    return client.post(
        path_of(fair_id, suggestion["id"], what),
        json=body or None,
        headers={"If-Match": f'"{version}"'},
    )


def outcome(answer):
    return answer.status_code, answer.json().get("code")


def test_rep_puts_a_pair_forward_by_code_or_by_name(office, fair_id):
    rep = office.client("rep")
    body = {
        "buyer": "alpha",
        "supplier": "Works S1",
        "strength": "must",
        "reason": "old",
    }
    answer = rep.post(path_of(fair_id), json=body)
    made = answer.json()
    assert answer.status_code == 201
    assert answer.headers["etag"] == '"1"'
    assert made["buyer"] == {"code": "B1", "name": "Alpha"}
    assert made["supplier"] == {"code": "S1", "name": "Works S1"}
    assert (made["state"], made["suggested_by"], made["sales_rep"]) == (
        "waiting", "Rep", "Rep",
    )  # fmt: skip
    assert [(one["action"], one["by"]) for one in made["history"]] == [
        ("suggestion.add", "Rep")
    ]
    assert rep.get(path_of(fair_id, made["id"])).json() == made


def test_a_pair_with_a_key_is_put_forward_once(office, fair_id):
    rep, key = office.client("rep"), {"Idempotency-Key": "once"}
    body = {"buyer": "B1", "supplier": "S1", "strength": "must"}
    first, again = (
        rep.post(path_of(fair_id), json=body, headers=key) for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (201, 201)
    assert first.json() == again.json()
    assert rep.get(path_of(fair_id)).json()["total"] == 1


@pytest.mark.parametrize("supplier", ["S1", "S2", "S4"])
def test_supplier_is_a_reps_own_by_cell_or_by_account(office, fair_id, supplier):
    assert (
        suggest(office.client("rep"), fair_id, supplier)["supplier"]["code"] == supplier
    )


def test_what_no_database_takes_is_refused(office, fair_id):
    rep = office.client("rep")
    body = {"buyer": "B1", "supplier": "S1", "strength": "must", "reason": "a\x00b"}
    typed = rep.post(path_of(fair_id), json=body)
    assert outcome(typed) == (422, "request-malformed")
    odd = rep.get(path_of(fair_id), params={"buyer": "B\x001"})
    assert outcome(odd) == (422, "request-malformed")


def test_rep_says_nothing_of_others_suppliers(office, fair_id):
    body = {"buyer": "B1", "supplier": "S3", "strength": "must"}
    answer = office.client("rep").post(path_of(fair_id), json=body)
    assert outcome(answer) == (422, "input-rejected")
    (fault,) = answer.json()["faults"]
    assert (fault["code"], fault["place"]) == ("supplier-not-yours", "supplier")


def test_unknown_parties_are_named_with_the_nearest(office, fair_id):
    body = {"buyer": "Alfa", "supplier": "", "strength": "must"}
    answer = office.client("specialist").post(
        path_of(fair_id), json=body | {"supplier": " "}
    )
    faults = {one["place"]: one for one in answer.json()["faults"]}
    assert {place: one["code"] for place, one in faults.items()} == {
        "buyer": "party-unknown",
        "supplier": "value-missing",
    }
    assert "Alpha" in faults["buyer"]["text"]
    assert (
        office.client("specialist").post(path_of(fair_id), json=body).status_code == 422
    )


def test_the_same_said_twice_is_refused_until_it_is_withdrawn(office, fair_id):
    rep = office.client("rep")
    made = suggest(rep, fair_id)
    body = {"buyer": "B1", "supplier": "S1", "strength": "must"}
    assert outcome(rep.post(path_of(fair_id), json=body)) == (409, "suggested-already")
    assert act(rep, fair_id, made, "withdraw").json()["state"] == "withdrawn"
    assert rep.post(path_of(fair_id), json=body).status_code == 201


def test_reps_see_their_own_suppliers_and_what_they_said(office, fair_id):
    rep, supervisor = office.client("rep"), office.client("supervisor")
    for supplier in ("S1", "S3"):
        suggest(supervisor, fair_id, supplier)
    said = suggest(rep, fair_id, "S4")
    with office.database.writing() as session:  # S4 is taken from him
        from sqlmodel import delete

        from data.tables import AccountRow

        session.exec(delete(AccountRow))
    seen = [
        one["supplier"]["code"] for one in rep.get(path_of(fair_id)).json()["items"]
    ]
    assert seen == ["S4", "S1"]
    assert supervisor.get(path_of(fair_id)).json()["total"] == 3
    assert rep.get(path_of(fair_id, said["id"] - 1)).status_code == 404


def test_list_is_filtered_and_paged(office, fair_id):
    rep, supervisor = office.client("rep"), office.client("supervisor")
    first = suggest(rep, fair_id, "S1", "must")
    suggest(supervisor, fair_id, "S1", "never", buyer="B2")
    suggest(supervisor, fair_id, "S3", "prefer")
    act(supervisor, fair_id, first, "reject", reason="no")
    with office.database.reading() as session:
        by_rep = user_id(session, "rep")

    def found(**asked):
        page = supervisor.get(path_of(fair_id), params=asked).json()
        return [one["id"] - first["id"] for one in page["items"]], page["total"]

    assert found() == ([2, 1, 0], 3)
    assert found(limit=1, offset=1) == ([1], 3)
    assert found(state="rejected") == ([0], 1)
    assert found(strength="never") == ([1], 1)
    assert found(buyer="B1", supplier="S3") == ([2], 1)
    assert found(suggested_by=by_rep) == ([0], 1)


def test_contradictions_are_shown_on_both_sides(office, fair_id):
    rep, supervisor = office.client("rep"), office.client("supervisor")
    one = suggest(rep, fair_id, "S1", "must")
    suggest(supervisor, fair_id, "S1", "prefer")
    other = suggest(supervisor, fair_id, "S1", "never")
    gone = suggest(rep, fair_id, "S1", "avoid")
    act(rep, fair_id, gone, "withdraw")
    shown = rep.get(path_of(fair_id, one["id"])).json()
    assert shown["contradicted"] is True
    assert [(o["strength"], o["suggested_by"], o["contradicts"]) for o in shown["others"]] == [
        ("prefer", "Supervisor", False),
        ("never", "Supervisor", True),
    ]  # fmt: skip
    assert rep.get(path_of(fair_id, other["id"])).json()["contradicted"] is True


def test_only_its_maker_withdraws_a_suggestion_and_only_in_time(office, fair_id):
    rep, supervisor = office.client("rep"), office.client("supervisor")
    made = suggest(rep, fair_id)
    assert outcome(act(supervisor, fair_id, made, "withdraw")) == (
        403,
        "not-your-suggestion",
    )
    assert outcome(act(rep, fair_id, made, "withdraw", 7)) == (412, "changed-meanwhile")
    assert act(supervisor, fair_id, made, "reject", reason="no").status_code == 200
    assert outcome(act(rep, fair_id, made, "withdraw", 2)) == (
        409,
        "suggestion-decided",
    )


def test_a_rejection_has_a_reason_and_is_not_ones_own(office, fair_id):
    rep, supervisor = office.client("rep"), office.client("supervisor")
    made, own = suggest(rep, fair_id), suggest(supervisor, fair_id, "S3")
    assert outcome(act(rep, fair_id, made, "reject", reason="x")) == (
        403,
        "not-allowed",
    )
    assert act(supervisor, fair_id, made, "reject").status_code == 422
    assert outcome(act(supervisor, fair_id, own, "reject", reason="x")) == (
        403, "own-suggestion",
    )  # fmt: skip
    assert outcome(act(supervisor, fair_id, made, "reject", 4, reason="x")) == (
        412, "changed-meanwhile",
    )  # fmt: skip
    done = act(supervisor, fair_id, made, "reject", reason="met last year").json()
    assert (done["state"], done["decided_by"], done["decision_reason"]) == (
        "rejected", "Supervisor", "met last year",
    )  # fmt: skip
    assert done["decided_at"] == NOW.isoformat().replace("+00:00", "Z")
    assert done["history"][-1]["why"] == "met last year"
    again = act(supervisor, fair_id, made, "reject", 2, reason="x")
    assert outcome(again) == (409, "suggestion-decided")
    assert rep.post(
        path_of(fair_id), json={"buyer": "B1", "supplier": "S1", "strength": "must"}
    )


def send(client, fair_id, text, name="suggestions.csv"):
    """Import a sheet and return the answer."""
    files = {"file": (name, text.encode())}
    return client.post(path_of(fair_id, "import"), files=files)


SHEET = "buyer,supplier,strength,reason\nB1,S1,must,known\nBeta,Works S2,prefer,\n"


def test_a_sheet_is_imported_once_however_often_it_is_sent(office, fair_id):
    rep = office.client("rep")
    done = send(rep, fair_id, SHEET).json()
    assert (len(done["added"]), done["known"]) == (2, 0)
    assert send(rep, fair_id, SHEET).json() == {"added": [], "known": 2}
    more = send(rep, fair_id, SHEET + "B2,S1,avoid,\n").json()
    assert (len(more["added"]), more["known"]) == (1, 2)
    first = rep.get(path_of(fair_id, done["added"][0])).json()
    assert (first["reason"], first["sales_rep"]) == ("known", "Rep")
    assert first["upload_id"] is not None


def test_a_sheet_with_faults_is_refused_whole_with_their_places(office, fair_id):
    rep = office.client("rep")
    bad = SHEET + "Gamma,S1,must,\nB1,S3,must,\nB1,S1,never,\nB2,S1,maybe,\n"
    answer = send(rep, fair_id, bad)
    assert outcome(answer) == (422, "input-rejected")
    assert [(one["code"], one["place"]) for one in answer.json()["faults"]] == [
        ("party-unknown", "A4"),
        ("supplier-not-yours", "C5"),
        ("suggestion-conflict", "C6"),
        ("strength-unknown", "C7"),
    ]
    assert rep.get(path_of(fair_id)).json()["total"] == 0


def test_a_file_that_is_no_sheet_is_refused(office, fair_id):
    answer = send(office.client("rep"), fair_id, "%PDF-1.7", "x.pdf")
    assert outcome(answer) == (422, "input-rejected")


def test_names_are_read_before_anybody_has_to_wait_for_it(office, fair_id, monkeypatch):
    index, outside = suggesting.index_parties, []

    def watch(session, fair):
        options = session.connection().get_execution_options()
        outside.append("writing" not in options)
        return index(session, fair)

    monkeypatch.setattr(suggesting, "index_parties", watch)
    suggest(office.client("rep"), fair_id, "Works S1", buyer="Alpha")
    assert outside == [True]


def test_staff_have_nothing_to_do_with_suggestions(office, fair_id):
    staff = office.client("staff")
    assert outcome(staff.get(path_of(fair_id))) == (403, "not-allowed")
    body = {"buyer": "B1", "supplier": "S1", "strength": "must"}
    assert outcome(staff.post(path_of(fair_id), json=body)) == (403, "not-allowed")


def test_queries_of_a_page_do_not_grow_with_its_rows(office, fair_id):
    from sqlalchemy import event

    rep = office.client("rep")
    counts = []

    def counted():
        seen = []
        listener = lambda *_: seen.append(1)  # noqa: E731
        event.listen(office.database.engine, "before_cursor_execute", listener)
        assert rep.get(path_of(fair_id)).status_code == 200
        event.remove(office.database.engine, "before_cursor_execute", listener)
        counts.append(len(seen))

    suggest(rep, fair_id, "S1")
    counted()
    suggest(rep, fair_id, "S2", "never")
    suggest(office.client("supervisor"), fair_id, "S2", "must")
    counted()
    assert counts[0] == counts[1]
