"""Suppliers are given to reps, and reps see which are theirs."""

import pytest
from sqlmodel import select

from data.tables import HistoryRow
from tests.office import API
from tests.suggestion_cases import fair_with_parties, path_of, suggest, user_id


@pytest.fixture
def fair_id(office):
    return fair_with_parties(office)


def accounts(office, fair_id, login="rep"):
    with office.database.reading() as session:
        return f"{API}/fairs/{fair_id}/reps/{user_id(session, login)}/suppliers"


def outcome(answer):
    return answer.status_code, answer.json().get("code")


def test_rep_sees_his_list_and_whence_it_comes(office, fair_id):
    path = accounts(office, fair_id)
    found = office.client("rep").get(path).json()
    assert found["total"] == 3
    assert [(one["supplier"], one["given"], one["in_sheet"]) for one in found["items"]] == [
        ({"code": "S1", "name": "Works S1"}, False, True),
        ({"code": "S2", "name": "Works S2"}, False, True),
        ({"code": "S4", "name": "Works S4"}, True, False),
    ]  # fmt: skip
    assert office.client("supervisor").get(path).json() == found
    page = office.client("rep").get(path, params={"offset": 1, "limit": 1}).json()
    assert (page["items"], page["total"]) == (found["items"][1:2], 3)


def test_many_change_hands_at_once_and_once(office, fair_id):
    client, path = office.client("specialist"), accounts(office, fair_id)
    body = {"give": ["S1", "Works S3", "S3"], "take": ["S4", "S2"]}
    done = [client.post(path, json=body).json() for _ in range(2)]
    assert done == [
        {"given": ["S1", "S3"], "taken": ["S4"]},
        {"given": [], "taken": []},
    ]
    listed = {
        one["supplier"]["code"]: (one["given"], one["in_sheet"])
        for one in client.get(path).json()["items"]
    }
    # a sheet that names the rep is not overruled
    assert listed == {"S1": (True, True), "S2": (False, True), "S3": (True, False)}
    with office.database.reading() as session:
        query = select(HistoryRow).where(HistoryRow.action == "account.change")
        [deed] = session.exec(query)
    assert deed.facts == {"given": ["S1", "S3"], "taken": ["S4"]}


def test_rep_suggests_for_what_he_was_given(office, fair_id):
    rep, path = office.client("rep"), accounts(office, fair_id)
    body = {"buyer": "B1", "supplier": "S3", "strength": "must"}
    assert outcome(rep.post(path_of(fair_id), json=body)) == (422, "input-rejected")
    office.client("supervisor").post(path, json={"give": ["S3"]})
    assert suggest(rep, fair_id, "S3")["supplier"]["code"] == "S3"


def test_unknown_suppliers_are_all_named_and_nothing_changes(office, fair_id):
    client, path = office.client("supervisor"), accounts(office, fair_id)
    answer = client.post(path, json={"give": ["S3", "S8", "S9"], "take": ["S4"]})
    assert outcome(answer) == (422, "input-rejected")
    assert [fault["place"] for fault in answer.json()["faults"]] == ["give.1", "give.2"]
    assert client.get(path).json()["total"] == 3


def test_only_a_rep_of_the_fair_is_given_suppliers(office, fair_id):
    client = office.client("supervisor")
    staff, nobody = (accounts(office, fair_id, x) for x in ("staff", "administrator"))
    assert outcome(client.get(staff)) == (409, "no-rep")
    assert outcome(client.post(staff, json={"give": ["S3"]})) == (409, "no-rep")
    assert outcome(client.post(nobody, json={"give": ["S3"]})) == (404, "not-found")
    office.user("other", "rep")
    office.member(fair_id, "other")
    other = accounts(office, fair_id, "other")
    assert outcome(office.client("rep").get(other)) == (404, "not-found")
    assert office.client("other").get(other).json()["total"] == 0


def test_everybody_changes_his_name_and_language(office):
    client = office.client("staff")
    body = {"name": " 王 芳 ", "language": "en"}
    assert client.put(f"{API}/me", json=body).status_code == 200
    me = client.get(f"{API}/me").json()
    assert (me["name"], me["language"]) == ("王 芳", "en")
    assert (
        client.put(f"{API}/me", json=body | {"name": "\u200b"}).json()["name"]
        == "王 芳"
    )
    with office.database.reading() as session:
        path = f"{API}/users/{user_id(session, 'staff')}"
    assert office.client("administrator").get(path).headers["etag"] == '"3"'


def test_rep_takes_no_name_that_the_sheets_give_suppliers(office, fair_id):
    rep = office.client("rep")
    body = {"name": "Nobody", "language": "zh"}
    assert outcome(rep.put(f"{API}/me", json=body)) == (409, "name-in-sheets")
    assert rep.get(f"{API}/me").json()["name"] == "Rep"
    assert rep.put(f"{API}/me", json=body | {"name": "Li Na"}).status_code == 200
    with office.database.reading() as session:
        assert user_id(session, "rep")
    assert rep.get(accounts(office, fair_id)).json()["total"] == 3  # by his login
