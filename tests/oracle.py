"""A second checker, slow and simple, that the real one is compared with.

It reads every rule word by word, with loops over all pairs and a search for who could
hold which meeting. Nothing of `scheduler.check*` is used.
"""

from __future__ import annotations

from itertools import combinations
from typing import TYPE_CHECKING

from scheduler.fair import MeetAt, Place
from scheduler.problem import Lock, Strength
from scheduler.rules import Rule
from scheduler.schedule import meeting_order

if TYPE_CHECKING:
    from scheduler.candidates import Candidates
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule


def rules_broken_naively(
    problem: Problem, candidates: Candidates, schedule: Schedule
) -> set[Rule]:
    """Return every rule that the schedule breaks."""
    known = [m for m in schedule.meetings if _is_known(problem, m)]
    flags = {
        **_single(problem, candidates, known),
        **_together(problem, known),
        **_interpreted(problem, known),
        **_counted(problem, schedule, known),
        **_wished(problem, schedule),
        **_listed(problem, schedule),
    }
    flags[Rule.UNKNOWN_PARTY] = any(
        m.buyer not in problem.buyer_by_id or m.supplier not in problem.supplier_by_id
        for m in schedule.meetings
    )
    flags[Rule.UNKNOWN_SLOT] = any(
        m.slot not in problem.fair.slots for m in schedule.meetings
    )
    assert flags.keys() == set(Rule)
    return {rule for rule, is_broken in flags.items() if is_broken}


def _is_known(problem, m):
    return (
        m.buyer in problem.buyer_by_id
        and m.supplier in problem.supplier_by_id
        and m.slot in problem.fair.slots
    )


def _parties(problem, m):
    return problem.buyer_by_id[m.buyer], problem.supplier_by_id[m.supplier]


def _single(problem, candidates, known):
    fits = {(b, s): fit for b, s, fit in candidates.rows(problem)}
    wanted = problem.pairs(Strength.MUST) | {
        (k.buyer, k.supplier) for k in problem.locks
    }
    fair, rules = problem.fair, []
    for m in known:
        buyer, supplier = _parties(problem, m)
        round_, fit = fair.round_at(m.slot), fits.get((m.buyer, m.supplier))
        place, last = {
            MeetAt.SUPPLIER_BOOTH: (supplier.place, supplier.tables),
            MeetAt.BUYER_BOOTH: (buyer.place, buyer.teams),
            MeetAt.TABLES: (Place("", ""), fair.tables),
        }[fair.meet_at]
        low = fit is not None and fit < fair.min_fit
        rules += [
            (Rule.WRONG_TIME, (m.start, m.end) != (round_.start, round_.end)),
            (Rule.WRONG_PLACE, (m.hall, m.booth) != place),
            (Rule.TABLE_RANGE, m.table < 1 or (last is not None and m.table > last)),
            (Rule.BUYER_ABSENT, m.slot in buyer.absent),
            (Rule.SUPPLIER_ABSENT, m.slot in supplier.absent),
            (
                Rule.SESSION_NOT_ATTENDED,
                buyer.sessions is not None and m.session not in buyer.sessions,
            ),
            (Rule.NOT_A_CANDIDATE, fit is None),
            (Rule.FIT_DIFFERS, fit is not None and fit != m.fit),
            (Rule.MIN_FIT, low and (m.buyer, m.supplier) not in wanted),
        ]
    names = (
        Rule.WRONG_TIME,
        Rule.WRONG_PLACE,
        Rule.TABLE_RANGE,
        Rule.BUYER_ABSENT,
        Rule.SUPPLIER_ABSENT,
        Rule.SESSION_NOT_ATTENDED,
        Rule.NOT_A_CANDIDATE,
        Rule.FIT_DIFFERS,
        Rule.MIN_FIT,
    )
    return {name: any(bad for rule, bad in rules if rule is name) for name in names}


