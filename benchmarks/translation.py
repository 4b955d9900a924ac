"""Lines in one language, offers in another: `python -m benchmarks.translation`.

Invented fairs of products of a tree that has both names: of the one that comes along, or
of any other with columns like name_zh (`--tree FILE --languages es en`). A buyer wants four, a
supplier sells six; the truth is the product, which nobody sees. Beside what words mean:
the same without it, and both sides in one language, where every name is the same. Then
the fairs of benchmarks.languages, buyers and suppliers in two European languages.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from itertools import permutations
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.fit import MEASURES, measures_of
from benchmarks.languages import fairs as languages
from data.glossary import read_glossary
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

TREE = Path(__file__).parent.parent / "data" / "categories" / "shopify.csv"
BUYERS, WANTED = 200, 4
SUPPLIERS, SOLD = 300, 6
EUROPEAN = ("de", "fr", "it", "pl", "pt")


def main() -> None:
    """Print a row for each way: without the words' meanings, and with them."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, default=TREE)
    parser.add_argument("--languages", nargs=2, default=["zh", "en"])
    parser.add_argument("--seeds", type=int, default=3, help="fairs for each row")
    options = parser.parse_args()
    one, other = options.languages
    names = read_names(options.tree, one, other)
    seeds = range(options.seeds)
    _print_head()
    for ours, theirs in ((one, other), (other, one), (one, one)):
        _print_rows(ours, theirs, [invent(names, ours, theirs, seed) for seed in seeds])
    for ours, theirs in permutations(EUROPEAN, 2):
        fairs = [languages.invent(ours, seed, offered=theirs) for seed in seeds]
        _print_rows(ours, theirs, fairs)


def _print_head() -> None:
    print("| lines -> offers | meanings |", " | ".join(MEASURES), "| cpu s |")
    print("|---|---|" + "---|" * (len(MEASURES) + 1))


def _print_rows(ours: str, theirs: str, fairs: list[languages.TrueFair]) -> None:
    for said in (False, True) if ours != theirs else (False,):
        began = process_time()
        rows = [_measure(fair, said=said) for fair in fairs]
        seconds = (process_time() - began) / len(fairs)
        figures = " | ".join(f"{value:.3f}" for value in np.mean(rows, axis=0))
        known = "yes" if said else "no"
        print(f"| {ours} -> {theirs} | {known} | {figures} | {seconds:.1f} |")


def read_names(tree: Path, one: str, other: str) -> list[dict[str, str]]:
    """Return the names in a tree, each told apart in both languages."""
    with tree.open(encoding="utf-8") as file:
        rows = [
            {language: row[f"name_{language}"] for language in (one, other)}
            for row in csv.DictReader(file)
        ]
    seen: dict[str, dict[str, str]] = {}
    for names in rows:
        told = {name for name in names.values() if name}
        if len(told) == len(names) and not told & seen.keys():
            seen |= dict.fromkeys(told, names)
    return list({id(names): names for names in seen.values()}.values())


def invent(
    names: list[dict[str, str]], ours: str, theirs: str, seed: int
) -> languages.TrueFair:
    """Return a fair whose buyers write in one language and suppliers in another."""
    rng = np.random.default_rng(seed)
    goods = rng.permutation(len(names))[: SUPPLIERS * SOLD // 3]
    sold = rng.permutation(np.repeat(goods, 3)).reshape(SUPPLIERS, SOLD)
    wanted = rng.choice(goods, size=(BUYERS, WANTED))
    suppliers = tuple(
        Supplier(SupplierId(f"S{at:03}"), f"S{at}", lines=tuple(
            OfferLine(names[product][theirs]) for product in row))
        for at, row in enumerate(sold)
    )  # fmt: skip
    buyers = tuple(
        Buyer(BuyerId(f"B{at:03}"), f"B{at}", tuple(
            DemandLine(names[product][ours]) for product in row))
        for at, row in enumerate(wanted)
    )  # fmt: skip
    return languages.TrueFair(
        Problem(Fair(Wording.same(ours), "Asia/Shanghai", ()), buyers, suppliers),
        [np.isin(sold, row).any(axis=1) for row in wanted],
        [(sold == product).any(axis=1) for row in wanted for product in row],
    )


def _measure(fair: languages.TrueFair, *, said: bool) -> np.ndarray:
    problem = fair.problem
    if said:
        glossary = read_glossary(problem.buyers, problem.suppliers, ())
        problem = replace(problem, glossary=glossary)
    model = FitModel(problem)
    pairs = [model.scores(buyer.id) for buyer in problem.buyers]
    lines = [row for buyer in problem.buyers for row in model.line_scores(buyer.id)]
    return measures_of((pairs, lines), fair.pairs, fair.lines)


if __name__ == "__main__":
    main()
