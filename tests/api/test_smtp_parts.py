"""The address of a mail server, and the mails that lie ready for it."""

import email
from datetime import UTC, datetime

import pytest

from api.services.errors import WrongRequestError
from api.smtp.outbox import read_outbox
from api.smtp.server import Server, read_server

AT = datetime(2026, 11, 30, 8, 0, tzinfo=UTC)
LOGIN = {"FAIRMATCH_SMTP_USER": "me", "FAIRMATCH_SMTP_PASSWORD": "secret"}


@pytest.mark.parametrize(
    ("url", "server"),
    [
        ("smtp://mail.example", Server("mail.example", 587)),
        ("smtps://mail.example", Server("mail.example", 465, is_tls=True)),
        ("smtp://mail.example:25/", Server("mail.example", 25)),
        ("smtp://[::1]:8025", Server("::1", 8025)),
    ],
)
def test_address_of_a_server_is_read(url, server):
    assert read_server(url, {}, may_be_plain=False) == server


@pytest.mark.parametrize(
    "url",
    [
        "mail.example",
        "http://mail.example",
        "smtp://",
        "smtp://mail.example:port",
        "smtp://mail.example:99999",
        "smtp://mail.example/path",
        "smtp://mail.example?tls=no",
        "smtp://[::1",
    ],
)
def test_anything_else_is_no_server(url):
    with pytest.raises(WrongRequestError) as error:
        read_server(url, {}, may_be_plain=False)
    assert error.value.code == "smtp-address"


def test_password_in_the_address_is_refused_and_not_repeated():
    with pytest.raises(WrongRequestError) as error:
        read_server("smtp://me:secret@mail.example", {}, may_be_plain=False)
    assert error.value.code == "smtp-secret"
    assert "secret" not in error.value.what.en


def test_login_comes_from_the_environment_whole():
    server = read_server("smtp://mail.example", LOGIN, may_be_plain=True)
    assert (server.user, server.password) == ("me", "secret")
    assert (server.may_be_plain, server.is_here) == (True, False)
    for name in LOGIN:
        with pytest.raises(WrongRequestError) as error:
            read_server("smtp://m.example", {name: LOGIN[name]}, may_be_plain=False)
        assert error.value.code == "smtp-login-half"


def _folder(tmp_path, **mails):
    (tmp_path / "mail").mkdir()
    for name, text in mails.items():
        (tmp_path / f"mail/{name}.eml").write_bytes(text.encode())
    return tmp_path


HEAD = "From: Office <o@x.example>\nTo: A <a@y.example>, b@y.example\nSubject: s\n"


def test_mails_come_in_the_order_of_their_names(tmp_path):
    mails = read_outbox(_folder(tmp_path, B10=HEAD, B2=HEAD))
    assert [mail.party for mail in mails] == ["B2", "B10"]
    assert mails[0].addresses == ("a@y.example", "b@y.example")
    assert mails[0].sender == "o@x.example"


def test_a_draft_that_a_mail_program_changed_is_sent_as_a_whole_mail(tmp_path):
    draft = (
        HEAD + "Bcc: boss@y.example,\n\tc@y.example\nDate: yesterday\nX-UNSENT: 1\n\n"
        "text\n.\nX-Unsent: stays\n"
    )
    (mail,) = read_outbox(_folder(tmp_path, B1=draft))
    assert mail.addresses[2:] == ("boss@y.example", "c@y.example")
    content = mail.content(AT)
    message = email.message_from_bytes(content)
    assert message["Bcc"] is None
    assert message["X-Unsent"] is None
    assert message.get_all("Date") == ["Mon, 30 Nov 2026 08:00:00 +0000"]
    assert message.get_all("Message-ID") == [mail.message]
    assert mail.message.endswith("@x.example>")
    assert content.endswith(b"\r\n\r\ntext\r\n.\r\nX-Unsent: stays\r\n")
    assert b"\n" not in content.replace(b"\r\n", b"")


@pytest.mark.parametrize(
    "head",
    [
        "From: o@x.example\nSubject: nobody gets it\n",
        "To: a@y.example\n",
        "From: o@x.example\nTo: a@y.example, no address\n",
        "From: o@x.example\nTo: ü@y.example\n",
        "",
    ],
)
def test_mail_that_does_not_say_from_whom_to_whom_is_named(tmp_path, head):
    with pytest.raises(WrongRequestError) as error:
        read_outbox(_folder(tmp_path, B1=head))
    assert error.value.code == "mail-unreadable"
    assert "B1.eml" in error.value.what.en


def test_placeholder_of_a_sender_is_refused(tmp_path):
    head = HEAD.replace(
        "o@x.example", "set-contact-email-in-fair-toml@fairmatch.invalid"
    )
    with pytest.raises(WrongRequestError) as error:
        read_outbox(_folder(tmp_path, B1=head))
    assert error.value.code == "no-sender"
