"""Lift what a reason names: the facts edited as it says, and what is possible then.

Whether a pair can meet is found out by trying every slot and table under the checker.
"""

from dataclasses import replace
from itertools import combinations

from scheduler.check import check_schedule
from scheduler.fair import Interpreter, Walk
from scheduler.reasons import ReasonCode
from scheduler.rules import Rule
from tests.builders import make_candidates, make_meeting
from tests.oracle import who_could

NOT_ASKED = {
    Rule.SHORTFALL_LIST,
    Rule.MUST_LIST,
    Rule.ORDER,
    Rule.FIT_DIFFERS,
    Rule.LOCKED_FLAG,
}
"""Rules of lists and marks, which are made anew with every meeting."""


def parties_of(problem, pair):
    """Return the buyer and the supplier of a pair."""
    return problem.buyer_by_id[pair[0]], problem.supplier_by_id[pair[1]]


def lift(problem, pair, code):
    """Return the problem without the obstacle that `code` names to the pair."""
    buyer, supplier = parties_of(problem, pair)
    fair, kind = problem.fair, ReasonCode
    here = replace(buyer, sessions=None, absent=frozenset())
    there = replace(supplier, absent=frozenset())
    wishes = tuple(
        wish for wish in problem.suggestions if (wish.buyer, wish.supplier) != pair
    )
    changes = {
        kind.NEVER: {"suggestions": wishes},
        kind.BELOW_MIN_FIT: {},  # is in the candidates
        kind.BUYER_FULL: {"fair": replace(fair, max_meetings=fair.max_meetings + 1)},
        kind.SUPPLIER_MAX: {"supplier": replace(supplier, max_meetings=None)},
        kind.NO_COMMON_SLOT: {"buyer": here, "supplier": there},
        kind.BUYER_ABSENT: {"buyer": here},
        kind.SUPPLIER_ABSENT: {"supplier": there},
        kind.WINDOW_FULL: {"fair": replace(fair, sessions_per_buyer=9)},
        kind.BUYER_BUSY: {"buyer": replace(buyer, teams=buyer.teams + 1)},
        kind.SUPPLIERS_FULL: {
            "supplier": replace(supplier, tables=supplier.tables + 1)
        },
        kind.TABLES_FULL: {"fair": replace(fair, tables=(fair.tables or 0) + 1)},
        kind.WALK_TOO_LONG: {"fair": replace(fair, walk=Walk())},
        kind.NO_INTERPRETER: {"fair": with_interpreter(problem, pair, has_some=False)},
        kind.INTERPRETERS_BUSY: {
            "fair": with_interpreter(problem, pair, has_some=True)
        },
    }[code]
    if "buyer" in changes:
        new = changes.pop("buyer")
        changes["buyers"] = tuple(new if b is buyer else b for b in problem.buyers)
    if "supplier" in changes:
        new = changes.pop("supplier")
        changes["suppliers"] = tuple(
            new if s is supplier else s for s in problem.suppliers
        )
    return replace(problem, **changes)


def with_interpreter(problem, pair, has_some):
    """Return the fair with one interpreter more for the pair.

    In the sessions in which somebody could interpret, or in those in which nobody could.
    """
    fair, (buyer, supplier) = problem.fair, parties_of(problem, pair)
    sessions = [
        slot.session
        for slot in fair.slots
        if bool(who_could(problem, *pair, slot.session)) is has_some
    ]
    more = Interpreter((*buyer.languages, *supplier.languages), 1, tuple(sessions))
    return replace(fair, interpreters=(*fair.interpreters, more))


def open_slots(case, pair, lifted):
    """Return the slots in which the pair could meet with the codes `lifted` lifted."""
    problem = case.problem
    for code in lifted:
        problem = lift(problem, pair, code)
    fits = {(b, s): fit for b, s, fit in case.candidates.rows(case.problem)}
    if ReasonCode.BELOW_MIN_FIT in lifted or ReasonCode.NEVER in lifted:
        fits[pair] = max(fits.get(pair, 0), problem.fair.min_fit)
    candidates = make_candidates(problem, fits)
    return {
        slot
        for slot in problem.fair.slots
        if any(
            is_free(problem, candidates, case.schedule, pair, slot, table)
            for table in range(1, len(case.schedule.meetings) + 2)
        )
    }


def is_free(problem, candidates, schedule, pair, slot, table):
    """Tell whether the checker accepts a meeting of the pair there."""
    longer = with_meeting(problem, schedule, pair, slot, table)
    found = {v.rule for v in check_schedule(problem, candidates, longer)}
    return not found - NOT_ASKED


def with_meeting(problem, schedule, pair, slot, table):
    """Return the schedule with one meeting more."""
    meeting = make_meeting(problem, *pair, slot.round_index, slot.session, table=table)
    return replace(schedule, meetings=(*schedule.meetings, meeting))


def free_meetings(case, pair):
    """Yield the schedules in which the pair meets too, as the checker allows."""
    for slot in case.problem.fair.slots:
        for table in range(1, len(case.schedule.meetings) + 2):
            if is_free(case.problem, case.candidates, case.schedule, pair, slot, table):
                yield with_meeting(case.problem, case.schedule, pair, slot, table)


def is_last_obstacle(case, pair, code, others):
    """Tell whether, some of the others lifted, it takes `code` to open some slot.

    Mostly that is so with all of them lifted. But one more team for rounds in which
    the buyer is busy, say, is at hand in rounds to which the walk was too long.
    """
    return any(
        open_slots(case, pair, [*lifted, code]) - open_slots(case, pair, lifted)
        for count in range(len(others), -1, -1)
        for lifted in combinations(others, count)
    )
