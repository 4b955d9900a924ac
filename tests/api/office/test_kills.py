"""The server is killed in the middle of its work: nothing confirmed is lost."""

import os

import pytest

from tests.kills import Office

KILLS = int(os.environ.get("FAIRMATCH_KILLS", "2"))
"""Kills of each database; `python -m benchmarks.kills` does a hundred."""


@pytest.fixture(
    params=["sqlite", pytest.param("postgres", marks=pytest.mark.tool("initdb"))]
)
def url(request, tmp_path):
    """The address of empty records."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'fairs.db'}"
        return
    server = request.getfixturevalue("postgres")
    yield server.create("kills")
    server.drop("kills")


@pytest.mark.slow
def test_nothing_confirmed_is_lost_and_nothing_is_half_written(url, tmp_path):
    office = Office(url, tmp_path)
    try:
        for life in range(KILLS):
            office.live(life)
            assert office.faults() == [], f"life {life}"
        office.rest()
        assert office.faults() == []
    finally:
        office.server.stop()
    assert office.confirmed.count() > KILLS
