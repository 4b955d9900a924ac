"""The balance of a fair for programs, and read back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.balance.facts import (
    Balance,
    CategoryBalance,
    Change,
    ChangeKind,
    InterpreterShortage,
    Shortage,
)
from scheduler.problem import BuyerId, SupplierId
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.folder_reader import Node


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
        "for_nevers": list(balance.for_nevers),
        "cure": _changes_json(balance.cure),
        "cure_same_fit": _changes_json(balance.cure_same_fit),
        "cure_proven": balance.proven,
        "interpreters": [_interpreters_json(one) for one in balance.interpreters],
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


def _interpreters_json(shortage: InterpreterShortage) -> dict[str, object]:
    return {
        "buyers": list(shortage.buyers),
        "buyers_speak": list(shortage.buyers_speak),
        "suppliers_speak": list(shortage.suppliers_speak),
        "needed": shortage.needed,
        "missing": shortage.missing,
        "more": shortage.more,
    }


def read_balance(node: Node) -> Balance:
    """Return what `balance_json` told; raises FolderError."""
    return Balance(
        fair=_read_group(node.node("fair")),
        categories=tuple(_read_group(group) for group in node.nodes("categories")),
        ratio=node.number_or_none("ratio"),
        ratio_target=node.number_or_none("ratio_target"),
        shortages=tuple(_read_shortage(one) for one in node.nodes("shortages")),
        without_lines=tuple(map(BuyerId, node.texts("without_lines"))),
        seldom_there=tuple(map(BuyerId, node.texts("seldom_there"))),
        cure=_read_changes(node, "cure"),
        cure_same_fit=_read_changes(node, "cure_same_fit"),
        proven=node.flag("cure_proven"),
        interpreters=_read_interpreters(node),
        for_nevers=_read_for_nevers(node),
    )


def _read_for_nevers(node: Node) -> tuple[BuyerId, ...]:
    """Return who is short for nevers; folders of earlier versions do not say."""
    if "for_nevers" not in node.names():
        return ()
    return tuple(map(BuyerId, node.texts("for_nevers")))


def _read_interpreters(node: Node) -> tuple[InterpreterShortage, ...]:
    """Return what is said of interpreters; folders of earlier versions say nothing."""
    if "interpreters" not in node.names():
        return ()
    return tuple(
        InterpreterShortage(
            buyers=tuple(map(BuyerId, one.texts("buyers"))),
            buyers_speak=one.texts("buyers_speak"),
            suppliers_speak=one.texts("suppliers_speak"),
            needed=one.whole("needed"),
            missing=one.whole("missing"),
            more=one.whole("more"),
        )
        for one in node.nodes("interpreters")
    )


def _read_group(node: Node) -> CategoryBalance:
    return CategoryBalance(
        category=node.text("category"),
        buyers=node.whole("buyers"),
        suppliers=node.whole("suppliers"),
        demand_lines=node.whole("demand_lines"),
        offer_lines=node.whole("offer_lines"),
        reachable=node.whole("reachable"),
    )


def _read_shortage(node: Node) -> Shortage:
    return Shortage(
        buyers=tuple(map(BuyerId, node.texts("buyers"))),
        suppliers=tuple(map(SupplierId, node.texts("suppliers"))),
        categories=node.texts("categories"),
        needed=node.whole("needed"),
        missing=node.whole("missing"),
    )


def _read_changes(node: Node, key: str) -> tuple[Change, ...] | None:
    if node.raw(key) is None:
        return None
    return tuple(_read_change(change) for change in node.nodes(key))


def _read_change(node: Node) -> Change:
    kind, known = node.text("kind"), ", ".join(ChangeKind)
    if kind not in list(ChangeKind):
        expected = Wording(en=f"one of {known}", zh=f"以下之一：{known}")
        raise node.wrong("kind", expected, kind)
    supplier = node.raw("supplier")
    return Change(
        ChangeKind(kind),
        node.whole("count"),
        node.text("category"),
        None if supplier is None else SupplierId(node.text("supplier")),
    )


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
