"""Lines in Chinese against offers in English, and back: `python -m benchmarks.translation`.

Invented fairs of products of a tree that has both names: of the one that comes along, or
of any other with the columns name_zh and name_en (`--tree FILE`). A buyer wants four, a
supplier sells six; the truth is the product, which nobody sees. Beside the dictionary:
the same without it, and both sides in one language, where every name is the same.
"""

from __future__ import annotations

import argparse
import csv
from dataclasses import replace
from pathlib import Path
from time import process_time

import numpy as np

from benchmarks.fit import MEASURES, measures_of
from benchmarks.languages.fairs import TrueFair
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
WAYS = {"zh -> en": ("zh", "en"), "en -> zh": ("en", "zh"), "zh -> zh": ("zh", "zh")}


def main() -> None:
    """Print a row for each way: without the dictionary, and with it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tree", type=Path, default=TREE)
    parser.add_argument("--seeds", type=int, default=3, help="fairs for each row")
    options = parser.parse_args()
    names = read_names(options.tree)
    print("| lines -> offers | dictionary |", " | ".join(MEASURES), "| cpu s |")
    print("|---|---|" + "---|" * (len(MEASURES) + 1))
    for way, (ours, theirs) in WAYS.items():
        for said in (False, True) if ours != theirs else (False,):
            began = process_time()
            rows = [
                _measure(names, ours, theirs, s, said) for s in range(options.seeds)
            ]
            seconds = (process_time() - began) / options.seeds
            figures = " | ".join(f"{value:.3f}" for value in np.mean(rows, axis=0))
            print(f"| {way} | {'yes' if said else 'no'} | {figures} | {seconds:.1f} |")


def read_names(tree: Path) -> list[dict[str, str]]:
    """Return the names of the leaves of a tree, each told apart in both languages."""
    with tree.open(encoding="utf-8") as file:
        rows = [
            row for row in csv.DictReader(file) if row["name_zh"] and row["name_en"]
        ]
    seen: dict[str, dict[str, str]] = {}
    for row in rows:
        names = {"zh": row["name_zh"], "en": row["name_en"]}
        if names["zh"] != names["en"] and not {*names.values()} & seen.keys():
            seen |= dict.fromkeys(names.values(), names)
    return list({id(names): names for names in seen.values()}.values())


def invent(names: list[dict[str, str]], ours: str, theirs: str, seed: int) -> TrueFair:
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
    return TrueFair(
        Problem(Fair(Wording.same(ours), "Asia/Shanghai", ()), buyers, suppliers),
        [np.isin(sold, row).any(axis=1) for row in wanted],
        [(sold == product).any(axis=1) for row in wanted for product in row],
    )


def _measure(
    names: list[dict[str, str]], ours: str, theirs: str, seed: int, said: bool
) -> np.ndarray:
    fair = invent(names, ours, theirs, seed)
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
