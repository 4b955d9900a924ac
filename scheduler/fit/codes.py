"""Categories as written on a line, and the ancestors that a code carries in itself."""

from __future__ import annotations

import re
import unicodedata

_SPACES = re.compile(r"\s+")
_NUMERIC = re.compile(r"\d{2,}")
_PARTS = re.compile(r"[.>/|\\]")


def normalise_category(category: str) -> str:
    """Return the category in one width and case, without stray spaces."""
    folded = unicodedata.normalize("NFKC", category).casefold().strip()
    return _SPACES.sub(" ", folded)


def ancestors(category: str) -> tuple[str, ...]:
    """Return the category and what it lies under, the most general first.

    Numeric codes lie under their prefixes of two digits each ("14111507" under
    "141115", "1411", "14"); codes and paths with separators under their beginnings
    ("arv.adult.ritonavir"). A plain name lies under nothing.
    """
    code = normalise_category(category)
    if _NUMERIC.fullmatch(code):
        return tuple(code[:end] for end in (*range(2, len(code), 2), len(code)))
    parts = [part.strip() for part in _PARTS.split(code) if part.strip()]
    return tuple(".".join(parts[:end]) for end in range(1, len(parts) + 1))
