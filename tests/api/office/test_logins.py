"""Logging in and out: cookies, passwords, how often they may be tried."""

from datetime import timedelta

import pytest
from argon2 import Type, extract_parameters
from sqlmodel import select

from api.office import passwords
from api.office.gate import MOST_BY_ADDRESS, MOST_BY_LOGIN, Gate, TooManyTriesError
from data.tables import AccessRow, GuessRow
from tests.office import API, NOW, PASSWORD, log_in, set_password

OTHER = "no lamp under any roof"


def test_login_sets_a_cookie_that_lets_in(office):
    assert set_password(office, "rep").status_code == 204
    client = office.client()
    answer = log_in(client, " REP ")
    assert answer.status_code == 200
    assert answer.json()["login"] == "rep"
    assert "suggest a pair" in answer.json()["rights"]
    cookie = answer.headers["set-cookie"]
    assert "HttpOnly" in cookie
    assert "SameSite=strict" in cookie
    assert "Max-Age=43200" in cookie
    assert "Secure" not in cookie
    assert client.get(f"{API}/me").json() == answer.json()


def test_cookie_is_for_https_only_where_the_login_was(office):
    set_password(office, "rep")
    client = office.client()
    client.base_url = "https://testserver"
    assert "Secure" in log_in(client).headers["set-cookie"]


def test_login_ends_by_logging_out(office):
    set_password(office, "rep")
    client, stolen = office.client(), office.client()
    log_in(client)
    stolen.cookies = dict(client.cookies)
    assert stolen.get(f"{API}/me").status_code == 200
    assert client.post(f"{API}/logout").status_code == 204
    assert not client.cookies
    assert stolen.get(f"{API}/me").status_code == 401


def test_login_ends_by_itself(office):
    set_password(office, "rep")
    client = office.client()
    log_in(client)
    office.now = NOW + timedelta(hours=11, minutes=59)
    assert client.get(f"{API}/me").status_code == 200
    office.now = NOW + timedelta(hours=12)
    assert client.get(f"{API}/me").status_code == 401


def test_logging_out_with_a_token_leaves_the_token(office):
    client = office.client("rep")
    assert client.post(f"{API}/logout").status_code == 204
    assert client.get(f"{API}/me").status_code == 200


def test_wrong_password_and_unknown_login_look_the_same(office):
    set_password(office, "rep")
    wrong = log_in(office.client(), "rep", OTHER)
    unknown = log_in(office.client(), "nobody", OTHER)
    without = log_in(office.client(), "staff", OTHER)
    assert wrong.status_code == unknown.status_code == without.status_code == 401
    assert wrong.json() == unknown.json() == without.json()
    assert wrong.json()["code"] == "wrong-password"


def test_unknown_login_takes_as_long(monkeypatch):
    """Where no hash is kept, one of the same cost is verified."""
    monkeypatch.undo()  # the real cost
    passwords._nobodys.cache_clear()
    kept = passwords.hash_password(PASSWORD)
    cost = extract_parameters(kept)
    assert (cost.type, cost.memory_cost, cost.time_cost) == (Type.ID, 65536, 3)
    assert extract_parameters(passwords._nobodys()) == cost
    assert passwords.is_password(kept, PASSWORD)
    assert not passwords.is_password(None, PASSWORD)


def test_passwords_typed_in_another_form_are_the_same():
    kept = passwords.hash_password("ｅｌｅｖｅｎ ｌａｍｐｓ")
    assert passwords.is_password(kept, "eleven lamps")


def test_broken_hash_lets_nobody_in():
    assert not passwords.is_password("no hash", PASSWORD)


def test_password_kept_in_an_old_way_is_renewed(office, monkeypatch):
    set_password(office, "rep")
    monkeypatch.setattr(passwords, "_HASHER", passwords.PasswordHasher(2, 8, 1))
    assert log_in(office.client()).status_code == 200
    with office.database.reading() as session:
        from data.store.users import find_user_by_login

        user = find_user_by_login(session, "rep")
    assert ",t=2," in user.password_hash
    assert log_in(office.client()).status_code == 200


