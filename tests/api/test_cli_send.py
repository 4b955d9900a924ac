"""`fairmatch send`: what it says, and how it ends."""

import pytest

from api import cli
from api.commands import send
from api.services.send_mails import Doubtful
from tests.api.mail_server import ALL, BREAK, serving, write_mails


@pytest.fixture
def folder(tmp_path):
    return str(write_mails(tmp_path / "result"))


@pytest.fixture
def post():
    with serving() as (office, port):
        yield office, ["--smtp", f"smtp://localhost:{port}", "--per-minute", "100000"]


def test_choices_are_those_of_the_service():
    assert list(Doubtful) == list(send.DOUBTFUL)


def test_without_a_server_it_says_what_would_be_sent(folder, tmp_path, capsys):
    assert cli.run(["send", folder]) == 0
    log = tmp_path / "result.mail-log.jsonl"
    assert capsys.readouterr().out == (
        "Nothing was sent. 3 of 3 addresses are to get a mail (3 mails), 0 have it "
        "already.\n"
        f"To send: fairmatch send {folder} --smtp smtp://HOST:587 (log: {log}).\n"
    )
    assert not log.exists()


def test_mails_are_sent_and_the_log_lies_beside_the_folder(
    folder, tmp_path, post, capsys
):
    office, options = post
    assert cli.run(["send", folder, *options, "--dry-run"]) == 0
    said = capsys.readouterr().out
    assert "Nothing was sent. 3 of 3" in said
    assert "answers and lets us in." in said
    assert cli.run(["send", folder, *options]) == 0
    log = tmp_path / "result.mail-log.jsonl"
    assert (
        f"3 sent now, 0 before, 0 not tried yet. Log: {log}." in capsys.readouterr().out
    )
    assert office.recipients == ALL


def test_whoever_needs_a_person_is_listed(tmp_path, post, capsys):
    office, options = post
    many = "; ".join(f"p{at}@a.example" for at in range(10))
    folder = str(write_mails(tmp_path / "result", B1=many))
    office.to_recipient = lambda one: "550 unknown" if one.startswith("p") else None
    office.to_data = lambda one: BREAK if "maria" in one[0] else None
    assert cli.run(["send", folder, *options]) == 4
    said = capsys.readouterr()
    assert "10 refused for good: correct the address in the sheet" in said.err
    assert "  B1 p0@a.example 550 unknown\n" in said.err
    assert "p8@a.example" not in said.err
    assert "  ... and 2 more, see the log\n" in said.err
    assert "1 in doubt: the connection or the run was cut" in said.err
    assert "  B2 maria@b.example\n" in said.err
    assert "1 sent now" in said.out
    assert (
        cli.run(["send", folder, *options, "--doubtful", "sent", "--lang", "zh"]) == 0
    )
    assert "本次发送 0 个，此前已发送 2 个" in capsys.readouterr().out


def test_trouble_with_the_server_is_said_with_the_next_step(folder, post, capsys):
    office, options = post
    office.to_mail = lambda: BREAK
    assert cli.run(["send", folder, *options]) == 4
    said = capsys.readouterr()
    assert "breaks again and again" in said.err
    assert "0 sent now, 0 before, 3 not tried yet." in said.out


def test_server_that_is_not_reached_ends_with_4(folder, capsys):
    with serving() as (_, port):
        pass
    assert cli.run(["send", folder, "--smtp", f"smtp://localhost:{port}"]) == 4
    assert "is not reached: Connection refused." in capsys.readouterr().err


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--smtp", "smtp://me:x@h"], "do not belong into the address"),
        (["--smtp", "ftp://h"], "ftp://h is not the address of a mail server."),
        (["--per-minute", "0"], "--per-minute takes a whole number from 1 to 100000"),
        (["--doubtful", "maybe"], "--doubtful"),
    ],
)
def test_wrong_use_is_said(folder, capsys, options, said):
    assert cli.run(["send", folder, *options]) == 2
    assert said in capsys.readouterr().err
