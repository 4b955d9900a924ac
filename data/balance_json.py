"""The balance of a fair for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.balance.balance import Balance, Change, Shortage
    from scheduler.balance.groups import CategoryBalance


def balance_json(balance: Balance) -> dict[str, object]:
    """Return the whole balance; ratios are rounded to thousandths."""
    return {
        "fair": _group_json(balance.fair),
        "categories": [_group_json(group) for group in balance.categories],
        "ratio": _rounded(balance.ratio),
        "ratio_target": balance.ratio_target,
        **shortage_json(balance),
    }


def shortage_json(balance: Balance) -> dict[str, object]:
    """Return who must stay short and what would mend it."""
    return {
        "missing": balance.missing,
        "shortages": [_shortage_json(shortage) for shortage in balance.shortages],
        "without_lines": list(balance.without_lines),
        "seldom_there": list(balance.seldom_there),
        "cure": _changes_json(balance.cure),
        "cure_same_fit": _changes_json(balance.cure_same_fit),
        "cure_proven": balance.proven,
    }


def _group_json(group: CategoryBalance) -> dict[str, object]:
    return {
        "category": group.category,
        "buyers": group.buyers,
        "suppliers": group.suppliers,
        "demand_lines": group.demand_lines,
        "offer_lines": group.offer_lines,
        "reachable": group.reachable,
        "ratio": _rounded(group.ratio),
    }


def _shortage_json(shortage: Shortage) -> dict[str, object]:
    return {
        "buyers": list(shortage.buyers),
        "suppliers": list(shortage.suppliers),
        "categories": list(shortage.categories),
        "needed": shortage.needed,
        "missing": shortage.missing,
    }


def _changes_json(changes: Sequence[Change] | None) -> list[dict[str, object]] | None:
    if changes is None:
        return None
    return [
        {
            "kind": change.kind.value,
            "count": change.count,
            "category": change.category,
            "supplier": change.supplier,
        }
        for change in changes
    ]


def _rounded(ratio: float | None) -> float | None:
    return None if ratio is None else round(ratio, 3)
