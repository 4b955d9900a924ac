"""A slot for every chosen pair: colour each session, then mend what conflicts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from scheduler.executor.in_process import InProcess
from scheduler.model.exact import place_exactly
from scheduler.search.blocks import build_block
from scheduler.search.colouring import colour_block, colour_blocks
from scheduler.search.halls import are_dealt
from scheduler.search.interpreting import serve_best
from scheduler.search.worth import marginal_worth, minimum_steps, pair_worth

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.executor.protocol import Executor
    from scheduler.search.colouring import Block
    from scheduler.search.instance import Instance
    from scheduler.search.session_plan import SessionPlan
    from scheduler.search.walks import Walks

    Span = tuple[NDArray[np.int64], NDArray[np.int64]]
    """Slots, and the pairs that are put into them by themselves."""

ABREAST = 2
"""Batches of sessions coloured at a time; not the number of workers, on which no answer
may depend."""

REPAIR_EFFORT = 1.0
"""Deterministic seconds for mending one session."""

REPAIR_PAIRS = 120
"""Pairs freed at once at most: five rounds of them are 600 Booleans."""

REPAIR_MOST = 240
"""Conflicts of one session that are mended exactly at most."""


FULL = 0.95
"""Share of the suppliers' rounds taken from which a pair that only lacks a round is not
mended, unless all can be freed: hardly one is placed so, and matching rounds afresh does."""


def place_pairs(
    instance: Instance,
    walks: Walks,
    plan: SessionPlan,
    seed: int,
    executor: Executor | None = None,
) -> dict[int, int]:
    """Return pair -> slot for the chosen pairs; those without a place are left out.

    `executor` colours the sessions, here where it is None.
    """
    slot_of: dict[int, int] = dict(instance.locked)
    parts = spans(instance, plan)
    ready = _coloured(instance, walks, parts, executor or InProcess())
    for slots, rows in parts:
        if walks.overlapping:  # one session's rounds close those of another
            placed, left = colour_slots(instance, slots, rows, slot_of)
        else:
            placed, left = next(ready)
        here = set(slots.tolist())
        placed |= {p: t for p, t in instance.locked.items() if t in here}
        others = {p: t for p, t in slot_of.items() if p not in placed}
        left += _send_away(instance, placed, others)
        slot_of = others | _mend(instance, walks, slots, placed, left, others, seed)
    return slot_of


def spans(instance: Instance, plan: SessionPlan) -> list[Span]:
    """Return slots and chosen pairs that are put into rounds by themselves.

    That is a session; or the whole fair where everybody may attend all sessions, since
    then it is no matter to a pair which session it meets in, nor to its interpreter, nor
    for the ways between halls.
    """
    free = plan.chosen.copy()
    free[list(instance.locked)] = False
    if (
        instance.problem.fair.sessions_per_buyer >= instance.n_sessions
        and not are_dealt(instance)
        and all(len(slots) == 1 for slots in instance.clashing)
        and instance.interpreting.open.all()
    ):
        return [(np.arange(instance.n_slots), np.flatnonzero(free))]
    return [
        (slots, np.flatnonzero(free & (plan.session_of == session)))
        for session, slots in enumerate(instance.session_slots)
    ]


def _coloured(
    instance: Instance, walks: Walks, parts: Sequence[Span], executor: Executor
) -> Iterator[tuple[dict[int, int], list[int]]]:
    """Yield what `colour_slots` returns of each part, which close nothing to another."""
    if walks.overlapping:
        return
    slot = _slots(instance, instance.locked)
    built = [build_block(instance, slots, rows, slot) for slots, rows in parts]
    batches = list(_batches([block for _, block in built]))
    coloured = executor.map(_colour, batches, shared=None)
    columns = [column for batch in coloured for column in batch]
    for (slots, rows), (seated, _), column in zip(parts, built, columns, strict=True):
        yield _found(slots, rows, seated, column)


def _batches(blocks: Sequence[Block]) -> Iterator[list[Block]]:
    """Yield the blocks in turn, `ABREAST` batches of as many as there are."""
    size = -(-len(blocks) // ABREAST)
    for first in range(0, len(blocks), max(1, size)):
        yield list(blocks[first : first + size])


def _colour(_shared: None, blocks: list[Block]) -> list[NDArray[np.int64]]:
    return colour_blocks(blocks)


def colour_slots(
    instance: Instance,
    slots: NDArray[np.int64],
    pairs: NDArray[np.int64],
    placed: Mapping[int, int],
) -> tuple[dict[int, int], list[int]]:
    """Return the slot of each of `pairs` put into one of `slots`, and those left over.

    The meetings `placed` stay where they are.
    """
    seated, block = build_block(instance, slots, pairs, _slots(instance, placed))
    return _found(slots, pairs, seated, colour_block(block))


def _slots(instance: Instance, placed: Mapping[int, int]) -> NDArray[np.int64]:
    """Return [n]: the slot of each placed pair, -1 for others."""
    slot = np.full(instance.n_pairs, -1, np.int64)
    slot[list(placed)] = list(placed.values())
    return slot


def _found(
    slots: NDArray[np.int64],
    pairs: NDArray[np.int64],
    seated: NDArray[np.int64],
    column: NDArray[np.int64],
) -> tuple[dict[int, int], list[int]]:
    """Return the slot of each pair with a column, and those of `pairs` without."""
    found = column >= 0
    placed_now = seated[found].tolist()
    slot_of = dict(zip(placed_now, slots[column[found]].tolist(), strict=True))
    return slot_of, [pair for pair in pairs.tolist() if pair not in slot_of]


def _send_away(
    instance: Instance, placed: dict[int, int], others: Mapping[int, int]
) -> list[int]:
    """Take out of `placed`, and return, the pairs for whom no interpreter is left."""
    if not instance.interpreting.able:
        return []
    rows = np.array(sorted(placed), np.int64)
    steps = minimum_steps(instance.problem.fair.min_meetings)
    worth = pair_worth(instance)
    worth[rows] = marginal_worth(instance, rows, worth, steps)
    gone = serve_best(instance, placed, others, worth)
    for pair in gone:
        del placed[pair]
    return gone


def _mend(
    instance: Instance,
    walks: Walks,
    slots: NDArray[np.int64],
    placed: dict[int, int],
    left: list[int],
    others: Mapping[int, int],
    seed: int,
) -> dict[int, int]:
    """Return `placed` with its conflicts mended, as many of `left` placed as can be.

    Many conflicts are only taken out here: matching rounds afresh fills the holes.
    """
    others = _beside(walks, slots, others)
    bad = walks.conflicts({**others, **placed}) & set(placed)
    bad |= _over_tables(instance, {**others, **placed}) & set(placed)
    free = (bad | set(left)) - set(instance.locked)
    if not free or (not bad and _is_full(instance, slots, placed)):
        return placed
    if len(free) > REPAIR_MOST:
        return drop_conflicts(instance, walks, placed, others)
    free = _with_neighbours(instance, placed, free) - set(instance.locked)
    kept = {pair: slot for pair, slot in placed.items() if pair not in free}
    domain = {pair: shared_slots(instance, pair, slots) for pair in sorted(free)}
    answer = place_exactly(
        instance,
        walks,
        domain,
        {**others, **kept},
        placed,
        seed=seed,
        effort=REPAIR_EFFORT,
    )
    if answer is None:
        answer = {}
    return drop_conflicts(instance, walks, {**kept, **answer}, others)


def _is_full(
    instance: Instance, slots: NDArray[np.int64], placed: Mapping[int, int]
) -> bool:
    """Tell whether more meet in `slots` than can be freed, and nearly all that could."""
    there = instance.supplier_open[:, slots].sum(axis=1)
    most = FULL * float(there @ instance.supplier_tables)
    return len(placed) > max(REPAIR_PAIRS, most)


def _beside(
    walks: Walks, slots: NDArray[np.int64], others: Mapping[int, int]
) -> dict[int, int]:
    """Return those of `others` that can be in the way of a meeting in `slots`."""
    here = set(slots.tolist())
    near = {u for pair in walks.near if here & set(pair) for u in pair}
    near |= {u for t in here for u in walks.instance.clashing[t]}
    return {pair: slot for pair, slot in others.items() if slot in near}


def drop_conflicts(
    instance: Instance,
    walks: Walks,
    placed: dict[int, int],
    others: Mapping[int, int],
) -> dict[int, int]:
    """Return `placed` without the least fitting pairs of whatever still conflicts.

    In a pass no party loses two pairs: the first may have been all that was wrong.
    """
    while True:
        both = {**others, **placed}
        bad = walks.conflicts(both)
        loose = (bad & set(placed)) - set(instance.locked)
        gone = _worst(instance, loose) or _worst_of_full(instance, placed, both)
        if not gone:
            return placed
        placed = {pair: slot for pair, slot in placed.items() if pair not in gone}


def _worst(instance: Instance, loose: set[int]) -> set[int]:
    """Return the least fitting pairs, one a party at most."""
    seen: set[tuple[bool, int]] = set()
    gone: set[int] = set()
    for pair in sorted(loose, key=lambda pair: (int(instance.pair_fit[pair]), pair)):
        parties = {
            (False, int(instance.pair_buyer[pair])),
            (True, int(instance.pair_supplier[pair])),
        }
        if not parties & seen:
            gone.add(pair)
            seen |= parties
    return gone


def _worst_of_full(
    instance: Instance, placed: Mapping[int, int], both: Mapping[int, int]
) -> set[int]:
    """Return the least fitting pair of the slots with more meetings than tables."""
    full = (_over_tables(instance, both) & set(placed)) - set(instance.locked)
    return set(sorted(full, key=lambda p: (int(instance.pair_fit[p]), p))[:1])


def _over_tables(instance: Instance, placed: Mapping[int, int]) -> set[int]:
    """Return the pairs of slots that hold more meetings than the hall has tables."""
    tables = instance.problem.fair.tables
    if tables is None:
        return set()
    count = Counter(placed.values())
    full = {
        t
        for slots in instance.together
        if sum(count[t] for t in slots) > tables
        for t in slots
    }
    return {pair for pair, slot in placed.items() if slot in full}


def _with_neighbours(
    instance: Instance, placed: Mapping[int, int], free: set[int]
) -> set[int]:
    """Return `free` with all pairs of its buyers, then of its suppliers, while small."""
    grown = set(free)
    for party in (instance.pair_buyer, instance.pair_supplier):
        touched = {int(party[pair]) for pair in grown}
        more = {pair for pair in placed if int(party[pair]) in touched}
        if len(grown | more) > REPAIR_PAIRS:
            break
        grown |= more
    return grown


def shared_slots(instance: Instance, pair: int, slots: NDArray[np.int64]) -> list[int]:
    """Return those of `slots` in which both sides of `pair`, and whom they need, are there."""
    b, s = instance.pair_buyer[pair], instance.pair_supplier[pair]
    both = instance.buyer_open[b, slots] & instance.supplier_open[s, slots]
    both &= instance.interpreting.open[instance.pair_kind[pair]][
        instance.slot_session[slots]
    ]
    return [int(t) for t in slots[both]]
