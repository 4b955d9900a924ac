"""Which meetings are interpreted, between which languages, and who is needed where."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from scheduler.checking.interpreting import deal_interpreters, find_able
from scheduler.languages import name_language
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from scheduler.fair import Fair, Interpreter, Slot
    from scheduler.problem import Problem
    from scheduler.schedule import Meeting, Schedule

NOTHING = Wording(en="", zh="")


class Duty(NamedTuple):
    """The meetings that the interpreters of one entry of fair.toml serve in one round."""

    slot: Slot
    interpreter: Interpreter
    meetings: tuple[Meeting, ...]


def interpreted(problem: Problem, meeting: Meeting) -> Wording:
    """Name the two languages a meeting is interpreted between; empty where it is not.

    The first of each side that somebody there speaks.
    """
    fair = problem.fair
    buyer = problem.buyer_by_id[meeting.buyer]
    supplier = problem.supplier_by_id[meeting.supplier]
    if not fair.needs_interpreter(buyer, supplier):
        return NOTHING
    able = find_able(fair, buyer, supplier, meeting.session)
    spoken = {code for one in able for code in fair.interpreters[one].languages}
    one, other = (
        next((code for code in side.languages if code in spoken), side.languages[0])
        for side in (buyer, supplier)
    )
    return between((one, other))


def between(codes: Sequence[str]) -> Wording:
    """Join the names of languages: "西班牙语–中文", "Spanish–Chinese"."""
    names = [name_language(code) for code in codes]
    return Wording(
        en="–".join(name.en for name in names), zh="–".join(name.zh for name in names)
    )


def meetings_servable(fair: Fair) -> int:
    """Return how many meetings all interpreters together could serve: one a round each."""
    return sum(
        interpreter.count
        for interpreter in fair.interpreters
        for slot in fair.slots
        if interpreter.is_there(slot.session, "")
    )


def list_duties(problem: Problem, schedule: Schedule) -> Iterator[Duty]:
    """Yield who of the interpreters serves which meetings, round by round.

    Each round is dealt by itself; interpreters without a duty in it are left out.
    """
    fair = problem.fair
    counts = [interpreter.count for interpreter in fair.interpreters]
    for session in fair.sessions if counts else ():
        meetings = schedule.by_session.get(session.id, ())
        for slot in (slot for slot in fair.slots if slot.session == session.id):
            needs = [
                m for m in meetings if m.slot == slot and interpreted(problem, m).en
            ]
            able = [
                find_able(
                    fair,
                    problem.buyer_by_id[m.buyer],
                    problem.supplier_by_id[m.supplier],
                    session.id,
                )
                for m in needs
            ]
            given = deal_interpreters(able, counts)
            for place, interpreter in enumerate(fair.interpreters):
                served = [m for m, g in zip(needs, given, strict=True) if g == place]
                if served:
                    yield Duty(slot, interpreter, tuple(served))
