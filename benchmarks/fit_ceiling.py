"""How many true suppliers of a line any method could find: `python -m benchmarks.fit_ceiling`.

Suppliers whose best offer for a line is the very same, word and category, cannot be
told apart by that line. The ceiling is what an oracle reaches that knows for every
line which of these groups holds how many true suppliers, and draws by lot within one:
no method that reads lines alone is above it, and none can know what the oracle does.
"""

from __future__ import annotations

import argparse
from pathlib import Path

import numpy as np

from benchmarks.fit import FAIRS, load_problem, recall, truth_of
from scheduler.fit.model import FitModel

FIRST = 5


def main() -> None:
    """Print fit and ceiling of each fair with a truth."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fairs", type=Path, default=FAIRS, help="folder of fairs")
    options = parser.parse_args()
    print("| fair | lines | fit | ceiling |")
    print("|---|---|---|---|")
    for path in sorted(options.fairs.glob("*/truth.csv")):
        fit, ceiling, lines = measure(path.parent)
        print(f"| {path.parent.name} | {lines} | {fit:.3f} | {ceiling:.3f} |")


def measure(folder: Path) -> tuple[float, float, int]:
    """Return line recall@5 of the fit and of the oracle, and the lines they mean."""
    problem = load_problem(folder)
    _, truth = truth_of(problem, folder)
    model = FitModel(problem)
    offers = [(o.product, o.categories) for s in problem.suppliers for o in s.lines]
    number = {offer: i for i, offer in enumerate(sorted(set(offers)))}
    kind = np.array([number[offer] for offer in offers])
    found = []
    for at, buyer in enumerate(problem.buyers):
        first = int(model.arrays.index.demand_at[at])
        mine = truth[first : first + len(buyer.lines)]
        groups = groups_of(model, at, kind)
        for group, score, true in zip(
            groups, model.line_scores(buyer.id), mine, strict=True
        ):
            if true.any():
                found.append((recall(score, true, FIRST), reachable(group, true)))
    fit, ceiling = np.mean(found, axis=0)
    return float(fit), float(ceiling), len(found)


def groups_of(model: FitModel, buyer: int, kind: np.ndarray) -> np.ndarray:
    """Return the kind of each supplier's best offer (column) for each line (row).

    It is -1 where a supplier has nothing for the line.
    """
    index = model.arrays.index
    rows = index.rows_of(range(buyer, buyer + 1))
    lines = index.gather(index.find_hits(rows), name_offers=True)
    table = np.full((len(rows), index.suppliers), -1)
    table[np.searchsorted(rows, lines.row), lines.supplier] = kind[lines.offer]
    start, stop = index.demand_at[buyer : buyer + 2]
    return table[np.searchsorted(rows, index.row_of[start:stop])]


def reachable(group: np.ndarray, true: np.ndarray) -> float:
    """Return the share of the true ones that the oracle finds among the first five."""
    kinds, place = np.unique(group, return_inverse=True)
    size = np.bincount(place, minlength=len(kinds))
    hits = np.bincount(place[true], minlength=len(kinds))
    order = np.argsort(-hits / size, kind="stable")
    before = np.cumsum(size[order]) - size[order]
    taken = np.clip(FIRST - before, 0, size[order])
    return float((hits[order] / size[order] * taken).sum() / true.sum())


if __name__ == "__main__":
    main()
