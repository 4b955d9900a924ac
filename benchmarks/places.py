"""Rounds, tables and the checker by size, beside the plain way of doing the same.

`python -m benchmarks.places [SIZE...] [--plain-pairs N]`, a size being like 3500x3000.
Pairs and sessions come from a quick choice, not from the solver, so that the work here
is measured alone. Plain colouring is an alternating path for each pair that finds no
round, in dictionaries; the plain checker compares every meeting with every other
(`tests/oracle.py`). Both are run up to `--plain-pairs` pairs or 1,500 meetings.
Seconds are of the processor, memory is the peak of the whole process so far.
"""

from __future__ import annotations

import argparse
import math
import resource
import time
from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from benchmarks.fairs import Shape, build_fair
from scheduler.check import check_schedule
from scheduler.errors import BrokenRuleError
from scheduler.explain import list_shortfalls, list_unplaced_musts
from scheduler.measure import measure_tiers
from scheduler.schedule import Schedule
from scheduler.search.blocks import build_block
from scheduler.search.colouring import Block, colour_block
from scheduler.search.extract import extract_meetings
from scheduler.search.instance import Instance, build_instance
from scheduler.search.place import spans
from scheduler.search.session_plan import SessionPlan
from tests.oracle import rules_broken_naively

MANY = ((714, 621, 90, 70), (4000, 3000, 60, 17))
"""Buyers, suppliers, rounds of the whole fair, meetings a buyer: many days in one."""

SIZES = ("400x300", "3500x3000", "20000x4000", "80000x16000", "200000x30000")
NAIVE_MEETINGS = 1500
"""Beyond this the checker that compares all with all takes minutes."""


@dataclass(frozen=True)
class Cost:
    """Processor seconds by step, and what came out."""

    meetings: int
    left: int
    seconds: dict[str, float]


