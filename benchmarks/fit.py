"""Measures the fit against pairs that really did business: `python benchmarks/fit.py`.

Each folder with `truth.csv` (buyer_id, supplier_id) is scored by the fit and by simple
methods on the same sheets in the same run. `truth_lines.csv` (line_id, supplier_id)
goes with the sheets' line ids. The truth is positive only: a missing pair is unknown.

recall@k: the share of a buyer's true suppliers among its first k, mean over buyers.
AUC: how often a true supplier stands before another one, mean over buyers. line
recall@5: recall@5 for each line. Equal scores count as shuffled, by expectation.
"""

from __future__ import annotations

import argparse
import csv
import json
import os
import re
import resource
import subprocess
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
from scipy import sparse

from data.intake import read_input
from data.sources import InputPaths
from scheduler.fit.model import FitModel
from scheduler.fit.tune import PastFair, tune
from scheduler.problem import BuyerId, Dealing, Outcome, Problem, SupplierId

ROOT = Path(__file__).resolve().parents[1]
FAIRS = Path(os.environ.get("FAIRMATCH_FAIRS", ROOT.parent / "shared" / "fairs"))
MEASURES = ("recall@5", "recall@10", "AUC", "line recall@5")
BLOCK = 256

Columns = list[np.ndarray]


def main() -> None:
    """Print a table for each fair with a truth, and how far the fit is ahead."""
    options = _options()
    if options.cost:
        print(json.dumps(cost(options.cost)))
        return
    ahead: list[tuple[float, float]] = []
    folders = []
    for folder in sorted(path.parent for path in options.fairs.glob("*/truth.csv")):
        folders.append(folder)
        table = measure(folder)
        print_table(folder.name, table, child_cost(folder))
        simple = np.array([row for name, row in table.items() if name != "fit"])
        ahead.append((table["fit"][3], simple[:, 3].max()))
    fit, best = np.mean(ahead, axis=0) if ahead else (0.0, 0.0)
    print(f"\nmean line recall@5: fit {fit:.3f}, best simple method {best:.3f}")
    print_tuned(folders)


def print_tuned(folders: list[Path]) -> None:
    """Print what weights learnt from the other fairs do for each."""
    tuned = tune([past_fair(folder) for folder in folders])
    print("\n| left out | usual weights | learnt from the others |")
    print("|---|---|---|")
    for fold in tuned.held_out:
        print(f"| {fold.name} | {fold.before:.3f} | {fold.after:.3f} |")
    learnt = ", ".join(f"{name} {value:g}" for name, value in tuned.weights.items())
    print(f"\n(NDCG; learnt from all: {learnt or 'no change'})")


def past_fair(folder: Path) -> PastFair:
    """Return the fair with each pair that did business as a deal."""
    problem = load_problem(folder)
    buyers, suppliers = problem.buyer_by_id, problem.supplier_by_id
    with (folder / "truth.csv").open(encoding="utf-8") as file:
        pairs = [(row["buyer_id"], row["supplier_id"]) for row in csv.DictReader(file)]
    return PastFair(
        folder.name,
        problem,
        tuple(
            Dealing(BuyerId(b), SupplierId(s), Outcome.DEAL)
            for b, s in pairs
            if b in buyers and s in suppliers
        ),
    )


def load_problem(folder: Path) -> Problem:
    """Read the sheets of `folder`; stop where they are rejected."""
    buyers, suppliers = (
        next(folder.glob(f"{kind}.*")) for kind in ("buyers", "suppliers")
    )
    intake = read_input(InputPaths(folder / "fair.toml", buyers, suppliers))
    if intake.problem is None:
        raise SystemExit(f"{folder}: {intake.faults}")
    return intake.problem


def measure(folder: Path) -> dict[str, np.ndarray]:
    """Return the measures of every method, by its name."""
    problem = load_problem(folder)
    pairs, lines = truth_of(problem, folder)
    return {
        name: measures_of(method(problem), pairs, lines)
        for name, method in METHODS.items()
    }


def measures_of(
    scores: tuple[Columns, Columns], pairs: Columns, lines: Columns
) -> np.ndarray:
    """Return the measures of scores of pairs and lines against what is true."""
    rows = [
        (recall(row, true, 5), recall(row, true, 10), auc(row, true))
        for row, true in _known(scores[0], pairs)
    ]
    by_line = [recall(row, true, 5) for row, true in _known(scores[1], lines)]
    return np.array([*np.mean(rows, axis=0), np.mean(by_line)])


