"""The part of a fair that a repair looks at, in the numbers the models work on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from scheduler.fair import MeetAt
from scheduler.repair.changes import Party, Side
from scheduler.repair.excerpt import cut_out
from scheduler.search.instance import Instance, build_instance

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import BuyerId, SupplierId
    from scheduler.repair.amend import Amended
    from scheduler.repair.choices import Choice, Choices
    from scheduler.schedule import Meeting


@dataclass(frozen=True)
class Part:
    """An instance of the parties with choices and of whom they meet.

    `pair_of` gives the pair of each choice, `fixed` the slots of the pairs that stay,
    `now` those of the choices that have a meeting.
    """

    instance: Instance
    pair_of: dict[Choice, int]
    fixed: dict[int, int]
    now: dict[int, int]

    def parties(self, pair: int) -> tuple[Party, Party]:
        """Return the two parties of a pair."""
        problem = self.instance.problem
        buyer = self.instance.buyer_of[self.instance.pair_buyer[pair]]
        supplier = self.instance.supplier_of[self.instance.pair_supplier[pair]]
        return (
            Party(Side.BUYER, problem.buyers[buyer].id),
            Party(Side.SUPPLIER, problem.suppliers[supplier].id),
        )


def build_part(amended: Amended, choices: Choices) -> Part:
    """Cut out what the choices can touch.

    A party without a choice is there only with the meetings it shares with one that
    has: nothing of it can change. At the organiser's tables all meetings share the
    tables, and interpreters are shared anywhere, so that the part is the whole fair.
    """
    fixed = _beside(amended, choices)
    everyone: list[Choice | Meeting] = [*choices.choices, *fixed]
    buyers = {one.buyer for one in everyone}
    suppliers = {one.supplier for one in everyone}
    problem, candidates = cut_out(
        amended.problem, amended.candidates, buyers, suppliers
    )
    instance = build_instance(problem, candidates)
    numbers = _pair_numbers(instance, everyone)
    slot_at = {slot: i for i, slot in enumerate(problem.fair.slots)}
    n = len(choices.choices)
    pair_of = dict(zip(choices.choices, numbers[:n], strict=True))
    return Part(
        instance,
        pair_of,
        {
            number: slot_at[meeting.slot]
            for number, meeting in zip(numbers[n:], fixed, strict=True)
        },
        {
            number: slot_at[choice.meeting.slot]
            for choice, number in pair_of.items()
            if choice.meeting is not None
        },
    )


def _beside(amended: Amended, choices: Choices) -> list[Meeting]:
    """Return the fixed meetings that the choices have to get along with."""
    fair = amended.problem.fair
    if fair.meet_at is MeetAt.TABLES or fair.interpreters:
        return list(choices.fixed)
    buyers = {choice.buyer for choice in choices.choices}
    suppliers = {choice.supplier for choice in choices.choices}
    return [m for m in choices.fixed if m.buyer in buyers or m.supplier in suppliers]


def _pair_numbers(instance: Instance, wanted: Sequence[Choice | Meeting]) -> list[int]:
    """Return the number of each pair; pairs are sorted by buyer, then supplier."""
    problem, n = instance.problem, instance.n_suppliers
    buyer_rank, supplier_rank = (
        np.argsort(instance.buyer_of),
        np.argsort(instance.supplier_of),
    )
    buyer: dict[BuyerId, int] = {
        one.id: int(buyer_rank[i]) for i, one in enumerate(problem.buyers)
    }
    supplier: dict[SupplierId, int] = {
        one.id: int(supplier_rank[i]) for i, one in enumerate(problem.suppliers)
    }
    keys = instance.pair_buyer * n + instance.pair_supplier
    asked = [buyer[one.buyer] * n + supplier[one.supplier] for one in wanted]
    return [int(i) for i in np.searchsorted(keys, np.array(asked, np.int64))]
