"""Small invented fairs in one language each, and who truly sells what is wanted.

`names.csv` has sixteen products in fifteen languages, each as four people would write it:
inflected, compounded, without accents, with another word. A supplier sells two of
them, a buyer wants three; each line is written in one of the four ways at random. The
truth is the product, which no method sees.
"""

from __future__ import annotations

import csv
from collections import defaultdict
from functools import cache
from pathlib import Path
from typing import NamedTuple

import numpy as np

from scheduler.fair import Fair
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

NAMES = Path(__file__).with_name("names.csv")
BUYERS, WANTED = 30, 3
SUPPLIERS, SOLD = 32, 2


class Product(NamedTuple):
    """A product: its code of the Harmonised System and the ways to write it."""

    code: str
    names: tuple[str, ...]


class TrueFair(NamedTuple):
    """A fair; `pairs` has a row per buyer, `lines` per demand line, of suppliers."""

    problem: Problem
    pairs: list[np.ndarray]
    lines: list[np.ndarray]


@cache
def products() -> dict[str, tuple[Product, ...]]:
    """Return the products by language."""
    found: defaultdict[str, list[Product]] = defaultdict(list)
    with NAMES.open(encoding="utf-8") as file:
        for row in csv.DictReader(file):
            names = tuple(name.strip() for name in row["names"].split(";"))
            found[row["language"]].append(Product(row["code"], names))
    return {language: tuple(rows) for language, rows in found.items()}


def invent(
    language: str, seed: int, coded: float = 0.0, offered: str | None = None
) -> TrueFair:
    """Return a fair whose lines bear their code with the chance `coded`.

    Suppliers write in the language `offered`, that of the buyers without it.
    """
    rng = np.random.default_rng(seed)
    goods, theirs = products()[language], products()[offered or language]
    sold = _dealt(rng, len(goods), SUPPLIERS, SOLD)
    wanted = _dealt(rng, len(goods), BUYERS, WANTED)

    def line(product: Product) -> tuple[str, tuple[str, ...]]:
        name = product.names[rng.integers(len(product.names))]
        return name, (product.code,) if rng.random() < coded else ()

    suppliers = tuple(
        Supplier(SupplierId(f"S{at:03}"), f"S{at}", lines=tuple(
            OfferLine(*line(theirs[product])) for product in row))
        for at, row in enumerate(sold)
    )  # fmt: skip
    buyers = tuple(
        Buyer(BuyerId(f"B{at:03}"), f"B{at}", tuple(
            DemandLine(*line(goods[product])) for product in row))
        for at, row in enumerate(wanted)
    )  # fmt: skip
    sells = np.array([np.isin(np.arange(len(goods)), row) for row in sold])
    return TrueFair(
        Problem(Fair(Wording.same(language), "Asia/Shanghai", ()), buyers, suppliers),
        [sells[:, row].any(axis=1) for row in wanted],
        [sells[:, product] for row in wanted for product in row],
    )


def _dealt(
    rng: np.random.Generator, goods: int, parties: int, each: int
) -> list[list[int]]:
    """Return the products of each party, all about equally often, none twice."""
    rows = [rng.permutation(goods) for _ in range(-(-parties * each // goods))]
    flat = np.concatenate(rows)[: parties * each].reshape(parties, each)
    return [list(dict.fromkeys(row.tolist())) for row in flat]