def truth_of(problem: Problem, folder: Path) -> tuple[Columns, Columns]:
    """Return which suppliers are true for each buyer, and for each demand line."""
    at = {str(supplier.id): i for i, supplier in enumerate(problem.suppliers)}

    def read(name: str, key: str, ids: list[str]) -> Columns:
        true: defaultdict[str, set[int]] = defaultdict(set)
        with (folder / name).open(encoding="utf-8") as file:
            for row in csv.DictReader(file):
                if row["supplier_id"] in at:
                    true[row[key]].add(at[row["supplier_id"]])
        return [np.isin(np.arange(len(at)), list(true.get(id_, ()))) for id_ in ids]

    line_ids = [line.id for buyer in problem.buyers for line in buyer.lines]
    return (
        read("truth.csv", "buyer_id", [str(buyer.id) for buyer in problem.buyers]),
        read("truth_lines.csv", "line_id", line_ids),
    )


def recall(score: np.ndarray, true: np.ndarray, k: int) -> float:
    """Return the expected share of the true ones among the first `k`."""
    last = np.sort(score)[::-1][min(k, len(score)) - 1]
    above, level = score > last, score == last
    chance = (k - above.sum()) / level.sum()
    return float((true[above].sum() + true[level].sum() * min(1, chance)) / true.sum())


def auc(score: np.ndarray, true: np.ndarray) -> float:
    """Return the chance that a true one scores above another, halves for equals."""
    _, where, counts = np.unique(score, return_inverse=True, return_counts=True)
    rank = (np.cumsum(counts) - (counts - 1) / 2)[where]
    yes = true.sum()
    no = len(true) - yes
    return float((rank[true].sum() - yes * (yes + 1) / 2) / max(1, yes * no))


def by_fit(problem: Problem) -> tuple[Columns, Columns]:
    """Score by our own fit before rounding."""
    model = FitModel(problem)
    pairs = [model.scores(buyer.id) for buyer in problem.buyers]
    lines = [row for b in problem.buyers for row in model.line_scores(b.id)]
    return pairs, lines


def at_random(problem: Problem) -> tuple[Columns, Columns]:
    """Score all alike: the expectation of a shuffle."""
    none = np.zeros(len(problem.suppliers))
    lines = sum(len(buyer.lines) for buyer in problem.buyers)
    return [none] * len(problem.buyers), [none] * lines


def by_exact_code(problem: Problem) -> tuple[Columns, Columns]:
    """Score 1 for a line where the supplier has a category of the same name."""
    return _best_offers(problem, lambda line: Counter(line.categories), unit=False)


def by_code_prefix(problem: Problem) -> tuple[Columns, Columns]:
    """Score the longest common beginning of two categories, in steps of two."""

    def beginnings(line: Any) -> Counter[str]:
        return Counter(
            {c[:end]: 1 for c in line.categories for end in range(2, len(c) + 1, 2)}
        )

    return _best_offers(problem, beginnings, unit=True)


def by_text(problem: Problem) -> tuple[Columns, Columns]:
    """Score the cosine of TF-IDF over runs of one to three characters."""
    return _best_offers(problem, _character_runs, unit=True, idf=True)


def by_mix(problem: Problem) -> tuple[Columns, Columns]:
    """Add up exact code, code prefix and text."""
    found = [by_exact_code(problem), by_code_prefix(problem), by_text(problem)]
    pairs, lines = zip(*found, strict=True)
    return (
        [np.sum(rows, axis=0) for rows in zip(*pairs, strict=True)],
        [np.sum(rows, axis=0) for rows in zip(*lines, strict=True)],
    )


METHODS: dict[str, Callable[[Problem], tuple[Columns, Columns]]] = {
    "random": at_random,
    "exact code": by_exact_code,
    "code prefix": by_code_prefix,
    "TF-IDF of characters": by_text,
    "text + code + prefix": by_mix,
    "fit": by_fit,
}


