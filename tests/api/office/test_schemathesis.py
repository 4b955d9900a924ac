"""Every route of the OpenAPI tried at random by people of every role.

No answer is a fault of ours (5xx), has a status or a shape that the OpenAPI does not
name, or leaves out a header that it promises. The cases are the same in every run; many
more come by FAIRMATCH_TRIES=200 in the environment.
"""

import os
from contextlib import suppress
from zlib import crc32

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.failures import FailureGroup
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from api.office.rights import Role
from tests.office import new_fair, open_office

USUAL = 3
TRIES = int(os.environ.get("FAIRMATCH_TRIES", USUAL))
PATIENCE = 300
"""Seconds for an answer on a machine that others use too."""

CALLERS = [*(role.value for role in Role), ""]
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]
PARTS = 4
"""Tests that share the routes, so that several processes work on them."""

MADE = 8
"""Ids that things made before the trial may have; the others are looked for too."""


@pytest.fixture(scope="module")
def known_office(tmp_path_factory):
    office = open_office(tmp_path_factory.mktemp("office"))
    new_fair(office)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("api.routers.jobs.WATCH_S", 0.0)  # nobody runs the jobs here
        yield office
    office.database.close()


@schemathesis.hook
def map_path_parameters(context, path_parameters):
    """Ask for things that are there, most of the time."""
    for name, value in (path_parameters or {}).items():
        if name == "fair_id" and isinstance(value, int) and value % 4:
            path_parameters[name] = 1
        elif isinstance(value, int) and value % 4:
            path_parameters[name] = 1 + value % MADE
    return path_parameters


@schemathesis.hook
def map_headers(context, headers):
    """Edit the first version of things, most of the time."""
    if "if-match" in (headers or {}) and len(headers["if-match"]) % 4 != 3:
        headers["if-match"] = '"1"'
    return headers


@pytest.mark.parametrize("part", range(PARTS))
def test_no_request_finds_a_fault(known_office, part, monkeypatch):
    monkeypatch.setattr("api.routers.jobs.WATCH_S", 0.0)  # no job runs here
    described = schemathesis.openapi.from_dict(known_office.app.openapi())
    described.app = known_office.app
    operations = [found.ok() for found in described.get_all_operations()]
    assert len(operations) >= 5
    faults = {}
    for operation in operations[part::PARTS]:
        try:
            _try(operation)
        except FailureGroup as found:
            faults[operation.label] = [str(one) for one in found.exceptions]
    assert faults == {}


def _try(operation):
    """Send requests that fit the OpenAPI, then some that do not."""
    for mode in GenerationMode:

        @given(case=operation.as_strategy(generation_mode=mode))
        @settings(
            max_examples=TRIES,
            derandomize=True,
            database=None,
            deadline=None,
            phases=(Phase.explicit, Phase.generate),
            suppress_health_check=list(HealthCheck),
        )
        def attempt(case):
            for caller in _callers(case):
                headers = {"Authorization": f"Bearer {caller}"} if caller else {}
                case.call_and_validate(checks=CHECKS, headers=headers, timeout=PATIENCE)

        with suppress(Unsatisfiable):  # nothing about this request can be wrong
            attempt()


def _callers(case):
    """Return who asks: the administrator and one other, in a long run everybody.

    The other one follows from what is asked, so that a failure repeats itself. (Who may
    do what, every role with every request, is the subject of test_rights.py.)
    """
    if TRIES > USUAL:
        return CALLERS
    asked = repr((case.path_parameters, case.query, case.body)).encode()
    return [CALLERS[0], CALLERS[1 + crc32(asked) % (len(CALLERS) - 1)]]
