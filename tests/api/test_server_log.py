"""The log of the server: lines of JSON that say nothing of people."""

import json
import logging
import sys

import pytest

from api.server_log import JsonLines, log_to_stderr


def _record(message="said", **more):
    return logging.LogRecord("uvicorn", logging.WARNING, "", 0, message, (), **more)


def test_line_says_when_how_grave_and_what():
    record = _record(exc_info=None)
    record.created = 1_790_000_000.5
    assert json.loads(JsonLines().format(record)) == {
        "at": "2026-09-21T14:13:20.500+00:00",
        "level": "warning",
        "message": "said",
    }


def test_error_is_named_without_its_words():
    try:
        int("Wang, 138 0013 8000")
    except ValueError:
        record = _record(exc_info=sys.exc_info())
    line = JsonLines().format(record)
    assert json.loads(line)["error"] == "ValueError"
    assert "Wang" not in line


@pytest.fixture
def loggers():
    names = ("", "uvicorn", "fairmatch")
    former = [
        (logging.getLogger(n), logging.getLogger(n).__dict__.copy()) for n in names
    ]
    yield
    for logger, state in former:
        logger.setLevel(state["level"])
        logger.handlers = state["handlers"]
        logger.propagate = state["propagate"]


@pytest.mark.usefixtures("loggers")
def test_all_goes_to_standard_error_once(capsys):
    log_to_stderr()
    logging.getLogger("fairmatch.requests").info("x", extra={"facts": {"id": "7"}})
    logging.getLogger("uvicorn.error").info("not told")
    logging.getLogger("uvicorn.error").warning("told")
    lines = [json.loads(line) for line in capsys.readouterr().err.splitlines()]
    assert [line.get("message", line.get("id")) for line in lines] == ["7", "told"]
