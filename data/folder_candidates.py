"""The candidate pairs in problem.json, there and back; there may be millions."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from data.folder_reader import Node
from data.folder_stream import Rows, UnlikeOurs, parse
from data.folder_text import Written, quote
from scheduler.candidates import Candidates
from scheduler.problem import BuyerId, Problem, SupplierId
from scheduler.wording import Wording

MAX_BITS = 2**64 - 1
TRIPLE = Wording(
    en="[buyer, supplier, fit] with known parties and a fit from 0 to 100",
    zh=" [采购商, 供应商, 匹配度]，其中双方均在名单中，匹配度为 0 到 100 的整数",
)
BITS = Wording(en="a whole number from 0 to 2^64 - 1", zh=" 0 到 2^64 - 1 的整数")
ONCE = Wording(en="each pair once", zh="每对单位只出现一次")


def candidates_json(problem: Problem, candidates: Candidates) -> dict[str, object]:
    """Return the members of problem.json that hold the pairs, a buyer to a line."""
    return {
        "candidates": Written(_candidate_rows(problem, candidates)),
        "candidate_lines": Written(_line_rows(candidates)),
    }


def read_candidates(node: Node, problem: Problem) -> Candidates:
    """Return the pairs in order, whatever the order in the file; raises FolderError."""
    buyer, supplier, fit = _read_triples(node, problem)
    columns = Candidates(
        buyer=np.array(buyer, dtype=np.int32),
        supplier=np.array(supplier, dtype=np.int32),
        fit=np.array(fit, dtype=np.int16),
        lines=np.array(_read_bits(node, len(fit)), dtype=np.uint64),
    )
    order = np.argsort(columns.keys, kind="stable")
    keys = columns.keys[order]
    twice = np.flatnonzero(keys[1:] == keys[:-1])
    if len(twice):
        row = int(order[twice[0] + 1])
        raise node.wrong(f"candidates[{row}]", ONCE, node.items("candidates")[row])
    return _in_order(columns)


def _read_triples(
    node: Node, problem: Problem
) -> tuple[list[int], list[int], list[int]]:
    buyer_at: dict[str, int] = {b.id: i for i, b in enumerate(problem.buyers)}
    supplier_at: dict[str, int] = {s.id: i for i, s in enumerate(problem.suppliers)}
    buyers: list[int] = []
    suppliers: list[int] = []
    fits: list[int] = []
    triples: Sequence[Any] = node.items("candidates")
    for row, item in enumerate(triples):
        # a try costs nothing while it holds, and there may be millions of rows
        try:
            buyer, supplier, fit = item
            buyers.append(buyer_at[buyer])
            suppliers.append(supplier_at[supplier])
        except (TypeError, ValueError, KeyError):
            raise node.wrong(f"candidates[{row}]", TRIPLE, item) from None
        if type(fit) is not int or not 0 <= fit <= 100:
            raise node.wrong(f"candidates[{row}]", TRIPLE, item)
        fits.append(fit)
    return buyers, suppliers, fits


def _read_bits(node: Node, rows: int) -> list[int]:
    found: list[int] = []
    for row, item in enumerate(node.items("candidate_lines")):
        if type(item) is not int or not 0 <= item <= MAX_BITS:
            raise node.wrong(f"candidate_lines[{row}]", BITS, item)
        found.append(item)
    if len(found) != rows:
        expected = Wording(en=f"{rows} numbers", zh=f" {rows} 个数字")
        raise node.wrong("candidate_lines", expected, len(found))
    return found


def _candidate_rows(problem: Problem, candidates: Candidates) -> Iterator[str]:
    """Yield the pairs of each buyer as JSON."""
    buyers = [f"[{quote(buyer.id)}, " for buyer in problem.buyers]
    suppliers = [f"{quote(supplier.id)}, " for supplier in problem.suppliers]
    for rows in _by_buyer(candidates):
        begin = buyers[candidates.buyer[rows.start]]
        pairs = zip(
            candidates.supplier[rows].tolist(),
            candidates.fit[rows].tolist(),
            strict=True,
        )
        yield ", ".join([f"{begin}{suppliers[s]}{fit}]" for s, fit in pairs])


def _line_rows(candidates: Candidates) -> Iterator[str]:
    for rows in _by_buyer(candidates):
        yield ", ".join(map(str, candidates.lines[rows].tolist()))


def _by_buyer(candidates: Candidates) -> Iterator[slice]:
    """Yield the rows of each buyer that has any."""
    cuts = np.flatnonzero(np.diff(candidates.buyer)) + 1
    edges = [0, *cuts.tolist(), len(candidates)]
    yield from (slice(a, b) for a, b in pairwise(edges) if a < b)


class _Numbers(dict[str, int]):
    """Names and their numbers, in the order in which they come."""

    def __missing__(self, name: str) -> int:
        number = self[name] = len(self)
        return number


@dataclass(frozen=True)
class Pairs:
    """Pairs as they stand in the file: numbers of names, and the names."""

    buyer: NDArray[np.int32]
    supplier: NDArray[np.int32]
    fit: NDArray[np.int16]
    buyers: list[str]
    suppliers: list[str]


def pairs_by_line(rows: Rows, _before: Mapping[str, object]) -> Pairs:
    """Return the pairs of the rows; raises UnlikeOurs where anything is odd."""
    numbers = _Numbers(), _Numbers()
    columns: tuple[array[int], array[int], array[int]] = (
        array("i"),
        array("i"),
        array("h"),
    )
    for row in rows:
        try:
            buyers, suppliers, fits = zip(*_list(row), strict=True)
        except (TypeError, ValueError):
            raise UnlikeOurs from None
        texts = {*map(type, buyers), *map(type, suppliers)}
        if texts != {str} or set(map(type, fits)) != {int}:
            raise UnlikeOurs
        if min(fits) < 0 or max(fits) > 100:
            raise UnlikeOurs
        columns[0].extend(map(numbers[0].__getitem__, buyers))
        columns[1].extend(map(numbers[1].__getitem__, suppliers))
        columns[2].extend(fits)
    return Pairs(
        np.frombuffer(columns[0], np.int32),
        np.frombuffer(columns[1], np.int32),
        np.frombuffer(columns[2], np.int16),
        list(numbers[0]),
        list(numbers[1]),
    )


def bits_by_line(rows: Rows, _before: Mapping[str, object]) -> NDArray[np.uint64]:
    """Return the bits of the rows; raises UnlikeOurs where anything is odd."""
    found = array("Q")
    for row in rows:
        bits = _list(row)
        if set(map(type, bits)) != {int}:
            raise UnlikeOurs
        found.extend(bits)  # OverflowError where one is too small or too large
    return np.frombuffer(found, np.uint64)


def match_candidates(
    problem: Problem, pairs: Pairs, bits: NDArray[np.uint64]
) -> Candidates:
    """Return the pairs with their parties' places in `problem`; raises UnlikeOurs."""
    buyer_at = {buyer.id: i for i, buyer in enumerate(problem.buyers)}
    supplier_at = {supplier.id: i for i, supplier in enumerate(problem.suppliers)}
    if len(bits) != len(pairs.fit):
        raise UnlikeOurs
    try:
        buyers = [buyer_at[BuyerId(name)] for name in pairs.buyers]
        suppliers = [supplier_at[SupplierId(name)] for name in pairs.suppliers]
    except KeyError:
        raise UnlikeOurs from None
    columns = Candidates(
        np.array(buyers, np.int32)[pairs.buyer],
        np.array(suppliers, np.int32)[pairs.supplier],
        pairs.fit,
        bits,
    )
    ordered = _in_order(columns)
    if (ordered.keys[1:] == ordered.keys[:-1]).any():
        raise UnlikeOurs
    return ordered


def _in_order(columns: Candidates) -> Candidates:
    order = np.argsort(columns.keys, kind="stable")
    return Candidates(
        columns.buyer[order],
        columns.supplier[order],
        columns.fit[order],
        columns.lines[order],
    )


def _list(row: str) -> list[Any]:
    found: Any = parse(f"[{row}]")  # what begins like a list is one, or no JSON
    return list(found)
