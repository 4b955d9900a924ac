"""The text of every fault and note, by its stable code, a file a subject.

`{blanks}` are filled with facts where the fault is found. Each code is described in
docs/sheets.md; a test compares the two.
"""

from __future__ import annotations

from data.codes.cells import CELL_FAULTS
from data.codes.entry import Entry
from data.codes.fair import FAIR_FAULTS
from data.codes.files import FILE_FAULTS
from data.codes.notes import NOTES
from data.codes.pairs import PAIR_FAULTS
from data.codes.tables import TABLE_FAULTS

__all__ = ["FAULTS", "NOTES"]

FAULTS: dict[str, Entry] = {
    **FILE_FAULTS,
    **TABLE_FAULTS,
    **CELL_FAULTS,
    **PAIR_FAULTS,
    **FAIR_FAULTS,
}
