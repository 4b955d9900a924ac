"""Fairs over HTTP: created, seen by members, changed without losing an edit."""

from tests.office import SETTINGS, new_fair

FAIRS = "/api/v1/fairs"


def test_created_fair_repeats_what_its_settings_say(office):
    answer = office.client("specialist").post(FAIRS, json={"settings": SETTINGS})
    fair = answer.json()
    assert answer.status_code == 201
    assert fair["settings"] == SETTINGS
    assert answer.headers["etag"] == '"1"'
    assert fair["freeze_on"] < fair["first_day"] <= fair["last_day"]


def test_fair_is_seen_by_its_members_only(office):
    fair_id = office.client("specialist").post(FAIRS, json={"settings": SETTINGS})
    path = f"{FAIRS}/{fair_id.json()['id']}"
    seen = {
        who: office.client(who).get(path).status_code
        for who in ("administrator", "specialist", "rep")
    }
    assert seen == {"administrator": 200, "specialist": 200, "rep": 404}
    assert office.client("rep").get(FAIRS).json()["total"] == 0


def test_nobody_is_told_anything_without_a_login(office):
    answer = office.client(language="zh").get(FAIRS)
    assert answer.status_code == 401
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["title"] == "您尚未登录。"


def test_rep_may_not_create_a_fair(office):
    answer = office.client("rep").post(FAIRS, json={"settings": SETTINGS})
    assert (answer.status_code, answer.json()["code"]) == (403, "not-allowed")


def test_settings_with_a_fault_are_refused_with_its_place(office):
    broken = SETTINGS.replace("min_meetings", "min_meeting")
    answer = office.client("specialist").post(FAIRS, json={"settings": broken})
    assert answer.status_code == 422
    assert [f["place"] for f in answer.json()["faults"]] == ["fair.min_meeting"]


def test_second_of_two_editors_is_told_and_loses_nothing(office):
    path = f"{FAIRS}/{new_fair(office)}"
    first, second = office.client("specialist"), office.client("supervisor")
    seen = first.get(path).headers["etag"]
    assert second.get(path).headers["etag"] == seen
    body = {"settings": SETTINGS.replace("min_fit", "# min_fit")}
    done = first.put(path, json=body, headers={"If-Match": seen})
    late = second.put(path, json={"settings": SETTINGS}, headers={"If-Match": seen})
    assert (done.status_code, late.status_code) == (200, 412)
    assert first.get(path).json()["settings"] == body["settings"]


def test_edit_without_its_version_is_refused(office):
    path = f"{FAIRS}/{new_fair(office)}"
    answer = office.client("specialist").put(path, json={"settings": SETTINGS})
    assert (answer.status_code, answer.json()["code"]) == (428, "version-needed")


def test_health_needs_no_login(office):
    assert office.client().get("/healthz").json() == {"status": "ok"}
