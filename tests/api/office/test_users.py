"""Users as administrators keep them, links, tokens, members."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
from sqlmodel import select

from api.office.links import FIRST, first_link, use_link
from data.database import Database
from data.migrations import migrate
from data.tables import HistoryRow, UserRow
from tests.office import API, NOW, PASSWORD, log_in, new_fair, set_password

USERS = f"{API}/users"
NEW = {"login": "Li.Na", "name": "李娜", "role": "rep", "language": "zh"}
CHANGE = {"name": "李娜", "role": "rep", "language": "zh", "is_active": True}


@pytest.fixture
def admin(office):
    return office.client("administrator")


def _me(office):
    return office.client("administrator").get(f"{API}/me").json()


def test_new_user_has_no_password(admin, office):
    answer = admin.post(USERS, json=NEW)
    assert answer.status_code == 201
    assert answer.json() == {
        "id": 6,
        "login": "li.na",
        "name": "李娜",
        "role": "rep",
        "language": "zh",
        "is_active": True,
        "has_password": False,
        "version": 1,
    }
    assert log_in(office.client(), "li.na", PASSWORD).status_code == 401
    assert set_password(office, "li.na").status_code == 204
    assert log_in(office.client(), "li.na").status_code == 200
    assert admin.get(f"{USERS}/6").json()["has_password"] is True


def test_login_is_taken_once(admin):
    admin.post(USERS, json=NEW)
    answer = admin.post(USERS, json=NEW | {"login": "ＬＩ.na"})
    assert (answer.status_code, answer.json()["code"]) == (409, "login-taken")


def test_user_is_changed_by_version(admin):
    answer = admin.post(USERS, json=NEW)
    path, seen = f"{USERS}/6", answer.headers["etag"]
    change = CHANGE | {"role": "supervisor"}
    done = admin.put(path, json=change, headers={"If-Match": seen})
    late = admin.put(path, json=CHANGE, headers={"If-Match": seen})
    assert (done.status_code, done.json()["role"]) == (200, "supervisor")
    assert late.status_code == 412
    assert admin.get(path).headers["etag"] == done.headers["etag"] == '"2"'


def test_user_put_out_is_out_at_once(admin, office):
    client = office.client("rep")
    (rep,) = (u for u in admin.get(USERS).json()["items"] if u["login"] == "rep")
    change = CHANGE | {"is_active": False}
    path = f"{USERS}/{rep['id']}"
    assert admin.put(path, json=change, headers={"If-Match": '"1"'}).status_code == 200
    assert client.get(f"{API}/me").status_code == 401
    back = admin.put(path, json=CHANGE, headers={"If-Match": '"2"'})
    assert back.json()["is_active"] is True
    assert client.get(f"{API}/me").status_code == 401  # its token has ended


@pytest.mark.parametrize("change", [{"role": "staff"}, {"is_active": False}])
def test_last_administrator_stays(admin, office, change):
    path = f"{USERS}/{_me(office)['id']}"
    body = CHANGE | {"role": "administrator"} | change
    answer = admin.put(path, json=body, headers={"If-Match": '"1"'})
    assert (answer.status_code, answer.json()["code"]) == (409, "last-administrator")


def test_one_of_two_administrators_may_go(admin, office):
    admin.post(USERS, json=NEW | {"role": "administrator"})
    path = f"{USERS}/{_me(office)['id']}"
    assert admin.put(path, json=CHANGE, headers={"If-Match": '"1"'}).status_code == 200


def test_unknown_user_is_not_found(admin, office):
    fair_id = new_fair(office)
    for method, path in (
        ("GET", f"{USERS}/99"),
        ("POST", f"{USERS}/99/link"),
        ("PUT", f"{API}/fairs/{fair_id}/members/99"),
        ("DELETE", f"{API}/fairs/{fair_id}/members/99"),
    ):
        assert admin.request(method, path).status_code == 404, path


def test_members_see_the_fair(admin, office):
    fair_id = new_fair(office)
    admin.post(USERS, json=NEW)
    members = f"{API}/fairs/{fair_id}/members"
    assert admin.put(f"{members}/6").status_code == 204
    assert admin.put(f"{members}/6").status_code == 204
    listed = office.client("supervisor").get(members).json()
    assert [one["login"] for one in listed["items"]] == [
        "li.na",
        "rep",
        "specialist",
        "staff",
        "supervisor",
    ]
    assert admin.delete(f"{members}/6").status_code == 204
    assert admin.get(members).json()["total"] == 4


def test_deeds_of_administrators_are_history(admin, office):
    fair_id = new_fair(office)
    admin.post(USERS, json=NEW)
    admin.put(f"{API}/fairs/{fair_id}/members/6")
    with office.database.reading() as session:
        rows = session.exec(select(HistoryRow)).all()
    told = [(row.action, row.subject, row.fair_id, row.user_id) for row in rows]
    assert told[-2:] == [
        ("user.create", "user 6", None, 1),
        ("member.add", "user 6", fair_id, 1),
    ]


def test_link_works_once(admin, office):
    admin.post(USERS, json=NEW)
    link = admin.post(f"{USERS}/6/link").json()
    assert link["address"] == f"http://testserver/welcome?secret={link['secret']}"
    body = {"secret": link["secret"], "password": PASSWORD}
    client = office.client()
    assert client.post(f"{API}/links/password", json=body).status_code == 204
    again = client.post(f"{API}/links/password", json=body)
    assert (again.status_code, again.json()["code"]) == (404, "not-found")


def test_link_used_by_two_at_once_works_for_one(admin, office):
    admin.post(USERS, json=NEW)
    secret = admin.post(f"{USERS}/6/link").json()["secret"]

    def use(number):
        body = {"secret": secret, "password": f"{PASSWORD} {number}"}
        return office.client().post(f"{API}/links/password", json=body).status_code

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(use, range(4))) == [204, 404, 404, 404]


def test_link_ends_by_a_later_one_and_by_time(admin, office):
    admin.post(USERS, json=NEW)
    first, second = (admin.post(f"{USERS}/6/link").json()["secret"] for _ in range(2))
    client = office.client()

    def use(secret):
        body = {"secret": secret, "password": PASSWORD}
        return client.post(f"{API}/links/password", json=body).status_code

    assert use(first) == 404
    office.now = NOW + timedelta(days=3)
    assert use(second) == 404


def test_link_is_no_login(admin, office):
    admin.post(USERS, json=NEW)
    secret = admin.post(f"{USERS}/6/link").json()["secret"]
    bearer = {"Authorization": f"Bearer {secret}"}
    assert office.client().get(f"{API}/me", headers=bearer).status_code == 401


def test_first_start_makes_a_link_until_it_is_used(tmp_path):
    database = Database(f"sqlite:///{tmp_path / 'new.db'}")
    migrate(database)
    links = []
    for _ in range(2):
        with database.writing() as session:
            links.append(first_link(session, NOW))
    use_link(database, links[1], PASSWORD, NOW)
    with database.writing() as session:
        assert first_link(session, NOW) is None
        (user,) = session.exec(select(UserRow)).all()
    assert (user.login, user.role) == (FIRST, "administrator")
    database.close()


def test_token_lets_a_program_in_until_it_is_revoked(office):
    client = office.client("rep")
    made = client.post(f"{API}/me/tokens", json={"name": "printer", "days": 90})
    secret = made.json()["secret"]
    assert made.status_code == 201
    assert secret.startswith("fairmatch_")
    program = office.client()
    program.headers["Authorization"] = f"bearer {secret}"
    assert program.get(f"{API}/me").json()["login"] == "rep"
    listed = client.get(f"{API}/me/tokens").json()
    assert listed["total"] == 2  # the one that the test itself carries
    assert listed["items"][0]["name"] == "printer"
    assert "secret" not in listed["items"][0]
    path = f"{API}/me/tokens/{listed['items'][0]['id']}"
    assert office.client("staff").delete(path).status_code == 404
    assert client.delete(path).status_code == 204
    assert client.delete(path).status_code == 404
    assert program.get(f"{API}/me").status_code == 401


def test_token_ends_by_itself(office):
    client = office.client("rep")
    client.post(f"{API}/me/tokens", json={"name": "printer", "days": 1})
    office.now = NOW + timedelta(days=1)
    assert client.get(f"{API}/me/tokens").json()["total"] == 1


def test_queries_of_a_page_do_not_grow_with_its_rows(admin, office):
    from sqlalchemy import event

    counts = []
    for total in (1, 3):
        for number in range(total):
            admin.post(USERS, json=NEW | {"login": f"user{total}{number}"})
        seen = []
        listener = lambda *args, seen=seen: seen.append(args[2])  # noqa: E731
        event.listen(office.database.engine, "before_cursor_execute", listener)
        admin.get(USERS)
        event.remove(office.database.engine, "before_cursor_execute", listener)
        counts.append(len(seen))
    assert counts[0] == counts[1]
