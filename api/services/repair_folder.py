"""Repair the release in a folder: what happened in, the next release out."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from api.services.errors import InputRejectedError, WrongRequestError
from api.services.give_reasons import give_reasons
from api.services.make_schedule import library_versions
from api.services.print_folder import facts_of
from api.services.slots import find_slot
from api.services.stopwatch import Stopwatch
from api.services.whole_folder import refuse_foreign, whole_folder
from data.changes import ChangePaths, ReadChanges, read_changes
from data.folder import (
    ScheduleFolder,
    Summary,
    load_schedule,
    write_schedule,
    write_summary,
)
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.pack import PackOptions, write_pack
from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError
from scheduler.fit.model import FitModel
from scheduler.problem import SessionId, Slot
from scheduler.progress import Progress, Silent
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
    from pathlib import Path

    from data.faults import Fault, Note
    from printouts.notices import NoticeReport
    from printouts.pack import PackReport
    from scheduler.problem import Fair, Problem
    from scheduler.repair.changes import Change
    from scheduler.repair.result import RepairResult, Touched
    from scheduler.schedule import Meeting

TOUCHED = "touched.json"
STANDBYS = 3
"""Standbys named for a freed slot."""


@dataclass(frozen=True)
class RepairRequest:
    """Which folder to repair after what, and where to.

    `now` is a time ("2026-12-03 10:05", in the fair's zone unless it says another) or a
    session and a round counted from 1 ("D1-AM:2"); "" before the fair. With
    `papers_first` nobody's paper changes that does not have to, whoever stays short.
    """

    folder: Path
    paths: ChangePaths
    out: Path
    mode: Mode = Mode.FILL
    now: str = ""
    seed: int = 0
    papers_first: bool = False


@dataclass(frozen=True)
class RepairedFolder:
    """What was written; `standbys` says who could step in for each freed slot."""

    content: ScheduleFolder
    result: RepairResult
    standbys: tuple[tuple[Party, Slot, tuple[Standby, ...]], ...]
    printed: PackReport
    notified: NoticeReport
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def repair_folder(
    request: RepairRequest, progress: Progress | None = None
) -> RepairedFolder:
    """Read, repair, check and write; the folder appears whole or not at all.

    Papers and messages are made only for those who are touched. Raises FolderError for
    the folder, InputRejectedError with every fault of the changes, WrongRequestError
    for `out` or `now`, and what `repair` raises.
    """
    watch = Stopwatch(progress or Silent())
    refuse_foreign(request.out)
    with watch.phase("load"):
        before = load_schedule(request.folder)
    with watch.phase("read"):
        read = read_changes(request.paths, before.problem)
        if any(fault.is_error for fault in read.faults):
            raise InputRejectedError(read.faults, read.notes)
        sessions = [c.session for c in read.changes if isinstance(c, AddedSession)]
        now = parse_now(request.now, before.problem.fair, [s.id for s in sessions])
    with watch.phase("fit"):
        changes = (*read.changes, *_walk_ins(before.problem, read))
    settings = RepairSettings(
        request.mode, now, cure_first=not request.papers_first, seed=request.seed
    )
    with watch.phase("repair"):
        result = repair(
            before.problem, before.candidates, before.schedule, changes, settings
        )
    with watch.phase("reasons"):
        schedule = give_reasons(result.schedule, lambda: FitModel(result.problem))
        result = replace(result, schedule=schedule)
        steps = _standbys(result, now)
    with watch.phase("check"):
        _refuse_broken(result, past=now is not None)
    content = _content(before, read, result, request.seed)
    with whole_folder(request.out) as folder:
        return _write(folder, before, content, read, result, steps, watch)


def parse_now(text: str, fair: Fair, added: list[SessionId]) -> datetime | Slot | None:
    """Return the moment or the slot that `text` means; raises WrongRequestError."""
    if not text:
        return None
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


def _walk_ins(problem: Problem, read: ReadChanges) -> list[Change]:
    """Return the walk-ins with their fit, judged beside everybody else."""
    if not read.walk_ins:
        return []
    new = tuple(one.buyer for one in read.walk_ins)
    larger = replace(problem, buyers=(*problem.buyers, *new))
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


def _standbys(
    result: RepairResult, now: datetime | Slot | None
) -> tuple[tuple[Party, Slot, tuple[Standby, ...]], ...]:
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


def _write(
    folder: Path,
    before: ScheduleFolder,
    content: ScheduleFolder,
    read: ReadChanges,
    result: RepairResult,
    steps: tuple[tuple[Party, Slot, tuple[Standby, ...]], ...],
    watch: Stopwatch,
) -> RepairedFolder:
    facts, since, progress = facts_of(content), facts_of(before), watch.progress
    with watch.phase("print"):
        printed = write_pack(
            *facts,
            folder,
            PackOptions(since=since),
            progress=progress,
            tiers=content.summary.tiers,
        )
    with watch.phase("notices"):
        notified = write_notices(
            *facts, folder, NoticeOptions(since=since), progress=progress
        )
    with watch.phase("write"):
        write_schedule(folder, content)
        shown = json.dumps(
            touched_json(result, steps), ensure_ascii=False, indent=1, sort_keys=True
        )
        (folder / TOUCHED).write_text(shown + "\n", encoding="utf-8")
    summary = replace(content.summary, seconds=dict(watch.seconds))
    write_summary(folder, summary)
    content = replace(content, summary=summary)
    return RepairedFolder(
        content, result, steps, printed, notified, read.faults, read.notes
    )


def touched_json(
    result: RepairResult,
    steps: tuple[tuple[Party, Slot, tuple[Standby, ...]], ...],
) -> dict[str, object]:
    """Return the content of touched.json: who is touched and why, and standbys."""
    return {
        "format": 1,
        "mode": result.mode.value,
        "touched": [_touched_json(one) for one in result.touched],
        "necessary": result.necessary,
        "bound": result.bound,
        "unlocked": [
            {
                "buyer": lock.buyer,
                "supplier": lock.supplier,
                "session": lock.slot.session,
                "round": lock.slot.round_index,
            }
            for lock in result.unlocked
        ],
        "freed": [
            {
                "side": party.side.value,
                "party": party.id,
                "session": slot.session,
                "round": slot.round_index,
                "standbys": [
                    {
                        "buyer": one.buyer,
                        "fit": one.fit,
                        "lacks": one.lacks,
                        "walk_min": one.walk_min[0],
                    }
                    for one in found
                ],
            }
            for party, slot, found in steps
        ],
    }


def _touched_json(touched: Touched) -> dict[str, object]:
    return {
        "side": touched.party.side.value,
        "party": touched.party.id,
        "necessary": touched.necessary,
        "changes": [
            {
                "kind": change.kind.value,
                "buyer": change.meeting.buyer,
                "supplier": change.meeting.supplier,
                "before": _slot_json(change.before),
                "after": _slot_json(change.after),
            }
            for change in touched.changes
        ],
    }


def _slot_json(meeting: Meeting | None) -> dict[str, object] | None:
    if meeting is None:
        return None
    return {
        "session": meeting.session,
        "round": meeting.round_index,
        "hall": meeting.hall,
        "booth": meeting.booth,
        "table": meeting.table,
    }
