"""The choice of pairs when sessions are no matter: by auction, beside that by a flow.

`python -m benchmarks.auction [SIZE...]`, sizes as in `benchmarks.engine`. Both are asked
in one process, one after the other, and prove their bounds; the arrays are built before.
What each choice may miss at most is what its own bound proves.
"""

from __future__ import annotations

import argparse
import time
from unittest.mock import patch

from benchmarks.fairs import build_fair, shape_of
from scheduler.search import relaxed
from scheduler.search.bounds import Ideal, find_ideal
from scheduler.search.instance import Instance, build_instance
from scheduler.search.worth import standing

SIZES = ("4000x3000x17", "20000x4000", "60000x12000")


def main() -> None:
    """Print a line for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="*", default=SIZES)
    print(
        f"{'size':>13} {'pairs':>9} | {'flow cpu s':>10} {'missing':>8} | "
        f"{'auction cpu s':>13} {'missing':>8} | {'ratio':>5}"
    )
    for size in parser.parse_args().sizes:
        print(line_of(size), flush=True)


def line_of(size: str) -> str:
    """Return what both ways took and reached."""
    instance = build_instance(*build_fair(shape_of(size)))
    _ = instance.pair_meetable  # is needed by both
    flow_s, flow = timed(instance, many_pairs=instance.n_pairs)
    auction_s, auction = timed(instance, many_pairs=0)
    lost = [missing(instance, found) for found in (flow, auction)]
    return (
        f"{size:>13} {instance.n_pairs:>9} | {flow_s:>10.2f} {lost[0]:>8.4%} | "
        f"{auction_s:>13.2f} {lost[1]:>8.4%} | {flow_s / auction_s:>5.1f}"
    )


def timed(instance: Instance, many_pairs: int) -> tuple[float, Ideal]:
    """Return processor seconds and the choice; an auction above `many_pairs` is held."""
    began = time.process_time()
    with patch.object(relaxed, "MANY_PAIRS", many_pairs):
        found = find_ideal(instance)
    return time.process_time() - began, found


def missing(instance: Instance, found: Ideal) -> float:
    """Return the share of the fit that a choice may miss, as far as is proven."""
    stands = standing(instance, found.relaxed.chosen)
    return (found.relaxed.total - stands.worth(found.prices)) / max(1, stands.fit)


if __name__ == "__main__":
    main()
