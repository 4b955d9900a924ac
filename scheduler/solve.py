"""The conductor: pairs, sessions, rounds, improvement, bounds, and the checker's word."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from time import monotonic
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError
from scheduler.explain import list_shortfalls, list_unplaced_musts
from scheduler.measure import measure_tiers
from scheduler.progress import Event, Silent
from scheduler.result import Result, Status, Tier
from scheduler.schedule import Schedule
from scheduler.search.at_prices import AtPrices
from scheduler.search.bounds import find_ideal
from scheduler.search.by_hand import add_by_hand
from scheduler.search.choose import choose_lower
from scheduler.search.extract import extract_meetings
from scheduler.search.halls import are_apart
from scheduler.search.improve import improve, standing_of
from scheduler.search.instance import build_instance
from scheduler.search.interpreter_prices import charge
from scheduler.search.levels import Settled, Start
from scheduler.search.lines import serve_lines
from scheduler.search.locks import refuse_impossible_locks
from scheduler.search.moves import even_crowds
from scheduler.search.order import find_orders
from scheduler.search.place import place_pairs
from scheduler.search.rematch import rematch_rounds, sessions_lacking
from scheduler.search.sessions import plan_sessions
from scheduler.search.settle import raise_standing, settle
from scheduler.search.swaps import swap_for_lines, swap_for_loads
from scheduler.search.tidy import tidy_rounds
from scheduler.search.tiers import Finished, judge_tiers
from scheduler.search.walks import Walks
from scheduler.search.worth import standing
from scheduler.settings import SolveSettings

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    import numpy as np
    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.executor.protocol import Executor
    from scheduler.problem import Problem
    from scheduler.progress import Progress
    from scheduler.schedule import Meeting
    from scheduler.search.bounds import Ideal
    from scheduler.search.instance import Instance
    from scheduler.search.session_plan import SessionPlan
    from scheduler.search.worth import Standing

PROVEN = ("musts", "shortfall", "suggestions", "fit")
"""The tiers that must reach their bounds for a schedule to be called optimal."""

SMALL_PAIRS = 100_000
"""At fairs of no more pairs the search is content with nothing less than the bound ..."""

NEIGHBOURHOODS_FROM = 0.002
"""... and at larger ones, unless more than this share of the fit is missing, a few dozen
buyers who are placed exactly win back next to nothing."""


@dataclass
class _Clock:
    """Seconds by phase, and whether there is time for more."""

    progress: Progress
    limit_s: float
    began: float = field(default_factory=monotonic)
    seconds: dict[str, float] = field(default_factory=dict)
    stopped: bool = False

    @contextmanager
    def phase(self, name: str) -> Iterator[None]:
        """Time what happens inside under `name` and tell that it begins."""
        self.progress.tell(Event(name))
        began = monotonic()
        yield
        self.seconds[name] = monotonic() - began

    def tell_fit(self, now: Standing, goal: Standing) -> None:
        """Tell how much fit there is of what there can be, while placements improve."""
        event = Event("improvement", tier="fit", value=now.fit, bound=goal.fit)
        self.progress.tell(event)

    def go_on(self) -> bool:
        """Tell whether neither the user nor the time limit wants an end."""
        over = monotonic() - self.began > self.limit_s
        self.stopped = self.stopped or over or self.progress.should_stop()
        return not self.stopped


def solve(
    problem: Problem,
    candidates: Candidates,
    settings: SolveSettings | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> Result:
    """Return the best schedule found, passed by the checker, with proven bounds.

    `executor` does what splits into parts (pairs and rounds of sessions, neighbourhoods),
    here where it is None; the answer does not depend on it.

    Raises ProblemError when the locks alone break a rule (there is no schedule then)
    and BrokenRuleError when the checker refuses the answer, which is a fault of ours.
    """
    settings = settings or SolveSettings()
    clock = _Clock(progress or Silent(), settings.time_limit_s)
    refuse_impossible_locks(problem, candidates)
    with clock.phase("pairs"):
        instance = build_instance(problem, candidates)
        walks = Walks(instance)
        ideal = find_ideal(instance)
        is_large = instance.n_pairs > SMALL_PAIRS
        target = settings.gap_target if is_large else 0.0
        asked = AtPrices(instance, ideal, settings.line_worth)
    with clock.phase("sessions"):
        charged = charge(instance, ideal.relaxed)
        plan = plan_sessions(charged, ideal, target, clock.go_on, executor)
    with clock.phase("rounds"):
        slot_of = place_pairs(instance, walks, plan, settings.seed, executor)
    with clock.phase("improvement"):
        best = ideal.relaxed.chosen
        goal = standing(instance, best)
        clock.tell_fit(standing_of(instance, slot_of), goal)
        slot_of = _match_afresh(
            instance, walks, slot_of, plan, ideal, target, clock.go_on
        )
        near = max(target, NEIGHBOURHOODS_FROM) if is_large else 0.0
        if not standing_of(instance, slot_of).is_near(goal, near):
            slot_of = improve(
                instance, walks, slot_of, best, settings.seed, clock.go_on, executor
            )
        raised = raise_standing(
            Start(instance, walks, slot_of, settings.seed), ideal, clock.go_on
        )
        slot_of = raised.slot_of
        fit_reached = standing_of(instance, slot_of).fit
        clock.tell_fit(standing_of(instance, slot_of), goal)
        settled = _settle_lower(
            Start(instance, walks, slot_of, settings.seed),
            plan,
            asked,
            fit_reached,
            settings,
            clock.go_on,
            executor,
        )
        slot_of = settled.slot_of
        slot_of = even_crowds(instance, walks, slot_of, clock.go_on)
        ordered = find_orders(instance, walks, slot_of, clock.go_on)
        if ordered is None:
            slot_of = tidy_rounds(instance, walks, slot_of, clock.go_on)
            ordered = Settled(slot_of, {})
        slot_of = ordered.slot_of
    with clock.phase("check"):
        meetings = extract_meetings(instance, slot_of)
        if not walks.is_sharp:
            placed, meetings = add_by_hand(
                instance, candidates, slot_of, meetings, clock.go_on
            )
            if len(placed) > len(slot_of):
                slot_of, fit_reached = placed, 0
        schedule = _accept(problem, candidates, meetings, settings.seed)
    with clock.phase("bounds"):
        finished = Finished(
            instance,
            walks,
            slot_of,
            max(fit_reached, standing_of(instance, slot_of).fit),
            asked,
            {**raised.proven, **settled.proven, **ordered.proven},
        )
        value = measure_tiers(problem, candidates, schedule)
        tiers = judge_tiers(finished, value, settings)
    return Result(schedule, _status(tiers, stopped=clock.stopped), tiers, clock.seconds)


def _match_afresh(
    instance: Instance,
    walks: Walks,
    slot_of: dict[int, int],
    plan: SessionPlan,
    ideal: Ideal,
    target: float,
    go_on: Callable[[], bool],
) -> dict[int, int]:
    """Win back by matching rounds what these cost: at small fairs, and where halls are far
    apart, all that is missing to the `ideal` choice, at large ones to the plan."""
    is_large = instance.n_pairs > SMALL_PAIRS and not are_apart(instance)
    wanted = plan.chosen if is_large else ideal.relaxed.chosen
    goal = standing(instance, wanted)

    def enough(met: NDArray[np.bool_]) -> bool:
        return standing(instance, met).is_near(goal, target)

    if standing_of(instance, slot_of).is_near(goal, target):
        return slot_of
    sessions = sessions_lacking(instance, wanted, slot_of) if is_large else None
    price = ideal.relaxed.price
    return rematch_rounds(
        instance, walks, slot_of, go_on, price, sessions=sessions, enough=enough
    )


def _settle_lower(
    start: Start,
    plan: SessionPlan,
    asked: AtPrices,
    fit_reached: int,
    settings: SolveSettings,
    go_on: Callable[[], bool],
    executor: Executor | None,
) -> Settled:
    """Settle lines and loads: by one choice where sessions do not bind, else by swaps."""
    instance, walks = start.instance, start.walks
    slot_of = dict(start.slot_of)
    goal = standing(instance, asked.ideal.relaxed.chosen)
    if standing_of(instance, slot_of) >= goal:
        settled = choose_lower(start, fit_reached, settings, go_on)
        if settled is not None:
            return settled
    slot_of = swap_for_lines(instance, walks, slot_of, settings, go_on)
    slot_of = serve_lines(
        instance,
        walks,
        plan.session_of,
        asked,
        slot_of,
        fit_reached,
        settings,
        go_on,
        executor,
    )
    slot_of = swap_for_loads(instance, walks, slot_of, settings, go_on)
    return settle(replace(start, slot_of=slot_of), fit_reached, settings, go_on)


def _accept(
    problem: Problem,
    candidates: Candidates,
    meetings: tuple[Meeting, ...],
    seed: int,
) -> Schedule:
    bare = Schedule(meetings, seed=seed)
    schedule = replace(
        bare,
        shortfalls=list_shortfalls(problem, candidates, bare),
        unplaced_musts=list_unplaced_musts(problem, candidates, bare),
    )
    violations = check_schedule(problem, candidates, schedule)
    if violations:
        raise BrokenRuleError([violation.wording for violation in violations])
    return schedule


def _status(tiers: tuple[Tier, ...], *, stopped: bool) -> Status:
    if all(tier.reached == tier.bound for tier in tiers if tier.name in PROVEN):
        return Status.OPTIMAL
    return Status.STOPPED if stopped else Status.FEASIBLE
