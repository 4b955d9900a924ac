"""The hard rules of the exact model, one function each, listed once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

import numpy as np

from scheduler.search.interpreting import can_serve

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from ortools.sat.python import cp_model

    from scheduler.model.variables import Variables
    from scheduler.search.kinds import Group
    from scheduler.search.walks import Walker, Walks

    Need = tuple[Group, cp_model.IntVar | int]


def add_constraints(v: Variables) -> None:
    """Add every hard rule."""
    add_pair_once(v)
    add_teams(v)
    add_tables(v)
    add_buyer_maximum(v)
    add_supplier_maximum(v)
    add_window(v)
    add_hall_tables(v)
    add_walks(v)
    add_interpreters(v)


def add_pair_once(v: Variables) -> None:
    """A pair meets once at most."""
    for pair, slots in v.domain.items():
        v.model.add_at_most_one(v.meets[pair, t] for t in slots)


def add_teams(v: Variables) -> None:
    """A buyer is in as many meetings at once as it has teams, at most."""
    used = Counter((int(v.instance.pair_buyer[p]), t) for p, t in v.fixed.items())
    _limit_by_slot(v, v.of_buyer, v.instance.buyer_teams.tolist(), used)


def add_tables(v: Variables) -> None:
    """A supplier is in as many meetings at once as it has tables, at most."""
    used = Counter((int(v.instance.pair_supplier[p]), t) for p, t in v.fixed.items())
    _limit_by_slot(v, v.of_supplier, v.instance.supplier_tables.tolist(), used)


def add_buyer_maximum(v: Variables) -> None:
    """A buyer has `max_meetings` at most."""
    used = Counter(int(v.instance.pair_buyer[pair]) for pair in v.fixed)
    limit = v.instance.problem.fair.max_meetings
    for buyer, pairs in v.of_buyer.items():
        _at_most(v, _all(v, pairs), limit - used[buyer])


def add_supplier_maximum(v: Variables) -> None:
    """A supplier has no more meetings than its own maximum."""
    used = Counter(int(v.instance.pair_supplier[pair]) for pair in v.fixed)
    for supplier, pairs in v.of_supplier.items():
        limit = int(v.instance.supplier_max[supplier])
        _at_most(v, _all(v, pairs), limit - used[supplier])


def add_window(v: Variables) -> None:
    """A buyer's meetings lie in `sessions_per_buyer` sessions at most."""
    session = v.instance.slot_session
    for (pair, slot), meets in v.meets.items():
        key = (int(v.instance.pair_buyer[pair]), int(session[slot]))
        v.model.add_implication(meets, v.attends[key])
    before: defaultdict[int, set[int]] = defaultdict(set)
    for pair, slot in v.fixed.items():
        before[int(v.instance.pair_buyer[pair])].add(int(session[slot]))
    limit = v.instance.problem.fair.sessions_per_buyer
    for buyer in v.of_buyer:
        new = [
            var
            for (b, p), var in v.attends.items()
            if b == buyer and p not in before[buyer]
        ]
        _at_most(v, new, limit - len(before[buyer]))


def add_hall_tables(v: Variables) -> None:
    """The organiser's tables hold as many meetings at once as there are tables."""
    tables = v.instance.problem.fair.tables
    if tables is None:
        return
    used = Counter(v.fixed.values())
    of_slot: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (_, slot), meets in v.meets.items():
        of_slot[slot].append(meets)
    for slots in v.instance.together:
        meetings = [meets for t in slots for meets in of_slot[t]]
        _at_most(v, meetings, tables - sum(used[t] for t in slots))


def add_walks(v: Variables) -> None:
    """A walker's next meeting leaves the time that the way takes.

    For a walker of several teams: at no moment are there more meetings, each with the
    longest way after it, than teams. That is enough, since intervals of which no more
    than c overlap anywhere can be dealt to c people.
    """
    if not v.walks.binding:
        return
    for buyer, pairs in v.of_buyer.items():
        _add_walker(v, (False, buyer), pairs)
    for supplier, pairs in v.of_supplier.items():
        _add_walker(v, (True, supplier), pairs)


