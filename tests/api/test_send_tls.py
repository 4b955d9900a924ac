"""Where the mails go is trusted, encrypted and logged in to, or nothing is sent."""

import ssl

import pytest
import trustme

from api.smtp.courier import Courier
from api.smtp.server import Server
from api.smtp.troubles import ServerError
from tests.api.mail_server import HOST, serving


@pytest.fixture(scope="module")
def authority():
    return trustme.CA()


@pytest.fixture(scope="module")
def server_tls(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    authority.issue_cert(HOST).configure_cert(context)
    return context


@pytest.fixture(scope="module")
def trust(authority):
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    authority.configure_trust(context)
    return context


NO_TRUST = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)


RIGHT = {"user": "me", "password": "right"}
WRONG = RIGHT | {"password": "wrong"}


def _fault(server, context=NO_TRUST):
    with pytest.raises(ServerError) as error:
        Courier(server, context).connect()
    return error.value


def _greet(server, context=NO_TRUST):
    courier = Courier(server, context)
    courier.connect()
    courier.connect()  # is open already
    courier.close()
    courier.close()  # is closed already


def test_password_goes_over_starttls(server_tls, trust):
    with serving(tls_context=server_tls, auth_require_tls=True) as (office, port):
        _greet(Server(HOST, port, **RIGHT), trust)
        assert office.logins == [(b"me", b"right")]


def test_password_goes_over_tls_from_the_first_byte(server_tls, trust):
    with serving(ssl_context=server_tls, auth_require_tls=False) as (office, port):
        _greet(Server(HOST, port, is_tls=True, **RIGHT), trust)
        assert office.logins == [(b"me", b"right")]


def test_certificate_that_nobody_vouches_for_is_refused(server_tls):
    with serving(tls_context=server_tls) as (office, port):
        fault = _fault(Server(HOST, port, **RIGHT))
        assert fault.code == "smtp-tls"
        assert "certificate" in fault.what.en
        assert office.logins == []


def test_wrong_password_is_said_with_the_servers_words():
    with serving(auth_require_tls=False) as (_, port):
        fault = _fault(Server(HOST, port, **WRONG))
    assert fault.code == "smtp-login"
    assert "535" in fault.what.en
    assert "wrong" not in str(fault)


def test_server_without_login_is_said():
    with serving() as (_, port):
        fault = _fault(Server(HOST, port, **RIGHT))
    assert fault.code == "smtp-login"
    assert "it offers no login" in fault.what.en


def test_server_that_is_not_there_is_said():
    with serving() as (_, port):
        pass
    fault = _fault(Server(HOST, port))
    assert fault.code == "smtp-unreachable"
    assert fault.what.en.endswith(": Connection refused.")


def test_server_that_speaks_something_else_is_said():
    with serving() as (_, port):
        fault = _fault(Server(HOST, port, is_tls=True))
    assert fault.code == "smtp-tls"


def test_server_that_does_not_greet_is_said(monkeypatch):
    with serving() as (_, port):
        monkeypatch.setattr("smtplib.SMTP.getreply", lambda self: (554, b"go away"))
        fault = _fault(Server(HOST, port))
    assert fault.code == "smtp-unreachable"
    assert "go away" in fault.what.en


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({}, "smtp-no-tls"),
        ({"may_be_plain": True}, None),
        ({"may_be_plain": True, **RIGHT}, "smtp-no-tls"),
    ],
)
def test_nothing_goes_unencrypted_to_another_machine_unasked(monkeypatch, more, code):
    monkeypatch.setattr("api.smtp.server.HERE", frozenset())
    with serving(auth_require_tls=False) as (office, port):
        server = Server(HOST, port, **more)
        if code is None:
            _greet(server)
        else:
            assert _fault(server).code == code
        assert office.logins == []


def test_password_is_never_shown():
    assert "right" not in repr(Server(HOST, 25, **RIGHT))
