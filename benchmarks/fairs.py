"""Invented fairs of any size, with the odd things that real ones have, from a seed.

Buyers want 1 to 6 leaves of a category tree and suppliers offer 1 to 8, both with
skewed popularity; 20 % of buyers can attend one to three sessions only, 5 % of the
suppliers' rounds are closed, 3 % of the buyers have a lock, 2 % a must, 2 % a never,
and booths stand in halls with distances.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta, timezone

import numpy as np

from scheduler.candidates import Candidates
from scheduler.fair import Fair, Round, Session, SessionId, Slot, Walk
from scheduler.problem import (
    Buyer,
    BuyerId,
    DemandLine,
    Lock,
    Problem,
    Strength,
    Suggestion,
    Supplier,
    SupplierId,
)
from scheduler.wording import Wording

ZONE = timezone(timedelta(hours=8))


@dataclass(frozen=True)
class Shape:
    """What to invent; `days` of three sessions of `rounds` rounds each.

    A round takes `minutes` with `between` after it. `breadth` is how many times the
    usual number of candidates a line has; the limits are those of `Fair`. Halls are
    `hall_min` apart, and `metres_per_min` is how fast people walk inside one.
    """

    buyers: int
    suppliers: int
    days: int = 3
    rounds: int = 5
    minutes: int = 20
    between: int = 5
    min_meetings: int = 3
    max_meetings: int = 5
    sessions_per_buyer: int = 1
    supplier_max: int | None = None
    breadth: int = 1
    hall_min: float = 5.0
    metres_per_min: float = 60.0
    odd: bool = True
    seed: int = 1


MANY_MEETINGS = {
    "714x621x70": Shape(
        714,
        621,
        days=5,
        rounds=6,
        minutes=15,
        between=3,
        min_meetings=20,
        max_meetings=70,
        sessions_per_buyer=15,
        supplier_max=86,
        breadth=12,
        hall_min=3.0,
        metres_per_min=75.0,
    ),
    "4000x3000x17": Shape(
        4000, 3000, max_meetings=17, min_meetings=8, sessions_per_buyer=4, breadth=3
    ),
}
"""Fairs of many meetings a party: all sessions for everybody, or four of nine."""


def shape_of(size: str) -> Shape:
    """Return the shape called `size`: one of `MANY_MEETINGS`, or buyers x suppliers."""
    if size in MANY_MEETINGS:
        return MANY_MEETINGS[size]
    buyers, suppliers = (int(number) for number in size.split("x"))
    return Shape(buyers, suppliers)


def build_fair(shape: Shape) -> tuple[Problem, Candidates]:
    """Invent a fair; the same shape gives the same fair."""
    rng = np.random.default_rng(shape.seed)
    sessions = _sessions(shape)
    slots = [Slot(s.id, k) for s in sessions for k in range(len(s.rounds))]
    demand_owner, demand_leaf, demand_index = _lines(rng, shape.buyers, 6, shape)
    offer_owner, offer_leaf, _ = _lines(rng, shape.suppliers, 8, shape)
    lines = np.bincount(demand_owner, minlength=shape.buyers)
    buyers = _buyers(rng, shape, sessions, lines)
    suppliers = _suppliers(rng, shape, slots)
    columns = _pairs(
        rng, shape, (demand_owner, demand_leaf, demand_index), (offer_owner, offer_leaf)
    )
    candidates = Candidates(*columns)
    locks, suggestions = _wishes(rng, shape, buyers, suppliers, candidates, sessions)
    booths = {s.place: _metres(i) for i, s in enumerate(suppliers)}
    walk = Walk(3, shape.hall_min, booths, shape.metres_per_min)
    fair = Fair(
        Wording.same(f"{shape.buyers} x {shape.suppliers}"),
        "Asia/Shanghai",
        sessions,
        min_meetings=shape.min_meetings,
        max_meetings=shape.max_meetings,
        sessions_per_buyer=shape.sessions_per_buyer,
        walk=walk,
    )
    return Problem(fair, buyers, suppliers, suggestions, locks), candidates


def _sessions(shape: Shape) -> tuple[Session, ...]:
    sessions = []
    for day in range(shape.days):
        for name, hour, minute in (("AM", 9, 30), ("PM1", 13, 0), ("PM2", 15, 15)):
            start = datetime(2026, 12, 3, hour, minute, tzinfo=ZONE) + timedelta(
                days=day
            )
            step, length = shape.minutes + shape.between, shape.minutes
            starts = [start + timedelta(minutes=step * k) for k in range(shape.rounds)]
            rounds = tuple(Round(at, at + timedelta(minutes=length)) for at in starts)
            sessions.append(
                Session(
                    SessionId(f"D{day + 1}-{name}"),
                    start,
                    start + timedelta(hours=2),
                    rounds,
                )
            )
    return tuple(sessions)


def _lines(rng: np.random.Generator, parties: int, most: int, shape: Shape):
    """Return owner, leaf and index within the owner of each line."""
    leaves = max(12, int(1.2 * np.sqrt(shape.buyers + shape.suppliers) * 3))
    popularity = 1.0 / np.arange(1, leaves + 1) ** 0.7
    count = rng.integers(1, most + 1, parties)
    owner = np.repeat(np.arange(parties), count)
    leaf = rng.choice(leaves, size=len(owner), p=popularity / popularity.sum())
    index = np.arange(len(owner)) - np.repeat(np.cumsum(count) - count, count)
    return owner, leaf, index


def _buyers(rng, shape, sessions, lines) -> tuple[Buyer, ...]:
    ids = [s.id for s in sessions]
    picky = rng.random(shape.buyers) < (0.2 if shape.odd else 0)
    buyers = []
    for i in range(shape.buyers):
        only = None
        if picky[i]:
            only = tuple(
                ids[j]
                for j in sorted(rng.choice(len(ids), rng.integers(1, 4), replace=False))
            )
        demand = tuple(DemandLine(product=f"line {j}") for j in range(lines[i]))
        buyers.append(Buyer(BuyerId(f"B{i:06}"), f"Buyer {i}", demand, only))
    return tuple(buyers)


def _suppliers(rng, shape, slots) -> tuple[Supplier, ...]:
    closed = rng.random((shape.suppliers, len(slots))) < (0.05 if shape.odd else 0)
    return tuple(
        Supplier(
            SupplierId(f"S{i:06}"),
            f"Supplier {i}",
            hall=f"H{i // 400 + 1}",
            booth=f"{i:05}",
            max_meetings=shape.supplier_max,
            absent=frozenset(slots[t] for t in np.flatnonzero(closed[i])),
        )
        for i in range(shape.suppliers)
    )


def _metres(i: int) -> tuple[float, float]:
    within = i % 400
    return (within % 20) * 6.0, (within // 20) * 8.0


def _pairs(rng, shape, demand, offer):
    """Return candidate columns: same leaf fits 60 to 100, the same sector 40 to 60."""
    owner, leaf, index = demand
    offer_owner, offer_leaf = offer
    quality = rng.integers(-8, 9, shape.suppliers)
    keys, fits, bits = [], [], []
    for group, low, high, usual in ((1, 60, 101, 20), (6, 40, 61, 8)):
        most = usual * shape.breadth
        order = np.argsort(offer_leaf // group, kind="stable")
        sorted_leaf = offer_leaf[order] // group
        first = np.searchsorted(sorted_leaf, leaf // group)
        size = np.searchsorted(sorted_leaf, leaf // group, side="right") - first
        take = np.minimum(size, most)
        line = np.repeat(np.arange(len(owner)), take)
        shift = np.arange(len(line)) - np.repeat(np.cumsum(take) - take, take)
        at = (
            first[line]
            + (rng.integers(0, 1 << 30, len(owner))[line] + shift) % size[line]
        )
        supplier = offer_owner[order[at]]
        fit = rng.integers(low, high, len(line)) + quality[supplier]
        keys.append((owner[line].astype(np.int64) << 32) | supplier)
        fits.append(np.clip(fit, 40, 100))
        served = np.uint64(1) << np.minimum(index[line], 63).astype(np.uint64)
        bits.append(served if group == 1 else np.zeros(len(line), np.uint64))
    pair, inverse = np.unique(np.concatenate(keys), return_inverse=True)
    best, lines = np.zeros(len(pair), np.int16), np.zeros(len(pair), np.uint64)
    np.maximum.at(best, inverse, np.concatenate(fits).astype(np.int16))
    np.bitwise_or.at(lines, inverse, np.concatenate(bits))
    return (
        (pair >> 32).astype(np.int32),
        (pair & 0xFFFFFFFF).astype(np.int32),
        best,
        lines,
    )


def _wishes(rng, shape, buyers, suppliers, candidates, sessions):
    """Return locks (one a buyer, each in a slot of its own supplier) and suggestions."""
    if not shape.odd or not len(candidates):
        return (), ()
    rows = np.arange(len(candidates))
    first = np.unique(candidates.buyer, return_index=True)[1]
    picked = rng.permutation(first)
    n_lock, n_must = int(0.03 * shape.buyers), int(0.02 * shape.buyers)
    locks, taken = [], set()
    for row in picked[:n_lock]:
        buyer, supplier = (
            buyers[candidates.buyer[row]],
            suppliers[candidates.supplier[row]],
        )
        for session in sessions:
            slot = Slot(session.id, int(rng.integers(len(session.rounds))))
            free = (supplier.id, slot) not in taken
            if free and buyer.can_attend(slot) and supplier.can_attend(slot):
                taken.add((supplier.id, slot))
                locks.append(Lock(buyer.id, supplier.id, slot))
                break
    suggestions = []
    for row, strength in [
        *((r, Strength.MUST) for r in picked[n_lock : n_lock + n_must]),
        *((r, Strength.NEVER) for r in picked[n_lock + n_must : n_lock + 2 * n_must]),
        *(
            (r, Strength.PREFER)
            for r in rng.choice(rows[~np.isin(rows, first)], n_must * 2, replace=False)
        ),
    ]:
        pair = buyers[candidates.buyer[row]].id, suppliers[candidates.supplier[row]].id
        suggestions.append(Suggestion(*pair, strength))
    return tuple(locks), tuple(suggestions)
