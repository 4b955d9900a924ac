"""The order of meetings on invented fairs: idle rounds, minutes walked, and their bounds.

`python -m benchmarks.walks [SIZE...]`, a size being like 3500x3000. The whole solver
makes the placement; timed is what puts it in order, beside the same placement as it
was, and beside each buyer in turn taking the best of all its orders for which the
tables are free (plain Python). Seconds are CPU seconds.
"""

from __future__ import annotations

import argparse
import time
from collections import Counter, defaultdict
from itertools import pairwise, permutations

from benchmarks.fairs import Shape, build_fair
from scheduler import solve as conductor
from scheduler.search.bounds import idle_bounds, walks_bound
from scheduler.search.grid import build_grid
from scheduler.search.tidy import tidy_rounds

SIZES = ("400x300", "3500x3000", "3500x400")


def main() -> None:
    """Print three lines a size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    chosen = parser.parse_args()
    print(
        f"{'size':>12} {'way':>12} {'idle':>6} {'minutes':>8} {'bound':>8} {'gap':>7} "
        f"{'holes':>7} {'CPU s':>7}"
    )
    for size in chosen.sizes:
        buyers, suppliers = (int(n) for n in size.split("x"))
        for name, row in measure(buyers, suppliers):
            print(f"{size:>12} {name:>12} {row}", flush=True)


def measure(buyers: int, suppliers: int):
    """Yield the name and the figures of each way."""
    found = []

    def keep(instance, walks, slot_of, go_on):
        found.append((instance, walks, dict(slot_of)))
        return slot_of

    conductor.tidy_rounds = keep
    conductor.solve(*build_fair(Shape(buyers, suppliers)))
    instance, walks, slot_of = found[0]
    for name, way in (
        ("as placed", lambda: slot_of),
        ("each in turn", lambda: order_in_turn(instance, walks, slot_of)),
        ("fairmatch", lambda: tidy_rounds(instance, walks, slot_of, lambda: True)),
    ):
        began = time.process_time()
        placed = way()
        seconds = time.process_time() - began
        yield name, figures(instance, walks, placed) + f" {seconds:>7.2f}"


def figures(instance, walks, slot_of) -> str:
    """Return idle rounds, minutes, their bound, the gap and holes as text."""
    days = [defaultdict(dict), defaultdict(dict)]
    for pair, slot in slot_of.items():
        session = int(instance.slot_session[slot])
        for day, party in zip(
            days, (instance.pair_buyer, instance.pair_supplier), strict=True
        ):
            day[int(party[pair]), session][slot] = pair
    idle, holes = (
        sum(max(day) - min(day) + 1 - len(day) for day in side.values())
        for side in days
    )
    minutes = sum(walked(walks, [d[t] for t in sorted(d)]) for d in days[0].values())
    bound = walks_bound(build_grid(instance, slot_of), walks)
    least, _ = idle_bounds(build_grid(instance, slot_of))
    return (
        f"{idle:>6} {minutes:>8} {bound:>8} {minutes / bound - 1:>7.2%} {holes:>7}"
        + (f" (idle at least {least})" if least else "")
    )


def walked(walks, pairs: list[int]) -> int:
    """Return the whole minutes walked from each of `pairs` to the next."""
    return sum(walks.whole_minutes(p, q) for p, q in pairwise(pairs))


def order_in_turn(instance, walks, slot_of) -> dict[int, int]:
    """Give each buyer the best of its orders in rounds on end, others staying."""
    placed = dict(slot_of)
    supplier, buyer = instance.pair_supplier.tolist(), instance.pair_buyer.tolist()
    taken = Counter((supplier[pair], slot) for pair, slot in placed.items())
    groups = defaultdict(list)
    for pair, slot in sorted(placed.items()):
        groups[buyer[pair], int(instance.slot_session[slot])].append(pair)

    def is_free(pair: int, slot: int) -> bool:
        s = supplier[pair]
        there = (
            instance.supplier_open[s, slot] and instance.buyer_open[buyer[pair], slot]
        )
        return bool(there) and taken[s, slot] < instance.supplier_tables[s]

    for (_, session), mine in groups.items():
        if any(pair in instance.locked for pair in mine):
            continue
        taken.subtract((supplier[pair], placed[pair]) for pair in mine)
        slots = instance.session_slots[session].tolist()
        runs = [slots[i : i + len(mine)] for i in range(len(slots) - len(mine) + 1)]
        ways = [
            dict(zip(order, run, strict=True))
            for order in permutations(mine)
            for run in runs
            if all(map(is_free, order, run))
        ]
        placed |= min(ways, key=lambda way: walked(walks, list(way)), default={})
        taken.update((supplier[pair], placed[pair]) for pair in mine)
    return placed


if __name__ == "__main__":
    main()
