"""The facts of a fair out of its records: `read_records`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.category_tree import SHOPIFY, build_tree, shopify_tree
from data.columns import KIND_WORDS, Kind
from data.fairfile import read_fair_text
from data.faults import Findings, Where
from data.intake import Intake, understand
from data.party_texts import parties_of
from data.store.parties import load_texts
from data.store.sheet_rows import load_rows
from data.store.suggestions import load_approved
from data.text_sheet import TextRow, text_records

if TYPE_CHECKING:
    from sqlmodel import Session

    from data.category_tree import CategoryTree
    from data.fairfile import FairFile
    from data.parties import Party
    from data.rows import Record
    from data.tables import FairRow

SETTINGS_NAME = "fair.toml"


def read_records(session: Session, fair: FairRow) -> Intake:
    """Return the problem and the directory that the records of `fair` make.

    They are those that its sheets would make, and so are the faults. The suggestions
    are the approved ones.
    """
    return understand(RecordSources(session, fair))


class RecordSources:
    """A fair whose facts lie in the records."""

    def __init__(self, session: Session, fair: FairRow) -> None:
        self._session = session
        self._fair = fair
        self._fair_id = fair.id or 0

    def settings(self, findings: Findings) -> FairFile | None:
        """Read the settings of the fair."""
        return read_kept_settings(self._fair.settings, findings)

    def parties(self, kind: Kind, findings: Findings) -> list[Party]:
        """Return the parties on the list; a fault where there is none."""
        texts = load_texts(self._session, self._fair_id, kind)
        if not texts:
            where = Where(self.name(kind))
            findings.fault("records-missing", where, kind=KIND_WORDS[kind])
        return parties_of(texts, kind, self.name(kind), findings)

    def rows(self, kind: Kind, findings: Findings) -> list[Record]:
        """Return the rows of a further sheet, or the approved suggestions."""
        if kind is Kind.SUGGESTIONS:
            rows = load_approved(self._session, self._fair_id)
        else:
            rows = load_rows(self._session, self._fair_id, kind)
        named = [TextRow(str(number), cells) for number, cells in enumerate(rows, 1)]
        return text_records(kind, named, self.name(kind))

    def tree(self, file: FairFile | None, findings: Findings) -> CategoryTree | None:
        """Return the tree of the uploaded sheet, else the known one that is named."""
        records = self.rows(Kind.CATEGORIES, findings)
        if records:
            return build_tree(records, findings)
        return shopify_tree() if file and file.categories else None

    def synonyms(self, file: FairFile | None, findings: Findings) -> list[Record]:
        """Return the rows of the uploaded sheet of synonyms."""
        return self.rows(Kind.SYNONYMS, findings)

    def name(self, kind: Kind | None) -> str:
        """Return the name of the records: "采购商 buyers"."""
        if kind is None:
            return SETTINGS_NAME
        word = KIND_WORDS[kind]
        return f"{word.zh} {word.en}"


def read_kept_settings(text: str, findings: Findings) -> FairFile | None:
    """Read the settings of a fair in the records: they may name no file."""
    file = read_fair_text(text, SETTINGS_NAME, findings)
    if file is None:
        return None
    named = {
        "fit.categories": file.categories,
        "fit.synonyms": file.synonyms,
        "notices.templates": file.templates,
    }
    if file.categories.casefold() == SHOPIFY:
        del named["fit.categories"]
    for key, value in named.items():
        if value:
            findings.fault("file-of-server", Where(SETTINGS_NAME, "", key), value)
    return None if any(named.values()) else file
