"""Uploads over HTTP: seen first, taken whole or not at all, safe to repeat."""

import hashlib
from io import BytesIO
from typing import get_args
from urllib.parse import quote

import pytest
from openpyxl import load_workbook

from api.office.upload_reading import KINDS
from api.schemas.uploads import UploadKind
from tests.office import new_fair
from tests.record_counts import count_statements
from tests.upload_cases import BUYERS, Sheets, counts


@pytest.fixture
def empty(office):
    return Sheets(office.client("specialist"), new_fair(office))


def test_preview_says_what_comes_and_changes_nothing(empty):
    upload = empty.upload("buyers", BUYERS).json()
    preview = empty.preview(upload["id"]).json()
    assert preview["counts"] == counts(added=2)
    assert preview["added"][0] == {"code": "B1", "name": "甲公司", "lines": 2}
    assert (preview["can_apply"], preview["upload"]["state"]) == (True, "waiting")
    assert empty.client.get(f"{empty.path}/parties").json()["total"] == 0


def test_applied_sheet_is_what_the_records_say(sheets):
    party = sheets.party("B1")
    assert party["cells"] == {"contact": "李一", "phone": "13800138000"}
    assert party["lines"] == [
        {"product": "水泵", "quantity": "5 吨"},
        {"product": "阀门"},
    ]
    check = sheets.client.get(f"{sheets.path}/check").json()
    assert (check["can_schedule"], check["buyers"], check["suppliers"]) == (True, 2, 2)


def test_same_file_twice_is_the_same_upload_and_changes_nothing(sheets):
    before = sheets.client.get(f"{sheets.path}/history").json()["total"]
    first = sheets.upload("buyers", BUYERS).json()
    assert (first["state"], first["sha256"]) == (
        "applied", hashlib.sha256(BUYERS.encode()).hexdigest(),
    )  # fmt: skip
    version = sheets.preview(first["id"]).headers["etag"]
    again = sheets.apply(first["id"], version)
    assert (again.status_code, again.headers["etag"]) == (200, version)
    assert again.json()["counts"] == counts()
    assert sheets.client.get(f"{sheets.path}/history").json()["total"] == before


def test_new_version_shows_what_it_changes_field_by_field(sheets):
    new = BUYERS.replace("13800138000", "13700137000").replace("阀门", "管道")
    new = new.replace("B2,乙公司", "B3,戊公司")
    upload = sheets.upload("buyers", new).json()
    preview = sheets.preview(upload["id"]).json()
    assert preview["counts"] == counts(added=1, changed=1, gone=1)
    assert preview["changed"] == [
        {
            "code": "B1",
            "name": "甲公司",
            "fields": [{"field": "phone", "old": "13800138000", "new": "13700137000"}],
            "lines_added": [{"product": "管道"}],
            "lines_gone": [{"product": "阀门"}],
        }
    ]
    assert [one["code"] for one in preview["gone"]] == ["B2"]


def test_later_sheet_replaces_the_earlier_and_may_be_gone_back_to(sheets):
    assert sheets.take("buyers", BUYERS.replace("乙公司", "乙公司二")) == counts(
        changed=1
    )
    listed = sheets.client.get(
        f"{sheets.path}/uploads", params={"kind": "buyers"}
    ).json()
    assert [one["state"] for one in listed["items"]] == ["applied", "replaced"]
    assert sheets.take("buyers", BUYERS) == counts(changed=1)
    assert sheets.party("B2")["name"] == "乙公司"


def test_sheet_with_errors_is_refused_with_their_places(sheets):
    wrong = BUYERS + "B1,另一家公司,,,,泵,\nB9,己公司,,,第九天,泵,\n"
    upload = sheets.upload("buyers", wrong, "名单.CSV").json()
    seen = sheets.preview(upload["id"])
    assert not seen.json()["can_apply"]
    answer = sheets.apply(upload["id"], seen.headers["etag"])
    assert (answer.status_code, answer.json()["code"]) == (422, "input-rejected")
    assert ("id-two-names", "B5") in {
        (f["code"], f["place"]) for f in answer.json()["faults"]
    }
    assert sheets.party("B1")["name"] == "甲公司"
    assert (
        sheets.client.get(f"{sheets.path}/uploads/{upload['id']}").json()["state"]
        == "waiting"
    )


