"""The balance of a fair before anything is scheduled: counts, lacks and their cure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from scheduler.balance.cures import Cure, Market, find_cure
from scheduler.balance.facts import Balance, Change, ChangeKind, Shortage
from scheduler.balance.groups import count_categories, count_fair, line_key
from scheduler.balance.interpreting import find_interpreter_lack
from scheduler.balance.presence import Presence, build_presence
from scheduler.balance.shortage import Lack, Pairs, find_lack
from scheduler.problem import Strength

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from scheduler.candidates import Candidates
    from scheduler.problem import Problem

LEVEL_STEP = 5
"""Least fits that a cure considers are multiples of this."""

LEAST_LEVEL = 20
"""No cure goes lower: there two lines have nothing to do with each other."""


MOST_ARCS = 5_000_000
"""Pairs times sessions beyond which the sessions of the fair count as one."""


def balance_fair(
    problem: Problem,
    candidates: Candidates,
    score_lower: Callable[[Problem], Candidates] | None = None,
    level: int = 1,
    score_freed: Callable[[Problem], Candidates] | None = None,
) -> Balance:
    """Return the balance of `problem` with the `candidates` of its least fit.

    `score_lower` scores the pairs of a problem whose least fit is lower, `score_freed`
    those of one without nevers; they are asked only where somebody is short. Without
    the one no cure lowers the least fit, without the other nobody is said to be short
    for nevers. `level` is that of the category tree, 1 being the top.
    """
    presence = build_presence(problem)
    if len(candidates) * presence.rounds.shape[1] > MOST_ARCS:
        presence = presence.in_one_session()
    pairs = _pairs(presence, candidates)
    lack = find_lack(presence, pairs)
    cures: tuple[Cure | None, Cure | None] = (None, None)
    names: list[str] = []
    for_nevers = _short_for_nevers(problem, presence, lack, score_freed)
    if lack.groups:
        names, market = _market(problem, presence, pairs, lack, score_lower)
        curable = replace(lack, short=lack.short & _has_lines(problem) & ~for_nevers)
        same_fit = find_cure(presence, curable, market, lower_fit=False)
        lower_fit = None
        if len(market.lower_level):
            lower_fit = find_cure(presence, curable, market, lower_fit=True)
        cures = (lower_fit or same_fit, same_fit)
    ids = [buyer.id for buyer in problem.buyers]
    return Balance(
        fair=count_fair(problem, candidates),
        categories=count_categories(problem, candidates, level),
        ratio=_ratio(problem, presence),
        ratio_target=problem.fair.ratio_target,
        shortages=_shortages(problem, lack, candidates),
        without_lines=tuple(
            ids[b] for b in np.flatnonzero(lack.short & ~_has_lines(problem))
        ),
        seldom_there=tuple(
            ids[b] for b in np.flatnonzero(presence.need < problem.fair.min_meetings)
        ),
        for_nevers=tuple(ids[b] for b in np.flatnonzero(for_nevers)),
        cure=_changes(problem, cures[0], names),
        cure_same_fit=_changes(problem, cures[1], names),
        proven=all(cure.proven for cure in cures if cure is not None),
        interpreters=find_interpreter_lack(problem, presence, pairs),
    )


def _pairs(presence: Presence, candidates: Candidates) -> Pairs:
    return Pairs.build(
        presence,
        candidates.buyer.astype(np.int64),
        candidates.supplier.astype(np.int64),
    )


def _short_for_nevers(
    problem: Problem,
    presence: Presence,
    lack: Lack,
    score_freed: Callable[[Problem], Candidates] | None,
) -> NDArray[np.bool_]:
    """Return [B]: the buyer is short, and would not be if its nevers were lifted.

    Those of all short buyers are lifted together.
    """
    short = {problem.buyers[b].id for b in np.flatnonzero(lack.short)}
    kept_apart = [
        wish
        for wish in problem.suggestions
        if wish.strength is Strength.NEVER and wish.buyer in short
    ]
    if not kept_apart or score_freed is None:
        return np.zeros_like(lack.short)
    others = tuple(wish for wish in problem.suggestions if wish not in kept_apart)
    freed = score_freed(replace(problem, suggestions=others))
    apart = {wish.buyer for wish in kept_apart}
    own = np.array([buyer.id in apart for buyer in problem.buyers], np.bool_)
    return lack.short & own & ~find_lack(presence, _pairs(presence, freed)).short


def _has_lines(problem: Problem) -> NDArray[np.bool_]:
    return np.array([bool(buyer.lines) for buyer in problem.buyers], np.bool_)


def _ratio(problem: Problem, presence: Presence) -> float | None:
    """Return buyers per supplier in a session of average size."""
    present = int((presence.rounds > 0).sum())
    windows = min(problem.fair.sessions_per_buyer, len(problem.fair.sessions))
    return len(problem.buyers) * windows / present if present else None


def _market(
    problem: Problem,
    presence: Presence,
    pairs: Pairs,
    lack: Lack,
    score_lower: Callable[[Problem], Candidates] | None,
) -> tuple[list[str], Market]:
    """Return the categories that could be recruited, as written, and the market."""
    names: dict[str, str] = {}
    wants: list[tuple[str, int]] = []
    for b in np.flatnonzero(lack.short).tolist():
        for line in problem.buyers[b].lines:
            written = line.categories[0] if line.categories else line.product
            names[line_key(line)] = min(names.get(line_key(line), written), written)
            wants.append((line_key(line), b))
    keys = sorted(names)
    place = {key: c for c, key in enumerate(keys)}
    lower, levels = _lower_pairs(problem, presence, pairs, score_lower)
    market = Market(
        pairs=pairs,
        lower=lower,
        lower_level=levels,
        wants=sorted({(b, place[key]) for key, b in wants}),
        categories=len(keys),
        attends=presence.attends,
        session_rounds=max(len(session.rounds) for session in problem.fair.sessions),
        whole_buyers=np.array([b.sessions is None for b in problem.buyers], np.bool_),
    )
    return [names[key] for key in keys], market


def _lower_pairs(
    problem: Problem,
    presence: Presence,
    pairs: Pairs,
    score_lower: Callable[[Problem], Candidates] | None,
) -> tuple[Pairs, NDArray[np.int64]]:
    """Return the pairs that a lower least fit would add, and the level each needs."""
    if score_lower is None:
        nobody = np.zeros(0, np.int64)
        return Pairs.build(presence, nobody, nobody), nobody
    low = min(LEAST_LEVEL, problem.fair.min_fit)
    found = score_lower(replace(problem, fair=replace(problem.fair, min_fit=low)))
    known = pairs.buyer << 32 | pairs.supplier
    new = ~np.isin(found.keys, known) & (found.fit < problem.fair.min_fit)
    buyer = found.buyer[new].astype(np.int64)
    supplier = found.supplier[new].astype(np.int64)
    fit = found.fit[new].astype(np.int64) // LEVEL_STEP * LEVEL_STEP
    keep = presence.shared(buyer, supplier).any(axis=1) & (fit >= low)
    return Pairs.build(presence, buyer[keep], supplier[keep]), fit[keep]


def _shortages(
    problem: Problem, lack: Lack, candidates: Candidates
) -> tuple[Shortage, ...]:
    served = _lines_served(problem, candidates)
    return tuple(
        Shortage(
            buyers=tuple(problem.buyers[b].id for b in group.buyers),
            suppliers=tuple(problem.suppliers[s].id for s in group.suppliers),
            categories=_scarce(problem, group.buyers.tolist(), served),
            needed=group.needed,
            missing=group.missing,
        )
        for group in lack.groups
    )


def _lines_served(problem: Problem, candidates: Candidates) -> NDArray[np.int64]:
    """Return [B, L]: how many candidates serve each demand line of each buyer."""
    most = max((len(buyer.lines) for buyer in problem.buyers), default=0)
    served = np.zeros((len(problem.buyers), most), np.int64)
    for line in range(min(most, 64)):
        bit = (candidates.lines >> np.uint64(line)) & np.uint64(1)
        served[:, line] = np.bincount(
            candidates.buyer, weights=bit, minlength=len(problem.buyers)
        )
    return served


def _scarce(
    problem: Problem, buyers: list[int], served: NDArray[np.int64]
) -> tuple[str, ...]:
    """Return what the buyers want and fewest suppliers serve, as written, by spelling."""
    names: dict[str, str] = {}
    for b in buyers:
        lines = problem.buyers[b].lines
        least = min((served[b, i] for i in range(len(lines))), default=0)
        for i, line in enumerate(lines):
            if served[b, i] == least:
                written = line.categories[0] if line.categories else line.product
                key = line_key(line)
                names[key] = min(names.get(key, written), written)
    return tuple(names[key] for key in sorted(names))


def _changes(
    problem: Problem, cure: Cure | None, names: list[str]
) -> tuple[Change, ...] | None:
    if cure is None:
        return None
    suppliers = problem.suppliers
    changes = [
        Change(ChangeKind.RECRUIT, count, category=names[c])
        for c, count in cure.recruits.items()
    ]
    changes += [
        Change(ChangeKind.TABLE, count, supplier=suppliers[s].id)
        for s, count in cure.tables.items()
    ]
    changes += [
        Change(ChangeKind.MAX_MEETINGS, most, supplier=suppliers[s].id)
        for s, most in cure.maxima.items()
    ]
    if cure.sessions:
        changes.append(Change(ChangeKind.SESSION, cure.sessions))
    if cure.min_fit is not None:
        changes.append(Change(ChangeKind.MIN_FIT, cure.min_fit))
    return tuple(changes)
