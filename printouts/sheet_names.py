"""Names of worksheets: what Excel takes of any text, and no name twice in a book."""

from __future__ import annotations

from printouts.text import storable

LONGEST = 31
"""UTF-16 units of a worksheet's name."""
REFUSED = "[]:*?/\\"
RESERVED = "history"
"""Excel keeps this name for itself."""


class SheetNames:
    """The names given so far in one workbook."""

    def __init__(self) -> None:
        self._taken = {RESERVED}

    def give(self, text: str) -> str:
        """Return `text` as a name that Excel takes and nobody has yet."""
        kept = "".join(
            "_" if letter in REFUSED else letter for letter in storable(text)
        )
        kept = cut_units(kept.strip("' "), LONGEST) or "_"
        free, count = kept, 1
        while free.casefold() in self._taken:
            count += 1
            free = f"{cut_units(kept, LONGEST - 5)} {count}"
        self._taken.add(free.casefold())
        return free


def cut_units(text: str, longest: int) -> str:
    """Return the beginning of `text` of at most `longest` UTF-16 units, as Excel counts."""
    units = text.encode("utf-16-le", "replace")[: 2 * longest]
    return units.decode("utf-16-le", "ignore")
