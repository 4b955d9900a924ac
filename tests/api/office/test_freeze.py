"""From the freeze on only a supervisor changes the final lists."""

from datetime import datetime, timedelta

import pytest

from tests.office import SETTINGS
from tests.record_counts import count_statements
from tests.upload_cases import BUYERS, Sheets, counts


def _fair(sheets):
    answer = sheets.client.get(sheets.path)
    return answer.json(), answer.headers["etag"]


@pytest.fixture
def frozen(office, sheets):
    """The same fair on the first frozen day, by the clock at the fair."""
    fair, _ = _fair(sheets)
    office.now = datetime.fromisoformat(f"{fair['freeze_on']}T00:00:00+08:00")
    return sheets


def test_lists_may_be_changed_until_the_last_minute(office, frozen):
    office.now -= timedelta(minutes=1)
    assert frozen.edit("B1", name="甲").status_code == 200


def test_nobody_but_a_supervisor_changes_frozen_lists(frozen):
    client, path = frozen.client, frozen.path
    party = frozen.party("B1")
    upload = frozen.upload("buyers", BUYERS.replace("乙公司", "乙")).json()
    etag = frozen.preview(upload["id"]).headers["etag"]
    body = {"side": "buyer", "code": "B9", "name": "庚", "lines": [{"product": "泵"}]}
    fair, version = _fair(frozen)
    refused = [
        frozen.edit("B1", name="甲"),
        client.post(f"{path}/parties", json=body),
        client.delete(f"{path}/parties/{party['id']}", headers={"If-Match": "1"}),
        frozen.apply(upload["id"], etag),
        client.put(path, json={"settings": SETTINGS}, headers={"If-Match": version}),
    ]
    assert {(a.status_code, a.json()["code"]) for a in refused} == {
        (409, "lists-frozen")
    }
    assert fair["freeze_on"] in refused[0].json()["title"]


def test_supervisor_still_changes_them(office, frozen):
    supervisor = Sheets(office.client("supervisor"), 1)
    assert supervisor.take("buyers", BUYERS.replace("乙公司", "乙")) == counts(
        changed=1
    )


def test_absences_come_after_the_freeze(frozen):
    assert frozen.take("absences", "单位,类型\nB1,缺席\n") == counts(added=1)


def test_supervisor_moves_the_day_and_says_why(office, frozen):
    fair, version = _fair(frozen)
    later = (office.now + timedelta(days=2)).date().isoformat()
    body = {"freeze_on": later, "why": "两份名单晚到"}
    path, seen = f"{frozen.path}/freeze", {"If-Match": version}
    assert frozen.client.put(path, json=body, headers=seen).status_code == 403
    supervisor = office.client("supervisor")
    moved = supervisor.put(path, json=body, headers=seen)
    assert (moved.status_code, moved.json()["freeze_on"]) == (200, later)
    assert supervisor.put(path, json=body, headers=seen).status_code == 412
    assert frozen.edit("B1", name="甲").status_code == 200
    deed = frozen.client.get(f"{frozen.path}/history").json()["items"][1]
    assert deed["action"] == "fair.freeze"
    assert deed["facts"] == {"old": fair["freeze_on"], "new": later}
    assert deed["why"] == "两份名单晚到"


def _put(sheets, settings):
    _, version = _fair(sheets)
    answer = sheets.client.put(
        sheets.path, json={"settings": settings}, headers={"If-Match": version}
    )
    assert answer.status_code == 200, answer.text
    return answer.json()


def test_day_moves_with_the_fair_until_a_person_sets_it(office, sheets):
    before, version = _fair(sheets)
    first = datetime.fromisoformat(before["first_day"])
    later = (first + timedelta(days=365)).strftime("%Y")
    moved = _put(sheets, SETTINGS.replace(f"{first:%Y}-", f"{later}-"))
    assert moved["freeze_on"][:4] == later
    body = {"freeze_on": "2027-01-05", "why": "x"}
    _, version = _fair(sheets)
    office.client("supervisor").put(
        f"{sheets.path}/freeze", json=body, headers={"If-Match": version}
    )
    assert _put(sheets, SETTINGS)["freeze_on"] == "2027-01-05"


def test_history_asks_as_often_for_many_deeds_as_for_one(office, sheets):
    def ask(limit):
        return count_statements(
            office.database,
            lambda: sheets.client.get(
                f"{sheets.path}/history", params={"limit": limit}
            ),
        )

    assert ask(1) == ask(4)
