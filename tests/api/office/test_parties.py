"""Buyers and suppliers over HTTP: found, corrected by hand, added, taken off."""

import pytest

from tests.record_counts import count_statements
from tests.upload_cases import BUYERS, Sheets, counts


def _page(client, sheets, **asked):
    return client.get(f"{sheets.path}/parties", params=asked).json()


def test_lists_come_by_side_and_page(sheets):
    page = _page(sheets.client, sheets, side="supplier", limit=1, offset=1)
    assert (page["total"], page["offset"]) == (2, 1)
    [party] = page["items"]
    assert (party["code"], party["hall"], party["booth"], party["lines"]) == (
        "S2",
        "1号馆",
        "A02",
        1,
    )


@pytest.mark.parametrize(
    ("text", "codes"),
    [
        ("公司", ["B1", "B2", "S1", "S2"]),
        ("s1", ["S1"]),
        ("a02", ["S2"]),
        ("%", []),
        ("_", []),
    ],
)
def test_text_is_looked_for_as_it_stands(sheets, text, codes):
    page = _page(sheets.client, sheets, text=text)
    assert [party["code"] for party in page["items"]] == codes


def test_contacts_are_shown_to_roles_that_need_them(office, sheets):
    seen = {}
    for role in ("administrator", "specialist", "supervisor", "rep", "staff"):
        client = office.client(role)
        [brief] = _page(client, sheets, text="S1")["items"]
        whole = client.get(f"{sheets.path}/parties/{brief['id']}").json()
        assert ("contact" in whole["cells"]) == (brief["contact"] is not None)
        seen[role] = brief["contact"] is not None
    assert seen == {
        "administrator": True, "specialist": True, "supervisor": True,
        "rep": False, "staff": True,
    }  # fmt: skip


def test_page_of_many_asks_as_often_as_a_page_of_one(office, sheets):
    one = count_statements(
        office.database, lambda: _page(sheets.client, sheets, limit=1)
    )
    three = count_statements(
        office.database, lambda: _page(sheets.client, sheets, limit=3)
    )
    assert one == three


def test_edit_changes_what_it_names_and_nothing_else(sheets):
    answer = sheets.edit("S1", cells={"booth": " Ｂ07 ", "phone": ""}, name="丙 公司")
    assert answer.status_code == 200, answer.text
    party = answer.json()
    assert party["cells"] == {"hall": "1号馆", "booth": "B07", "contact": "赵三"}
    assert (party["name"], party["lines"]) == ("丙 公司", [{"product": "水泵"}])
    assert party["edited"] == ["booth", "name"]
    assert (party["version"], answer.headers["etag"]) == (2, '"2"')


def test_lines_are_replaced_together(sheets):
    lines = [
        {"product": "风机", "quantity": "3"},
        {},
        {"product": "水泵", "category": ""},
    ]
    assert sheets.edit("B1", lines=lines).json()["lines"] == [
        {"product": "风机", "quantity": "3"}, {"product": "水泵"},
    ]  # fmt: skip


def test_second_of_two_editors_is_told(sheets):
    party = sheets.party("B1")
    path = f"{sheets.path}/parties/{party['id']}"
    seen = {"If-Match": f'"{party["version"]}"'}
    first = sheets.client.patch(path, json={"name": "甲一"}, headers=seen)
    second = sheets.client.patch(path, json={"name": "甲二"}, headers=seen)
    gone = sheets.client.delete(path, headers=seen)
    assert [a.status_code for a in (first, second, gone)] == [200, 412, 412]
    assert sheets.party("B1")["name"] == "甲一"


@pytest.mark.parametrize(
    ("body", "fault"),
    [
        ({"cells": {"fone": "1"}}, ("field-unknown", "fone")),
        ({"cells": {"id": "B9"}}, ("field-unknown", "id")),
        ({"cells": {"product": "泵"}}, ("field-unknown", "product")),
        ({"lines": [{"phone": "1"}]}, ("field-unknown", "phone")),
        (
            {"cells": {"sessions": "第九天"}},
            ("session-unknown", "B1 可参加场次 sessions"),
        ),
        ({"name": "\u200b"}, ("value-missing", "B1 buyer")),
    ],
)
def test_edit_that_cannot_be_used_is_refused_with_its_place(sheets, body, fault):
    answer = sheets.edit("B1", **body)
    assert (answer.status_code, answer.json()["code"]) == (422, "input-rejected")
    assert fault in [(f["code"], f["place"]) for f in answer.json()["faults"]]
    assert sheets.party("B1")["version"] == 1


