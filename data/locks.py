"""Meetings that must stay, checked against each other, nevers and absences."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.columns import Kind
from data.sessions_in import first_round, read_slot
from data.suggestions import Placed, find_party, spoken_place
from scheduler.fair import Fair, MeetAt, Slot
from scheduler.problem import Buyer, BuyerId, Lock, Strength, Supplier, SupplierId

if TYPE_CHECKING:
    from data.absences import Absences
    from data.faults import Findings, Where
    from data.names import PartyIndex
    from data.rows import Record


@dataclass(frozen=True)
class LockFacts:
    """What locks are judged by."""

    fair: Fair
    buyers: dict[BuyerId, Buyer]
    suppliers: dict[SupplierId, Supplier]
    nevers: dict[tuple[BuyerId, SupplierId], Where]
    absences: Absences


def read_locks(
    records: list[Record],
    facts: LockFacts,
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> tuple[Lock, ...]:
    """Read the rows of a locks sheet, sorted; every contradiction is a fault."""
    base = first_round(records, findings)
    locks: list[tuple[Lock, Record]] = []
    for record in records:
        buyer = find_party(record, "buyer", buyers, Kind.BUYERS, findings)
        supplier = find_party(record, "supplier", suppliers, Kind.SUPPLIERS, findings)
        slot = read_slot(record, facts.fair, base, findings)
        if buyer is not None and supplier is not None and slot is not None:
            locks.append((Lock(buyer, supplier, slot), record))
    _check_locks(locks, facts, findings)
    return tuple(sorted((lock for lock, _ in locks), key=lambda lock: (lock.buyer, lock.supplier)))  # fmt: skip


def nevers_of(placed: list[Placed]) -> dict[tuple[BuyerId, SupplierId], Where]:
    """Return where each never was said."""
    return {
        (one.suggestion.buyer, one.suggestion.supplier): one.where
        for one in placed
        if one.suggestion.strength is Strength.NEVER
    }


def _check_locks(
    locks: list[tuple[Lock, Record]], facts: LockFacts, findings: Findings
) -> None:
    pairs: dict[tuple[BuyerId, SupplierId], Record] = {}
    held: defaultdict[tuple[str, str, Slot], list[Record]] = defaultdict(list)
    for lock, record in locks:
        where, pair = record.where("buyer"), (lock.buyer, lock.supplier)
        if pair in facts.nevers:
            place = spoken_place(facts.nevers[pair])
            findings.fault("lock-never", where, _spoken(lock), place=place)
        if pair in pairs:
            place = spoken_place(pairs[pair].where("buyer"))
            findings.fault("lock-twice", where, _spoken(lock), place=place)
            continue
        pairs[pair] = record
        _check_capacity(lock, record, facts, held, findings)
        _check_presence(lock, where, facts, findings)


def _check_capacity(
    lock: Lock,
    record: Record,
    facts: LockFacts,
    held: defaultdict[tuple[str, str, Slot], list[Record]],
    findings: Findings,
) -> None:
    buyer, supplier = facts.buyers[lock.buyer], facts.suppliers[lock.supplier]
    sides = [("buyer", buyer.id, buyer.name, buyer.teams),
             ("supplier", supplier.id, supplier.name, supplier.tables)]  # fmt: skip
    if facts.fair.meet_at is MeetAt.TABLES and facts.fair.tables:
        sides.append(("tables", "", "The tables 洽谈桌", facts.fair.tables))
    for side, id_, name, capacity in sides:
        others = held[side, id_, lock.slot]
        if len(others) >= capacity:
            field = side if side != "tables" else "round"
            findings.fault(
                "lock-clash", record.where(field), _spoken(lock), party=name,
                count=len(others), place=spoken_place(others[0].where("buyer")),
            )  # fmt: skip
        others.append(record)


def _check_presence(
    lock: Lock, where: Where, facts: LockFacts, findings: Findings
) -> None:
    buyer, supplier = facts.buyers[lock.buyer], facts.suppliers[lock.supplier]
    if not buyer.can_attend(lock.slot):
        place = facts.absences.buyers.get(buyer.id, {}).get(lock.slot)
        spoken = spoken_place(place) if place else "buyers: sessions 可参加场次"
        findings.fault("lock-absent", where, _spoken(lock), party=buyer.name, place=spoken)  # fmt: skip
    if not supplier.can_attend(lock.slot):
        place = facts.absences.suppliers.get(supplier.id, {}).get(lock.slot)
        spoken = spoken_place(place) if place else "suppliers: absent 不可用场次"
        findings.fault("lock-absent", where, _spoken(lock), party=supplier.name, place=spoken)  # fmt: skip


def _spoken(lock: Lock) -> str:
    slot = lock.slot
    return f"{lock.buyer} + {lock.supplier}, {slot.session} {slot.round_index + 1}"
