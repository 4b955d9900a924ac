"""Who meets whom in which session, exactly, when rounds are no matter.

In a session any pairs can be put into rounds of which no party has more than it has
rounds open (König 1916), so where everybody is always there nothing is lost. Closed
rounds, walks and who meets in a hall at once are not looked at: every schedule is one
of the choices here, so what is proven of them holds for every schedule.
"""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np
from ortools.sat.python import cp_model

from scheduler.model.terms import Terms
from scheduler.search.interpreting import interpreter_pools

if TYPE_CHECKING:
    from scheduler.search.instance import Instance

Seats = defaultdict[tuple[int, int], list[cp_model.IntVar]]
Ways = dict[int, dict[int, cp_model.IntVar]]
"""Of each pair, the variable of each session it could meet in."""


def build_windows(instance: Instance) -> tuple[Terms, list[tuple[int, int]]]:
    """Return a model of all pairs, and the (pair, session) of each way."""
    model = cp_model.CpModel()
    ways: Ways = {}
    for pair in range(instance.n_pairs):
        sessions = np.flatnonzero(instance.pair_sessions[pair]).tolist()
        if pair in instance.locked:
            sessions = [int(instance.slot_session[instance.locked[pair]])]
        ways[pair] = {p: model.new_bool_var("") for p in sessions}
        model.add_at_most_one(ways[pair].values())
        if pair in instance.locked:
            model.add_exactly_one(ways[pair].values())
    _add_limits(instance, model, ways)
    _add_interpreters(instance, model, ways)
    terms = Terms(instance, model, {p: list(at.values()) for p, at in ways.items()}, ())
    return terms, [(pair, p) for pair, at in ways.items() for p in at]


def _add_limits(instance: Instance, model: cp_model.CpModel, ways: Ways) -> None:
    fair = instance.problem.fair
    buyers: Seats = defaultdict(list)
    suppliers: Seats = defaultdict(list)
    halls: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
    for pair, at in ways.items():
        for p, var in at.items():
            buyers[int(instance.pair_buyer[pair]), p].append(var)
            suppliers[int(instance.pair_supplier[pair]), p].append(var)
            halls[p].append(var)
    for (s, p), held in suppliers.items():
        model.add(sum(held) <= int(instance.supplier_capacity[s, p]))
    for p, held in halls.items():
        if fair.tables is not None:
            model.add(sum(held) <= fair.tables * len(instance.session_slots[p]))
    windows: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
    for (b, p), held in buyers.items():
        windows[b].append(model.new_bool_var(""))
        model.add(sum(held) <= int(instance.buyer_capacity[b, p]) * windows[b][-1])
    for attended in windows.values():
        model.add(sum(attended) <= fair.sessions_per_buyer)
    _add_maxima(instance, model, buyers, suppliers)


def _add_maxima(
    instance: Instance, model: cp_model.CpModel, buyers: Seats, suppliers: Seats
) -> None:
    """Keep what each buyer, and each supplier for itself, has at most in the fair."""
    most_met = np.full(instance.n_buyers, instance.problem.fair.max_meetings)
    for seats, most in ((buyers, most_met), (suppliers, instance.supplier_max)):
        of: defaultdict[int, list[cp_model.IntVar]] = defaultdict(list)
        for (party, _), held in seats.items():
            of[party] += held
        for party, held in of.items():
            if len(held) > most[party]:
                model.add(sum(held) <= int(most[party]))


def _add_interpreters(instance: Instance, model: cp_model.CpModel, ways: Ways) -> None:
    """Let interpreters serve, over a session, all who need one: a flow by kinds."""
    pools, able = interpreter_pools(instance), instance.interpreting.able
    needy: Seats = defaultdict(list)
    for pair, at in ways.items():
        kind = int(instance.pair_kind[pair])
        for p, var in at.items():
            if kind >= 0:
                needy[kind, p].append(var)
    shares: Seats = defaultdict(list)
    for (kind, p), meetings in needy.items():
        served = [model.new_int_var(0, int(pools[one, p]), "") for one in able[kind][p]]
        for one, share in zip(able[kind][p], served, strict=True):
            shares[one, p].append(share)
        model.add(sum(meetings) <= sum(served))
    for (one, p), given in shares.items():
        model.add(sum(given) <= int(pools[one, p]))
