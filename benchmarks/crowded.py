"""One crowded session: breaks of both sides, beside plain CP-SAT and plain annealing.

`python -m benchmarks.crowded [SIZE...] [--seeds N] [--limit S] [--no-plain]`, a size
being like 300x180: buyers with 3 to 5 meetings each, all given, and suppliers with 8
at most, in one session of 8 rounds. Nothing but the rounds is to be found, so the
fewest breaks are none. Printed for each way: idle rounds and breaks of both sides
together, the share of the parties with a break, and CPU seconds of all processes.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict
from datetime import datetime, timedelta, timezone
from itertools import pairwise
from random import Random

import numpy as np
from ortools.sat.python import cp_model

from scheduler.candidates import Candidates
from scheduler.fair import Fair, Round, Session, SessionId
from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
from scheduler.settings import SolveSettings
from scheduler.solve import solve
from scheduler.wording import Wording

ROUNDS = 8
SIZES = ("300x180", "4000x2400")
Pairs = list[tuple[int, int]]


def main() -> None:
    """Print a line a seed and way."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--limit", type=float, default=60.0, metavar="S")
    parser.add_argument("--no-plain", action="store_true")
    chosen = parser.parse_args()
    print(
        f"{'size':>10} {'seed':>4} {'way':>10} {'idle':>6} {'breaks':>6} "
        f"{'parties':>8} {'bound':>5} {'wall s':>7} {'CPU s':>7}"
    )
    for size in chosen.sizes:
        buyers, suppliers = (int(n) for n in size.split("x"))
        for seed in range(chosen.seeds):
            pairs = invent_pairs(buyers, suppliers, seed)
            ways = {"fairmatch": solve_whole}
            if not chosen.no_plain:
                ways |= {"CP-SAT": solve_plainly, "annealing": anneal_plainly}
            for name, way in ways.items():
                print_way(size, seed, name, way, pairs, chosen.limit)


def print_way(size, seed, name, way, pairs: Pairs, limit: float) -> None:
    """Run one way and print its line."""
    wall, cpu = time.perf_counter(), time.process_time()
    rounds, bound = way(pairs, limit)
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    if rounds is None:
        print(f"{size:>10} {seed:>4} {name:>10} none found {wall:>30.1f} {cpu:>7.1f}")
        return
    idle, breaks, parties = count_breaks(pairs, rounds)
    share = sum(parties) / len({(k, p[k]) for p in pairs for k in (0, 1)})
    print(
        f"{size:>10} {seed:>4} {name:>10} {idle:>6} {breaks:>6} {share:>8.2%} "
        f"{bound:>5} {wall:>7.1f} {cpu:>7.1f}",
        flush=True,
    )


def invent_pairs(buyers: int, suppliers: int, seed: int) -> Pairs:
    """Invent who meets whom; the same numbers give the same pairs."""
    rng = np.random.default_rng(seed)
    wanted = rng.integers(3, 6, buyers)
    load = np.zeros(suppliers, np.int64)
    pairs: Pairs = []
    for b in rng.permutation(buyers).tolist():
        free = np.flatnonzero(load < ROUNDS)
        met = rng.choice(free, min(len(free), wanted[b]), replace=False)
        load[met] += 1
        pairs += [(b, s) for s in met.tolist()]
    return sorted(pairs)


def count_breaks(pairs: Pairs, rounds: list[int]) -> tuple[int, int, list[bool]]:
    """Return idle rounds, breaks, and of each party whether it has one; refuse faults."""
    taken: defaultdict[tuple[int, int], set[int]] = defaultdict(set)
    for pair, r in zip(pairs, rounds, strict=True):
        for side, party in enumerate(pair):
            if r in taken[side, party] or not 0 <= r < ROUNDS:
                raise SystemExit(f"Two meetings at once, or none: {pair} in {r}.")
            taken[side, party].add(r)
    idle, breaks, has = 0, 0, []
    for busy in taken.values():
        gaps = [r for r in range(min(busy), max(busy)) if r not in busy]
        idle += len(gaps)
        starts = [r for r in gaps if r - 1 in busy]
        breaks += len(starts)
        has.append(bool(starts))
    return idle, breaks, has


def solve_whole(pairs: Pairs, limit: float) -> tuple[list[int] | None, int]:
    """Let the whole solver choose, place and put in order; only these pairs fit."""
    start = datetime(2026, 12, 3, 9, tzinfo=timezone(timedelta(hours=8)))
    times = [start + timedelta(minutes=15 * k) for k in range(ROUNDS + 1)]
    rounds = tuple(Round(a, b) for a, b in pairwise(times))
    session = Session(SessionId("S"), start, times[-1], rounds)
    fair = Fair(Wording.same("crowded"), "Asia/Shanghai", (session,))
    buyers, suppliers = (sorted({pair[k] for pair in pairs}) for k in (0, 1))
    problem = Problem(
        fair,
        tuple(Buyer(BuyerId(f"b{b}"), f"b{b}") for b in buyers),
        tuple(Supplier(SupplierId(f"s{s}"), f"s{s}") for s in suppliers),
    )
    rows = [(BuyerId(f"b{b}"), SupplierId(f"s{s}"), 80, 0) for b, s in pairs]
    result = solve(
        problem, Candidates.build(problem, rows), SolveSettings(time_limit_s=limit)
    )
    met = {(m.buyer, m.supplier): m.round_index for m in result.schedule.meetings}
    tiers = {tier.name: tier for tier in result.tiers}
    bound = tiers["idle"].bound + tiers["holes"].bound
    return [met[f"b{b}", f"s{s}"] for b, s in pairs], bound


