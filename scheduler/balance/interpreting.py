"""Whether there are interpreters enough, whatever the schedule: a flow and its least cut.

    source -> buyer -> languages -> (interpreter, session) -> sink
              buyer -> sink

A buyer brings the meetings it needs, as far as suppliers suit it. Those that need no
interpreter it can hold anyway; of the others each takes an interpreter's round in a
session. Every schedule is a flow here, so what the greatest flow leaves over no
schedule gives for want of interpreters (Ford and Fulkerson 1956). That suppliers may be
full, and that a buyer comes to few sessions, is not looked at.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from ortools.graph.python import max_flow
from scipy.sparse import coo_array
from scipy.sparse.csgraph import connected_components

from scheduler.balance.facts import InterpreterShortage
from scheduler.fair import MeetAt
from scheduler.search.kinds import alike, find_groups

if TYPE_CHECKING:
    from collections.abc import Iterable

    from numpy.typing import NDArray

    from scheduler.balance.presence import Presence
    from scheduler.balance.shortage import Pairs
    from scheduler.problem import Problem

    Ints = NDArray[np.int64]


def find_interpreter_lack(
    problem: Problem, presence: Presence, pairs: Pairs
) -> tuple[InterpreterShortage, ...]:
    """Return the buyers who cannot all be interpreted for, by whom they share it with."""
    if not problem.fair.interpreters:
        return ()
    kind, tongues = _kinds(problem, pairs)
    needy = kind >= 0
    size = len(presence.need)
    partners = np.bincount(pairs.buyer, minlength=size)
    free = np.bincount(pairs.buyer[~needy], minlength=size)
    need = np.maximum(np.minimum(presence.need, partners) - free, 0)
    keys, count = np.unique(
        pairs.buyer[needy] * len(tongues) + kind[needy], return_counts=True
    )
    asked = _Asked(need, keys // len(tongues), keys % len(tongues), count)
    met, short, side = _flow(problem, asked, tongues)
    return tuple(
        _shortage(problem, asked, tongues, buyers, need - met)
        for buyers in _groups(asked, tongues, short, side)
    )


@dataclass(frozen=True)
class _Asked:
    """What buyers `need` [B] interpreted; `count` pairs of `buyer` and `kind`, [k]."""

    need: Ints
    buyer: Ints
    kind: Ints
    count: Ints


@dataclass(frozen=True)
class _Tongue:
    """Pairs alike: the languages of either side, and who could serve them: pools, each
    an interpreter in a session."""

    buyer: tuple[str, ...]
    supplier: tuple[str, ...]
    pools: frozenset[int]


def _kinds(problem: Problem, pairs: Pairs) -> tuple[Ints, list[_Tongue]]:
    """Return the kind of each pair, -1 where it needs nobody, and what kinds there are."""
    fair, sessions = problem.fair, len(problem.fair.sessions)
    of_buyer, buyers = alike(problem.buyers, by_hall=fair.meet_at is MeetAt.BUYER_BOOTH)
    of_supplier, suppliers = alike(
        problem.suppliers, by_hall=fair.meet_at is MeetAt.SUPPLIER_BOOTH
    )
    table = np.full((len(buyers), len(suppliers)), -1, np.int64)
    tongues: list[_Tongue] = []
    for i, one in enumerate(buyers):
        for j, other in enumerate(suppliers):
            if fair.needs_interpreter(one, other):
                table[i, j] = len(tongues)
                groups = find_groups(problem, one, other)
                pools = {
                    g * sessions + p for p, able in enumerate(groups) for g in able
                }
                tongues.append(
                    _Tongue(one.languages, other.languages, frozenset(pools))
                )
    return table[of_buyer[pairs.buyer], of_supplier[pairs.supplier]], tongues


def _flow(
    problem: Problem, asked: _Asked, tongues: list[_Tongue]
) -> tuple[Ints, NDArray[np.bool_], set[int]]:
    """Return what buyers get, who is short [B], and the kinds that share their want."""
    fair = problem.fair
    rounds = [len(session.rounds) for session in fair.sessions]
    room = np.array([one.count * n for one in fair.interpreters for n in rounds])
    flow = max_flow.SimpleMaxFlow()
    first_kind = 2 + len(asked.need)
    first_pool = first_kind + len(tongues)
    buyers = np.arange(len(asked.need))
    arcs = flow.add_arcs_with_capacity(np.zeros_like(buyers), 2 + buyers, asked.need)
    flow.add_arcs_with_capacity(2 + asked.buyer, first_kind + asked.kind, asked.count)
    links = [(kind, pool) for kind, one in enumerate(tongues) for pool in one.pools]
    for kind, pool in sorted(links):
        flow.add_arc_with_capacity(
            first_kind + kind, first_pool + pool, int(room[pool])
        )
    for pool, most in enumerate(room.tolist()):
        flow.add_arc_with_capacity(first_pool + pool, 1, max(0, most))
    flow.solve(0, 1)
    side = set(flow.get_source_side_min_cut())
    short = np.array([2 + b in side for b in buyers.tolist()], np.bool_)
    kinds = {kind for kind in range(len(tongues)) if first_kind + kind in side}
    return np.asarray(flow.flows(arcs), np.int64), short, kinds


def _groups(
    asked: _Asked, tongues: list[_Tongue], short: NDArray[np.bool_], side: set[int]
) -> list[Ints]:
    """Return the short buyers, together where they want the same interpreters."""
    n_buyers, n_kinds = len(asked.need), len(tongues)
    links = [
        (buyer, n_buyers + kind)
        for buyer, kind in zip(asked.buyer.tolist(), asked.kind.tolist(), strict=True)
        if short[buyer] and kind in side
    ]
    links += [
        (n_buyers + kind, n_buyers + n_kinds + pool)
        for kind in side
        for pool in tongues[kind].pools
    ]
    pools = max((pool + 1 for one in tongues for pool in one.pools), default=0)
    size = n_buyers + n_kinds + pools
    ends = np.array(links, np.int64).reshape(-1, 2).T
    graph = coo_array((np.ones(len(links)), (ends[0], ends[1])), shape=(size, size))
    part = connected_components(graph, directed=False)[1][:n_buyers]
    return [
        np.flatnonzero(short & (part == one))
        for one in dict.fromkeys(part[short].tolist())
    ]


def _shortage(
    problem: Problem,
    asked: _Asked,
    tongues: list[_Tongue],
    buyers: Ints,
    unmet: Ints,
) -> InterpreterShortage:
    """Return what is lacking; one interpreter more serves a meeting in every round."""
    kinds = set(asked.kind[np.isin(asked.buyer, buyers)].tolist())
    rounds = sum(len(session.rounds) for session in problem.fair.sessions)
    missing = int(unmet[buyers].sum())
    return InterpreterShortage(
        buyers=tuple(problem.buyers[b].id for b in buyers.tolist()),
        buyers_speak=_languages(tongues[kind].buyer for kind in kinds),
        suppliers_speak=_languages(tongues[kind].supplier for kind in kinds),
        needed=int(asked.need[buyers].sum()),
        missing=missing,
        more=-(-missing // max(1, rounds)),
    )


def _languages(spoken: Iterable[tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(sorted({code for codes in spoken for code in codes}))
