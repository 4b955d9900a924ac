"""What happened after a release: a sheet of changes, a sheet of walk-ins, more sessions."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.absences import Change as Kinds
from data.absences import find_side, missed_slots, read_change
from data.buyers import ReadBuyer, read_buyer
from data.columns import Kind
from data.fairfile import read_fair
from data.faults import Fault, Findings, Note
from data.names import PartyIndex
from data.sessions_in import first_round
from data.sheets_in import read_kind, read_parties
from data.text_sheet import TextRow, text_records
from scheduler.problem import Place
from scheduler.repair.changes import (
    Absent,
    AddedSession,
    BoothMoved,
    Change,
    Party,
    Side,
    Withdrawn,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from data.rows import Record
    from scheduler.problem import Fair, Problem, Session

CHANGES = "changes"
"""What faults call the changes that stand in no file."""


@dataclass(frozen=True)
class ChangePaths:
    """The files that say what happened; any may be missing.

    `changes` is a sheet as of absences, `buyers` a procurement sheet of walk-ins,
    `fair` a fair.toml with more sessions than before.
    """

    changes: Path | None = None
    buyers: Path | None = None
    fair: Path | None = None


@dataclass(frozen=True)
class ReadChanges:
    """What was read; `walk_ins` are the buyers the schedule does not know."""

    changes: tuple[Change, ...]
    walk_ins: tuple[ReadBuyer, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]


def read_changes(paths: ChangePaths, problem: Problem) -> ReadChanges:
    """Read the files against the `problem` of a released schedule."""
    findings = Findings()
    added = _read_sessions(paths.fair, problem.fair, findings)
    changes: list[Change] = [AddedSession(session) for session in added]
    records = read_kind(paths.changes, Kind.ABSENCES, findings)
    changes += _understand(records, problem, findings)
    walk_ins = _read_walk_ins(paths.buyers, problem, findings)
    return ReadChanges(
        tuple(changes), walk_ins, findings.all_faults(), findings.all_notes()
    )


def read_change_rows(
    rows: Sequence[Mapping[str, str]], problem: Problem
) -> ReadChanges:
    """Read changes that stand in no file: the texts of each row by field.

    Faults call the rows by their numbers, from 1 on.
    """
    findings = Findings()
    named = [TextRow(str(number), cells) for number, cells in enumerate(rows, 1)]
    records = text_records(Kind.ABSENCES, named, CHANGES)
    changes = _understand(records, problem, findings)
    return ReadChanges(tuple(changes), (), findings.all_faults(), findings.all_notes())


def _read_sessions(
    path: Path | None, fair: Fair, findings: Findings
) -> tuple[Session, ...]:
    """Return the sessions of a fair.toml that the fair did not have."""
    file = None if path is None else read_fair(path, findings)
    if file is None:
        return ()
    return tuple(s for s in file.fair.sessions if s.id not in fair.session_by_id)


def _understand(
    records: list[Record], problem: Problem, findings: Findings
) -> list[Change]:
    base = first_round(records, findings)
    index = (
        PartyIndex((buyer.id, buyer.name) for buyer in problem.buyers),
        PartyIndex((supplier.id, supplier.name) for supplier in problem.suppliers),
    )
    changes = []
    for record in records:
        kind = read_change(record, findings)
        buyer, supplier = find_side(record, *index, findings)
        if kind is None or (buyer is None and supplier is None):
            continue
        side = Side.SUPPLIER if buyer is None else Side.BUYER
        party = Party(side, str(buyer or supplier))
        if kind is Kinds.BOOTH_MOVED:
            changes += _moved(record, party, findings)
        elif kind is Kinds.WITHDRAWN and not record.text("session"):
            changes.append(Withdrawn(party))
        else:
            slots = missed_slots(record, kind, problem.fair, base, findings)
            changes.append(Absent(party, frozenset(slots)))
    return changes


def _moved(record: Record, party: Party, findings: Findings) -> list[Change]:
    booth = record.text("booth")
    if not booth:
        findings.fault("booth-missing", record.where("booth"))
        return []
    return [BoothMoved(party, Place(record.text("hall"), booth))]


def _read_walk_ins(
    path: Path | None, problem: Problem, findings: Findings
) -> tuple[ReadBuyer, ...]:
    if path is None:
        return ()
    walk_ins = []
    for party in read_parties(path, Kind.BUYERS, findings):
        one = read_buyer(party, problem.fair, findings)
        if one.buyer.id in problem.buyer_by_id:
            where = party.record.where("buyer")
            findings.note("buyer-known", where, party=party.name)
        else:
            walk_ins.append(one)
    return tuple(walk_ins)
