"""File names made from ids, whatever people put into an id."""

from __future__ import annotations

import hashlib
import re
from collections import Counter
from typing import TYPE_CHECKING

from printouts.notice_text import clean
from printouts.pages import Side

if TYPE_CHECKING:
    from collections.abc import Collection

LONGEST_STEM = 60
"""Characters of a file name made from an id: 240 bytes at most, with room to spare."""
DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)(\..*)?", re.IGNORECASE)

Key = tuple[Side, str]


def safe_stems(keys: Collection[Key]) -> dict[Key, str]:
    """Return a file name without ending for each (side, id), different in any case.

    Letters and digits of any script stay. An id that had to be altered, or whose name
    another party has too, gets its side and eight characters of its own hash.
    """
    plain = {key: _plain_stem(key[1]) for key in keys}
    shared = Counter(stem.casefold() for stem in plain.values())
    return {
        key: stem
        if stem == key[1] and shared[stem.casefold()] == 1
        else f"{stem}-{key[0]}-{_digest(key[1])[:8]}"
        for key, stem in plain.items()
    }


def _plain_stem(id_: str) -> str:
    kept = "".join(
        character if character.isalnum() or character in "-_." else "_"
        for character in clean(id_)
    )
    kept = kept[:LONGEST_STEM].strip(".") or "_"
    return f"_{kept}" if DEVICES.fullmatch(kept) else kept


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