def cost(folder: Path) -> dict[str, float]:
    """Return seconds and peak megabytes of scoring alone, reading apart."""
    problem = load_problem(folder)
    before, busy = time.perf_counter(), time.process_time()
    found = len(FitModel(problem).candidates())
    return {
        "seconds": time.perf_counter() - before,
        "cpu": time.process_time() - busy,
        "megabytes": peak_mb(),
        "candidates": found,
    }


def peak_mb() -> float:
    """Return the most memory this process has held, in MB, its parent's left out."""
    status = Path("/proc/self/status")
    if status.exists():  # getrusage goes on counting what the parent held
        found = re.search(r"VmHWM:\s*(\d+) kB", status.read_text())
        if found:
            return int(found[1]) / 1024
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def child_cost(folder: Path) -> dict[str, float]:
    """Return the cost in a process of its own, so that nothing else counts."""
    command = [sys.executable, __file__, "--cost", str(folder)]
    done = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - ourselves
    answer: dict[str, float] = json.loads(done.stdout)
    return answer


def print_table(
    name: str, table: dict[str, np.ndarray], spent: dict[str, float]
) -> None:
    """Print the measures of one fair and what they cost."""
    seconds = f"{spent['seconds']:.1f} s ({spent['cpu']:.1f} s of processor)"
    print(f"\n{name}: {spent['candidates']} candidates in {seconds}, ")
    print(f"{spent['megabytes']:.0f} MB at most\n")
    print("| method |", " | ".join(MEASURES), "|")
    print("|---|" + "---|" * len(MEASURES))
    for method, row in table.items():
        print(f"| {method} |", " | ".join(f"{value:.3f}" for value in row), "|")


def _best_offers(
    problem: Problem,
    features: Callable[[Any], Counter[str]],
    *,
    unit: bool,
    idf: bool = False,
) -> tuple[Columns, Columns]:
    """Score a line by the supplier's best offer, a pair by the sum over its lines."""
    demands = [features(line) for buyer in problem.buyers for line in buyer.lines]
    offers = [features(line) for s in problem.suppliers for line in s.lines]
    rows = _matrix([*demands, *offers], unit=unit, idf=idf)
    sides = rows[: len(demands)], rows[len(demands) :].T.tocsr()
    owner = np.repeat(
        np.arange(len(problem.suppliers)), [len(s.lines) for s in problem.suppliers]
    )
    starts = np.searchsorted(owner, np.arange(len(problem.suppliers)))
    lines = []
    for low in range(0, len(demands), BLOCK):
        product = (sides[0][low : low + BLOCK] @ sides[1]).toarray()
        lines += list(np.maximum.reduceat(product, starts, axis=1))
    ends = np.cumsum([len(buyer.lines) for buyer in problem.buyers])
    split = np.split(np.array(lines), ends[:-1])
    return [part.sum(axis=0) for part in split], lines


def _matrix(rows: list[Counter[str]], *, unit: bool, idf: bool) -> sparse.csr_matrix:
    names = {name: i for i, name in enumerate(sorted({n for row in rows for n in row}))}
    data = np.array([count for row in rows for count in row.values()], dtype=float)
    columns = [names[name] for row in rows for name in row]
    bounds = np.cumsum([0, *map(len, rows)])
    if idf:
        seen = np.bincount(columns, minlength=len(names))
        data *= (np.log((1 + len(rows)) / (1 + seen)) + 1)[columns]
    matrix = sparse.csr_matrix(
        (data, columns, bounds), shape=(len(rows), max(1, len(names)))
    )
    if unit:
        length = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
        matrix = sparse.diags(1 / np.maximum(length, 1e-9)) @ matrix
    return matrix.astype(np.float32)


def _character_runs(line: Any) -> Counter[str]:
    text = f" {line.product.casefold()} "
    return Counter(
        text[start : start + n] for n in (1, 2, 3) for start in range(len(text) - n + 1)
    )


def _known(scores: Columns, truth: Columns) -> Iterator[tuple[np.ndarray, np.ndarray]]:
    for row, true in zip(scores, truth, strict=True):
        if true.any():
            yield row, true


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--fairs", type=Path, default=FAIRS, help="folder of fairs")
    parser.add_argument("--cost", type=Path, help="measure the cost of one fair alone")
    return parser.parse_args()


if __name__ == "__main__":
    main()
