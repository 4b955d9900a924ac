"""The wishes of a repair as expressions to be made least, and the rules beside them."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

from scheduler.fair import MeetAt
from scheduler.problem import Strength
from scheduler.search.worth import PREFER

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from scheduler.model.variables import Variables
    from scheduler.problem import Suggestion
    from scheduler.repair.changes import Party
    from scheduler.repair.choices import Choices
    from scheduler.repair.part import Part

    Wish = cp_model.LinearExpr | int
    """What is to be least; a number where nothing can be done about it."""


def add_held(v: Variables, part: Part) -> None:
    """Whoever only moves keeps its meeting, in whichever slot."""
    for choice, pair in part.pair_of.items():
        if choice.held:
            v.model.add_exactly_one(v.meets[pair, t] for t in v.domain[pair])


def add_room(
    v: Variables, part: Part, choices: Choices, agreed: Collection[Suggestion]
) -> None:
    """A buyer gets no more new meetings than it has gaps, and what was agreed on top."""
    room = {str(buyer): count for buyer, count in choices.room.items()}
    on_top = {(wish.buyer, wish.supplier) for wish in agreed}
    besides = {
        pair
        for choice, pair in part.pair_of.items()
        if (choice.buyer, choice.supplier) not in on_top
    }
    for buyer, pairs in _new_of_buyers(part).items():
        if meetings := _meetings(v, [pair for pair in pairs if pair in besides]):
            v.model.add(cp_model.LinearExpr.sum(meetings) <= room[buyer])


def add_booth_tables(v: Variables, part: Part, choices: Choices) -> None:
    """Where sessions overlap in time, a free table is free for the whole meeting.

    Safe rather than sharp: meetings that share any moment with a slot count together.
    Of a single table, and where nobody comes to another, no more is needed than that
    there are not too many at any moment.
    """
    if all(
        choice.slots == _now_of(part, pair) for choice, pair in part.pair_of.items()
    ):
        return
    instance, meet_at = part.instance, part.instance.problem.fair.meet_at
    tables = {m.buyer + "\n" + m.supplier: m.table for m in choices.fixed}
    used: defaultdict[int, set[tuple[int, int]]] = defaultdict(set)
    owner = (
        instance.pair_supplier
        if meet_at is MeetAt.SUPPLIER_BOOTH
        else instance.pair_buyer
    )
    limits = (
        instance.supplier_tables
        if meet_at is MeetAt.SUPPLIER_BOOTH
        else instance.buyer_teams
    )
    for pair, slot in part.fixed.items():
        buyer, supplier = part.parties(pair)
        table = tables[buyer.id + "\n" + supplier.id]
        who = -1 if meet_at is MeetAt.TABLES else int(owner[pair])
        used[who].add((slot, table))
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for pair in v.domain:
        groups[-1 if meet_at is MeetAt.TABLES else int(owner[pair])].append(pair)
    for who, pairs in groups.items():
        hall = instance.problem.fair.tables
        limit = hall if who < 0 else int(limits[who])
        if limit is None or limit == 1:
            continue
        for near in instance.clashing:
            taken = {table for slot, table in used[who] if slot in near}
            meets = [v.meets[p, t] for p in pairs for t in near if (p, t) in v.meets]
            if meets:
                v.model.add(
                    cp_model.LinearExpr.sum(meets) <= max(0, limit - len(taken))
                )


def _now_of(part: Part, pair: int) -> tuple[int, ...]:
    """Return the slot the pair meets in now, as all of its slots; none of a new pair."""
    return (part.now[pair],) if pair in part.now else ()


def wish_musts(v: Variables, part: Part) -> Wish:
    """As many musts as can be."""
    musts = [
        pair
        for choice, pair in part.pair_of.items()
        if not choice.held and part.instance.pair_must[pair]
    ]
    return _sum([-v.meets[pair, t] for pair in musts for t in v.domain[pair]])


def wish_agreed(v: Variables, part: Part, agreed: Collection[Suggestion]) -> Wish:
    """As many prefers approved just now as can be, as few avoids."""
    signs = {Strength.PREFER: -1, Strength.AVOID: 1}
    sign_of = {
        (wish.buyer, wish.supplier): signs.get(wish.strength, 0) for wish in agreed
    }
    return _sum(
        [
            sign * meets
            for choice, pair in part.pair_of.items()
            if (sign := sign_of.get((choice.buyer, choice.supplier), 0))
            for meets in _meetings(v, [pair])
        ]
    )


def wish_shortfall(v: Variables, part: Part) -> Wish:
    """The fewest meetings missing, of the buyers that could get one."""
    least = part.instance.problem.fair.min_meetings
    has = Counter(part.parties(pair)[0].id for pair in part.fixed)
    for choice in part.pair_of:
        has[choice.buyer] += choice.held
    missing: list[cp_model.LinearExprT] = []
    for buyer, pairs in _new_of_buyers(part).items():
        lack = least - has[buyer]
        if lack > 0:
            lacks = v.model.new_int_var(0, lack, f"{buyer}_lacks")
            v.model.add(lacks + cp_model.LinearExpr.sum(_meetings(v, pairs)) >= lack)
            missing.append(lacks)
    return _sum(missing)


def wish_touched(v: Variables, part: Part, free: Collection[Party]) -> Wish:
    """The fewest parties, besides the free ones, whose paper changes."""
    touched: dict[Party, cp_model.IntVar] = {}
    for pair, changed in _changes(v, part):
        for party in part.parties(pair):
            if party in free:
                continue
            if party not in touched:
                name = f"{party.side}_{party.id}_touched"
                touched[party] = v.model.new_bool_var(name)
            v.model.add(changed <= touched[party])
    return _sum(list(touched.values()))


def wish_fit(v: Variables, part: Part, choices: Choices) -> Wish:
    """The greatest fit with suggestions; of equal ones the least bother.

    That is the fewest meetings moved, and new ones in sessions the buyer came for.
    """
    worth = part.instance.pair_fit + PREFER * part.instance.pair_wish
    slots = part.instance.problem.fair.slots
    more = len(part.pair_of) + len(part.now) + 1  # than all bother together
    terms: list[cp_model.LinearExprT] = [
        -v.meets[key] for key in part.now.items() if key in v.meets
    ]
    for choice, pair in part.pair_of.items():
        if choice.held:
            continue
        home = choices.home.get(choice.buyer, frozenset())
        for t in v.domain[pair]:
            at_home = slots[t].session in home
            terms.append(-(more * int(worth[pair]) + at_home) * v.meets[pair, t])
    return _sum(terms)


def _changes(v: Variables, part: Part) -> Iterator[tuple[int, cp_model.LinearExprT]]:
    """Yield each pair with what is 1 when its two papers change."""
    for pair in part.pair_of.values():
        if pair not in part.now:
            yield pair, cp_model.LinearExpr.sum(_meetings(v, [pair]))
        elif (pair, part.now[pair]) in v.meets:
            yield pair, 1 - v.meets[pair, part.now[pair]]
        else:
            yield pair, 1


def _new_of_buyers(part: Part) -> dict[str, list[int]]:
    """Return the pairs of each buyer that count as new: all but those that only move."""
    pairs: defaultdict[str, list[int]] = defaultdict(list)
    for choice, pair in part.pair_of.items():
        if not choice.held:
            pairs[choice.buyer].append(pair)
    return pairs


def _meetings(v: Variables, pairs: list[int]) -> list[cp_model.IntVar]:
    return [v.meets[pair, t] for pair in pairs for t in v.domain[pair]]


def _sum(terms: list[cp_model.LinearExprT]) -> Wish:
    """Return the sum as an expression, 0 where there are no terms."""
    if not terms:
        return 0
    return cp_model.LinearExpr.sum(terms) + cp_model.LinearExpr.constant(0)