def add_interpreters(v: Variables) -> None:
    """Every meeting that needs an interpreter can be given one at any time.

    The interpreters given are a flow beside the meetings: of each who is there, no
    more than there are.
    """
    able, kinds = v.instance.interpreting.able, v.instance.pair_kind
    if not able:
        return
    session = v.instance.slot_session
    of_slot: defaultdict[int, list[Need]] = defaultdict(list)

    def note(pair: int, slot: int, meets: cp_model.IntVar | int) -> None:
        if kinds[pair] >= 0:
            of_slot[slot].append((able[kinds[pair]][session[slot]], meets))

    for (pair, slot), meets in v.meets.items():
        note(pair, slot, meets)
    for pair, slot in v.fixed.items():
        note(pair, slot, 1)
    for slots in v.instance.together:
        _add_moment(v, [need for t in slots for need in of_slot[t]])


def _add_moment(v: Variables, needs: list[tuple[Group, cp_model.IntVar | int]]) -> None:
    """Give as many interpreters to each group of meetings as take place at once."""
    of_group: defaultdict[Group, list[cp_model.IntVar | int]] = defaultdict(list)
    for group, meets in needs:
        of_group[group].append(meets)
    people = v.instance.interpreting.people
    if can_serve(tuple(sorted((g, len(m)) for g, m in of_group.items())), people):
        return
    given: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
    for group, meetings in of_group.items():
        served = [v.model.new_int_var(0, people[one], f"i{one}") for one in group]
        for one, share in zip(group, served, strict=True):
            given[one].append(share)
        v.model.add(sum(served) >= sum(meetings))
    for one, shares in given.items():
        v.model.add(sum(shares) <= people[one])


def _add_walker(v: Variables, walker: Walker, pairs: list[int]) -> None:
    if not v.walks.moves(walker):
        return  # its teams or tables say all there is to say
    if v.walks.size(walker) > 1:
        _add_group(v, walker, pairs)
        return
    of_slot: defaultdict[int, list[int]] = defaultdict(list)
    for pair in pairs:
        for t in v.domain[pair]:
            of_slot[t].append(pair)
    for t, u in v.walks.near:
        for first, late in _too_near(v.walks, walker[0], of_slot, t, u):
            before = [v.meets[pair, t] for pair in first]
            v.model.add_at_most_one([*before, *(v.meets[pair, u] for pair in late)])


def _too_near(
    walks: Walks, suppliers: bool, of_slot: Mapping[int, list[int]], t: int, u: int
) -> Iterator[tuple[list[int], list[int]]]:
    """Yield pairs that in slot `t` leave too little time for the same ones in `u`.

    One person holds one meeting in a slot at most, so that all of these exclude each
    other: one row for each place (or hall) that has the same ways, not for each pair.
    """
    first, second = of_slot.get(t, []), of_slot.get(u, [])
    if not (first and second):
        return
    one, two = np.repeat(first, len(second)), np.tile(second, len(first))
    late = walks.are_too_near(
        (one, np.full(len(one), t)), (two, np.full(len(two), u)), suppliers=suppliers
    ).reshape(len(first), len(second))
    alike: defaultdict[bytes, list[int]] = defaultdict(list)
    for row in np.flatnonzero(late.any(axis=1)).tolist():
        alike[late[row].tobytes()].append(row)
    for rows in alike.values():
        after = np.flatnonzero(late[rows[0]]).tolist()
        yield [first[row] for row in rows], [second[column] for column in after]


def _add_group(v: Variables, walker: Walker, pairs: list[int]) -> None:
    used = Counter(t for p, t in v.fixed.items() if walker in v.walks.walkers(p))
    for slots in v.walks.reaching:
        meetings = [v.meets[p, t] for p in pairs for t in slots if (p, t) in v.meets]
        room = v.walks.size(walker) - sum(used[t] for t in slots)
        _at_most(v, meetings, room)


def _limit_by_slot(
    v: Variables,
    groups: dict[int, list[int]],
    limits: list[int],
    used: Counter[tuple[int, int]],
) -> None:
    for party, pairs in groups.items():
        of_slot: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for pair in pairs:
            for slot in v.domain[pair]:
                of_slot[slot].append(v.meets[pair, slot])
        for slots in v.instance.together:
            meetings = [meets for t in slots if t in of_slot for meets in of_slot[t]]
            if meetings:
                room = limits[party] - sum(used[party, t] for t in slots)
                _at_most(v, meetings, room)


def _all(v: Variables, pairs: Iterable[int]) -> list[cp_model.IntVar]:
    return [v.meets[pair, slot] for pair in pairs for slot in v.domain[pair]]


def _at_most(v: Variables, meetings: list[cp_model.IntVar], limit: int) -> None:
    if len(meetings) > limit:
        v.model.add(sum(meetings) <= max(0, limit))
