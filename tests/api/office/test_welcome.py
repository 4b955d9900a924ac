"""The page of a one-time link: it needs no script, and says what is wrong in place."""

import re

import pytest

from tests.office import API, PASSWORD, log_in


@pytest.fixture
def secret(office):
    admin = office.client("administrator")
    body = {"login": "li.na", "name": "李娜", "role": "rep"}
    user = admin.post(f"{API}/users", json=body).json()
    return admin.post(f"{API}/users/{user['id']}/link").json()["secret"]


def test_page_asks_and_sets_the_password(office, secret):
    client = office.client(language="zh-CN,zh;q=0.9")
    page = client.get(f"/welcome?secret={secret}")
    assert page.status_code == 200
    assert '<html lang="zh">' in page.text
    assert f'name="secret" value="{secret}"' in page.text
    assert "form-action 'self'" in page.headers["content-security-policy"]
    done = client.post("/welcome", data={"secret": secret, "password": PASSWORD})
    assert "密码已设置" in done.text
    assert "<form" not in done.text
    assert log_in(client, "li.na").status_code == 200


def test_page_says_what_is_wrong_and_asks_again(office, secret):
    client = office.client()
    page = client.post("/welcome", data={"secret": secret, "password": "short"})
    assert page.status_code == 422
    assert re.search(r'role="alert">A password has 12 to 200 characters', page.text)
    assert f'name="secret" value="{secret}"' in page.text


def test_page_of_no_link_shows_nothing_of_it(office):
    page = office.client().get('/welcome?secret="><b>')
    assert "<b>" not in page.text
    answer = office.client().post("/welcome", data={"password": PASSWORD})
    assert answer.status_code == 404
