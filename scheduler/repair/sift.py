"""Choosing among many new meetings by looking closely only at those that could matter.

At prices (`cover`) most suppliers are seen to be no help: asking them would change too
many papers, or lose too much fit. Only the likely ones go into the exact model. What the
prices prove of all the others makes its answer the best of all choices; where they do not
prove it, the likely ones are looked at once more with all who could be better, while these
are few, and else the bound says how much better any choice could be.
"""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING

import numpy as np

from scheduler.problem import Strength
from scheduler.repair.changes import Party, Side
from scheduler.repair.cover import SLACK, build_cover, gaps_of
from scheduler.repair.search import CURE_FIRST, Found, order_of, search
from scheduler.search.worth import PREFER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from scheduler.problem import BuyerId
    from scheduler.repair.amend import Amended
    from scheduler.repair.changes import RepairSettings
    from scheduler.repair.choices import Choices
    from scheduler.repair.cover import Cover, Priced

    Bools = NDArray[np.bool_]
    Floats = NDArray[np.float64]

MANY = 1000
"""(Pair, slot) choices up to which all of them are looked at."""

LIKELY = 600
"""(Pair, slot) choices that are looked at closely at once, of all buyers."""

WIDER = 1500
"""Those that are looked at where that proves the fewest papers."""

EFFORT = 0.25
"""Share of the effort for each of these."""

SURE = 2
"""Choices more than it has gaps that are looked at of every buyer."""


def find(
    amended: Amended,
    choices: Choices,
    free: frozenset[Party],
    settings: RepairSettings,
) -> Found | None:
    """Return the best choice; None where none was found within the effort.

    `free` are the parties whose paper changes anyway or is new.
    """
    many = sum(len(choice.slots) for choice in choices.choices) > MANY
    new = all(choice.meeting is None for choice in choices.choices)
    if many and new and order_of(settings) == CURE_FIRST:
        found = _sift(amended, choices, free, settings)
        if found is not None:
            return found
    return search(amended, choices, free, settings)


def _sift(
    amended: Amended,
    choices: Choices,
    free: frozenset[Party],
    settings: RepairSettings,
) -> Found | None:
    """Return a good choice; None where it misses what might be had."""
    less = replace(settings, effort=settings.effort * EFFORT)
    sieve = _Sieve(amended, choices, free, less, build_cover(amended, choices, free))
    found, likely = sieve.fewest_papers()
    if found is None:
        return None
    return sieve.greatest_fit(found, likely)


