"""Which interpreters could serve whom: kinds of meetings, as the fair lists them.

A kind is what meetings have in common that the same interpreters can serve: of a
Spanish buyer and a Chinese supplier in hall 1, say. Where the fair lists no
interpreters there is no kind.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from typing import TYPE_CHECKING, TypeVar

import numpy as np

from scheduler.fair import MeetAt
from scheduler.problem import Buyer, Supplier

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.problem import Problem

AnyParty = TypeVar("AnyParty", Buyer, Supplier)

Group = tuple[int, ...]
"""Places in `Fair.interpreters` of those who could serve a meeting."""


@dataclass(frozen=True)
class Interpreting:
    """Who of the G interpreters serves which kind of meeting in which of P sessions.

    `able` leads from a kind and a session to those who could; `people` is how many of
    each there are, [G].
    """

    able: tuple[tuple[Group, ...], ...]
    people: tuple[int, ...]
    n_sessions: int

    @cached_property
    def open(self) -> NDArray[np.bool_]:
        """Return [kinds + 1, P]: somebody could serve; the last row is "needs none"."""
        rows = [[bool(group) for group in groups] for groups in self.able]
        return np.array([*rows, [True] * self.n_sessions], np.bool_)

    @cached_property
    def colours(self) -> NDArray[np.uint64]:
        """Return [kinds + 1]: a number that says what a kind is, 0 for "needs none"."""
        digests = [blake2b(repr(kind).encode(), digest_size=8) for kind in self.able]
        return np.array(
            [*(int.from_bytes(one.digest()) for one in digests), 0], np.uint64
        )


def find_kinds(
    problem: Problem, buyer: NDArray[np.int32], supplier: NDArray[np.int32]
) -> tuple[Interpreting, NDArray[np.int64]]:
    """Return the interpreters and the kind of each pair (rows of the problem), [n].

    Kind -1 needs no interpreter.
    """
    fair = problem.fair
    people = tuple(max(0, one.count) for one in fair.interpreters)
    if not people:
        nobody = Interpreting((), (), len(fair.sessions))
        return nobody, np.full(len(buyer), -1, np.int64)
    of_buyer, buyers = alike(problem.buyers, by_hall=fair.meet_at is MeetAt.BUYER_BOOTH)
    of_supplier, suppliers = alike(
        problem.suppliers, by_hall=fair.meet_at is MeetAt.SUPPLIER_BOOTH
    )
    kinds: dict[tuple[Group, ...], int] = {}
    table = np.full((len(buyers), len(suppliers)), -1, np.int64)
    for i, one in enumerate(buyers):
        for j, other in enumerate(suppliers):
            if fair.needs_interpreter(one, other):
                groups = find_groups(problem, one, other)
                table[i, j] = kinds.setdefault(groups, len(kinds))
    kind = table[of_buyer[buyer], of_supplier[supplier]]
    return Interpreting(tuple(kinds), people, len(fair.sessions)), kind


def alike(
    parties: Sequence[AnyParty], *, by_hall: bool
) -> tuple[NDArray[np.int64], list[AnyParty]]:
    """Return for each party which of the parties returned it is like."""
    like: dict[tuple[frozenset[str], str], int] = {}
    found: list[AnyParty] = []
    place = np.zeros(len(parties), np.int64)
    for row, party in enumerate(parties):
        key = frozenset(party.languages), party.hall if by_hall else ""
        if key not in like:
            like[key] = len(like)
            found.append(party)
        place[row] = like[key]
    return place, found


def find_groups(
    problem: Problem, buyer: Buyer, supplier: Supplier
) -> tuple[Group, ...]:
    """Return for each session who could serve the two, were they to need it."""
    fair = problem.fair
    hall = {
        MeetAt.SUPPLIER_BOOTH: supplier.hall,
        MeetAt.BUYER_BOOTH: buyer.hall,
        MeetAt.TABLES: "",
    }[fair.meet_at]
    return tuple(
        tuple(
            place
            for place, one in enumerate(fair.interpreters)
            if one.count > 0
            and one.speaks_for(buyer, supplier)
            and one.is_there(session.id, hall)
        )
        for session in fair.sessions
    )