def solve_plainly(pairs: Pairs, limit: float) -> tuple[list[int] | None, int]:
    """Solve one plain CP-SAT model with its default settings and both cores."""
    model = cp_model.CpModel()
    at = [[model.new_bool_var("") for _ in range(ROUNDS)] for _ in pairs]
    of_party: defaultdict[tuple[int, int], list[int]] = defaultdict(list)
    for i, pair in enumerate(pairs):
        model.add_exactly_one(at[i])
        for side, party in enumerate(pair):
            of_party[side, party].append(i)
    starts = []
    for mine in of_party.values():
        busy = [model.new_bool_var("") for _ in range(ROUNDS)]
        for r in range(ROUNDS):
            model.add(sum(at[i][r] for i in mine) == busy[r])
        begins = [model.new_bool_var("") for _ in range(ROUNDS)]
        for r in range(ROUNDS):
            model.add(begins[r] >= busy[r] - (busy[r - 1] if r else 0))
        starts.append(sum(begins) - 1)
    model.minimize(sum(starts))
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = limit
    solver.parameters.num_workers = 2
    status = solver.solve(model)
    bound = max(0, round(solver.best_objective_bound))
    if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
        return None, bound
    return [
        next(r for r in range(ROUNDS) if solver.boolean_value(place[r])) for place in at
    ], bound


def anneal_plainly(pairs: Pairs, limit: float) -> tuple[list[int], int]:
    """Anneal one Kempe chain at a time in plain Python, from a proper colouring."""
    random, work = Random(0), PlainKempe(pairs)
    until = time.perf_counter() + limit
    while (left := until - time.perf_counter()) > 0:
        heat = 0.6 * (0.05 / 0.6) ** (1 - left / limit)
        start, there = random.randrange(len(pairs)), random.randrange(ROUNDS)
        if work.rounds[start] != there:
            work.try_chain(start, there, -heat * np.log(1 - random.random()))
    return work.rounds, 0


class PlainKempe:
    """Rounds of meetings as dictionaries, exchanged along one chain at a time."""

    def __init__(self, pairs: Pairs) -> None:
        """Colour the meetings one by one."""
        self.ends = [((0, b), (1, s)) for b, s in pairs]
        self.cell: dict[tuple[int, int], dict[int, int]] = defaultdict(dict)
        self.rounds = [-1] * len(pairs)
        for meeting, (one, other) in enumerate(self.ends):
            free = [
                [r for r in range(ROUNDS) if r not in self.cell[end]]
                for end in (one, other)
            ]
            r = next((r for r in free[0] if r in free[1]), free[0][0])
            if r not in free[1]:
                self.flip(self.chain(self.cell[other][r], free[1][0]), free[1][0], r)
            self.rounds[meeting] = r
            self.cell[one][r] = self.cell[other][r] = meeting

    def try_chain(self, start: int, there: int, luck: float) -> None:
        """Exchange two rounds along the chain of `start` unless it costs too much."""
        here, met = self.rounds[start], self.chain(start, there)
        parties = {end for one in met for end in self.ends[one]}
        before = self.idle(parties)
        self.flip(met, here, there)
        if self.idle(parties) - before > luck:
            self.flip(met, there, here)

    def chain(self, start: int, there: int) -> list[int]:
        """Return the meetings that have to move with `start` when it goes `there`."""
        here, found, queue = self.rounds[start], {start}, [start]
        while queue:
            one = queue.pop()
            other = there if self.rounds[one] == here else here
            for end in self.ends[one]:
                met = self.cell[end].get(other)
                if met is not None and met not in found:
                    found.add(met)
                    queue.append(met)
        return sorted(found)

    def flip(self, met: list[int], here: int, there: int) -> None:
        """Exchange the two rounds of these meetings."""
        for one in met:
            for end in self.ends[one]:
                self.cell[end].pop(self.rounds[one], None)
        for one in met:
            self.rounds[one] = there if self.rounds[one] == here else here
            for end in self.ends[one]:
                self.cell[end][self.rounds[one]] = one

    def idle(self, parties: set[tuple[int, int]]) -> int:
        """Return the idle rounds of these parties."""
        busy = [self.cell[party] for party in parties]
        return sum(max(one) - min(one) + 1 - len(one) for one in busy)


if __name__ == "__main__":
    main()