def _together(problem, known):
    ways, fair = _Ways(problem), problem.fair
    of_buyers = [
        (b.teams, [m for m in known if m.buyer == b.id]) for b in problem.buyers
    ]
    of_suppliers = [
        (s.tables, [m for m in known if m.supplier == s.id]) for s in problem.suppliers
    ]
    walkers = {
        MeetAt.SUPPLIER_BOOTH: of_buyers,
        MeetAt.BUYER_BOOTH: of_suppliers,
        MeetAt.TABLES: of_buyers + of_suppliers,
    }[fair.meet_at]
    tables = fair.tables if fair.meet_at is MeetAt.TABLES else None
    return {
        Rule.TABLE_TWICE: any(
            ways.share_a_table(*pair) for pair in combinations(known, 2)
        ),
        Rule.BUYER_AT_ONCE: any(ways.at_once(g) > n for n, g in of_buyers),
        Rule.SUPPLIER_AT_ONCE: any(ways.at_once(g) > n for n, g in of_suppliers),
        Rule.HALL_TABLES: tables is not None and ways.at_once(known) > tables,
        Rule.WALK: any(ways.walk_fails(*walker) for walker in walkers),
    }


def _interpreted(problem, known):
    needs = [
        (m, who_could(problem, m.buyer, m.supplier, m.session))
        for m in known
        if _is_foreign(problem, m)
    ]
    times = [problem.fair.round_at(m.slot) for m, _ in needs]
    moments = [
        [
            who
            for (_, who), t in zip(needs, times, strict=True)
            if t.start <= at.start < t.end
        ]
        for at in times
    ]
    return {
        Rule.NO_INTERPRETER: any(not who for _, who in needs),
        Rule.INTERPRETERS_AT_ONCE: any(
            not all_served([who for who in moment if who], ()) for moment in moments
        ),
    }


def _is_foreign(problem, m):
    buyer, supplier = _parties(problem, m)
    return bool(
        problem.fair.interpreters and buyer.languages and supplier.languages
    ) and not set(buyer.languages) & set(supplier.languages)


def who_could(problem, buyer_id, supplier_id, session):
    """Return every single person who could interpret for the two, as (row, number)."""
    buyer, supplier = (
        problem.buyer_by_id[buyer_id],
        problem.supplier_by_id[supplier_id],
    )
    hall = {
        MeetAt.SUPPLIER_BOOTH: supplier.hall,
        MeetAt.BUYER_BOOTH: buyer.hall,
        MeetAt.TABLES: "",
    }[problem.fair.meet_at]
    return {
        (row, number)
        for row, one in enumerate(problem.fair.interpreters)
        for number in range(one.count)
        if (one.sessions is None or session in one.sessions)
        and (one.hall == "" or hall == "" or one.hall == hall)
        and set(one.languages) & set(buyer.languages)
        and set(one.languages) & set(supplier.languages)
    }


def all_served(wishes, taken):
    """Tell whether each wish can have a person of its own, tried one after another."""
    if not wishes:
        return True
    return any(
        all_served(wishes[1:], (*taken, person)) for person in wishes[0] - set(taken)
    )


