"""What every test of the ways in may count on."""

import pytest


@pytest.fixture(autouse=True)
def english(monkeypatch):
    """Speak English unless a test asks for Chinese."""
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
