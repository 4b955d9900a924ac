"""What is in a file: `inspect_file` judges it as one of our sheets, without the fair."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.absences import read_change
from data.buyers import read_buyer
from data.columns import Kind, columns_by_field
from data.duplicates import report_duplicates
from data.fairfile import read_fair
from data.faults import Fault, Findings, Note, Where
from data.headers import Header, find_header
from data.near_headings import likely_headings, nearest_headings
from data.parties import Party, group_parties
from data.placing import Placer, place_all
from data.rows import Record, Table, read_records
from data.sheets_in import is_example
from data.staff import check_staff
from data.suggestions import read_strength
from data.suppliers import read_supplier
from data.tables_in import (
    HIDDEN,
    SheetView,
    check_header,
    list_columns,
    missing_columns,
    nearest_of_header,
    open_tables,
    view_sheets,
)
from data.workbook import Sheet, Workbook, cell_address, read_workbook
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from scheduler.problem import Buyer, Supplier


@dataclass(frozen=True, slots=True)
class HeaderSeen:
    """A header cell: its address, its text, and the column it was taken for."""

    cell: str
    text: str
    column: Wording | None


@dataclass(frozen=True, slots=True)
class SheetSeen:
    """A sheet: what was understood of its header, and why it is not read, if so.

    `rows` and `columns` reach from A1 to the last filled cell; `header_row` is the
    row the header ends in, counted from 1, None without one.
    """

    name: str
    rows: int
    columns: int
    header_row: int | None
    headers: tuple[HeaderSeen, ...]
    left_out: Wording | None


@dataclass(frozen=True)
class Inspection:
    """The report on one file.

    `kind` is given or guessed; `rows` are those that say something, `parties` and
    `lines` count what they hold (0 where the file is not readable as its kind).
    """

    path: Path
    kind: Kind
    guessed: bool
    sheets: tuple[SheetSeen, ...]
    rows: int
    parties: int
    lines: int
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]

    @property
    def has_errors(self) -> bool:
        """Tell whether the file would be rejected."""
        return any(fault.is_error for fault in self.faults)


@dataclass
class _Counts:
    rows: int = 0
    parties: int = 0
    lines: int = 0


def inspect_file(
    path: Path, kind: Kind | None = None, placer: Placer | None = None
) -> Inspection:
    """Read `path` as a sheet of `kind`, or of the kind its headers speak for.

    A fair.toml is read as settings, its kind is then `OTHER`. With a `placer`, notes
    tell which categories of buyers and suppliers have no place in its tree, and what
    lies nearest.
    """
    findings = Findings()
    if path.suffix.lower() == ".toml":
        read_fair(path, findings)
        return _report(path, Kind.OTHER, findings, guessed=kind is None)
    workbook = read_workbook(path, findings)
    if workbook is None:
        return _report(path, kind or Kind.OTHER, findings, guessed=kind is None)
    judged = kind or guess_kind(workbook)
    if judged is Kind.OTHER:
        nearest = _nearest_kind(workbook)
        views = view_sheets(workbook, nearest)
        _explain_other(workbook, nearest, views, findings)
        return _report(path, judged, findings, views, guessed=True)
    views = view_sheets(workbook, judged)
    tables = open_tables(workbook, judged, views, findings)
    counts = _read_tables(tables, judged, placer, findings)
    return _report(path, judged, findings, views, counts, guessed=kind is None)


def guess_kind(workbook: Workbook) -> Kind:
    """Return the kind whose columns the file has most of, `OTHER` where none fits."""
    best = _nearest_kind(workbook)
    complete = any(
        view.header is not None and not missing_columns(view.header)
        for view in view_sheets(workbook, best)
    )
    return best if complete else Kind.OTHER


def _nearest_kind(workbook: Workbook) -> Kind:
    """Return the kind with most columns, each missing one counting against three."""
    kinds = [kind for kind in Kind if kind is not Kind.OTHER]
    return max(kinds, key=lambda kind: (_score(workbook, kind), -kinds.index(kind)))


def _score(workbook: Workbook, kind: Kind) -> int:
    headers = [h for sheet in workbook.sheets if (h := find_header(sheet, kind))]
    scores = [len(h.columns) - 3 * len(missing_columns(h)) for h in headers]
    return max(scores, default=-100)


def _explain_other(
    workbook: Workbook,
    nearest: Kind,
    views: tuple[SheetView, ...],
    findings: Findings,
) -> None:
    """Say what a strange table lacks; a list of products only lacks its buyer."""
    file = workbook.path.name
    for view in views:
        if view.header is None or view.left_out is HIDDEN:
            continue
        missing = [column.field for column in missing_columns(view.header)]
        if missing in (["buyer"], ["supplier"]):
            where = _header_place(view.sheet, view.header)
            findings.fault(
                "party-column-missing",
                where,
                understood=list_columns(view.header.understood),
                nearest=nearest_of_header(view.header),
            )
            check_header(view.sheet, view.header, findings)
    if not any(fault.code == "party-column-missing" for fault in findings.faults):
        seen = [c for v in views if v.header is not None for c in v.header.understood]
        words = list_columns(dict.fromkeys(seen))
        findings.fault(
            "no-known-sheet",
            Where(file),
            understood=words,
            nearest=nearest_headings(nearest, _unread(nearest, views)),
        )
        for view in views:
            if view.header is not None:
                check_header(view.sheet, view.header, findings)
    for view in views:
        if (view.header is None or view.left_out is HIDDEN) and view.left_out:
            where = Where(file, view.sheet.name)
            findings.note("sheet-left-out", where, why=view.left_out)


def _unread(kind: Kind, views: tuple[SheetView, ...]) -> Iterator[str]:
    """Yield the headings that were not read, of rows that might be headers."""
    for view in views:
        if view.header is None:
            yield from likely_headings(kind, view.sheet)
        else:
            yield from (cell.text for cell in view.header.cells if not cell.field)


def _header_place(sheet: Sheet, header: Header) -> Where:
    return sheet.where(header.top, header.cells[0].column)


def _read_tables(
    tables: list[Table], kind: Kind, placer: Placer | None, findings: Findings
) -> _Counts:
    records = [record for table in tables for record in read_records(table, findings)]
    counts = _Counts(rows=len(records))
    if kind in {Kind.BUYERS, Kind.SUPPLIERS}:
        parties = group_parties(tables, records, kind, findings)
        report_duplicates(parties, findings)
        counts.parties = len(parties)
        counts.lines = _read_parties(parties, kind, placer, findings)
        return counts
    further = [record for record in records if not is_example(record)]
    _check_further(further, kind, findings)
    counts.lines = len(further)
    return counts


def _read_parties(
    parties: list[Party], kind: Kind, placer: Placer | None, findings: Findings
) -> int:
    """Return the lines of all parties; tell of categories without a place."""
    buyers: tuple[Buyer, ...] = ()
    suppliers: tuple[Supplier, ...] = ()
    if kind is Kind.BUYERS:
        buyers = tuple(read_buyer(one, None, findings).buyer for one in parties)
    else:
        suppliers = tuple(read_supplier(p, None, findings).supplier for p in parties)
    if placer is not None and parties:
        file = parties[0].where("product").file
        place_all(placer, buyers, suppliers, Where(file), findings)
    of_buyers = sum(len(one.lines) for one in buyers)
    return of_buyers + sum(len(one.lines) for one in suppliers)


def _check_further(records: list[Record], kind: Kind, findings: Findings) -> None:
    """Check what a suggestions, locks or absences sheet says by itself."""
    required = [c for c in columns_by_field(kind).values() if c.required]
    for number, record in enumerate(records):
        for column in required:
            if not record.text(column.field) and not (column.party and number):
                where = record.where(column.field)
                findings.fault("value-missing", where, column=column.wording)
        if kind is Kind.SUGGESTIONS and record.text("strength"):
            read_strength(record, findings)
        if kind is Kind.STAFF:
            check_staff(record, findings)
        if kind is Kind.ABSENCES and record.text("kind"):
            read_change(record, findings)


def _report(
    path: Path,
    kind: Kind,
    findings: Findings,
    views: tuple[SheetView, ...] = (),
    counts: _Counts | None = None,
    *,
    guessed: bool,
) -> Inspection:
    counts = counts or _Counts()
    return Inspection(
        path=path,
        kind=kind,
        guessed=guessed,
        sheets=tuple(_see_sheet(view) for view in views),
        rows=counts.rows,
        parties=counts.parties,
        lines=counts.lines,
        faults=findings.all_faults(),
        notes=findings.all_notes(),
    )


def _see_sheet(view: SheetView) -> SheetSeen:
    sheet, header = view.sheet, view.header
    known = columns_by_field(header.kind) if header else {}
    cells = tuple(
        HeaderSeen(
            cell_address(cell.row, cell.column),
            cell.text,
            known[cell.field].wording if cell.field else None,
        )
        for cell in (header.cells if header else ())
    )
    return SheetSeen(
        name=sheet.name,
        rows=len(sheet.rows),
        columns=max((len(row) for row in sheet.rows), default=0),
        header_row=header.bottom + 1 if header else None,
        headers=cells,
        left_out=view.left_out,
    )
