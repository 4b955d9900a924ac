"""Quantities against minimum orders and capacities, budgets against prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from scheduler.fit.units import find_unit

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from numpy.typing import NDArray

    from scheduler.problem import DemandLine, OfferLine


class Amounts:
    """The figures of all lines as columns, to be compared line by offer.

    Both answers are 0 to 1, and nan where a sheet does not say enough: a figure
    missing, units or currencies that do not compare.
    """

    def __init__(
        self,
        demands: Sequence[DemandLine],
        offers: Sequence[OfferLine],
        rates: Mapping[str, float],
    ) -> None:
        dimensions: dict[str, int] = {"": 0}
        self._wanted = _column(line.quantity for line in demands)
        self._wanted_unit = _units((line.unit for line in demands), dimensions)
        self._minimum = _column(line.minimum_order for line in offers)
        self._minimum_unit = _units((o.minimum_unit for o in offers), dimensions)
        self._capacity = _column(line.capacity_quantity for line in offers)
        self._capacity_unit = _units((o.capacity_unit for o in offers), dimensions)
        currencies: dict[str, int] = {}
        self._budget, self._budget_in = _money(
            ((line.budget, line.currency) for line in demands), rates, currencies
        )
        self._price, self._price_in = _money(
            ((line.price_low, line.currency) for line in offers), rates, currencies
        )

    @property
    def compares_quantities(self) -> bool:
        """Tell whether any two lines could be compared."""
        supply = np.isfinite(self._minimum).any() or np.isfinite(self._capacity).any()
        return bool(np.isfinite(self._wanted).any() and supply)

    @property
    def compares_prices(self) -> bool:
        """Tell whether any two lines could be compared."""
        return bool(np.isfinite(self._budget).any() and np.isfinite(self._price).any())

    def quantity(
        self, line: NDArray[np.int64], offer: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return how much of the minimum order is wanted, or of the want can be made.

        The lesser of the two, 1 where both suffice.
        """
        minimum, capacity = self.minimum(line, offer), self.capacity(line, offer)
        low = self._wanted[line] / np.maximum(minimum, 1e-12)
        high = capacity / np.maximum(self._wanted[line], 1e-12)
        return np.minimum(1.0, np.fmin(low, high))

    def is_too_little(
        self, line: NDArray[np.int64], offer: NDArray[np.int64]
    ) -> NDArray[np.bool_]:
        """Tell whether less is wanted than the minimum order."""
        return np.asarray(self._wanted[line] < self.minimum(line, offer))

    def minimum(
        self, line: NDArray[np.int64], offer: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the minimum order in the unit of the demand."""
        return self._minimum[offer] / self._ratio(self._minimum_unit, line, offer)

    def capacity(
        self, line: NDArray[np.int64], offer: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return the capacity in the unit of the demand."""
        return self._capacity[offer] / self._ratio(self._capacity_unit, line, offer)

    def budget(
        self, line: NDArray[np.int64], offer: NDArray[np.int64]
    ) -> NDArray[np.float64]:
        """Return how much of the cost at the lowest price the budget covers."""
        # Prices are taken to be per unit of the minimum order, where that has one.
        ratio = self._ratio(self._minimum_unit, line, offer)
        wanted = self._wanted[line]
        units = np.where(np.isfinite(wanted), wanted, 1.0) * ratio
        same = self._budget_in[line] == self._price_in[offer]
        cost = np.where(same, self._price[offer], np.nan) * units
        return np.minimum(1.0, self._budget[line] / np.maximum(cost, 1e-12))

    def _ratio(
        self,
        units: tuple[NDArray[np.int64], NDArray[np.float64]],
        line: NDArray[np.int64],
        offer: NDArray[np.int64],
    ) -> NDArray[np.float64]:
        """Return how many of the offer's units the demand's unit is; nan if neither."""
        here, there = self._wanted_unit[0][line], units[0][offer]
        ratio = self._wanted_unit[1][line] / units[1][offer]
        unsaid = (here == 0) | (there == 0)
        return np.where(unsaid, 1.0, np.where(here == there, ratio, np.nan))


def _column(values: Iterable[float | None]) -> NDArray[np.float64]:
    return np.array(
        [np.nan if value is None else value for value in values], dtype=np.float64
    )


def _units(
    texts: Iterable[str], dimensions: dict[str, int]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the number of each unit's dimension, 0 for none said, and its size."""
    units = [find_unit(text) for text in texts]
    known = [dimensions.setdefault(u.dimension, len(dimensions)) for u in units]
    return np.array(known, dtype=np.int64), _column(unit.size for unit in units)


def _money(
    sums: Iterable[tuple[float | None, str]],
    rates: Mapping[str, float],
    currencies: dict[str, int],
) -> tuple[NDArray[np.float64], NDArray[np.int64]]:
    """Return each sum and the number of its currency; those with a rate share one."""
    amounts, kinds = [], []
    for amount, written in sums:
        name = written.strip().upper()
        rate = rates.get(name)
        amounts.append(None if amount is None else amount * (rate or 1.0))
        key = "with a rate" if rate else name
        kinds.append(currencies.setdefault(key, len(currencies)))
    return _column(amounts), np.array(kinds, dtype=np.int64)
