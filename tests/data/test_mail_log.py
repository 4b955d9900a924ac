"""The log of sent mails: it only grows, survives a cut, and is one run's at a time."""

import json
from datetime import UTC, datetime

import pytest

from data.mail_log import (
    MailLogError,
    MailState,
    MailStep,
    open_mail_log,
    read_mail_log,
)

AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
SENDING = MailStep("<m@x>", "B1", "a@y.example", MailState.SENDING)
SENT = MailStep("<m@x>", "B1", "a@y.example", MailState.SENT, "250 好")


def test_steps_come_back_and_the_last_one_counts(tmp_path):
    path = tmp_path / "log.jsonl"
    assert read_mail_log(path) == []
    with open_mail_log(path) as log:
        assert log.find("<m@x>", "a@y.example") is None
        log.add([SENDING], AT)
        log.add([SENT], AT)
        assert log.find("<m@x>", "a@y.example") == SENT
    assert read_mail_log(path) == [SENDING, SENT]
    with open_mail_log(path) as log:
        assert log.find("<m@x>", "a@y.example") == SENT
        assert log.find("<m@x>", "other@y.example") is None
    assert path.stat().st_mode & 0o777 == 0o600
    assert json.loads(path.read_text(encoding="utf-8").splitlines()[1]) == {
        "at": "2026-11-30T08:00:00+00:00",
        "message": "<m@x>",
        "party": "B1",
        "address": "a@y.example",
        "state": "sent",
        "answer": "250 好",
    }


def test_a_line_cut_off_anywhere_is_dropped_and_the_log_goes_on(tmp_path):
    path = tmp_path / "log.jsonl"
    with open_mail_log(path) as log:
        log.add([SENDING], AT)
        whole = path.read_bytes()
        log.add([SENT], AT)
    both = path.read_bytes()
    for cut in range(len(whole), len(both)):
        path.write_bytes(both[:cut])
        assert read_mail_log(path) == [SENDING]
        with open_mail_log(path) as log:
            assert log.find("<m@x>", "a@y.example") == SENDING
            log.add([SENT], AT)
        assert path.read_bytes() == both


@pytest.mark.parametrize("line", ["{", "[]", "{}", '{"state": "lost"}', "1"])
def test_a_damaged_line_stops_everything_and_is_named(tmp_path, line):
    path = tmp_path / "log.jsonl"
    with open_mail_log(path) as log:
        log.add([SENDING], AT)
    path.write_text(path.read_text() + line + "\n")
    for reading in (lambda: read_mail_log(path), open_mail_log(path).__enter__):
        with pytest.raises(MailLogError) as error:
            reading()
        assert error.value.code == "mail-log-damaged"
        assert "line 2" in error.value.what.en


def test_two_at_once_do_not_get_it(tmp_path):
    path = tmp_path / "log.jsonl"
    with open_mail_log(path):
        with pytest.raises(MailLogError) as error, open_mail_log(path):
            pass
        assert error.value.code == "mail-log-in-use"
    with open_mail_log(path):
        pass
