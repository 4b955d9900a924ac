"""Where the facts of a fair come from: its files, or the records made of them.

`data/intake.py` asks a source for one thing after another and understands them
together, so every fault is found in the same way wherever a fact is kept.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from data.category_tree import SHOPIFY, read_tree
from data.columns import Kind
from data.fairfile import read_fair
from data.sheets_in import read_kind, read_parties

if TYPE_CHECKING:
    from data.category_tree import CategoryTree
    from data.fairfile import FairFile
    from data.faults import Findings
    from data.parties import Party
    from data.rows import Record


@dataclass(frozen=True)
class InputPaths:
    """The files of a fair; all but the first three may be missing."""

    fair: Path
    buyers: Path
    suppliers: Path
    suggestions: Path | None = None
    locks: Path | None = None
    absences: Path | None = None
    history: Path | None = None
    categories: Path | None = None
    synonyms: Path | None = None
    staff: Path | None = None


class Sources(Protocol):
    """Gives what is said of a fair; faults of reading it go to `findings`."""

    def settings(self, findings: Findings) -> FairFile | None:
        """Return what fair.toml says; None with faults where it cannot be used."""

    def parties(self, kind: Kind, findings: Findings) -> list[Party]:
        """Return the buyers or the suppliers, in order of their ids."""

    def rows(self, kind: Kind, findings: Findings) -> list[Record]:
        """Return the rows of a further sheet, such as locks; none without a sheet."""

    def tree(self, file: FairFile | None, findings: Findings) -> CategoryTree | None:
        """Return the tree of categories that `file` or a sheet names, if any."""

    def synonyms(self, file: FairFile | None, findings: Findings) -> list[Record]:
        """Return the rows of synonyms, none without a sheet."""

    def name(self, kind: Kind | None) -> str:
        """Return how faults call the place of `kind`; None stands for the settings."""


class SheetFiles:
    """A fair whose facts lie in files; fair.toml may name two of them."""

    def __init__(self, paths: InputPaths) -> None:
        self._fair = paths.fair
        self._folder = paths.fair.parent
        self._paths: dict[Kind, Path | None] = {
            Kind.BUYERS: paths.buyers,
            Kind.SUPPLIERS: paths.suppliers,
            Kind.SUGGESTIONS: paths.suggestions,
            Kind.LOCKS: paths.locks,
            Kind.ABSENCES: paths.absences,
            Kind.HISTORY: paths.history,
            Kind.CATEGORIES: paths.categories,
            Kind.SYNONYMS: paths.synonyms,
            Kind.STAFF: paths.staff,
        }

    def settings(self, findings: Findings) -> FairFile | None:
        """Read fair.toml."""
        return read_fair(self._fair, findings)

    def parties(self, kind: Kind, findings: Findings) -> list[Party]:
        """Read the sheet of `kind`."""
        path = self._paths[kind]
        return [] if path is None else read_parties(path, kind, findings)

    def rows(self, kind: Kind, findings: Findings) -> list[Record]:
        """Read the sheet of `kind`, if there is one."""
        return read_kind(self._paths[kind], kind, findings)

    def tree(self, file: FairFile | None, findings: Findings) -> CategoryTree | None:
        """Read the tree, from the file that was given before the one of fair.toml."""
        self._take(Kind.CATEGORIES, file.categories if file else "")
        path = self._paths[Kind.CATEGORIES]
        return read_tree(path, findings) if path else None

    def synonyms(self, file: FairFile | None, findings: Findings) -> list[Record]:
        """Read the synonyms, from the file given before the one of fair.toml."""
        self._take(Kind.SYNONYMS, file.synonyms if file else "")
        return self.rows(Kind.SYNONYMS, findings)

    def name(self, kind: Kind | None) -> str:
        """Return the name of the file."""
        path = self._fair if kind is None else self._paths[kind]
        return path.name if path else ""

    def _take(self, kind: Kind, named: str) -> None:
        """Let `named` of fair.toml be the file of `kind` where none was given."""
        if named and not self._paths[kind]:
            known = named.casefold() == SHOPIFY
            self._paths[kind] = Path(named) if known else self._folder / named
