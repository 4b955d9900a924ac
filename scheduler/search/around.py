"""A few buyers freed together and placed exactly, everybody else staying.

That is some with those who hold what they need; or, at fairs whose sessions are small,
all who attend one session, or two. A neighbourhood is plain facts, so that several can
be solved at once, anywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.model.exact import place_exactly
from scheduler.search.place import shared_slots
from scheduler.search.worth import pair_worth

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walks

RIVALS = 16
"""Further buyers freed because they hold what the losers need."""

PAIRS_PER_BUYER = 24
"""A freed buyer's candidates looked at, best first."""

EFFORT = 0.5
"""Deterministic seconds a neighbourhood may take ..."""

SESSION_EFFORT = 0.03
"""... and one of whole sessions."""


@dataclass(frozen=True)
class Around:
    """A neighbourhood: the freed `buyers`, the slots each pair of theirs may take, the
    meetings of all others (`fixed`), and where everybody meets now (`hint`)."""

    buyers: frozenset[int]
    domain: Mapping[int, Sequence[int]]
    fixed: Mapping[int, int]
    hint: Mapping[int, int]
    effort: float = EFFORT

    @property
    def size(self) -> int:
        """Return how many (pair, slot) choices there are."""
        return sum(map(len, self.domain.values()))


def build_around(
    instance: Instance,
    slot_of: Mapping[int, int],
    losers: Sequence[int],
    busy: Collection[int] = (),
) -> Around:
    """Return the neighbourhood of `losers` without the buyers who are `busy`."""
    freed = [*losers, *_rivals(instance, slot_of, losers, busy)]
    placed = np.array(sorted(slot_of), np.int64)
    held = set(placed[np.isin(instance.pair_buyer[placed], freed)].tolist())
    free = {pair for pair in held if pair not in instance.locked}
    fixed = {pair: slot for pair, slot in slot_of.items() if pair not in free}
    slots = np.arange(instance.n_slots)
    domain = {
        pair: shared_slots(instance, pair, slots)
        for b in freed
        for pair in _best_pairs(instance, b, free)
        if pair not in fixed
    }
    return Around(frozenset(freed), domain, fixed, dict(slot_of))


def around_sessions(
    instance: Instance,
    slot_of: Mapping[int, int],
    sessions: Sequence[int],
    freed: NDArray[np.bool_],
) -> Around:
    """Return the neighbourhood of all that the `freed` buyers, [B], do in `sessions`."""
    slots = np.concatenate([instance.session_slots[p] for p in sessions])
    here = set(slots.tolist())
    pairs = np.flatnonzero(freed[instance.pair_buyer]).tolist()
    domain = {
        pair: shared_slots(instance, pair, slots)
        for pair in pairs
        if slot_of.get(pair) in here or pair not in slot_of
        if pair not in instance.locked
    }
    fixed = {pair: slot for pair, slot in slot_of.items() if pair not in domain}
    buyers = frozenset(np.flatnonzero(freed).tolist())
    return Around(buyers, domain, fixed, dict(slot_of), SESSION_EFFORT)


def solve_around(
    shared: tuple[Instance, Walks, int], around: Around
) -> dict[int, int] | None:
    """Return the best slots of the freed pairs, None where none were found.

    `shared` are the instance, its walks and the seed.
    """
    instance, walks, seed = shared
    return place_exactly(
        instance,
        walks,
        around.domain,
        around.fixed,
        around.hint,
        seed=seed,
        effort=around.effort,
    )


def keep_possible(
    shared: tuple[Instance, Walks, int],
    answer: Mapping[int, int],
    fixed: Mapping[int, int],
) -> dict[int, int] | None:
    """Return what of `answer` is still possible beside `fixed` meetings."""
    instance, walks, seed = shared
    domain = {pair: [slot] for pair, slot in answer.items()}
    return place_exactly(
        instance, walks, domain, fixed, answer, seed=seed, effort=EFFORT
    )


def _best_pairs(instance: Instance, b: int, held: set[int]) -> list[int]:
    """Return the buyer's pairs of greatest worth, and those it holds now."""
    first, last = int(instance.buyer_pairs[b]), int(instance.buyer_pairs[b + 1])
    pairs = np.arange(first, last)
    order = np.lexsort((pairs, -pair_worth(instance, rows=pairs)))
    best = set(pairs[order][:PAIRS_PER_BUYER].tolist())
    return sorted(best | (held & set(pairs.tolist())))


def _rivals(
    instance: Instance,
    slot_of: Mapping[int, int],
    losers: Sequence[int],
    busy: Collection[int],
) -> list[int]:
    """Return the buyers who hold most of the tables that `losers` would like."""
    liked = {
        int(instance.pair_supplier[pair])
        for b in losers
        for pair in _best_pairs(instance, b, set())
    }
    count = Counter(
        int(instance.pair_buyer[pair])
        for pair in slot_of
        if int(instance.pair_supplier[pair]) in liked
    )
    others = sorted(
        (-n, b) for b, n in count.items() if b not in losers and b not in busy
    )
    return [b for _, b in others[:RIVALS]]
