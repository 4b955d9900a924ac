"""The office that tests of the records and of HTTP share."""

import pytest

from tests.office import open_office


@pytest.fixture
def office(tmp_path):
    opened = open_office(tmp_path)
    yield opened
    opened.database.close()
