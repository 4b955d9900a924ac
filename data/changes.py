"""What happened after a release: changes, buyers who walked in, more sessions.

They come in files, or out of the records as texts; both are understood by the same code.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data.absences import Change as Kinds
from data.absences import find_side, missed_slots, read_change
from data.buyers import ReadBuyer, read_buyer
from data.columns import Kind
from data.fairfile import read_fair, read_fair_text
from data.faults import Fault, Findings, Note
from data.names import PartyIndex
from data.party_texts import parties_of
from data.sessions_in import first_round
from data.sheets_in import read_kind, read_parties
from data.text_sheet import TextRow, text_records
from scheduler.fair import Place
from scheduler.repair.amend import with_sessions
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

    from data.fairfile import FairFile
    from data.parties import Party as SheetParty
    from data.party_texts import PartyText
    from data.rows import Record
    from scheduler.problem import Problem

CHANGES, WALK_INS, SETTINGS = "changes", "walk-ins", "fair.toml"
"""What faults call the places of changes that stand in no file."""


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
class ChangeTexts:
    """The same as texts: rows of changes by field, walk-ins, the text of a fair.toml.

    Faults call rows by their numbers, from 1 on, and walk-ins by their codes.
    """

    changes: Sequence[Mapping[str, str]] = ()
    walk_ins: Sequence[PartyText] = ()
    fair: str = ""


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
    file = None if paths.fair is None else read_fair(paths.fair, findings)
    records = read_kind(paths.changes, Kind.ABSENCES, findings)
    parties = []
    if paths.buyers is not None:
        parties = read_parties(paths.buyers, Kind.BUYERS, findings)
    return _read(file, records, parties, problem, findings)


def read_change_texts(texts: ChangeTexts, problem: Problem) -> ReadChanges:
    """Read what stands in no file likewise."""
    findings = Findings()
    file = read_fair_text(texts.fair, SETTINGS, findings) if texts.fair else None
    rows = enumerate(texts.changes, 1)
    named = [TextRow(str(number), cells) for number, cells in rows]
    records = text_records(Kind.ABSENCES, named, CHANGES)
    parties = parties_of(texts.walk_ins, Kind.BUYERS, WALK_INS, findings)
    return _read(file, records, parties, problem, findings)


def _read(
    file: FairFile | None,
    records: list[Record],
    parties: list[SheetParty],
    problem: Problem,
    findings: Findings,
) -> ReadChanges:
    """Understand everything at the fair as it is with the sessions of `file`."""
    known = problem.fair.session_by_id
    sessions = file.fair.sessions if file else ()
    changes: list[Change] = [AddedSession(s) for s in sessions if s.id not in known]
    larger = replace(problem, fair=with_sessions(problem.fair, changes))
    changes += _understand(records, larger, findings)
    walk_ins = _understand_walk_ins(parties, larger, findings)
    return ReadChanges(
        tuple(changes), walk_ins, findings.all_faults(), findings.all_notes()
    )


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


def _understand_walk_ins(
    parties: list[SheetParty], problem: Problem, findings: Findings
) -> tuple[ReadBuyer, ...]:
    walk_ins = []
    for party in parties:
        one = read_buyer(party, problem.fair, findings)
        if one.buyer.id in problem.buyer_by_id:
            where = party.record.where("buyer")
            findings.note("buyer-known", where, party=party.name)
        else:
            walk_ins.append(one)
    return tuple(walk_ins)
