"""Mails go out once each, through a real server, whatever breaks on the way."""

import email
import os
import signal
import smtplib
import ssl
import subprocess
import sys
from email.utils import parsedate_to_datetime

import pytest

from api.services import send_mails as service
from api.services.errors import WrongRequestError
from api.services.send_mails import Doubtful, SendOrder
from api.smtp.courier import Courier, LostError
from api.smtp.pace import Pace
from api.smtp.server import Server
from api.smtp.troubles import ServerError
from data.mail_log import MailLog, MailState, read_mail_log
from scheduler.progress import Silent
from scheduler.wording import Wording
from tests.api.mail_server import ALL, BREAK, HOST, serving, write_mails

FAST = 100_000
NO_TLS = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
"""Made once: reading the system's certificates takes 0.3 s."""


def send_mails(order, progress=None):
    return service.send_mails(order, progress, context=NO_TLS)


@pytest.fixture
def post():
    with serving() as (office, port):
        yield office, Server(HOST, port)


def _order(folder, server, **more):
    return SendOrder(folder, folder.parent / "log.jsonl", server, FAST, **more)


def _states(folder):
    log = read_mail_log(folder.parent / "log.jsonl")
    return {step.address: step.state.value for step in log}


def test_every_mail_goes_out_once_dated_and_no_draft(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    assert (report.mails, report.sent, report.before, report.left) == (3, 3, 0, 0)
    assert report.is_done
    assert office.recipients == ALL
    for (_, sent), party in zip(office.taken, ("B1", "B2", "S1"), strict=True):
        draft = (folder / f"notices/mail/{party}.eml").read_bytes()
        got, was = email.message_from_bytes(sent), email.message_from_bytes(draft)
        assert parsedate_to_datetime(got["Date"]).tzinfo is not None
        assert got["X-Unsent"] is None
        for name in ("Message-ID", "From", "To", "Subject", "Content-Type"):
            assert got[name] == was[name]
        assert sent.partition(b"\r\n\r\n")[2] == draft.partition(b"\r\n\r\n")[2]
    assert _states(folder) == dict.fromkeys(ALL, "sent")


def test_a_second_run_sends_nothing_and_written_anew_is_the_same(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    send_mails(_order(folder, server))
    write_mails(folder)
    report = send_mails(_order(folder, server))
    assert (report.sent, report.before, report.left) == (0, 3, 0)
    assert office.recipients == ALL


def test_without_a_server_nothing_is_sent_and_no_log_is_made(tmp_path):
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, None))
    assert (report.is_trial, report.left, report.sent) == (True, 3, 0)
    assert not (tmp_path / "log.jsonl").exists()


def test_a_trial_greets_the_server_and_sends_nothing(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server, is_trial=True))
    assert (report.is_trial, report.left) == (True, 3)
    assert (office.connections, office.taken) == (1, [])


def test_refused_for_good_is_not_tried_again_but_a_new_address_is(tmp_path, post):
    office, server = post
    office.to_recipient = lambda one: "550 no such user" if "zhang" in one else None
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    (refused,) = report.of(MailState.REFUSED)
    assert (refused.address, refused.answer) == ("zhang@a.example", "550 no such user")
    assert (report.sent, report.is_done) == (2, True)
    office.to_recipient = lambda one: None
    assert send_mails(_order(folder, server)).sent == 0
    write_mails(folder, B1="zhang@new.example")
    assert send_mails(_order(folder, server)).sent == 1
    assert office.recipients == [*ALL[1:], "zhang@new.example"]


def test_put_off_is_tried_again_by_the_next_run(tmp_path, post):
    office, server = post
    office.to_recipient = lambda one: "451 greylisted" if "maria" in one else None
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    assert (report.sent, report.is_done) == (2, False)
    assert [one.answer for one in report.of(MailState.DEFERRED)] == ["451 greylisted"]
    office.to_recipient = lambda one: None
    report = send_mails(_order(folder, server))
    assert (report.sent, report.before, report.is_done) == (1, 2, True)


@pytest.mark.parametrize(
    ("answer", "state"), [("552 too big", "refused"), ("452 disk full", "deferred")]
)
def test_a_mail_refused_whole_is_noted_and_the_next_one_goes(
    tmp_path, post, answer, state
):
    office, server = post
    office.to_data = lambda addresses: answer if "zhang" in addresses[0] else None
    folder = write_mails(tmp_path / "result")
    send_mails(_order(folder, server))
    assert _states(folder) == {ALL[0]: state, ALL[1]: "sent", ALL[2]: "sent"}


