"""Conductor: facts in, the checked timetable with the fewest breaks out."""

from __future__ import annotations

import importlib.util
from functools import partial
from typing import TYPE_CHECKING

from scheduler.errors import BrokenRuleError
from scheduler.progress import Progress, Silent
from scheduler.timetable.answer import TimetableResult, TimetableStatus
from scheduler.timetable.check import check_timetable, count_breaks
from scheduler.timetable.encoding import encode
from scheduler.timetable.order import in_order
from scheduler.timetable.watch import Watch
from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.timetable.found import Found
    from scheduler.timetable.problem import TimetableProblem

SAT = "cadical"
CP_SAT = "cp-sat"


def solve_timetable(
    problem: TimetableProblem,
    time_limit_s: float = 60.0,
    progress: Progress | None = None,
    engine: str | None = None,
) -> TimetableResult:
    """Return the timetable with the fewest breaks, a bound, and how far they agree.

    Ends after `time_limit_s` wall seconds, a little later at most, with the best so
    far. Unless that limit is met, the same problem gives the same answer, whatever the
    order of its rows. `engine` is
    `SAT` or `CP_SAT`; None takes the first that is installed. Raises BrokenRuleError
    where the checker refuses the answer, which is a fault of ours.
    """
    watch = Watch(time_limit_s, progress or Silent())
    engine = engine or best_engine()
    found = _search(engine, in_order(problem), watch)
    return _finish(problem, found, watch, engine)


def best_engine() -> str:
    """Return the engine that proves most among those that are installed."""
    return SAT if importlib.util.find_spec("pysat") else CP_SAT


def _search(engine: str, problem: TimetableProblem, watch: Watch) -> Found:
    """Search with an engine, which is loaded only now: both are slow to load."""
    if engine == CP_SAT:
        from scheduler.timetable.cpsat import search_with_cpsat  # noqa: PLC0415

        return search_with_cpsat(encode(problem), watch)
    from scheduler.timetable.sat import SatSolver  # noqa: PLC0415
    from scheduler.timetable.search import Search  # noqa: PLC0415

    return Search(partial(encode, problem), SatSolver, watch).run()


def _finish(
    problem: TimetableProblem,
    found: Found,
    watch: Watch,
    engine: str,
) -> TimetableResult:
    """Turn what was found into a result; nothing leaves unchecked."""
    if found.infeasible or found.cost is None:
        status = (
            TimetableStatus.INFEASIBLE
            if found.infeasible
            else TimetableStatus.NO_ANSWER
        )
        bound = None if found.infeasible else found.bound
        return TimetableResult(status, None, None, bound, watch.seconds, engine)
    timetable = found.timetable
    breaks = sum(count_breaks(problem, timetable).values())
    broken = [
        violation.rule.wording for violation in check_timetable(problem, timetable)
    ]
    if breaks != found.cost:
        broken.append(
            Wording(
                en=f"{breaks} breaks instead of {found.cost}.",
                zh=f"空档为 {breaks}，而非 {found.cost}。",
            )
        )
    if broken:
        raise BrokenRuleError(broken)
    status = TimetableStatus.OPTIMAL if found.settled else TimetableStatus.FEASIBLE
    return TimetableResult(
        status, timetable, breaks, found.bound, watch.seconds, engine
    )
