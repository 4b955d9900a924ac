"""What `fairmatch schedule` says of marginal prices."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api import price_messages as messages
from api.console import Console
from scheduler.phrases import supplier_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.prices import Price
    from scheduler.problem import Problem


def report_prices(console: Console, prices: Sequence[Price], problem: Problem) -> None:
    """Say what one more table, supplier, session or interpreter would bring at most."""
    if not prices:
        return
    console.say(console.text(messages.PRICES))
    for price in prices:
        console.say(f"  - {_what(console, price, problem)}{_gain(console, price)}")


def _what(console: Console, price: Price, problem: Problem) -> str:
    supplier = price.supplier
    return console.text(
        messages.MORE[price.more.value],
        supplier="" if supplier is None else supplier_text(problem, supplier),
        session=price.session,
        languages=console.listed(price.languages),
    )


def _gain(console: Console, price: Price) -> str:
    counts = {
        "musts": price.musts,
        "meetings": price.meetings,
        "suggestions": price.suggestions,
        "fit": price.fit,
    }
    parts = [
        console.text(messages.GAINS[name], count=f"{count:+d}")
        for name, count in counts.items()
        if count
    ]
    return console.text(messages.GAIN_SEPARATOR).join(parts)
