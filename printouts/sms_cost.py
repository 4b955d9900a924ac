"""What a batch of SMS costs: its parts, times the price of one."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from printouts.sms import Area, Sms


def cost_of(messages: Sequence[Sms], prices: Mapping[Area, Decimal]) -> Decimal | None:
    """Return what `messages` cost, None where the price of one is not known."""
    if not messages or any(sms.area not in prices for sms in messages):
        return None
    return sum((sms.parts * prices[sms.area] for sms in messages), Decimal())