class _Ways:
    """Times, tables and walks of the meetings of a problem."""

    def __init__(self, problem):
        self.problem, self.fair = problem, problem.fair

    def times(self, m):
        round_ = self.fair.round_at(m.slot)
        return round_.start, round_.end

    def share_a_table(self, one, other):
        owner = {
            MeetAt.SUPPLIER_BOOTH: one.supplier == other.supplier,
            MeetAt.BUYER_BOOTH: one.buyer == other.buyer,
            MeetAt.TABLES: True,
        }[self.fair.meet_at]
        (start, end), (other_start, other_end) = self.times(one), self.times(other)
        overlap = start < other_end and other_start < end
        return owner and overlap and one.table == other.table

    def at_once(self, meetings):
        spans = [self.times(m) for m in meetings]
        return max((sum(a <= t < b for a, b in spans) for t, _ in spans), default=0)

    def walk_fails(self, people, meetings):
        way = sorted(meetings, key=self.times)
        return people_needed(way, self.in_time) > max(
            people, people_needed(way, self.in_turn)
        )

    def in_turn(self, one, other):
        return self.times(other)[0] >= self.times(one)[1]

    def in_time(self, one, other):
        gap = (self.times(other)[0] - self.times(one)[1]).total_seconds() / 60
        return gap >= 0 and self.walk_min(one, other) <= gap + 1e-9

    def walk_min(self, one, other):
        if self.fair.meet_at is MeetAt.TABLES:
            return 0 if one.table == other.table else self.fair.walk.same_hall_min
        side = 1 if self.fair.meet_at is MeetAt.SUPPLIER_BOOTH else 0
        here, there = (_parties(self.problem, m)[side].place for m in (one, other))
        return self.fair.walk.minutes(here, there)


def people_needed(meetings, can_follow):
    """Return the fewest people that can hold the meetings, tried one way after another."""

    def fits_into(people, rest, last):
        if not rest:
            return True
        for i, before in enumerate(last):
            after = [*last[:i], rest[0], *last[i + 1 :]]
            if can_follow(before, rest[0]) and fits_into(people, rest[1:], after):
                return True
        return len(last) < people and fits_into(people, rest[1:], [*last, rest[0]])

    return next(n for n in range(len(meetings) + 1) if fits_into(n, meetings, []))


def _counted(problem, schedule, known):
    meetings = schedule.meetings
    pairs = [(m.buyer, m.supplier) for m in meetings]
    return {
        Rule.SESSIONS_PER_BUYER: any(
            len({m.session for m in known if m.buyer == b.id})
            > problem.fair.sessions_per_buyer
            for b in problem.buyers
        ),
        Rule.PAIR_TWICE: len(set(pairs)) < len(pairs),
        Rule.MAX_MEETINGS: any(
            sum(m.buyer == b.id for m in meetings) > problem.fair.max_meetings
            for b in problem.buyers
        ),
        Rule.SUPPLIER_MAX: any(
            s.max_meetings is not None
            and sum(m.supplier == s.id for m in meetings) > s.max_meetings
            for s in problem.suppliers
        ),
    }


def _wished(problem, schedule):
    meetings = schedule.meetings
    pairs = {(m.buyer, m.supplier) for m in meetings}
    reports = [(u.buyer, u.supplier) for u in schedule.unplaced_musts]
    musts = problem.pairs(Strength.MUST)
    return {
        Rule.NEVER: bool(problem.pairs(Strength.NEVER) & pairs),
        Rule.LOCK: any(
            not any(Lock(m.buyer, m.supplier, m.slot) == lock for m in meetings)
            for lock in problem.locks
        ),
        Rule.LOCKED_FLAG: any(
            m.locked != (Lock(m.buyer, m.supplier, m.slot) in problem.locks)
            for m in meetings
        ),
        Rule.MUST: any(pair not in pairs and pair not in reports for pair in musts),
        Rule.MUST_LIST: len(set(reports)) < len(reports)
        or any(pair in pairs or pair not in musts for pair in reports),
    }


def _listed(problem, schedule):
    wanted = problem.fair.min_meetings
    right = set()
    for buyer in problem.buyers:
        count = sum(m.buyer == buyer.id for m in schedule.meetings)
        if count < wanted:
            right.add((buyer.id, count, wanted))
    given = [(e.buyer, e.meetings, e.wanted) for e in schedule.shortfalls]
    entries = [*schedule.shortfalls, *schedule.unplaced_musts]
    in_order = sorted(schedule.meetings, key=meeting_order)
    return {
        Rule.SHORTFALL_LIST: set(given) != right or len(given) != len(right),
        Rule.REASONS_MISSING: any(not entry.reasons for entry in entries),
        Rule.ORDER: tuple(in_order) != schedule.meetings,
    }
