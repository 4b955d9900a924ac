"""What the balance of a fair says, as facts; how it is found is in `balance`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.problem import BuyerId, SupplierId


@dataclass(frozen=True, slots=True)
class CategoryBalance:
    """One category, or the whole fair where `category` is "".

    `demand_lines` and `offer_lines` count lines, `reachable` candidate pairs between
    its buyers and its suppliers (in the whole fair: all candidate pairs).
    """

    category: str
    buyers: int
    suppliers: int
    demand_lines: int
    offer_lines: int
    reachable: int

    @property
    def ratio(self) -> float | None:
        """Return buyers per supplier; None where nobody sells it."""
        return self.buyers / self.suppliers if self.suppliers else None


class ChangeKind(StrEnum):
    """What an organiser can change before the fair."""

    RECRUIT = "recruit"
    TABLE = "table"
    MAX_MEETINGS = "max-meetings"
    SESSION = "session"
    MIN_FIT = "min-fit"


@dataclass(frozen=True, slots=True)
class Change:
    """`count` suppliers of `category`, tables at `supplier`, or sessions more; or
    `count` as the new own maximum of `supplier`, or as the new least fit.
    """

    kind: ChangeKind
    count: int
    category: str = ""
    supplier: SupplierId | None = None

    @property
    def weight(self) -> int:
        """Return how many changes this is."""
        once = self.kind in (ChangeKind.MAX_MEETINGS, ChangeKind.MIN_FIT)
        return 1 if once else self.count


@dataclass(frozen=True, slots=True)
class Shortage:
    """Buyers who cannot all reach what they need, whatever the schedule.

    `suppliers` are full: what they have is less than these buyers need of them; none
    where a buyer simply suits too few. `categories` are what the buyers want and nobody
    else could give, as written. `missing` of `needed` meetings are lacking.
    """

    buyers: tuple[BuyerId, ...]
    suppliers: tuple[SupplierId, ...]
    categories: tuple[str, ...]
    needed: int
    missing: int

    def with_other(self, other: Shortage) -> Shortage:
        """Return this and another shortage of the same suppliers and categories."""
        return replace(
            self,
            buyers=(*self.buyers, *other.buyers),
            needed=self.needed + other.needed,
            missing=self.missing + other.missing,
        )


@dataclass(frozen=True, slots=True)
class InterpreterShortage:
    """Buyers who cannot all be interpreted for, whatever the schedule.

    Of the `needed` meetings for which they need an interpreter `missing` have none;
    `more` of them, who speak a language of either side (codes) and are there all the
    time, would do.
    """

    buyers: tuple[BuyerId, ...]
    buyers_speak: tuple[str, ...]
    suppliers_speak: tuple[str, ...]
    needed: int
    missing: int
    more: int


@dataclass(frozen=True)
class Balance:
    """The balance of a fair.

    `ratio` is buyers per supplier present in a session when buyers spread evenly, None
    without suppliers; `ratio_target` what the organiser wants. `cure` is the smallest
    set of changes after which nobody is short, `cure_same_fit` the smallest that
    leaves the least fit alone; None where none would do or nobody is short. They do
    not speak of `without_lines`, short buyers who handed in no products, of those short
    `for_nevers`, who would not be without the nevers of short buyers, of
    `seldom_there`, who come for fewer rounds than meetings wanted, nor of the
    `interpreters` who are lacking.
    """

    fair: CategoryBalance
    categories: tuple[CategoryBalance, ...]
    ratio: float | None
    ratio_target: float | None
    shortages: tuple[Shortage, ...]
    without_lines: tuple[BuyerId, ...]
    seldom_there: tuple[BuyerId, ...]
    cure: tuple[Change, ...] | None
    cure_same_fit: tuple[Change, ...] | None
    proven: bool
    interpreters: tuple[InterpreterShortage, ...] = ()
    for_nevers: tuple[BuyerId, ...] = ()

    @property
    def missing(self) -> int:
        """Return the meetings that no schedule can give."""
        return sum(shortage.missing for shortage in self.shortages)
