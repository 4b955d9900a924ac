"""Rows to parties: a party may fill several rows, and say its own things only once."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from data.columns import Kind, columns_by_field
from data.names import name_key
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.faults import Findings, Where
    from data.rows import Record, Table

PARTY_FIELD = {Kind.BUYERS: "buyer", Kind.SUPPLIERS: "supplier"}
PARTY_WORD = {
    Kind.BUYERS: Wording(en="buyer", zh="采购商"),
    Kind.SUPPLIERS: Wording(en="supplier", zh="供应商"),
}
EXAMPLE_MARKS = ("示例", "example")
OWN_RULES = frozenset({"id", "buyer", "supplier", "hall", "booth"})
"""Party columns that are not simply "the first that is filled in"."""


@dataclass
class Party:
    """A buyer or a supplier as its rows say; `record` is the first that names it."""

    id: str
    name: str
    record: Record
    records: list[Record] = field(default_factory=list)
    values: dict[str, tuple[str, Record]] = field(default_factory=dict)

    def text(self, field: str) -> str:
        """Return what the party's rows say of `field`, "" for nothing."""
        return self.values[field][0] if field in self.values else ""

    def where(self, field: str) -> Where:
        """Return where `field` is said, else where the party is named."""
        record = self.values[field][1] if field in self.values else self.record
        return record.where(field)


def group_parties(
    tables: list[Table], records: list[Record], kind: Kind, findings: Findings
) -> list[Party]:
    """Return the parties of all `records`, in order of their ids.

    No party at all is a fault, if there was a table to find one in.
    """
    grouper = _Grouper(kind, findings)
    for record in records:
        grouper.add(record)
    parties = grouper.finish()
    if tables and not records:
        sheet, header = tables[0].sheet, tables[0].header
        findings.fault("rows-missing", sheet.where(header.top, header.cells[0].column))
    elif tables and not parties and not findings.has_errors:
        findings.fault("rows-missing", records[0].where("id"))
    return parties


class _Grouper:
    """Collects the rows of one kind of sheet, over all its tables."""

    def __init__(self, kind: Kind, findings: Findings) -> None:
        self._name_field = PARTY_FIELD[kind]
        self._word = PARTY_WORD[kind]
        self._findings = findings
        self._by_id: dict[str, Party] = {}
        self._by_name: dict[str, Party] = {}
        self._table: Table | None = None
        self._current: Party | None = None

    def add(self, record: Record) -> None:
        """Add a row; blank party cells belong to the row above in the same table."""
        if record.table is not self._table:
            self._table, self._current = record.table, None
        id_, name = record.text("id"), record.text(self._name_field)
        if (id_ or name).casefold().startswith(EXAMPLE_MARKS):
            self._findings.note("example-row", record.where("id"))
            self._current = None
            return
        if id_ or name:
            self._current = self._party(id_, name, record)
        if self._current is None:
            where = record.where(self._name_field)
            self._findings.fault("party-missing", where, kind=self._word)
            return
        self._current.records.append(record)

    def finish(self) -> list[Party]:
        """Return the parties in order of their ids, each with its own values."""
        for party in self._by_id.values():
            if not party.name:
                where = party.record.where("id")
                self._findings.fault("name-missing", where, party.id, kind=self._word, id=party.id)  # fmt: skip
                party.name = party.id
            _collect_values(party, self._findings)
        return sorted(self._by_id.values(), key=lambda party: party.id)

    def _party(self, id_: str, name: str, record: Record) -> Party:
        name = " ".join(name.split())
        key = name_key(name) if name else ""
        known = self._by_id.get(id_) if id_ else self._by_name.get(key)
        if known is not None:
            self._agree(known, name, record)
            return known
        party = Party(id_ or name, name, record)
        self._by_id[party.id] = party
        if key:
            self._by_name.setdefault(key, party)
        if not id_ and "id" in record.table.header.columns:
            self._findings.note("id-from-name", record.where(self._name_field))
        return party

    def _agree(self, party: Party, name: str, record: Record) -> None:
        if not name:
            return
        if not party.name:
            party.name = name
            self._by_name.setdefault(name_key(name), party)
        elif name != party.name and name_key(name) != name_key(party.name):
            place = party.record.where(self._name_field)
            self._findings.fault(
                "id-two-names", record.where(self._name_field), name,
                id=party.id, other=party.name, place=f"{place.sheet} {place.cell}".strip(),
            )  # fmt: skip


def _collect_values(party: Party, findings: Findings) -> None:
    """Take the first filled cell of each party column; report those that differ."""
    for record in party.records:
        for name in record.table.party_fields:
            if name in OWN_RULES:
                continue
            text = record.text(name)
            if not text:
                continue
            if name not in party.values:
                party.values[name] = (text, record)
            elif text != party.values[name][0]:
                _report_difference(party, name, text, record, findings)


def _report_difference(
    party: Party, name: str, text: str, record: Record, findings: Findings
) -> None:
    used, source = party.values[name]
    place = source.where(name)
    column = columns_by_field(record.table.kind)[name].wording
    findings.fault(
        "party-differs", record.where(name), text,
        column=column, other=used, place=f"{place.sheet} {place.cell}".strip(),
    )  # fmt: skip
