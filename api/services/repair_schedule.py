"""From a schedule and what happened to the repaired schedule, wherever both are kept."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.services.errors import InputRejectedError, WrongRequestError
from api.services.give_reasons import give_reasons
from api.services.slots import find_slot
from api.services.versions import library_versions
from data.folder import ScheduleFolder, Summary
from data.glossary import read_glossary
from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError
from scheduler.fair import Slot
from scheduler.fit.model import FitModel
from scheduler.repair.amend import with_sessions
from scheduler.repair.changes import (
    AddedSession,
    Mode,
    Party,
    RepairSettings,
    Side,
    WalkIn,
)
from scheduler.repair.repair import repair
from scheduler.repair.standby import Standby, standbys
from scheduler.repair.verify import PAST
from scheduler.result import Tier
from scheduler.wording import Wording

if TYPE_CHECKING:
    from api.services.stopwatch import Stopwatch
    from data.changes import ReadChanges
    from scheduler.fair import Fair
    from scheduler.problem import Problem
    from scheduler.repair.changes import Change
    from scheduler.repair.result import RepairResult

STANDBYS = 3
"""Standbys named for a freed slot."""

Steps = tuple[tuple[Party, Slot, tuple[Standby, ...]], ...]
"""For each slot that a supplier was left alone in, who could step in."""


@dataclass(frozen=True)
class RepairHow:
    """How to repair.

    `now` is a time ("2026-12-03 10:05", in the fair's zone unless it says another) or a
    session and a round counted from 1 ("D1-AM:2"); "" before the fair. With
    `papers_first` nobody's paper changes that does not have to, whoever stays short.
    """

    mode: Mode = Mode.FILL
    now: str = ""
    seed: int = 0
    papers_first: bool = False


@dataclass(frozen=True)
class Repaired:
    """A repaired schedule that the checker has passed, and what came of it."""

    content: ScheduleFolder
    result: RepairResult
    standbys: Steps


def repair_schedule(
    before: ScheduleFolder, read: ReadChanges, how: RepairHow, watch: Stopwatch
) -> Repaired:
    """Repair `before` after what was `read`.

    Raises InputRejectedError with every fault of the changes, WrongRequestError for
    `now`, and what `repair` raises.
    """
    if any(fault.is_error for fault in read.faults):
        raise InputRejectedError(read.faults, read.notes)
    now = parse_now(how.now, before.problem.fair, read)
    with watch.phase("fit"):
        before = replace(before, problem=_with_words(before.problem, read))
        changes = (*read.changes, *_walk_ins(before.problem, read))
    settings = RepairSettings(
        how.mode, now, cure_first=not how.papers_first, seed=how.seed
    )
    with watch.phase("repair"):
        result = repair(
            before.problem, before.candidates, before.schedule, changes, settings
        )
    with watch.phase("reasons"):
        schedule = give_reasons(result.schedule, lambda: FitModel(result.problem))
        result = replace(result, schedule=schedule)
        steps = _standbys(result)
    with watch.phase("check"):
        _refuse_broken(result, past=now is not None)
    return Repaired(_content(before, read, result, how.seed), result, steps)


def parse_now(text: str, fair: Fair, read: ReadChanges) -> datetime | Slot | None:
    """Return the moment or the slot that `text` means, also in an added session.

    Raises WrongRequestError.
    """
    if not text:
        return None
    added = [c.session.id for c in read.changes if isinstance(c, AddedSession)]
    slot = find_slot(text, [*fair.session_by_id, *added])
    if slot is not None:
        return slot
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise _wrong_now(text) from None
    return moment if moment.tzinfo else moment.replace(tzinfo=ZoneInfo(fair.timezone))


def _wrong_now(text: str) -> WrongRequestError:
    return WrongRequestError(
        "now-unknown",
        Wording(en=f"--now cannot be '{text}'.", zh=f"--now 的值“{text}”无法理解。"),
        Wording(
            en="Write a time ('2026-12-03 10:05') or a session and a round (D1-AM:2).",
            zh="请填写时间（2026-12-03 10:05）或“场次:轮次”（D1-AM:2）。",
        ),
    )


def _with_words(problem: Problem, read: ReadChanges) -> Problem:
    """Return the problem with the meanings of what those who walked in want."""
    if not read.walk_ins:
        return problem
    buyers = (*problem.buyers, *(one.buyer for one in read.walk_ins))
    glossary = read_glossary(buyers, problem.suppliers, problem.synonyms)
    return replace(problem, glossary=glossary)


def _walk_ins(problem: Problem, read: ReadChanges) -> list[Change]:
    """Return the walk-ins with their fit, judged beside everybody else."""
    if not read.walk_ins:
        return []
    new = tuple(one.buyer for one in read.walk_ins)
    fair = with_sessions(problem.fair, read.changes)
    larger = replace(problem, fair=fair, buyers=(*problem.buyers, *new))
    candidates = FitModel(larger).candidates()
    first = len(problem.buyers)
    fits: dict[int, list[tuple[int, int, int]]] = {}
    for row in (candidates.buyer >= first).nonzero()[0].tolist():
        pair = (
            int(candidates.supplier[row]),
            int(candidates.fit[row]),
            int(candidates.lines[row]),
        )
        fits.setdefault(int(candidates.buyer[row]) - first, []).append(pair)
    return [
        WalkIn(
            buyer,
            tuple((problem.suppliers[s].id, fit, n) for s, fit, n in fits.get(i, [])),
        )
        for i, buyer in enumerate(new)
    ]


def _standbys(result: RepairResult) -> Steps:
    """Return who could step in where a supplier was left alone."""
    facts = result.problem, result.candidates, result.schedule
    return tuple(
        (
            party,
            slot,
            standbys(*facts, party=party, slot=slot, limit=STANDBYS),
        )
        for party, slot in result.freed
        if party.side is Side.SUPPLIER
    )


def _refuse_broken(result: RepairResult, *, past: bool) -> None:
    """Judge the whole schedule; only the past may contradict a moved booth."""
    found = check_schedule(result.problem, result.candidates, result.schedule)
    broken = [v.wording for v in found if not (past and v.rule in PAST)]
    if broken:
        raise BrokenRuleError(broken)


def _content(
    before: ScheduleFolder, read: ReadChanges, result: RepairResult, seed: int
) -> ScheduleFolder:
    contacts = {one.buyer.id: one.contact for one in read.walk_ins}
    directory = replace(
        before.directory, buyers={**before.directory.buyers, **contacts}
    )
    summary = Summary(
        buyers=len(result.problem.buyers),
        suppliers=len(result.problem.suppliers),
        meetings=len(result.schedule.meetings),
        tiers=(
            _tier("shortfall", result.shortfall, result.shortfall_bound),
            _tier("touched", len(result.touched), result.bound),
        ),
        status=result.status,
        seed=seed,
        versions=library_versions(),
    )
    return ScheduleFolder(
        result.problem, result.candidates, result.schedule, directory, summary
    )


def _tier(name: str, value: int, bound: int) -> Tier:
    return Tier(name, value, bound, maximise=False, reached=value)
