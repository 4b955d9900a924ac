"""`fairmatch link`: a new password for whoever forgot his, on the server's machine."""

import re
from datetime import UTC, datetime

import pytest
from sqlmodel import select

from api import cli
from data.tables import HistoryRow, UserRow
from tests.office import API, PASSWORD, log_in, open_office, set_password

HERE = ("--database", "sqlite:///fairs.db")


@pytest.fixture
def office(monkeypatch, tmp_path):
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    monkeypatch.chdir(tmp_path)
    opened = open_office(tmp_path)
    yield opened
    opened.database.close()


def test_link_lets_an_administrator_in_again(office, capsys):
    set_password(office, "administrator")
    office.now = datetime.now(UTC)  # the command has no other clock
    assert cli.run(["link", "Administrator", *HERE]) == 0
    first = capsys.readouterr().out
    assert cli.run(["link", "administrator", *HERE]) == 0
    second = capsys.readouterr().out
    secrets = [re.search(r"secret=(\S+)", said)[1] for said in (first, second)]
    assert "http://127.0.0.1:8000/welcome?secret=" in second
    new = "another lamp under the roof"

    def use(secret):
        body = {"secret": secret, "password": new}
        return office.client().post(f"{API}/links/password", json=body).status_code

    assert [use(secret) for secret in (*secrets, secrets[1])] == [404, 204, 404]
    logins = [
        log_in(office.client(), "administrator", word).status_code
        for word in (PASSWORD, new)
    ]
    assert logins == [401, 200]
    with office.database.reading() as session:
        query = select(HistoryRow.user_id).where(HistoryRow.action == "user.link")
        assert session.exec(query).all()[-2:] == [None, None]


def test_unknown_and_inactive_users_get_none(office, capsys):
    with office.database.writing() as session:
        rep = session.exec(select(UserRow).where(UserRow.login == "rep")).one()
        rep.is_active = False
    for login in ("rep", "nobody"):
        assert cli.run(["link", login, *HERE]) == 2
        assert f"No active user has the login {login}" in capsys.readouterr().err


def test_where_no_records_are_no_link_is(office, capsys):
    assert cli.run(["link", "admin", "--database", "sqlite:///none.db"]) == 2
    assert "no records" in capsys.readouterr().err
