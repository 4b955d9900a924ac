"""Marginal prices for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.prices import Price


def price_json(price: Price) -> dict[str, object]:
    """Return one price; what does not apply is null or empty."""
    return {
        "more": price.more.value,
        "supplier": price.supplier,
        "categories": list(price.categories),
        "session": price.session,
        "languages": list(price.languages),
        "musts": price.musts,
        "meetings": price.meetings,
        "suggestions": price.suggestions,
        "fit": price.fit,
        "worth": price.worth,
    }
