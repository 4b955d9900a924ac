"""The records of a fair with an uploaded sheet in place of what it replaces."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.columns import Kind
from data.intake import understand
from data.party_texts import text_of
from data.sheets_in import read_kind, read_parties
from data.store.problem import RecordSources
from data.text_sheet import row_text

if TYPE_CHECKING:
    from pathlib import Path

    from sqlmodel import Session

    from data.faults import Fault, Findings, Note
    from data.parties import Party
    from data.party_texts import Cells, PartyText
    from data.rows import Record
    from data.tables import FairRow


@dataclass(frozen=True)
class SheetRead:
    """What a sheet says, its parties or its rows, and what is wrong with it."""

    parties: tuple[PartyText, ...]
    rows: tuple[Cells, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether the sheet cannot be taken."""
        return any(fault.is_error for fault in self.faults)


def read_uploaded(session: Session, fair: FairRow, kind: Kind, path: Path) -> SheetRead:
    """Read a sheet, and judge it as a part of the fair; faults elsewhere do not count."""
    sources = _WithSheet(session, fair, kind, path)
    intake = understand(sources)
    return SheetRead(
        tuple(text_of(party, kind) for party in sources.parties_read),
        tuple(row_text(record) for record in sources.records_read),
        tuple(fault for fault in intake.faults if fault.file == path.name),
        tuple(note for note in intake.notes if note.file == path.name),
    )


class _WithSheet(RecordSources):
    """Records but for one sheet; remembers what it read of that one."""

    def __init__(self, session: Session, fair: FairRow, kind: Kind, path: Path) -> None:
        super().__init__(session, fair)
        self._kind, self._path = kind, path
        self.parties_read: list[Party] = []
        self.records_read: list[Record] = []

    def parties(self, kind: Kind, findings: Findings) -> list[Party]:
        """Read the sheet if it is of `kind`."""
        if kind is not self._kind:
            return super().parties(kind, findings)
        self.parties_read = read_parties(self._path, kind, findings)
        return self.parties_read

    def rows(self, kind: Kind, findings: Findings) -> list[Record]:
        """Read the sheet if it is of `kind`."""
        if kind is not self._kind:
            return super().rows(kind, findings)
        self.records_read = read_kind(self._path, kind, findings)
        return self.records_read

    def name(self, kind: Kind | None) -> str:
        """Return the name of the file for its own kind."""
        return self._path.name if kind is self._kind else super().name(kind)