def test_edit_with_a_warning_is_kept_and_told(sheets):
    answer = sheets.edit("B1", cells={"phone": "123"}, lines=[])
    assert answer.status_code == 200
    faults = answer.json()["faults"]
    assert {fault["severity"] for fault in faults} == {"warning"}
    assert {fault["code"] for fault in faults} == {"lines-missing", "phone-unusable"}


def test_party_added_by_hand_is_not_taken_off_by_a_sheet(sheets):
    body = {
        "side": "buyer",
        "code": "B9",
        "name": "庚公司",
        "lines": [{"product": "泵"}],
    }
    added = sheets.client.post(f"{sheets.path}/parties", json=body)
    assert (added.status_code, added.json()["by_hand"]) == (201, True)
    again = sheets.client.post(f"{sheets.path}/parties", json=body)
    assert (again.status_code, again.json()["code"]) == (409, "code-taken")
    assert sheets.take("buyers", BUYERS.replace("乙公司", "乙公司二")) == counts(
        changed=1
    )
    assert sheets.party("B9")["name"] == "庚公司"


@pytest.mark.parametrize(
    ("code", "fault"), [("示例1", "code-of-example"), ("\u200b ", "value-missing")]
)
def test_code_that_no_sheet_could_have_is_refused(sheets, code, fault):
    body = {"side": "supplier", "code": code, "name": "庚公司", "lines": []}
    answer = sheets.client.post(f"{sheets.path}/parties", json=body)
    assert answer.status_code == 422
    assert fault in {one["code"] for one in answer.json()["faults"]}


def _remove(sheets, code):
    party = sheets.party(code)
    return sheets.client.delete(
        f"{sheets.path}/parties/{party['id']}",
        params={"why": "退展"},
        headers={"If-Match": str(party["version"])},
    )


def test_removed_party_stays_away_from_its_own_sheet(sheets):
    assert _remove(sheets, "S2").status_code == 204
    assert _page(sheets.client, sheets, side="supplier")["total"] == 1
    head = "编号,供应商,展馆,展位,联系人,主营产品\nS1,丙公司,1号馆,A01,赵三,水泵\n"
    assert sheets.take("suppliers", head + "S2,丁公司,1号馆,A03,钱四,电机\n") == counts(
        conflicts=1
    )
    assert _page(sheets.client, sheets, side="supplier")["total"] == 1
    check = sheets.client.get(f"{sheets.path}/check").json()
    assert check["suppliers"] == 1
    new = head + "S2,丁公司,1号馆,A04,钱四,电机\n"
    assert sheets.take("suppliers", new, [("S2", "party")]) == counts(
        added=1, conflicts=1
    )
    assert sheets.party("S2")["cells"]["booth"] == "A04"


def test_removed_party_may_be_added_again(sheets):
    _remove(sheets, "S2")
    body = {
        "side": "supplier",
        "code": "S2",
        "name": "丁公司",
        "lines": [{"product": "泵"}],
    }
    party = sheets.client.post(f"{sheets.path}/parties", json=body).json()
    assert (party["cells"], party["by_hand"]) == ({}, False)
    assert "booth" in party["edited"]


def test_party_by_hand_is_removed_for_good(sheets):
    body = {
        "side": "buyer",
        "code": "B9",
        "name": "庚公司",
        "lines": [{"product": "泵"}],
    }
    sheets.client.post(f"{sheets.path}/parties", json=body)
    assert _remove(sheets, "B9").status_code == 204
    assert sheets.client.post(f"{sheets.path}/parties", json=body).json()["by_hand"]


def test_party_of_another_fair_is_not_there(office, sheets):
    from tests.office import new_fair

    other = Sheets(sheets.client, new_fair(office))
    party = sheets.party("B1")
    answer = sheets.client.get(f"{other.path}/parties/{party['id']}")
    assert answer.status_code == 404


def test_history_of_an_edit_keeps_contacts_to_itself(sheets):
    sheets.edit(
        "B1",
        cells={"phone": "13600136000", "region": "北京"},
        lines=[{"product": "泵"}],
    )
    _remove(sheets, "B1")
    removed, edited = sheets.client.get(f"{sheets.path}/history").json()["items"][:2]
    assert (edited["action"], edited["subject"]) == ("party.change", "buyer B1")
    assert edited["facts"] == {
        "fields": ["lines", "phone", "region"], "old": {"region": ""}, "new": {"region": "北京"},
    }  # fmt: skip
    assert (removed["action"], removed["why"]) == ("party.remove", "退展")