def test_a_mail_refused_before_it_is_handed_over_is_no_doubt(
    tmp_path, post, monkeypatch
):
    office, server = post
    folder = write_mails(tmp_path / "result")

    def refuse(line, content):
        raise smtplib.SMTPDataError(554, b"no data, please")

    with monkeypatch.context() as patch:
        patch.setattr(smtplib.SMTP, "data", refuse)
        report = send_mails(_order(folder, server))
    assert [one.answer for one in report.steps] == ["554 no data, please"] * 3
    assert (report.is_done, office.taken) == (True, [])


def test_a_refused_sender_concerns_every_address(tmp_path, post):
    office, server = post
    office.to_mail = lambda: "550 not from here"
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    assert len(report.of(MailState.REFUSED)) == 3


def test_of_several_addresses_of_a_party_each_is_answered_for_itself(tmp_path, post):
    office, server = post
    office.to_recipient = lambda one: "550 gone" if "old" in one else None
    folder = write_mails(tmp_path / "result", B1="new@a.example; old@a.example")
    report = send_mails(_order(folder, server))
    assert office.taken[0][0] == ["new@a.example"]
    assert report.sent == 3
    assert [one.address for one in report.of(MailState.REFUSED)] == ["old@a.example"]


def test_a_line_that_closes_before_the_mail_is_opened_again(tmp_path, post):
    office, server = post
    answers = iter([None, "421 enough for one connection", BREAK])
    office.to_mail = lambda: next(answers, None)
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    assert (report.sent, report.trouble) == (3, None)
    assert office.recipients == ALL
    assert office.connections == 3


def test_a_line_that_breaks_after_the_mail_leaves_it_in_doubt(tmp_path, post):
    office, server = post
    office.to_data = lambda addresses: BREAK if "maria" in addresses[0] else None
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    assert [one.address for one in report.of(MailState.SENDING)] == ["maria@b.example"]
    assert (report.sent, report.is_done) == (2, False)
    office.to_data = lambda addresses: None
    assert send_mails(_order(folder, server)).sent == 0
    assert office.recipients == ALL


@pytest.mark.parametrize(
    ("doubtful", "sent", "last"),
    [(Doubtful.AGAIN, 1, "250 OK"), (Doubtful.SENT, 0, "taken as sent")],
)
def test_what_is_in_doubt_is_decided_by_a_person(tmp_path, post, doubtful, sent, last):
    office, server = post
    office.to_data = lambda addresses: BREAK if "maria" in addresses[0] else None
    folder = write_mails(tmp_path / "result")
    send_mails(_order(folder, server))
    office.to_data = lambda addresses: None
    report = send_mails(_order(folder, server, doubtful=doubtful))
    assert (report.sent, report.is_done) == (sent, True)
    (maria,) = [one for one in report.steps if one.address == "maria@b.example"]
    assert (maria.state, maria.answer) == (MailState.SENT, last)
    assert office.recipients.count("maria@b.example") == 1 + sent


def test_lines_that_break_again_and_again_end_the_run(tmp_path, post):
    office, server = post
    office.to_mail = lambda: BREAK
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server))
    assert report.trouble.code == "smtp-lost"
    assert (report.sent, report.left, office.connections) == (0, 3, 3)
    office.to_mail = lambda: None
    assert send_mails(_order(folder, server)).sent == 3


GONE = Wording.same("gone")


def test_a_server_that_goes_away_ends_the_run_with_what_was_sent(tmp_path):
    folder = write_mails(tmp_path / "result")
    with serving() as (office, port):
        office.to_data = lambda addresses: BREAK if "maria" in addresses[0] else None
        server = Server(HOST, port)
        connect = Courier.connect

        def once(self, opened=[]):  # noqa: B006 - remembers over calls
            if self._line is None:
                opened.append(1)
                if len(opened) > 1:
                    raise ServerError("smtp-unreachable", GONE, GONE)
            connect(self)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(Courier, "connect", once)
            report = send_mails(_order(folder, server))
    assert (report.sent, report.left, report.trouble.code) == (1, 1, "smtp-unreachable")