def test_login_is_closed_after_many_wrong_passwords(office):
    set_password(office, "rep")
    for _ in range(MOST_BY_LOGIN):
        assert log_in(office.client(), "rep", OTHER).status_code == 401
    answer = log_in(office.client())
    assert (answer.status_code, answer.json()["code"]) == (429, "too-many-tries")
    assert answer.headers["retry-after"] == "900"
    office.app.state.gate = Gate()  # a restart forgives nothing
    assert log_in(office.client()).status_code == 429
    set_password(office, "supervisor")
    assert log_in(office.client(), "supervisor").status_code == 200
    office.now = NOW + timedelta(minutes=15)
    assert log_in(office.client()).status_code == 200


def test_right_password_begins_the_count_anew(office):
    set_password(office, "rep")
    for _ in range(2):
        for _ in range(MOST_BY_LOGIN - 1):
            log_in(office.client(), "rep", OTHER)
        assert log_in(office.client()).status_code == 200


def test_old_guesses_are_forgotten(office):
    log_in(office.client(), "one", OTHER)
    office.now = NOW + timedelta(minutes=15)
    log_in(office.client(), "two", OTHER)
    with office.database.reading() as session:
        (row,) = session.exec(select(GuessRow)).all()
    assert (row.tries, row.since) == (1, office.now)


def test_address_is_closed_after_very_many(office):
    gate = Gate()
    for number in range(MOST_BY_ADDRESS):
        gate.enter(office.database, f"login {number}", "10.0.0.9", NOW)
    with pytest.raises(TooManyTriesError) as refused:
        gate.enter(office.database, "one more", "10.0.0.9", NOW)
    assert refused.value.retry_after_s == 900
    gate.enter(office.database, "one more", "10.0.0.8", NOW)
    gate.enter(office.database, "later", "10.0.0.9", NOW + timedelta(minutes=15))


def test_addresses_remembered_are_bounded(office, monkeypatch):
    monkeypatch.setattr("api.office.gate.MOST_ADDRESSES", 2)
    gate = Gate()
    for address in ("a", "b", "c"):
        gate.enter(office.database, "login", address, NOW)
    assert list(gate._tries) == ["b", "c"]


def test_changed_password_ends_other_logins(office):
    set_password(office, "rep")
    here, there = office.client(), office.client()
    log_in(here)
    log_in(there)
    body = {"old": PASSWORD, "new": OTHER}
    assert here.put(f"{API}/me/password", json=body).status_code == 204
    assert here.get(f"{API}/me").status_code == 200
    assert there.get(f"{API}/me").status_code == 401
    assert log_in(office.client()).status_code == 401
    assert log_in(office.client(), "rep", OTHER).status_code == 200


def test_password_is_changed_by_whoever_knows_the_old_one(office):
    set_password(office, "rep")
    body = {"old": OTHER, "new": OTHER}
    answer = office.client("rep").put(f"{API}/me/password", json=body)
    assert (answer.status_code, answer.json()["code"]) == (401, "wrong-password")


@pytest.mark.parametrize(
    "weak", ["aaaaaaaaaaaaaaaa", "the REP of hall 3", "abababababababab"]
)
def test_weak_password_is_refused(office, weak):
    answer = set_password(office, "rep", weak)
    assert (answer.status_code, answer.json()["code"]) == (422, "password-weak")


def test_password_changed_while_a_login_is_checked_wins(office, monkeypatch):
    set_password(office, "rep")
    from api.office import logins

    monkeypatch.setattr(logins.Door, "check", lambda *_: "another hash")
    monkeypatch.setattr(logins, "is_outdated", lambda _: False)
    assert log_in(office.client()).status_code == 401


def test_nothing_that_lets_in_is_kept_as_it_is(office):
    set_password(office, "rep")
    client = office.client()
    log_in(client)
    with office.database.reading() as session:
        kept = {row.secret_hash for row in session.exec(select(AccessRow))}
    assert client.cookies["fairmatch"] not in kept
    assert all(len(one) == 64 for one in kept)
