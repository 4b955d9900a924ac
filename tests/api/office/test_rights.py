"""Every request as every role, compared with the one written table: docs/rights.md."""

import re
from pathlib import Path

import pytest

from api.office.rights import CHINESE, RIGHTS, Right, Role
from tests.office import new_fair

TABLE = Path(__file__).parents[3] / "docs" / "rights.md"
CALLERS = ("administrator", "specialist", "supervisor", "rep", "staff", "")
METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
ROW = re.compile(r"\| `([A-Z]+ /\S*)` \|(.*)\|")
REFUSED = {401, 403}
NONE_SUCH = str(2**31 - 1)


def written():
    """Return who may send each request, as docs/rights.md says."""
    rows = {}
    for line in TABLE.read_text(encoding="utf-8").splitlines():
        if found := ROW.fullmatch(line):
            marks = [mark.strip() for mark in found[2].split("|")]
            assert len(marks) == len(CALLERS), line
            assert found[1] not in rows, line
            rows[found[1]] = {c for c, m in zip(CALLERS, marks, strict=True) if m}
    return rows


def requests_of(app):
    """Return the requests that the server knows, like "GET /api/v1/fairs"."""
    return {
        f"{method.upper()} {path}"
        for path, ways in app.openapi()["paths"].items()
        for method in ways
        if method.upper() in METHODS
    }


def test_table_names_every_request_and_no_other(office):
    assert requests_of(office.app) == set(written())


@pytest.mark.parametrize("caller", CALLERS)
def test_each_role_may_do_what_the_table_says(office, caller):
    """A request with no body: who may send it is told anything but 401 and 403.

    The right is asked before the body and before the thing asked for is looked up, so
    a refusal tells nothing about either.
    """
    fair_id = str(new_fair(office))
    client = office.client(caller)
    said, done = {}, {}
    for request, allowed in written().items():
        method, path = request.split()
        path = path.replace("{fair_id}", fair_id)
        path = re.sub(r"\{\w+\}", NONE_SUCH, path)
        answer = client.request(method, path)
        said[request] = caller in allowed
        done[request] = answer.status_code not in REFUSED
        assert answer.status_code < 500, (request, answer.text)
    assert done == said


def test_every_right_has_its_roles_and_its_words():
    assert set(RIGHTS) == set(CHINESE) == set(Right)
    assert all(Role.ADMINISTRATOR in roles for roles in RIGHTS.values())


def test_missing_right_is_named_in_the_language_of_who_asks(office):
    path = f"/api/v1/fairs/{new_fair(office)}/jobs"
    said = [office.client("rep", tongue).get(path).json() for tongue in ("en", "zh")]
    assert [one["title"] for one in said] == [
        "Your role does not allow this: see jobs.",
        "您的角色没有此权限：查看任务。",
    ]
