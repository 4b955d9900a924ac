"""A fair that is over: a folder with the sheets it was made from, and its outcomes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.columns import Kind
from data.faults import Findings, Where
from data.history import read_history
from data.intake import read_input
from data.names import PartyIndex
from data.sheets_in import read_kind
from data.sources import InputPaths
from scheduler.problem import Outcome

if TYPE_CHECKING:
    from pathlib import Path

    from data.faults import Fault, Note
    from scheduler.problem import Dealing, Problem

ENDINGS = (".xlsx", ".xls", ".csv")
NEEDED = ("buyers", "suppliers", "outcomes")
FURTHER = ("suggestions", "history", "categories", "synonyms")


@dataclass(frozen=True)
class Past:
    """What was read of a past fair; `problem` is None where a fault is an error."""

    problem: Problem | None
    outcomes: tuple[Dealing, ...]
    faults: tuple[Fault, ...]
    notes: tuple[Note, ...]


def read_past(folder: Path) -> Past:
    """Read fair.toml, buyers, suppliers, outcomes and what else lies in `folder`.

    Outcomes are a sheet like a history. They stay apart from the problem: a fit that
    knew them would foretell nothing.
    """
    findings = Findings()
    files = {name: _find(folder, name) for name in (*NEEDED, *FURTHER)}
    for name in NEEDED:
        if files[name] is None:
            path = folder / f"{name}.xlsx"
            findings.fault("file-missing", Where(path.name), path)
    outcomes = files.pop("outcomes")
    buyers, suppliers = files.pop("buyers"), files.pop("suppliers")
    if buyers is None or suppliers is None or outcomes is None:
        return Past(None, (), findings.all_faults(), findings.all_notes())
    intake = read_input(InputPaths(folder / "fair.toml", buyers, suppliers, **files))
    dealings: tuple[Dealing, ...] = ()
    if intake.problem is not None:
        dealings = read_history(
            read_kind(outcomes, Kind.HISTORY, findings),
            PartyIndex((one.id, one.name) for one in intake.problem.buyers),
            PartyIndex((one.id, one.name) for one in intake.problem.suppliers),
            findings,
        )
        if not any(one.outcome in {Outcome.DEAL, Outcome.INTEREST} for one in dealings):
            findings.fault("outcomes-missing", Where(outcomes.name))
    return Past(
        None if findings.has_errors else intake.problem,
        dealings,
        (*intake.faults, *findings.all_faults()),
        (*intake.notes, *findings.all_notes()),
    )


def _find(folder: Path, name: str) -> Path | None:
    paths = (folder / f"{name}{ending}" for ending in ENDINGS)
    return next((path for path in paths if path.exists()), None)
