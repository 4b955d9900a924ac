"""The candidate pairs in problem.json, there and back; there may be millions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Any

import numpy as np

from data.folder_reader import Node
from data.folder_text import Grouped
from scheduler.candidates import Candidates
from scheduler.problem import Problem
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
        "candidates": Grouped(_candidate_groups(problem, candidates)),
        "candidate_lines": Grouped(_line_groups(candidates)),
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
    return Candidates(
        buyer=columns.buyer[order],
        supplier=columns.supplier[order],
        fit=columns.fit[order],
        lines=columns.lines[order],
    )


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


def _candidate_groups(
    problem: Problem, candidates: Candidates
) -> Iterator[list[object]]:
    for _, rows in groupby(candidates.rows(problem), key=lambda row: row[0]):
        yield list(rows)


def _line_groups(candidates: Candidates) -> Iterator[list[int]]:
    pairs = zip(candidates.buyer.tolist(), candidates.lines.tolist(), strict=True)
    for _, rows in groupby(pairs, key=lambda row: row[0]):
        yield [bits for _, bits in rows]
