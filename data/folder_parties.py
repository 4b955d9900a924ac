"""Buyers and suppliers in problem.json, there and back."""

from __future__ import annotations

from collections.abc import Iterable

from data.folder_reader import Node
from data.languages import understand_languages
from scheduler.fair import Fair, Place, SessionId, Slot
from scheduler.problem import (
    Buyer,
    BuyerId,
    DemandLine,
    OfferLine,
    Supplier,
    SupplierId,
)


def buyer_json(buyer: Buyer, fair: Fair) -> dict[str, object]:
    """Return a buyer; sessions are always listed, `any_session` says "all there are"."""
    every = tuple(session.id for session in fair.sessions)
    shown: dict[str, object] = {
        "id": buyer.id,
        "name": buyer.name,
        "lines": [_demand_json(line) for line in buyer.lines],
        "sessions": every if buyer.sessions is None else buyer.sessions,
        "absent": _slots_json(buyer.absent),
        "teams": buyer.teams,
    }
    return shown | stated(
        any_session=buyer.sessions is None,
        hall=buyer.hall,
        booth=buyer.booth,
        region=buyer.region,
        languages=buyer.languages,
        tier=buyer.tier,
        wants=buyer.wants,
        avoids=buyer.avoids,
    )


def supplier_json(supplier: Supplier) -> dict[str, object]:
    """Return a supplier; `max_meetings` is null without a limit of its own."""
    shown: dict[str, object] = {
        "id": supplier.id,
        "name": supplier.name,
        "hall": supplier.hall,
        "booth": supplier.booth,
        "tables": supplier.tables,
        "max_meetings": supplier.max_meetings,
        "absent": _slots_json(supplier.absent),
        "lines": [_offer_json(line) for line in supplier.lines],
    }
    return shown | stated(
        other_places=[
            {"hall": place.hall, "booth": place.booth}
            for place in supplier.other_places
        ],
        region=supplier.region,
        languages=supplier.languages,
        sales_rep=supplier.sales_rep,
    )


def _demand_json(line: DemandLine) -> dict[str, object]:
    needed_by = None if line.needed_by is None else line.needed_by.isoformat()
    return {"product": line.product} | stated(
        id=line.id,
        categories=line.categories,
        specification=line.specification,
        quantity=line.quantity,
        unit=line.unit,
        budget=line.budget,
        currency=line.currency,
        needed_by=needed_by,
        certificates=line.certificates,
    )


def _offer_json(line: OfferLine) -> dict[str, object]:
    return {"product": line.product} | stated(
        id=line.id,
        categories=line.categories,
        capacity=line.capacity,
        minimum_order=line.minimum_order,
        price_low=line.price_low,
        price_high=line.price_high,
        currency=line.currency,
        certificates=line.certificates,
        minimum_unit=line.minimum_unit,
        capacity_quantity=line.capacity_quantity,
        capacity_unit=line.capacity_unit,
    )


def _slots_json(slots: Iterable[Slot]) -> list[dict[str, object]]:
    return [{"session": s.session, "round": s.round_index} for s in sorted(slots)]


def stated(**values: object) -> dict[str, object]:
    """Leave out what says nothing; zero is a statement, empty and false are none."""
    return {
        key: value
        for key, value in values.items()
        if value is not None and value is not False and value not in ("", (), [])
    }


def read_buyer(node: Node) -> Buyer:
    """Return a buyer; raises FolderError."""
    sessions = tuple(SessionId(name) for name in node.texts("sessions"))
    return Buyer(
        id=BuyerId(node.text("id")),
        name=node.text("name"),
        lines=tuple(_read_demand(item) for item in node.nodes("lines")),
        sessions=None if node.flag("any_session", False) else sessions,
        absent=_read_slots(node),
        teams=node.whole("teams"),
        hall=node.text("hall", ""),
        booth=node.text("booth", ""),
        region=node.text("region", ""),
        languages=_read_languages(node),
        tier=node.text("tier", ""),
        wants=node.texts("wants", optional=True),
        avoids=node.texts("avoids", optional=True),
    )


def read_supplier(node: Node) -> Supplier:
    """Return a supplier; raises FolderError."""
    return Supplier(
        id=SupplierId(node.text("id")),
        name=node.text("name"),
        hall=node.text("hall"),
        booth=node.text("booth"),
        tables=node.whole("tables"),
        max_meetings=node.whole_or_none("max_meetings"),
        absent=_read_slots(node),
        lines=tuple(_read_offer(item) for item in node.nodes("lines")),
        other_places=tuple(
            read_place(item) for item in node.nodes("other_places", optional=True)
        ),
        region=node.text("region", ""),
        languages=_read_languages(node),
        sales_rep=node.text("sales_rep", ""),
    )


def _read_demand(node: Node) -> DemandLine:
    return DemandLine(
        product=node.text("product"),
        categories=node.texts("categories", optional=True),
        specification=node.text("specification", ""),
        quantity=node.number_or_none("quantity"),
        unit=node.text("unit", ""),
        budget=node.number_or_none("budget"),
        currency=node.text("currency", ""),
        needed_by=node.day_or_none("needed_by"),
        id=node.text("id", ""),
        certificates=node.texts("certificates", optional=True),
    )


def _read_offer(node: Node) -> OfferLine:
    return OfferLine(
        product=node.text("product"),
        categories=node.texts("categories", optional=True),
        capacity=node.text("capacity", ""),
        minimum_order=node.number_or_none("minimum_order"),
        price_low=node.number_or_none("price_low"),
        price_high=node.number_or_none("price_high"),
        currency=node.text("currency", ""),
        certificates=node.texts("certificates", optional=True),
        id=node.text("id", ""),
        minimum_unit=node.text("minimum_unit", ""),
        capacity_quantity=node.number_or_none("capacity_quantity"),
        capacity_unit=node.text("capacity_unit", ""),
    )


def _read_languages(node: Node) -> tuple[str, ...]:
    """Return the codes; older folders hold one text as it was typed."""
    if "language" in node.names():
        return understand_languages(node.text("language"))[0]
    return node.texts("languages", optional=True)


def _read_slots(node: Node) -> frozenset[Slot]:
    return frozenset(read_slot(item) for item in node.nodes("absent"))


def read_slot(node: Node) -> Slot:
    """Return the slot named by "session" and "round"."""
    return Slot(SessionId(node.text("session")), node.whole("round"))


def read_place(node: Node) -> Place:
    """Return the place named by "hall" and "booth"."""
    return Place(node.text("hall"), node.text("booth"))
