"""Suppliers, their booths and their offer lines out of an exhibitor list."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.cells import split_list
from data.columns import Kind
from data.contacts import read_contact
from data.languages import read_languages
from data.lines import read_amount, read_count
from data.numbers import DIGITS, find_amount, parse_range
from data.parties import PARTY_WORD, Party
from data.products import read_products
from data.sessions_in import read_sessions, slots_of
from scheduler.directory import Contact
from scheduler.fair import Fair, Place
from scheduler.problem import OfferLine, Supplier, SupplierId

if TYPE_CHECKING:
    from data.faults import Findings
    from data.rows import Record

_WORD = PARTY_WORD[Kind.SUPPLIERS]


class ReadSupplier(NamedTuple):
    """A supplier with its contact and the rows it came from."""

    supplier: Supplier
    contact: Contact
    party: Party


def read_supplier(party: Party, fair: Fair | None, findings: Findings) -> ReadSupplier:
    """Build a supplier; its absences are left open where `fair` is None."""
    lines = dict.fromkeys(
        line for record in party.records for line in _read_lines(record, findings)
    )
    if not lines:
        findings.fault("lines-missing", party.record.where("supplier"), party.name, kind=_WORD)  # fmt: skip
    places = _read_places(party, findings)
    absent = read_sessions(party, "absent", fair, findings)
    supplier = Supplier(
        id=SupplierId(party.id),
        name=party.name,
        hall=places[0].hall,
        booth=places[0].booth,
        tables=_count(party, "tables", 1, findings) or 1,
        max_meetings=_count(party, "max_meetings", None, findings),
        absent=slots_of(absent, fair) if absent and fair else frozenset(),
        lines=tuple(lines),
        other_places=places[1:],
        region=party.text("region"),
        languages=read_languages(party, findings),
        sales_rep=party.text("sales_rep"),
    )
    return ReadSupplier(supplier, read_contact(party, findings), party)


def _count(
    party: Party, field: str, default: int | None, findings: Findings
) -> int | None:
    if field not in party.values:
        return default
    return read_count(party.values[field][1], field, default, findings)


def _read_places(party: Party, findings: Findings) -> tuple[Place, ...]:
    """Return the booths in the order of the rows; the first is the meeting place."""
    places = find_places(party)
    if not places:
        return (Place("", ""),)
    if len(places) > 1:
        first, *others = [" ".join(place).strip() for place in places]
        where = next(iter(places.values())).where("booth")
        findings.note(
            "several-booths", where,
            name=party.name, first=first, others="; ".join(others),
        )  # fmt: skip
    return tuple(places)


def find_places(party: Party) -> dict[Place, Record]:
    """Return each place of a supplier with the row that says it first."""
    places: dict[Place, Record] = {}
    hall = ""
    for record in party.records:
        booth = record.text("booth")
        hall = record.text("hall") or hall
        if booth or record.text("hall"):
            places.setdefault(Place(hall, booth), record)
    return places


def _read_lines(record: Record, findings: Findings) -> list[OfferLine]:
    products = read_products(record, findings)
    if not products.names:
        return []
    low, high, currency = _read_price(record, findings)
    minimum = read_amount(record, "minimum_order", findings)
    capacity, capacity_unit = find_amount(
        record.text("capacity"), comma=record.table.decimal_comma
    )
    return [
        OfferLine(
            product=name,
            categories=products.categories,
            capacity=record.text("capacity"),
            minimum_order=minimum.value,
            price_low=low,
            price_high=high,
            currency=record.text("currency") or currency,
            certificates=split_list(record.text("certificates")),
            id=record.text("line"),
            minimum_unit=minimum.unit,
            capacity_quantity=capacity,
            capacity_unit=capacity_unit,
        )
        for name in products.names
    ]


def _read_price(
    record: Record, findings: Findings
) -> tuple[float | None, float | None, str]:
    text = record.text("price_range")
    if not text:
        return None, None, ""
    price = parse_range(text, comma=record.table.decimal_comma)
    if price is None:
        findings.fault("price-unclear", record.where("price_range"), text)
        return None, None, ""
    factor, currency, _ = record.table.header_unit("price_range")
    low, high, own = price
    low, high = (round(value * factor, DIGITS) for value in (low, high))
    return low, high, own or currency
