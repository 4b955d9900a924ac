"""The table [fit] of fair.toml: how a pair is weighed, and the files that help."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from data.fairkeys import FIT_WEIGHTS
from scheduler.fit.settings import FitSettings
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.settings_read import Reader

_RATES = Wording(
    en="what one unit of each currency is worth in a common one",
    zh="各币种一单位折合同一币种的金额",
)


def read_fit(reader: Reader) -> FitSettings:
    """Return the weights set, the defaults for all others."""
    plain = FitSettings()
    given = {
        name: reader.number(f"fit.{name}", getattr(plain, name), *FIT_WEIGHTS[name])
        for name in FIT_WEIGHTS
    }
    return replace(plain, **given, rates=_read_rates(reader))  # type: ignore[arg-type]


def _read_rates(reader: Reader) -> tuple[tuple[str, float], ...]:
    table = reader.table("fit.rates", _RATES)
    found = {}
    for name, value in table.items():
        if isinstance(value, bool) or not isinstance(value, int | float) or value <= 0:
            reader.wrong("fit.rates", _RATES)
            return ()
        found[name.strip().upper()] = float(value)
    return tuple(sorted(found.items()))
