"""The fairs of the samples with a schedule that no engine made: golden pictures stay.

Buyers in order take sessions in turn and meet, round by round, the next supplier who is
free: far from the best schedule, but the same one whatever becomes of the solver.
"""

from __future__ import annotations

from functools import cache

from data.intake import read_input
from data.samples import sample_paths
from scheduler.directory import Directory
from scheduler.fair import Slot
from scheduler.problem import Buyer, Problem, Supplier
from scheduler.reasons import Reason, ReasonCode
from scheduler.schedule import Meeting, Schedule, Shortfall, meeting_order
from scheduler.wording import Wording

STEP = 7
"""Suppliers that a buyer leaves out between two: so that booths are spread."""
REASON = Reason(
    ReasonCode.NO_LINES,
    Wording(en="The buyer's sheet has no product.", zh="采购表中没有采购产品。"),
)


@cache
def sample(name: str) -> tuple[Problem, Schedule, Directory]:
    """Return the problem of a sample, a schedule of it, and its directory."""
    intake = read_input(sample_paths(name))
    problem = intake.problem
    assert problem is not None
    return problem, _schedule(problem), intake.directory


def _schedule(problem: Problem) -> Schedule:
    taken: set[tuple[str, Slot]] = set()
    meetings: list[Meeting] = []
    sessions = problem.fair.sessions
    for at, buyer in enumerate(problem.buyers[:-1]):
        session = sessions[at % len(sessions)]
        met: set[str] = set()
        for index in range(len(session.rounds) - at % 3):
            slot = Slot(session.id, index)
            first = at * STEP + index * 3
            turns = (
                problem.suppliers[(first + more) % len(problem.suppliers)]
                for more in range(len(problem.suppliers))
            )
            host = next(
                one
                for one in turns
                if one.id not in met
                and (one.id, slot) not in taken
                and one.can_attend(slot)
            )
            met.add(host.id)
            taken.add((host.id, slot))
            meetings.append(_meeting(problem, buyer, host, slot))
    short = Shortfall(problem.buyers[-1].id, 0, problem.fair.min_meetings, (REASON,))
    return Schedule(
        tuple(sorted(meetings, key=meeting_order)), shortfalls=(short,), release=2
    )


def _meeting(problem: Problem, buyer: Buyer, host: Supplier, slot: Slot) -> Meeting:
    times = problem.fair.round_at(slot)
    line = buyer.lines[0].product if buyer.lines else ""
    said = Wording(
        en=f"They offer what you want: {line}.", zh=f"对方供应您需要的{line}。"
    )
    return Meeting(
        buyer.id,
        host.id,
        slot.session,
        slot.round_index,
        times.start,
        times.end,
        host.hall,
        host.booth,
        table=1,
        fit=70,
        locked=False,
        because=said,
    )
