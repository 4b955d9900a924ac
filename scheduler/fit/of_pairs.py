"""What is known of given pairs, line by line: many at once, as arrays."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.fit.pairs import build_pairs
from scheduler.fit.terms import OFF, TERMS
from scheduler.ranges import ranges

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from numpy.typing import NDArray

    from scheduler.fit.block import FitArrays
    from scheduler.fit.lines import LineIndex, LineScores
    from scheduler.fit.pairs import Pairs
    from scheduler.fit.terms import Term, Terms


class BestOffer(NamedTuple):
    """The best offer for a line, both as positions in their party's own lines.

    `score` is in millionths; `too_little` says that less is wanted than the least
    order; `worth` has the parts of lines (0 to 1) that the sheets say enough of.
    """

    line: int
    offer: int
    score: int
    too_little: bool
    worth: Mapping[Term, float]


@dataclass(frozen=True, slots=True)
class PairFacts:
    """What the fit of one pair is made of, `fit` 0-100, the rest in millionths.

    `terms` are the further parts that the sheets say enough of.
    """

    offers: list[BestOffer]
    fit: int = 0
    best: int = 0
    coverage: int = 0
    choice: int = 0
    terms: Mapping[Term, int] = field(default_factory=dict)


@dataclass(frozen=True)
class _Found:
    """The scores of pairs, and the lines of each with the offers that serve them.

    `line` and `hit` are as in `build_pairs`; those of pair i of `keys` (buyer times
    number of suppliers plus supplier, ascending) begin at `start[i]`.
    """

    keys: NDArray[np.int64]
    lines: LineScores
    line: NDArray[np.int64]
    hit: NDArray[np.int64]
    start: NDArray[np.int64]
    pairs: Pairs


def find_pairs(
    arrays: FitArrays,
    buyer: NDArray[np.int64],
    supplier: NDArray[np.int64],
    totals_of: Callable[[NDArray[np.int64]], NDArray[np.int64]],
) -> Iterator[PairFacts]:
    """Yield the facts of each pair of positions; `totals_of` those of distinct lines."""
    suppliers = arrays.index.suppliers
    key = buyer * suppliers + supplier
    found = _find(arrays, np.unique(key), totals_of)
    offers = _offers(found, arrays.index, arrays.terms)
    scored = found.pairs.buyer * suppliers + found.pairs.supplier
    row_of = dict(zip(scored.tolist(), _rows(found.pairs), strict=True))
    start = found.start.tolist()
    at = np.searchsorted(found.keys, key).tolist()
    for one, place in zip(key.tolist(), at, strict=True):
        mine = offers[start[place] : start[place + 1]]
        yield PairFacts(mine, *row_of[one]) if mine else PairFacts(mine)


def _find(
    arrays: FitArrays,
    keys: NDArray[np.int64],
    totals_of: Callable[[NDArray[np.int64]], NDArray[np.int64]],
) -> _Found:
    index, suppliers = arrays.index, arrays.index.suppliers
    buyer, supplier = keys // suppliers, keys % suppliers
    first = index.demand_at[buyer]
    count = index.demand_at[buyer + 1] - first
    line, pair = ranges(first, count), np.repeat(np.arange(len(keys)), count)
    cell = index.row_of[line] * suppliers + supplier[pair]
    cells = np.unique(cell)
    hits = index.find_hits_of(cells // suppliers, cells % suppliers)
    lines = index.gather(hits, name_offers=True)
    known = lines.row * suppliers + lines.supplier
    hit = np.searchsorted(known, cell)
    there = np.append(known, -1)[hit] == cell
    line, hit, pair = line[there], hit[there], pair[there]
    total = totals_of(lines.row)
    return _Found(
        keys,
        lines,
        line,
        hit,
        np.searchsorted(pair, np.arange(len(keys) + 1)),
        build_pairs(lines, total, index, arrays.terms, (line, hit), arrays.settings),
    )


def _offers(found: _Found, index: LineIndex, terms: Terms) -> list[BestOffer]:
    """Return the best offer of each line of each pair."""
    line, hit, lines = found.line, found.hit, found.lines
    offer, supplier = lines.offer[hit], lines.supplier[hit]
    buyer = np.searchsorted(index.demand_at, line, side="right") - 1
    values = terms.of_lines(line, offer, supplier)
    columns = [column.tolist() for column in values.values()]
    return [
        BestOffer(
            *own,
            {
                term: column[i]
                for term, column in zip(values, columns, strict=True)
                if column[i] == column[i]  # nan: the sheets say too little
            },
        )
        for i, own in enumerate(
            zip(
                (line - index.demand_at[buyer]).tolist(),
                (offer - index.offer_at[supplier]).tolist(),
                lines.best[hit].tolist(),
                terms.amounts.is_too_little(line, offer).tolist(),
                strict=True,
            )
        )
    ]


def _rows(pairs: Pairs) -> Iterator[tuple[int, int, int, int, dict[Term, int]]]:
    """Yield fit, best, coverage, choice and terms of each pair."""
    columns = (pairs.fit, pairs.best, pairs.coverage, pairs.choice)
    for *values, row in zip(
        *(column.tolist() for column in columns), pairs.terms.tolist(), strict=True
    ):
        terms = zip(TERMS, row, strict=True)
        yield (*values, {term: value for term, value in terms if value != OFF})
