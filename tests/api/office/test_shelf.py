"""What is kept at hand: made once however many ask, and anew where making it failed."""

import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from api.office.shelf import MOST, _Latest


def test_value_that_many_want_at_once_is_made_once():
    latest, made = _Latest(MOST), []

    def make():
        time.sleep(0.05)
        made.append(1)
        return "value"

    with ThreadPoolExecutor(8) as threads:
        found = list(threads.map(lambda _: latest.get("key", make), range(16)))
    assert (found, len(made)) == (["value"] * 16, 1)


def test_value_whose_making_failed_is_made_by_the_next():
    latest = _Latest(MOST)

    def fail():
        raise KeyError("torn")

    with pytest.raises(KeyError, match="torn"):
        latest.get("key", fail)
    assert latest.get("key", lambda: "value") == "value"


def test_value_not_used_for_longest_is_let_go():
    latest = _Latest(MOST)
    for key in range(MOST):
        latest.put(key, key)
    assert latest.get(0, lambda: "again") == 0  # used: now 1 was not for longest
    latest.put(MOST, MOST)
    assert latest.get(1, lambda: "again") == "again"