def test_faults_are_told_in_the_language_asked_for(office, sheets):
    upload = sheets.upload("buyers", BUYERS.replace(",5", ",3-5")).json()
    texts = {}
    for language in ("zh", "en"):
        client = office.client("specialist", language)
        seen = client.get(f"{sheets.path}/uploads/{upload['id']}/preview").json()
        [fault] = [f for f in seen["faults"] if f["code"] == "number-range"]
        assert (fault["severity"], fault["file"], fault["cell"]) == (
            "warning",
            "buyers.csv",
            "G2",
        )
        texts[language] = fault["text"]
    assert texts["zh"].startswith("提醒 buyers.csv G2")
    assert texts["en"].startswith("Warning in buyers.csv G2")


def test_records_that_changed_since_the_preview_refuse_the_sheet(sheets):
    upload = sheets.upload("buyers", BUYERS.replace("乙公司", "乙公司二")).json()
    etag = sheets.preview(upload["id"]).headers["etag"]
    assert sheets.edit("B1", name="甲公司总部").status_code == 200
    answer = sheets.apply(upload["id"], etag)
    assert (answer.status_code, answer.json()["code"]) == (412, "changed-meanwhile")
    assert sheets.party("B2")["name"] == "乙公司"


def test_edit_by_hand_wins_unless_told_otherwise(sheets):
    sheets.edit("B1", cells={"phone": "13600136000"})
    assert sheets.take("buyers", BUYERS.replace("乙公司", "乙公司二")) == counts(
        changed=1
    )
    assert sheets.party("B1")["cells"]["phone"] == "13600136000"
    new = BUYERS.replace("13800138000", "13700137000")
    upload = sheets.upload("buyers", new).json()
    seen = sheets.preview(upload["id"])
    assert seen.json()["conflicts"] == [
        {"code": "B1", "field": "phone", "mine": "13600136000", "sheet": "13700137000"}
    ]
    strange = sheets.apply(upload["id"], seen.headers["etag"], [("B1", "name")])
    assert (strange.status_code, strange.json()["code"]) == (409, "no-such-conflict")
    taken = sheets.apply(upload["id"], seen.headers["etag"], [("B1", "phone")])
    assert taken.json()["counts"] == counts(changed=2, conflicts=1)
    assert sheets.party("B1")["cells"]["phone"] == "13700137000"
    assert sheets.party("B1")["edited"] == []


def test_file_comes_back_as_it_was_received(sheets):
    upload = sheets.upload("locks", "采购商,供应商,场次,轮次\n", "../锁 定.csv").json()
    assert upload["file_name"] == "锁 定.csv"
    answer = sheets.client.get(f"{sheets.path}/uploads/{upload['id']}/file")
    assert answer.content == "采购商,供应商,场次,轮次\n".encode()
    assert answer.headers["content-disposition"].endswith(quote("锁 定.csv"))


def test_checked_copy_marks_what_only_the_fair_knows(sheets):
    upload = sheets.upload("buyers", BUYERS + "B9,己公司,,,第九天,泵,\n").json()
    answer = sheets.client.get(f"{sheets.path}/uploads/{upload['id']}/checked")
    assert answer.headers["content-disposition"].endswith("checked.xlsx")
    book = load_workbook(BytesIO(answer.content))
    codes = {row[4].value for row in book["检查结果 check"].iter_rows(min_row=2)}
    assert "session-unknown" in codes


def test_further_sheets_are_taken_row_by_row(sheets):
    head = "采购商,供应商,结果\n"
    assert sheets.take("history", head + "B1,S1,成交\nB2,S1,见过\n") == counts(added=2)
    upload = sheets.upload("history", head + "B1,S1,成交\nB2,S2,见过\n").json()
    preview = sheets.preview(upload["id"]).json()
    assert preview["rows_added"] == [
        {"buyer": "B2", "supplier": "S2", "outcome": "见过"}
    ]
    assert preview["rows_gone"] == [
        {"buyer": "B2", "supplier": "S1", "outcome": "见过"}
    ]
    assert sheets.take("history", head + "B1,S1,成交\nB2,S2,见过\n") == counts(
        added=1, gone=1
    )


def test_each_kind_that_is_kept_can_be_uploaded():
    assert set(get_args(UploadKind)) == {kind.value for kind in KINDS}


