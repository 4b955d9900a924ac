"""What every request passes: size, origin, headers, the log."""

import asyncio
import logging

import pytest
from sqlalchemy.exc import OperationalError

from api.middleware.headers import SAFE
from api.middleware.request_log import RequestLog
from api.settings import Settings
from tests.office import open_office

FAIRS = "/api/v1/fairs"
JSON = {"Content-Type": "application/json"}


@pytest.fixture
def small(tmp_path):
    """An office that takes bodies of 100 bytes."""
    database = f"sqlite:///{tmp_path / 'fairs.db'}"
    opened = open_office(tmp_path, Settings(database=database, most_body_bytes=100))
    yield opened
    opened.database.close()


def _lines(caplog):
    return [dict(r.facts) for r in caplog.records if r.name.startswith("fairmatch")]


def test_body_that_says_it_is_too_large_is_not_read(small):
    answer = small.client("specialist").post(FAIRS, json={"settings": "x" * 100})
    assert (answer.status_code, answer.json()["code"]) == (413, "too-large")


def test_body_that_does_not_say_so_is_read_to_the_limit(small):
    sent = 0

    def endless():
        nonlocal sent
        for _ in range(1000):
            sent += 10
            yield b"x" * 10

    answer = small.client("specialist").post(FAIRS, content=endless(), headers=JSON)
    assert answer.status_code == 413


def test_body_within_the_limit_is_taken(small):
    answer = small.client("specialist").post(FAIRS, json={"settings": "x"})
    assert answer.json()["code"] == "input-rejected"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 401),
        ({"Sec-Fetch-Site": "none"}, 401),
        ({"Origin": "http://testserver"}, 401),
        ({"Origin": "http://evil.example"}, 403),
        ({"Origin": "http://[half"}, 403),
        ({"Origin": "null"}, 403),
        ({}, 401),
        ({"Sec-Fetch-Site": "cross-site", "Authorization": "Bearer x"}, 401),
    ],
)
def test_write_from_another_origin_is_refused(office, headers, status):
    answer = office.client().post(FAIRS, json={"settings": "x"}, headers=headers)
    assert answer.status_code == status
    assert answer.json()["code"] == (
        "other-origin" if status == 403 else "not-logged-in"
    )


def test_reading_from_another_origin_is_as_any_reading(office):
    answer = office.client().get("/healthz", headers={"Sec-Fetch-Site": "cross-site"})
    assert answer.status_code == 200


def test_every_answer_carries_the_safe_headers(office):
    for path in ("/healthz", FAIRS, "/nowhere"):
        headers = office.client().get(path).headers
        assert {name: headers[name] for name in SAFE} == SAFE
        assert "strict-transport-security" not in headers


def test_https_is_to_be_kept(office):
    client = office.client()
    client.base_url = "https://testserver"
    headers = client.get("/healthz").headers
    assert headers["strict-transport-security"] == "max-age=31536000"


def test_log_has_the_operation_and_the_number_of_the_user_only(office, caplog):
    caplog.set_level(logging.INFO, "fairmatch")
    client = office.client("rep")
    answer = client.get(f"{FAIRS}/7?name=Wang")
    (line,) = _lines(caplog)
    assert line.pop("ms") >= 0
    assert line == {
        "id": answer.headers["x-request-id"],
        "method": "GET",
        "status": 404,
        "operation": "read_fair",
        "user": 4,
    }
    assert "Wang" not in str(line)


def test_unknown_address_is_logged_without_it(office, caplog):
    caplog.set_level(logging.INFO, "fairmatch")
    office.client().get("/wang@example.com")
    (line,) = _lines(caplog)
    assert (line["status"], line["operation"], line["user"]) == (404, None, None)


def _break(office, monkeypatch, error):
    def broken(*_):
        raise error

    monkeypatch.setattr("api.routers.fairs.list_fairs", broken)
    return office.client("rep").get(FAIRS)


def test_fault_of_ours_is_logged_without_its_words(office, monkeypatch, caplog):
    answer = _break(office, monkeypatch, RuntimeError("Wang, 138 0013 8000"))
    (line,) = _lines(caplog)
    assert (answer.status_code, answer.json()["code"]) == (500, "our-fault")
    assert answer.headers["x-request-id"] in answer.json()["detail"]
    assert line["error"] == "builtins.RuntimeError"
    assert line["stack"][-1].endswith(" broken")
    assert "Wang" not in str(line)
    assert answer.headers["x-frame-options"] == "DENY"


def test_records_that_do_not_answer_are_no_fault(office, monkeypatch):
    trouble = OperationalError("SELECT", {}, Exception("database is locked"))
    answer = _break(office, monkeypatch, trouble)
    assert (answer.status_code, answer.json()["code"]) == (503, "records-busy")
    assert answer.headers["retry-after"] == "5"


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/nowhere", 404, "not-found"),
        ("DELETE", FAIRS, 405, "method-not-allowed"),
    ],
)
def test_what_is_not_there_is_a_problem_too(office, method, path, status, code):
    answer = office.client("rep", "zh").request(method, path)
    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.headers["content-type"] == "application/problem+json"


def test_body_that_is_no_json_is_malformed(office):
    answer = office.client("specialist").post(FAIRS, content=b"{", headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (422, "request-malformed")
    deep = b"[" * 100_000
    answer = office.client("specialist").post(FAIRS, content=deep, headers=JSON)
    assert (answer.status_code, answer.json()["code"]) == (400, "request-malformed")


def test_nul_is_refused_wherever_it_is(office):
    """PostgreSQL keeps no NUL in a text, so SQLite gets none either."""
    client = office.client("administrator")
    body = {"login": "x", "name": "a\0b", "role": "rep"}
    for answer in (
        client.post("/api/v1/users", json=body),
        client.get(f"{FAIRS}?limit=%00"),
        client.get(f"{FAIRS}/%00"),
    ):
        assert answer.status_code == 422
        (fault,) = answer.json()["faults"]
        assert fault["code"] == "nul"
    body["name"] = "a\\b"
    assert client.post("/api/v1/users", json=body).status_code == 201


def test_answer_that_breaks_off_is_logged(caplog):
    """What was begun cannot become a refusal: the connection ends, the log says why."""

    async def begin_and_break(scope, receive, send):
        await send({"type": "http.response.start", "status": 200, "headers": []})
        raise RuntimeError

    log = RequestLog(begin_and_break)
    sent = []

    async def send(message):
        sent.append(message)

    caplog.set_level(logging.INFO, "fairmatch")
    asyncio.run(log({"type": "http", "method": "GET"}, None, send))
    (line,) = _lines(caplog)
    assert (line["status"], line["error"]) == (200, "builtins.RuntimeError")
    assert [one["type"] for one in sent] == ["http.response.start"]


def test_start_and_end_of_the_server_pass_the_door(office):
    with office.client() as client:
        assert client.get("/healthz").status_code == 200
