"""What tests of the search begin with: an instance and its walks, and when to end."""

from __future__ import annotations

from scheduler.search.instance import build_instance
from scheduler.search.walks import Walks
from tests.builders import make_candidates


def go_on() -> bool:
    """Let the search run."""
    return True


def stop() -> bool:
    """End the search at once."""
    return False


def build(problem, fits=None, lines=None):
    """Return the instance and its walks."""
    instance = build_instance(problem, make_candidates(problem, fits, lines))
    return instance, Walks(instance)