def main() -> None:
    """Print one line a size, then how the time grows."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--plain-pairs", type=int, default=200_000, metavar="N")
    chosen = parser.parse_args()
    steps = ("colour", "tables", "check", "measure", "lists")
    print(
        f"{'size':>12} {'meetings':>9} {'left':>5} "
        + " ".join(f"{step:>8}" for step in steps)
        + f" {'MiB':>6} | {'plain colour':>12} {'left':>5} {'naive check':>11}"
    )
    costs = []
    for size in chosen.sizes:
        buyers, suppliers = (int(n) for n in size.split("x"))
        cost, line = measure(Shape(buyers, suppliers), chosen.plain_pairs)
        costs.append(cost)
        print(f"{size:>12} {line}", flush=True)
    for many in MANY:
        print_many(*many)
    for one, other in pairwise(costs):
        growth = other.meetings / one.meetings
        powers = {
            step: math.log(other.seconds[step] / one.seconds[step]) / math.log(growth)
            for step in ("colour", "check")
        }
        print(
            f"{one.meetings} to {other.meetings} meetings: "
            + ", ".join(f"{step} ~ size^{p:.2f}" for step, p in powers.items())
        )


def print_many(buyers: int, suppliers: int, rounds: int, meetings: int) -> None:
    """Colour a whole fair at once in which everybody may attend all sessions."""
    rng = np.random.default_rng(1)
    is_open = [rng.random((size, rounds)) >= 0.05 for size in (buyers, suppliers)]
    wanted = np.repeat(np.arange(buyers), meetings)
    tables = np.repeat(np.arange(suppliers), is_open[1].sum(axis=1))
    rng.shuffle(tables)
    pairs = np.unique(wanted * suppliers + tables[: len(wanted)])
    block = Block(pairs // suppliers, pairs % suppliers, *is_open)
    began = time.process_time()
    left = int((colour_block(block) < 0).sum())
    seconds = time.process_time() - began
    print(
        f"{buyers} x {suppliers}, {len(pairs)} meetings in {rounds} rounds, 5 % closed: "
        f"colour {seconds:.2f} s, left {left}",
        flush=True,
    )


def measure(shape: Shape, plain_pairs: int) -> tuple[Cost, str]:
    """Place, check and measure one fair; return the cost and the line to print."""
    problem, candidates = build_fair(shape)
    instance = build_instance(problem, candidates)
    plan = quick_plan(instance)
    seconds: dict[str, float] = {}
    began = time.process_time()

    def lap(step: str) -> None:
        nonlocal began
        seconds[step] = time.process_time() - began
        began = time.process_time()

    slot_of = dict(instance.locked)
    slot = np.full(instance.n_pairs, -1, np.int64)
    slot[list(slot_of)] = list(slot_of.values())
    for slots, pairs in spans(instance, plan):
        seated, block = build_block(instance, slots, pairs, slot)
        column = colour_block(block)
        found = column >= 0
        slot_of |= dict(
            zip(seated[found].tolist(), slots[column[found]].tolist(), strict=True)
        )
    lap("colour")
    bare = Schedule(extract_meetings(instance, slot_of))
    lap("tables")
    shortfalls = list_shortfalls(problem, candidates, bare)
    musts = list_unplaced_musts(problem, candidates, bare)
    schedule = Schedule(bare.meetings, shortfalls, musts)
    lap("lists")
    violations = check_schedule(problem, candidates, schedule)
    lap("check")
    measure_tiers(problem, candidates, schedule)
    lap("measure")
    if violations:
        raise BrokenRuleError([violation.wording for violation in violations])
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    left = int(plan.chosen.sum()) - len(slot_of)
    line = (
        f"{len(slot_of):>9} {left:>5} "
        + " ".join(
            f"{seconds[step]:>8.2f}"
            for step in ("colour", "tables", "check", "measure", "lists")
        )
        + f" {memory:>6} |"
    )
    if len(slot_of) <= plain_pairs:
        began = time.process_time()
        missed = colour_plainly(instance, plan)
        line += f" {time.process_time() - began:>12.2f} {missed:>5}"
    if len(slot_of) <= NAIVE_MEETINGS:
        began = time.process_time()
        rules_broken_naively(problem, candidates, schedule)
        line += f" {time.process_time() - began:>11.2f}"
    return Cost(len(slot_of), left, seconds), line


def quick_plan(instance: Instance) -> SessionPlan:
    """Give each buyer a session in turn and its best pairs there while there is room."""
    can = instance.buyer_capacity > 0
    turn = np.arange(instance.n_buyers) % np.maximum(1, can.sum(axis=1))
    session = (can.cumsum(axis=1) > turn[:, None]).argmax(axis=1)
    for pair, slot in instance.locked.items():
        session[instance.pair_buyer[pair]] = instance.slot_session[slot]
    session_of = session[instance.pair_buyer]
    shared = instance.pair_sessions[np.arange(instance.n_pairs), session_of]
    chosen = np.zeros(instance.n_pairs, np.bool_)
    room_b = np.minimum(
        instance.buyer_capacity[np.arange(instance.n_buyers), session],
        instance.problem.fair.max_meetings,
    )
    room_s = instance.supplier_capacity.copy()
    for pair in instance.locked:
        chosen[pair] = True
        room_b[instance.pair_buyer[pair]] -= 1
        room_s[instance.pair_supplier[pair], session_of[pair]] -= 1
    free = np.flatnonzero(shared & ~chosen)
    order = free[np.lexsort((-instance.pair_fit[free], instance.pair_buyer[free]))]
    while len(order):
        b, s = instance.pair_buyer[order], instance.pair_supplier[order]
        p = session_of[order]
        order = order[(room_b[b] > 0) & (room_s[s, p] > 0)]
        asked = np.unique(instance.pair_buyer[order], return_index=True)[1]
        keys = instance.pair_supplier[order[asked]] * instance.n_sessions
        keys += session_of[order[asked]]
        taken = order[asked[np.unique(keys, return_index=True)[1]]]
        chosen[taken] = True
        room_b[instance.pair_buyer[taken]] -= 1
        room_s[instance.pair_supplier[taken], session_of[taken]] -= 1
        order = order[~chosen[order]]
    return SessionPlan(session_of, chosen)


def colour_plainly(instance: Instance, plan: SessionPlan) -> int:
    """Colour pair by pair with alternating paths; return how many pairs are left."""
    left = 0
    for session, slots in enumerate(instance.session_slots):
        cell: defaultdict[tuple[bool, int], dict[int, int]] = defaultdict(dict)
        here = np.flatnonzero(plan.chosen & (plan.session_of == session)).tolist()
        locked = {p: t for p, t in instance.locked.items() if p in set(here)}
        for pair, slot in locked.items():
            for node in _nodes(instance, pair):
                cell[node][slot] = pair
        for pair in here:
            if pair not in locked:
                left += not _place_plainly(instance, cell, slots.tolist(), pair)
    return left


def _nodes(instance: Instance, pair: int) -> tuple[tuple[bool, int], tuple[bool, int]]:
    buyer, supplier = instance.pair_buyer[pair], instance.pair_supplier[pair]
    return (False, int(buyer)), (True, int(supplier))


def _place_plainly(instance, cell, slots, pair) -> bool:
    team, table = _nodes(instance, pair)
    mine = [t for t in slots if t not in cell[team] and _is_open(instance, team, t)]
    theirs = [t for t in slots if t not in cell[table] and _is_open(instance, table, t)]
    for slot in mine:
        if slot in theirs:
            cell[team][slot] = cell[table][slot] = pair
            return True
    for first in mine:
        for second in theirs:
            if _is_open(instance, table, first) and _exchange(
                instance, cell, team, table, first, second
            ):
                cell[team][first] = cell[table][first] = pair
                return True
    return False


def _exchange(instance, cell, team, start, first, second) -> bool:
    """Exchange two slots along the path from `start`, unless somebody is away."""
    path, node, slot, other = [], start, first, second
    while (pair := cell[node].get(slot)) is not None:
        ends = _nodes(instance, pair)
        stays = pair in instance.locked or team in ends
        if stays or not all(_is_open(instance, end, other) for end in ends):
            return False
        path.append((pair, slot))
        node = ends[1] if ends[0] == node else ends[0]
        slot, other = other, slot
    for pair, slot in path:
        for end in _nodes(instance, pair):
            del cell[end][slot]
    for pair, slot in path:
        for end in _nodes(instance, pair):
            cell[end][second if slot == first else first] = pair
    return True


def _is_open(instance, node, slot) -> bool:
    table = instance.supplier_open if node[0] else instance.buyer_open
    return bool(table[node[1], slot])


if __name__ == "__main__":
    main()
