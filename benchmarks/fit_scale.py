"""How long scoring takes on large invented fairs: `python -m benchmarks.fit_scale BxS`.

Five demand lines a buyer and ten offer lines a supplier, each an adjective, a leaf of
the category tree that comes along (skewed popularity) and a type number, with the leaf
as category. Hardly any two lines are equal.
"""

from __future__ import annotations

import argparse
import time
from pathlib import Path

import numpy as np

from benchmarks.fit import peak_mb
from data.category_tree import SHOPIFY, read_tree
from data.faults import Findings
from scheduler.executor.pool import Pool
from scheduler.fair import Fair
from scheduler.fit.model import FitModel
from scheduler.problem import (
    Buyer,
    BuyerId,
    DemandLine,
    OfferLine,
    Problem,
    Supplier,
    SupplierId,
)
from scheduler.wording import Wording

ADJECTIVES = ("不锈钢", "防水", "便携", "工业用", "家用", "高强度", "加厚", "无线",
              "可折叠", "环保", "定制", "进口", "迷你", "大号", "新型")  # fmt: skip
DEMANDS, OFFERS = 5, 10


def main() -> None:
    """Print a row for each size."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", help="such as 3500x3000")
    parser.add_argument("--workers", type=int, default=1, help="processes that score")
    options = parser.parse_args()
    print("| buyers x suppliers | candidates | build s | score s | own CPU s | MB |")
    print("|---|---|---|---|---|---|")
    for size in options.sizes:
        print(measure(size, options.workers), flush=True)


def measure(size: str, workers: int) -> str:
    """Return the row of one size; memory is that of the main process."""
    buyers, suppliers = map(int, size.split("x"))
    problem = invent(buyers, suppliers)
    pool = Pool(workers) if workers > 1 else None
    busy, begun = time.process_time(), time.perf_counter()
    model = FitModel(problem)
    built = time.perf_counter()
    found = len(model.candidates(pool))
    scored = time.perf_counter()
    if pool is not None:
        pool.close()
    row = (
        f"{buyers:,} x {suppliers:,}",
        f"{found:,}",
        f"{built - begun:.1f}",
        f"{scored - built:.1f}",
        f"{time.process_time() - busy:.1f}",
        f"{peak_mb():,.0f}",
    )
    return f"| {' | '.join(row)} |"


def invent(buyers: int, suppliers: int) -> Problem:
    """Return a fair of that size, always the same."""
    rng = np.random.default_rng(7)
    wanted = _lines(rng, buyers * DEMANDS)
    sold = _lines(rng, suppliers * OFFERS)
    return Problem(
        Fair(Wording.same("scale"), "Asia/Shanghai", ()),
        tuple(
            Buyer(
                BuyerId(f"B{b:06}"),
                f"B{b}",
                tuple(
                    DemandLine(*line)
                    for line in wanted[b * DEMANDS : (b + 1) * DEMANDS]
                ),
            )
            for b in range(buyers)
        ),
        tuple(
            Supplier(
                SupplierId(f"S{s:06}"),
                f"S{s}",
                lines=tuple(
                    OfferLine(*line) for line in sold[s * OFFERS : (s + 1) * OFFERS]
                ),
            )
            for s in range(suppliers)
        ),
    )


def _lines(rng: np.random.Generator, count: int) -> list[tuple[str, tuple[str, ...]]]:
    tree = read_tree(Path(SHOPIFY), Findings())
    nodes = tree.nodes.values() if tree else ()
    names = sorted(node.wording.zh for node in nodes if node.code.count("-") > 1)
    order = np.random.default_rng(1).permutation(len(names))
    weight = 1.0 / (np.arange(len(names)) + 20.0) ** 0.7
    leaf = order[rng.choice(len(names), count, p=weight / weight.sum())].tolist()
    word = rng.integers(len(ADJECTIVES), size=count).tolist()
    number = rng.integers(1000, size=count).tolist()
    return [
        (f"{ADJECTIVES[w]}{names[i]} {n}型", (names[i],))
        for i, w, n in zip(leaf, word, number, strict=True)
    ]


if __name__ == "__main__":
    main()