class _Stopping(Silent):
    def __init__(self, after):
        self.left = after

    def should_stop(self):
        self.left -= 1
        return self.left < 0


def test_stopping_ends_between_two_mails(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    report = send_mails(_order(folder, server), _Stopping(2))
    assert (report.sent, report.left, report.is_done) == (2, 1, False)
    assert office.recipients == ALL[:2]


def test_pace_spreads_turns_evenly_and_stops_while_it_waits():
    now, naps = [0.0], []

    def nap(seconds):
        naps.append(seconds)
        now[0] += seconds

    pace = Pace(60, clock=lambda: now[0], nap=nap)
    turns = []
    for _ in range(4):
        assert pace.wait_turn(lambda: False)
        turns.append(round(now[0], 6))
    assert turns == [0, 1, 2, 3]
    assert max(naps) == 0.2
    assert not pace.wait_turn(lambda: now[0] > 3.5)


class _CutError(BaseException):
    """The process is killed here."""


STEPS = (
    (MailLog, "add"),
    (smtplib.SMTP, "mail"),
    (smtplib.SMTP, "rcpt"),
    (smtplib.SMTP, "data"),
)


def _cut_at(patch, at):
    """Have the `at`-th moment before or after a step be the last one."""
    moments = iter(range(1, 10_000))

    def wrapped(step):
        def run(*args, **kwargs):
            if next(moments) == at:
                raise _CutError
            result = step(*args, **kwargs)
            if next(moments) == at:
                raise _CutError
            return result

        return run

    for owner, name in STEPS:
        patch.setattr(owner, name, wrapped(getattr(owner, name)))


def test_killed_at_any_step_no_mail_goes_twice_and_none_is_forgotten(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    log = tmp_path / "log.jsonl"
    # 3 mails: sending + sent, MAIL, RCPT, DATA, each with a moment before and after
    for at in range(1, 31):
        office.taken.clear()
        log.unlink(missing_ok=True)
        with pytest.MonkeyPatch.context() as patch:
            _cut_at(patch, at)
            with pytest.raises(_CutError):
                send_mails(_order(folder, server))
        report = send_mails(_order(folder, server))
        doubtful = {one.address for one in report.of(MailState.SENDING)}
        assert len(doubtful) <= 1, at
        assert sorted(set(office.recipients)) == sorted(office.recipients), at
        assert set(office.recipients) | doubtful == set(ALL), at
        assert {one.address for one in report.of(MailState.SENT)} == set(ALL) - doubtful
    with pytest.MonkeyPatch.context() as patch:
        _cut_at(patch, 31)
        assert send_mails(_order(folder, server)).sent == 0


def test_kill_9_in_the_middle_leaves_one_in_doubt_and_sends_the_rest(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    log = tmp_path / "log.jsonl"
    command = [sys.executable, "-c", "from api.cli import main; main()", "send", folder]
    options = [
        "--smtp",
        f"smtp://{server.name}",
        "--log",
        log,
        "--per-minute",
        "100000",
    ]
    running = []

    def kill(addresses):
        if "maria" in addresses[0]:
            os.kill(running[0].pid, signal.SIGKILL)

    office.to_data = kill
    with subprocess.Popen([*command, *options]) as process:  # noqa: S603 - our own
        running.append(process)
        assert process.wait(60) == -signal.SIGKILL
    office.to_data = lambda addresses: None
    report = send_mails(_order(folder, server))
    assert [one.address for one in report.of(MailState.SENDING)] == ["maria@b.example"]
    assert (report.sent, report.before) == (1, 1)
    assert office.recipients == ALL  # the server had taken the mail in doubt


def test_two_runs_at_once_are_refused(tmp_path, post):
    office, server = post
    folder = write_mails(tmp_path / "result")
    codes = []

    def second(addresses):
        try:
            send_mails(_order(folder, server))
        except Exception as error:  # noqa: BLE001 - told to the test below
            codes.append(error.code)

    office.to_data = second
    assert send_mails(_order(folder, server)).sent == 3
    assert codes == ["mail-log-in-use"] * 3


def test_courier_that_is_not_connected_says_so():
    with pytest.raises(LostError):
        Courier(Server(HOST, 1)).hand_over(b"")


def test_no_mails_is_said(tmp_path):
    with pytest.raises(WrongRequestError) as error:
        send_mails(_order(tmp_path, None))
    assert error.value.code == "no-mails"
