"""The conductor of a repair: what is lost, what may be chosen, the best choice, check.

What counts, in this order:

1. musts that can be placed, and buyers' meetings up to the minimum;
2. prefers and avoids that were approved just now;
3. the fewest parties whose paper changes besides those where it has to;
4. the greatest fit, and among equals the fewest meetings moved.

What was approved is placed beside the meetings that stay; only what finds no place there
makes meetings of its two parties give way. Whoever loses one by that gets another, as
after any loss, only where it or somebody else would fall short without.

So somebody else's paper changes only to lift a buyer towards the minimum (or to place a
must), never for a better fit. In mode CANCEL, and with `RepairSettings.cure_first` off,
the second wish comes first: then nobody's paper changes that does not have to. A buyer
that lost a meeting and has enough without gets another one only with a supplier whose
paper changes anyway. In mode CANCEL there is nothing to choose but, where a booth moved
too far, which meetings to give up.
"""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter
from typing import TYPE_CHECKING

from scheduler.explain import list_shortfalls, list_unplaced_musts
from scheduler.problem import Lock
from scheduler.progress import Event, Silent
from scheduler.repair.amend import Amended, amend, pair_of
from scheduler.repair.bounds import find_limits
from scheduler.repair.changes import Mode, Party, RepairSettings, Side
from scheduler.repair.choices import can_all_move, find_choices, room_of
from scheduler.repair.outcome import result_of, touched_of
from scheduler.repair.plan import (
    Plan,
    count_shortfall,
    is_near,
    least_rank,
    rank_of,
)
from scheduler.repair.search import CURE_FIRST, Found
from scheduler.repair.seats import seat
from scheduler.repair.sift import find
from scheduler.repair.standing import (
    Standing,
    both,
    find_standing,
    give_way,
    place_of,
)
from scheduler.repair.verify import refuse_broken
from scheduler.schedule import Meeting, Schedule, meeting_order
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.candidates import Candidates
    from scheduler.fair import Slot
    from scheduler.problem import Problem
    from scheduler.progress import Progress
    from scheduler.repair.changes import Change
    from scheduler.repair.choices import Choice, Choices
    from scheduler.repair.result import RepairResult

NOTHING = Wording(en="", zh="")

SECOND_TRY = 0.25
"""Share of the effort for what might, not looking at everything, beat an easier mode."""

NO_CHOICE = Found({}, dict.fromkeys(CURE_FIRST, 0), {})


def repair(
    problem: Problem,
    candidates: Candidates,
    schedule: Schedule,
    changes: Sequence[Change],
    settings: RepairSettings | None = None,
    progress: Progress | None = None,
) -> RepairResult:
    """Return the next release: the smallest change of `schedule` after `changes`.

    `schedule` is valid for `problem`. What has begun by `settings.now` and locks stay
    (a lock that has become impossible is taken out and listed), tables of untouched
    meetings too; `because` of new meetings is left empty. Raises ProblemError for
    changes that name unknown parties or slots, BrokenRuleError when the checker
    refuses the answer, which is a fault of ours or of the release that was given.
    """
    settings, progress = settings or RepairSettings(), progress or Silent()
    began = perf_counter()
    progress.tell(Event("repair"))
    amended = amend(problem, candidates, changes, settings.now)
    standing = find_standing(amended, schedule)
    amended = _without_locks(amended, standing.unlocked)
    plan = _best_plan(amended, standing, schedule, settings)
    if settings.mode is not Mode.CANCEL:
        standing, plan = _make_way(amended, standing, plan, schedule, settings)
    progress.tell(Event("reasons"))
    after = _with_lists(amended, schedule, plan.meetings)
    touched = touched_of(schedule, after, standing)
    progress.tell(Event("check"))
    named = {c.party for c in changes if hasattr(c, "party")}
    arrived = {Party(Side.BUYER, buyer) for buyer in amended.arrived}
    agreed = {party for wish in amended.agreed for party in pair_of(wish)}
    changed = {one.party for one in touched} | named | arrived | agreed
    refuse_broken(amended, after, changed, standing.late)
    return result_of(amended, standing, plan, after, touched, settings, began)


def _without_locks(amended: Amended, unlocked: Sequence[Lock]) -> Amended:
    if not unlocked:
        return amended
    kept = tuple(lock for lock in amended.problem.locks if lock not in unlocked)
    return replace(
        amended,
        problem=replace(amended.problem, locks=kept),
        unlocked=(*amended.unlocked, *unlocked),
    )