def test_staff_sheet_is_taken_and_comes_up_in_the_check(sheets):
    head = "姓名,职责,场次\n"
    assert sheets.take("staff", head + "王五,签到,D1-AM\n") == counts(added=1)
    upload = sheets.upload("staff", head + "王五,签到,D9\n").json()
    faults = sheets.preview(upload["id"]).json()["faults"]
    assert [fault["code"] for fault in faults] == ["session-unknown"]


def test_file_that_is_no_table_is_named_as_the_place_of_its_fault(sheets):
    upload = sheets.upload("buyers", "<html></html>").json()
    etag = sheets.preview(upload["id"]).headers["etag"]
    (fault,) = sheets.apply(upload["id"], etag).json()["faults"]
    assert (fault["code"], fault["place"]) == ("not-a-table", "buyers.csv")


def test_category_tree_and_synonyms_are_taken(sheets):
    assert sheets.take("categories", "品类编码,中文名称\n1,泵\n") == counts(added=1)
    assert sheets.take("synonyms", "词语,同义词\n水泵,泵\n") == counts(added=1)
    assert sheets.client.get(f"{sheets.path}/check").json()["can_schedule"]


def test_lock_of_a_party_that_is_not_there_is_refused(sheets):
    upload = sheets.upload("locks", "采购商,供应商,场次,轮次\nB7,S1,D1-AM,1\n").json()
    seen = sheets.preview(upload["id"])
    assert "party-unknown" in {fault["code"] for fault in seen.json()["faults"]}
    assert sheets.apply(upload["id"], seen.headers["etag"]).status_code == 422


def test_upload_with_a_key_is_done_once(sheets):
    key = {"Idempotency-Key": "once"}
    new = BUYERS.replace("乙公司", "乙公司二")
    first, again = (sheets.upload("buyers", new, headers=key) for _ in range(2))
    assert first.json() == again.json()


def test_application_with_a_key_is_done_once(sheets):
    upload = sheets.upload("buyers", BUYERS.replace("乙公司", "乙公司二")).json()
    etag = sheets.preview(upload["id"]).headers["etag"]
    headers = {"If-Match": etag, "Idempotency-Key": "once"}
    path = f"{sheets.path}/uploads/{upload['id']}/apply"
    first, again = (
        sheets.client.post(path, json={}, headers=headers) for _ in range(2)
    )
    assert (first.status_code, again.status_code) == (200, 200)
    assert first.json() == again.json()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"%PDF-1.7",
        b"PK\x03\x04broken",
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x",
        b"a\0b",
    ],
)
def test_what_is_no_sheet_is_refused_in_words(empty, content):
    upload = empty.upload("suppliers", content, "x.xlsx").json()
    seen = empty.preview(upload["id"])
    assert (seen.status_code, seen.json()["can_apply"]) == (200, False)
    assert empty.apply(upload["id"], seen.headers["etag"]).status_code == 422
    assert (
        empty.client.get(f"{empty.path}/uploads/{upload['id']}/checked").status_code
        == 200
    )


def test_sheet_of_suggestions_has_no_preview(sheets):
    text = "采购商,供应商,强度\nB1,S1,必须\n"
    path = f"{sheets.path}/suggestions/import"
    assert sheets.client.post(path, files={"file": ("s.csv", text)}).status_code == 200
    [upload] = [
        one
        for one in sheets.client.get(f"{sheets.path}/uploads").json()["items"]
        if one["kind"] == "suggestions"
    ]
    answer = sheets.preview(upload["id"])
    assert (answer.status_code, answer.json()["code"]) == (409, "taken-at-once")


def test_upload_that_is_not_there(empty):
    assert empty.preview(99).status_code == 404


def test_history_says_what_a_sheet_did_but_not_to_whom_to_speak(sheets):
    deeds = sheets.client.get(f"{sheets.path}/history").json()
    assert [one["action"] for one in deeds["items"]] == [
        "upload.apply", "upload.add", "upload.apply", "upload.add", "fair.create",
    ]  # fmt: skip
    assert deeds["items"][2]["facts"]["added"] == ["B1", "B2"]
    assert deeds["items"][0]["user"] == "Specialist"
    assert "李一" not in str(deeds)
    assert "13800138000" not in str(deeds)


def test_list_of_uploads_asks_as_often_for_many(office, sheets):
    ask = lambda: sheets.client.get(f"{sheets.path}/uploads")  # noqa: E731
    few = count_statements(office.database, ask)
    sheets.upload("buyers", BUYERS.replace("乙", "己"))
    assert count_statements(office.database, ask) == few
