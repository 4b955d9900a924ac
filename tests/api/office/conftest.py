"""The office that tests of the records and of HTTP share."""

import pytest
from argon2 import PasswordHasher

from api.office import passwords
from tests.office import new_fair, open_office
from tests.upload_cases import BUYERS, SUPPLIERS, Sheets


@pytest.fixture
def office(tmp_path):
    opened = open_office(tmp_path)
    yield opened
    opened.database.close()


@pytest.fixture(autouse=True)
def cheap_hashes(monkeypatch):
    """Hash passwords as cheaply as the library lets us."""
    monkeypatch.setattr(passwords, "_HASHER", PasswordHasher(1, 8, 1, hash_len=16))
    passwords._nobodys.cache_clear()
    yield
    passwords._nobodys.cache_clear()


@pytest.fixture
def sheets(office):
    """A fair whose buyers and suppliers are on its lists, in a specialist's hands."""
    made = Sheets(office.client("specialist"), new_fair(office))
    made.take("buyers", BUYERS)
    made.take("suppliers", SUPPLIERS)
    return made