@dataclass(frozen=True)
class _Sieve:
    """New meetings that are too many to look at together, and the covering they are."""

    amended: Amended
    choices: Choices
    free: frozenset[Party]
    settings: RepairSettings
    cover: Cover

    def fewest_papers(self) -> tuple[Found | None, Bools]:
        """Return the fewest papers with a bound, and which choices were looked at.

        None where something before that might be better.
        """
        nothing = np.zeros(len(self.cover.buyer))
        most = max(1, int(np.bincount(self.cover.supplier).max()))
        few = self.cover.lower(nothing, -2 * float(self.cover.least.sum()) / most)
        likely = self._likely(few)
        found = self._look(likely, CURE_FIRST[:-1], floor=self._floor(few))
        if found is None or "touched" not in found.values:
            return None, likely
        if not self._misses_nothing(found):
            return None, likely
        papers = found.values["touched"] - self._sure_papers
        if papers > math.ceil(-few.bound - SLACK):
            few = min(
                few, self.cover.lower(nothing, -papers), key=lambda one: one.bound
            )
        floor = self._floor(few)
        better = few.excess[self.cover.supplier] <= papers - 1 + few.bound + SLACK
        if found.values["touched"] > floor and self._size(better) <= WIDER:
            likely, begun = likely | better, _bounded(found, "touched", floor)
            found = self._look(likely, ("touched",), begun, floor) or begun
            floor = min(found.bounds["touched"], papers + self._sure_papers)
        return _bounded(found, "touched", floor), likely

    def greatest_fit(self, found: Found, likely: Bools) -> Found:
        """Return the greatest fit with the papers of `found`, and a bound."""
        papers = found.values["touched"] - self._sure_papers
        worth = self._worth()
        at = {choice: i for i, choice in enumerate(self.choices.choices)}
        reached = sum(worth[at[choice]] for choice in found.slot_of)
        fit = self.cover.lower(worth, float(reached), papers)
        likely = likely | self._likely(fit)
        done = self._look(likely, ("fit",), found) or found
        if "fit" not in done.values:
            return done
        reached = sum(worth[at[choice]] for choice in done.slot_of)
        better = fit.excess[self.cover.supplier] <= fit.bound - reached + SLACK
        if not (better & ~likely).any():
            return done
        more = int(likely.sum()) + 1  # as in `wish_fit`
        bound = -(more * math.floor(fit.bound + SLACK) + int(self.cover.most.sum()))
        return _bounded(done, "fit", min(bound, done.values["fit"]))

    def _look(
        self,
        likely: Bools,
        names: Sequence[str],
        begun: Found | None = None,
        floor: int = 0,
    ) -> Found | None:
        """Return the best of the `likely` choices."""
        some = tuple(
            choice
            for choice, is_likely in zip(
                self.choices.choices, likely.tolist(), strict=True
            )
            if is_likely
        )
        few = replace(self.choices, choices=some)
        return search(self.amended, few, self.free, self.settings, begun, names, floor)

    def _likely(self, priced: Priced) -> Bools:
        """Return the choices of the likeliest suppliers, some of every buyer, and musts."""
        excess = priced.excess.round(9)
        sizes = np.bincount(
            self.cover.supplier, self._sizes, minlength=len(self.cover.paper)
        )
        order = np.lexsort((-sizes, excess))
        chosen = np.zeros(len(sizes), np.bool_)
        chosen[order[sizes[order].cumsum() <= LIKELY]] = True
        buyer = self.cover.buyer
        rank = np.lexsort((excess[self.cover.supplier], buyer))
        first = np.searchsorted(buyer[rank], buyer[rank])
        of_buyer = np.zeros(len(buyer), np.bool_)
        enough = self.cover.most[buyer[rank]] + SURE
        of_buyer[rank] = np.arange(len(rank)) - first < enough
        return chosen[self.cover.supplier] | of_buyer | self._wanted

    def _floor(self, few: Priced) -> int:
        """Return how many parties change at least."""
        return self._sure_papers + max(0, math.ceil(-few.bound - SLACK))

    def _size(self, some: Bools) -> float:
        return float(self._sizes[some].sum())

    @cached_property
    def _sizes(self) -> Floats:
        return np.array([len(one.slots) for one in self.choices.choices], np.float64)

    @cached_property
    def _gaps(self) -> dict[BuyerId, int]:
        return gaps_of(self.amended, self.choices)

    @cached_property
    def _sure_papers(self) -> int:
        """Return how many buyers' papers change by the meetings they lack."""
        return sum(
            gap > 0 and Party(Side.BUYER, buyer) not in self.free
            for buyer, gap in self._gaps.items()
        )

    @cached_property
    def _wanted(self) -> Bools:
        """Tell of each choice whether it is to be placed before anything else."""
        wishes = {(wish.buyer, wish.supplier) for wish in self.amended.to_place}
        wishes |= self.amended.problem.pairs(Strength.MUST)
        return np.array(
            [(one.buyer, one.supplier) in wishes for one in self.choices.choices],
            np.bool_,
        )

    def _misses_nothing(self, found: Found) -> bool:
        """Tell whether all gaps that could be are filled, and all musts placed."""
        gaps, wanted = sum(self._gaps.values()), int(self._wanted.sum())
        filled = Counter(choice.buyer for choice in found.slot_of)
        placed = sum(
            is_wanted and choice in found.slot_of
            for choice, is_wanted in zip(
                self.choices.choices, self._wanted.tolist(), strict=True
            )
        )
        got = sum(min(filled[buyer], gap) for buyer, gap in self._gaps.items())
        return placed == wanted and got == gaps

    def _worth(self) -> Floats:
        """Return what `wish_fit` counts of each choice but for where it is."""
        problem = self.amended.problem
        prefers, avoids = problem.pairs(Strength.PREFER), problem.pairs(Strength.AVOID)
        return np.array(
            [
                self.amended.fit(*pair)
                + PREFER * ((pair in prefers) - (pair in avoids))
                for pair in ((one.buyer, one.supplier) for one in self.choices.choices)
            ],
            np.float64,
        )


def _bounded(found: Found, name: str, bound: int) -> Found:
    return replace(found, bounds={**found.bounds, name: bound})
