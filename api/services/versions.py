"""The versions that an answer was computed with."""

from __future__ import annotations

from importlib.metadata import PackageNotFoundError, version

LIBRARIES = ("fairmatch", "ortools", "numpy", "scipy")
"""Whose versions a summary names: those that an answer depends on."""


def library_versions() -> dict[str, str]:
    """Return the versions that a summary names."""
    found: dict[str, str] = {}
    for name in LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found