def _best_plan(
    amended: Amended, standing: Standing, before: Schedule, settings: RepairSettings
) -> Plan:
    """Return the plan of the mode; of an easier mode where that one finds no better.

    Only where not all choices can be looked at together, or not in the effort given.
    Where the easier mode misses nothing and touches hardly more than any must, moving
    others has next to nothing to gain but fit.
    """
    if can_all_move(amended, standing, settings):
        choices = find_choices(amended, standing, before, settings)
        if choices.complete or settings.mode is Mode.CANCEL:
            plan = _plan(amended, standing, choices, settings)
            if plan.found or settings.mode is Mode.CANCEL:
                return plan
    easier = Mode.FILL if settings.mode is Mode.RETIME else Mode.CANCEL
    other = _best_plan(amended, standing, before, replace(settings, mode=easier))
    room = room_of(amended, standing, before, settings)
    limits = find_limits(amended, standing, room, settings.mode)
    other = replace(other, limits=limits)
    rank = rank_of(amended, other, before, settings)
    if is_near(rank, least_rank(amended, standing, limits, rank, settings), settings):
        return other
    share = SECOND_TRY if settings.mode is Mode.RETIME else 1.0
    less = replace(settings, effort=settings.effort * share)
    choices = find_choices(amended, standing, before, settings)
    plan = _plan(amended, standing, choices, less)
    if plan.found and rank_of(amended, plan, before, settings) < rank:
        return replace(plan, limits=limits)
    return other


def _make_way(
    amended: Amended,
    standing: Standing,
    plan: Plan,
    before: Schedule,
    settings: RepairSettings,
) -> tuple[Standing, Plan]:
    """Return a plan for which meetings give way to what was agreed and had no place.

    At first whoever loses one gets nothing for it, which is enough nearly always; only
    where somebody falls short or something agreed has no place still, others come in.
    """
    wider = give_way(amended, standing, plan.meetings)
    if len(wider.loose) == len(standing.loose):
        return standing, plan
    ways = [(standing, plan)]
    for way in (wider, replace(wider, spared=frozenset())):
        ways.append((way, _best_plan(amended, way, before, settings)))
        if _is_enough(amended, ways[-1][1], plan):
            break
    return min(ways, key=lambda way: rank_of(amended, way[1], before, settings))


def _is_enough(amended: Amended, plan: Plan, before: Plan) -> bool:
    """Tell whether all that was agreed meets, and nobody is shorter than `before`."""
    met = {(meeting.buyer, meeting.supplier) for meeting in plan.meetings}
    if any((wish.buyer, wish.supplier) not in met for wish in amended.to_place):
        return False
    short, was = (
        count_shortfall(amended.problem, Schedule(one.meetings))
        for one in (plan, before)
    )
    return short <= was


def _plan(
    amended: Amended, standing: Standing, choices: Choices, settings: RepairSettings
) -> Plan:
    arrived = {Party(Side.BUYER, buyer) for buyer in amended.arrived}
    found: Found | None = replace(NO_CHOICE, bounds=NO_CHOICE.values)
    if choices.choices:
        found = find(amended, choices, standing.necessary | arrived, settings)
    stay, come = [*choices.fixed], []
    for choice, slot in found.slot_of.items() if found else ():
        at = amended.problem.fair.slots[slot]
        if choice.meeting is not None and choice.meeting.slot == at:
            stay.append(choice.meeting)
        else:
            come.append(_meeting(amended, standing, choice, at))
    come.sort(key=lambda meeting: (not meeting.table, meeting_order(meeting)))
    seated = seat(amended.problem.fair.meet_at, come, stay)
    meetings = tuple(sorted([*stay, *seated], key=meeting_order))
    return Plan(meetings, choices, found)


def _meeting(amended: Amended, standing: Standing, choice: Choice, at: Slot) -> Meeting:
    """Return the meeting in its new slot; its table is that of the old one, or 0."""
    problem = amended.problem
    times = problem.fair.round_at(at)
    old = choice.meeting or next(
        (m for m in standing.lost if both(m) == _parties(choice)), None
    )
    bare = Meeting(
        choice.buyer,
        choice.supplier,
        at.session,
        at.round_index,
        times.start,
        times.end,
        hall="",
        booth="",
        table=old.table if old else 0,
        fit=amended.fit(choice.buyer, choice.supplier),
        locked=Lock(choice.buyer, choice.supplier, at) in problem.locks,
        because=old.because if old else NOTHING,
    )
    place = place_of(problem, bare)
    return replace(bare, hall=place.hall, booth=place.booth)


def _parties(choice: Choice) -> tuple[Party, Party]:
    return Party(Side.BUYER, choice.buyer), Party(Side.SUPPLIER, choice.supplier)


def _with_lists(
    amended: Amended, before: Schedule, meetings: tuple[Meeting, ...]
) -> Schedule:
    facts = amended.problem, amended.candidates
    bare = Schedule(meetings, release=before.release + 1, seed=before.seed)
    return replace(
        bare,
        shortfalls=list_shortfalls(*facts, bare),
        unplaced_musts=list_unplaced_musts(*facts, bare),
    )
