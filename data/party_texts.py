"""What is said of a buyer or a supplier, as text by field: between sheets and records.

A sheet is read into `PartyText`s when it is taken, and the records keep them. For a
problem `parties_of` gives the parties back to the code that reads sheets, so that each
fault is found in one place and records mean what their sheets meant.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from data.columns import Kind
from data.duplicates import report_duplicates
from data.line_texts import line_text
from data.parties import OWN_RULES, PARTY_FIELD, Party
from data.suppliers import find_places
from data.text_sheet import TextRow, text_records

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from data.faults import Findings
    from data.rows import Record

Cells = Mapping[str, str]
"""Text by field of `data/columns.py`, without the empty ones."""

PLACE = ("hall", "booth")
CONTACT = ("contact", "title", "phone", "email")
"""Fields that say who somebody is and how to reach him."""


@dataclass(frozen=True)
class PartyText:
    """A party; `cells` are its own, `lines` those of its rows.

    A line of a supplier may also say `hall` and `booth`: a further place that it has.
    """

    code: str
    name: str
    cells: Cells = field(default_factory=dict)
    lines: tuple[Cells, ...] = ()


def text_of(party: Party, kind: Kind) -> PartyText:
    """Return what the rows of a party say."""
    cells = {name: text for name, (text, _) in party.values.items()}
    lines = [line_text(record) for record in party.records]
    first, *further = _places(party, kind)
    cells |= first.cells
    for place in further:
        lines[place.row] |= place.cells
    return PartyText(party.id, party.name, cells, tuple(filter(None, lines)))


class _Place(NamedTuple):
    """A place of a party, and the number of the row that says it."""

    row: int
    cells: dict[str, str]


def _places(party: Party, kind: Kind) -> list[_Place]:
    """Return the places, at least one; a buyer has the first hall and booth it says."""
    if kind is Kind.BUYERS:
        return [_Place(0, _filled(_first(party, "hall"), _first(party, "booth")))]
    rows = {id(record): at for at, record in enumerate(party.records)}
    found = find_places(party).items()
    return [
        _Place(rows[id(record)], _filled(place.hall, place.booth))
        for place, record in found
    ] or [_Place(0, {})]


def _filled(hall: str, booth: str) -> dict[str, str]:
    return {n: text for n, text in (("hall", hall), ("booth", booth)) if text}


def _first(party: Party, name: str) -> str:
    return next((text for r in party.records if (text := r.text(name))), "")


def parties_of(
    texts: Iterable[PartyText], kind: Kind, file: str, findings: Findings
) -> list[Party]:
    """Return parties to be read like those of a sheet; faults call it `file`."""
    ordered = sorted(texts, key=lambda text: text.code)
    rows = [row for text in ordered for row in _rows_of(text, kind)]
    records = iter(text_records(kind, rows, file))
    parties = [_party_of(text, records) for text in ordered]
    report_duplicates(parties, findings)
    return parties


def _rows_of(text: PartyText, kind: Kind) -> list[TextRow]:
    """Return a row for the party itself and one for each line."""
    own = {"id": text.code, PARTY_FIELD[kind]: text.name}
    return [
        TextRow(text.code, {**own, **text.cells}),
        *(TextRow(text.code, {**own, **line}) for line in text.lines),
    ]


def _party_of(text: PartyText, records: Iterator[Record]) -> Party:
    """Return the party that the next records are of."""
    own, *lines = islice(records, 1 + len(text.lines))
    values = {
        name: (said, own) for name, said in text.cells.items() if name not in OWN_RULES
    }
    return Party(text.code, text.name, own, [own, *lines], values)
