"""Ways to change a schedule, most of which break a rule; each takes a case and chance."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from scheduler.schedule import Schedule, Shortfall, UnplacedMust
from tests.builders import REASON, make_meeting

if TYPE_CHECKING:
    from collections.abc import Callable
    from random import Random

    from scheduler.schedule import Meeting
    from tests.strategies import RandomCase

    Mutation = Callable[[RandomCase, Random], Schedule]


def _change_one(case: RandomCase, random: Random, **changes) -> Schedule:
    meetings = list(case.schedule.meetings)
    place = random.randrange(len(meetings))
    meetings[place] = replace(meetings[place], **changes)
    return replace(case.schedule, meetings=tuple(meetings))


def _swap_parts(case: RandomCase, random: Random, *names: str) -> Schedule:
    meetings = list(case.schedule.meetings)
    i, j = random.randrange(len(meetings)), random.randrange(len(meetings))
    parts = [{n: getattr(meetings[k], n) for n in names} for k in (i, j)]
    meetings[i] = replace(meetings[i], **parts[1])
    meetings[j] = replace(meetings[j], **parts[0])
    return replace(case.schedule, meetings=tuple(meetings))


def _right_meeting(case: RandomCase, random: Random, **changes) -> Meeting:
    """Return a meeting of any two parties in any slot that is right by itself."""
    problem = case.problem
    buyer, supplier = random.choice(problem.buyers), random.choice(problem.suppliers)
    slot = random.choice(problem.fair.slots)
    fits = {(b, s): fit for b, s, fit in case.candidates.rows(problem)}
    return make_meeting(
        problem,
        buyer.id,
        supplier.id,
        slot.round_index,
        slot.session,
        fit=fits.get((buyer.id, supplier.id), 50),
        table=random.choice([1, 1, 2]),
        **changes,
    )


def move_to_another_slot(case: RandomCase, random: Random) -> Schedule:
    """Move a meeting, times and all."""
    slot = random.choice(case.problem.fair.slots)
    round_ = case.problem.fair.round_at(slot)
    return _change_one(
        case,
        random,
        session=slot.session,
        round_index=slot.round_index,
        start=round_.start,
        end=round_.end,
    )


def change_round_alone(case: RandomCase, random: Random) -> Schedule:
    """Change the round and leave the times, or name one that is not there."""
    return _change_one(case, random, round_index=random.randint(-1, 5))


def change_session_alone(case: RandomCase, random: Random) -> Schedule:
    """Change the session and leave the times, or name one that is not there."""
    return _change_one(case, random, session=random.choice(["P1", "P2", "P9"]))


def change_time(case: RandomCase, random: Random) -> Schedule:
    """Shift the start or the end."""
    meeting = random.choice(case.schedule.meetings)
    edge = random.choice(["start", "end"])
    shift = timedelta(minutes=random.choice([-5, 1]))
    return _change_one(case, random, **{edge: getattr(meeting, edge) + shift})


def change_place(case: RandomCase, random: Random) -> Schedule:
    """Send people elsewhere."""
    return _change_one(case, random, **{random.choice(["hall", "booth"]): "X"})


def change_table(case: RandomCase, random: Random) -> Schedule:
    """Give another table, or one that is not there."""
    return _change_one(case, random, table=random.randint(-1, 5))


def change_fit(case: RandomCase, random: Random) -> Schedule:
    """Write another fit."""
    return _change_one(case, random, fit=random.choice([39, 40, 41, 60]))


def change_mark(case: RandomCase, random: Random) -> Schedule:
    """Mark as locked, or not."""
    return _change_one(case, random, locked=random.random() < 0.5)


def change_party(case: RandomCase, random: Random) -> Schedule:
    """Put somebody else, or nobody known, into a meeting."""
    parties = {"buyer": case.problem.buyers, "supplier": case.problem.suppliers}
    side = random.choice(list(parties))
    names = [party.id for party in parties[side]]
    return _change_one(case, random, **{side: random.choice([*names, "nobody"])})


def swap_buyers(case: RandomCase, random: Random) -> Schedule:
    """Let two buyers change places."""
    return _swap_parts(case, random, "buyer")


def swap_times(case: RandomCase, random: Random) -> Schedule:
    """Let two meetings change slots."""
    return _swap_parts(case, random, "session", "round_index", "start", "end")


def remove_one(case: RandomCase, random: Random) -> Schedule:
    """Drop a meeting, perhaps a locked one or a must."""
    meetings = list(case.schedule.meetings)
    meetings.pop(random.randrange(len(meetings)))
    return replace(case.schedule, meetings=tuple(meetings))


def duplicate_one(case: RandomCase, random: Random) -> Schedule:
    """List a meeting twice."""
    again = random.choice(case.schedule.meetings)
    return replace(case.schedule, meetings=(*case.schedule.meetings, again))


def add_one(case: RandomCase, random: Random) -> Schedule:
    """Add a meeting that is right by itself."""
    return replace(
        case.schedule,
        meetings=(*case.schedule.meetings, _right_meeting(case, random)),
    )


def add_many(case: RandomCase, random: Random) -> Schedule:
    """Add meetings that are right by themselves until somebody is overrun."""
    more = tuple(_right_meeting(case, random) for _ in range(4))
    return replace(case.schedule, meetings=(*case.schedule.meetings, *more))


def interpret_at_once(case: RandomCase, random: Random) -> Schedule:
    """Add meetings of pairs that share no language, all in one slot."""
    problem = case.problem
    pairs = [
        (buyer.id, supplier.id)
        for buyer in problem.buyers
        for supplier in problem.suppliers
        if problem.fair.needs_interpreter(buyer, supplier)
    ]
    slot = random.choice(problem.fair.slots)
    fits = {(b, s): fit for b, s, fit in case.candidates.rows(problem)}
    more = tuple(
        make_meeting(
            problem, *pair, slot.round_index, slot.session, fit=fits.get(pair, 50)
        )
        for pair in pairs
    )
    return replace(case.schedule, meetings=(*case.schedule.meetings, *more))


def shuffle(case: RandomCase, random: Random) -> Schedule:
    """List the meetings in any order."""
    meetings = list(case.schedule.meetings)
    random.shuffle(meetings)
    return replace(case.schedule, meetings=tuple(meetings))


def change_shortfalls(case: RandomCase, random: Random) -> Schedule:
    """Drop, repeat, add or falsify an entry of the list of shortfalls."""
    entries = list(case.schedule.shortfalls)
    buyer = random.choice(case.problem.buyers).id
    if not entries or random.random() < 0.2:
        entries.append(Shortfall(buyer, 0, case.problem.fair.min_meetings, (REASON,)))
    else:
        entry = entries.pop(random.randrange(len(entries)))
        entries += random.choice(
            [
                [],
                [entry, entry],
                [replace(entry, meetings=entry.meetings + 1)],
                [replace(entry, wanted=entry.wanted + 1)],
                [replace(entry, reasons=())],
            ]
        )
    return replace(case.schedule, shortfalls=tuple(entries))


def change_unplaced_musts(case: RandomCase, random: Random) -> Schedule:
    """Drop, repeat, add or falsify an entry of the list of unplaced musts."""
    entries = list(case.schedule.unplaced_musts)
    buyer = random.choice(case.problem.buyers).id
    supplier = random.choice(case.problem.suppliers).id
    if not entries or random.random() < 0.2:
        entries.append(UnplacedMust(buyer, supplier, (REASON,)))
    else:
        entry = entries.pop(random.randrange(len(entries)))
        entries += random.choice([[], [entry, entry], [replace(entry, reasons=())]])
    return replace(case.schedule, unplaced_musts=tuple(entries))


MUTATIONS: tuple[Mutation, ...] = (
    move_to_another_slot,
    change_round_alone,
    change_session_alone,
    change_time,
    change_place,
    change_table,
    change_fit,
    change_mark,
    change_party,
    swap_buyers,
    swap_times,
    remove_one,
    duplicate_one,
    add_one,
    add_many,
    interpret_at_once,
    shuffle,
    change_shortfalls,
    change_unplaced_musts,
)
