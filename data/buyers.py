"""Buyers and their demand lines out of a procurement sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.cells import split_list
from data.columns import Kind
from data.contacts import read_contact
from data.languages import read_languages
from data.lines import read_amount, read_count, read_day
from data.parties import PARTY_WORD, Party
from data.products import read_products
from data.sessions_in import read_sessions
from scheduler.directory import Contact
from scheduler.fair import Fair
from scheduler.problem import Buyer, BuyerId, DemandLine

if TYPE_CHECKING:
    from data.faults import Findings
    from data.rows import Record


_WORD = PARTY_WORD[Kind.BUYERS]


class ReadBuyer(NamedTuple):
    """A buyer with its contact and the rows it came from."""

    buyer: Buyer
    contact: Contact
    party: Party


def read_buyer(party: Party, fair: Fair | None, findings: Findings) -> ReadBuyer:
    """Build a buyer; sessions are left open where `fair` is None."""
    lines = tuple(
        line for record in party.records for line in _read_lines(record, findings)
    )
    if not lines:
        findings.fault("lines-missing", party.record.where("buyer"), party.name, kind=_WORD)  # fmt: skip
    sessions = read_sessions(party, "sessions", fair, findings)
    teams = 1
    if "teams" in party.values:
        teams = read_count(party.values["teams"][1], "teams", 1, findings, high=50) or 1
    buyer = Buyer(
        id=BuyerId(party.id),
        name=party.name,
        lines=lines,
        sessions=sessions,
        teams=teams,
        hall=_first(party, "hall"),
        booth=_first(party, "booth"),
        region=party.text("region"),
        languages=read_languages(party, findings),
        tier=party.text("tier"),
        wants=split_list(party.text("wants")),
        avoids=split_list(party.text("avoids")),
    )
    return ReadBuyer(buyer, read_contact(party, findings), party)


def _first(party: Party, field: str) -> str:
    return next((text for r in party.records if (text := r.text(field))), "")


def _read_lines(record: Record, findings: Findings) -> list[DemandLine]:
    products = read_products(record, findings)
    if not products.names:
        return []
    quantity = read_amount(record, "quantity", findings)
    budget = read_amount(record, "budget", findings)
    unit = record.text("unit")
    if not unit and quantity.unit:
        unit = quantity.unit
        if record.table.header_unit("quantity")[2] != unit:
            findings.note("unit-in-quantity", record.where("quantity"), unit=unit)
    return [
        DemandLine(
            product=name,
            categories=products.categories,
            specification=record.text("specification"),
            quantity=quantity.value,
            unit=unit,
            budget=budget.value,
            currency=record.text("currency") or budget.currency,
            needed_by=read_day(record, "needed_by", findings),
            id=record.text("line"),
            certificates=split_list(record.text("certificates")),
        )
        for name in products.names
    ]
