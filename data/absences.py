"""Who is not there when: absent, late, no-show, withdrawn; and booths that moved."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from data.sessions_in import first_round, read_round, sessions_of_text
from data.words import find_meaning, gather_words
from scheduler.fair import Fair, Place, SessionId, Slot
from scheduler.problem import BuyerId, SupplierId
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.faults import Findings, Where
    from data.names import Found, PartyIndex
    from data.rows import Record

_PARTY = Wording(en="party", zh="单位")


class Change(StrEnum):
    """What can change about a party."""

    ABSENT = "absent"
    LATE = "late"
    NO_SHOW = "no-show"
    WITHDRAWN = "withdrawn"
    BOOTH_MOVED = "booth moved"


_WORDS = gather_words("change", {
    Change.ABSENT: ("absent", "缺席不在", "不在", "不在场", "请假", "离开", "away"),
    Change.LATE: ("late", "迟到", "晚到"),
    Change.NO_SHOW: ("no-show", "no show", "noshow", "缺席", "未到", "爽约"),
    Change.WITHDRAWN: ("withdrawn", "退展", "退出", "取消", "cancelled", "取消参展"),
    Change.BOOTH_MOVED: ("booth moved", "moved", "换展位", "调整展位", "展位变更"),
})  # fmt: skip


@dataclass
class Absences:
    """Absent slots with the place that says so, and new booths, by party.

    A new place with an empty hall keeps the hall of the old one.
    """

    buyers: dict[BuyerId, dict[Slot, Where]] = field(default_factory=dict)
    suppliers: dict[SupplierId, dict[Slot, Where]] = field(default_factory=dict)
    buyer_moves: dict[BuyerId, Place] = field(default_factory=dict)
    supplier_moves: dict[SupplierId, Place] = field(default_factory=dict)


def read_absences(
    records: list[Record],
    fair: Fair,
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> Absences:
    """Read the rows of an absences sheet."""
    absences = Absences()
    base = first_round(records, findings)
    for record in records:
        change = read_change(record, findings)
        buyer, supplier = find_side(record, buyers, suppliers, findings)
        if change is None or (buyer is None and supplier is None):
            continue
        if change is Change.BOOTH_MOVED:
            _move(record, buyer, supplier, absences, findings)
            continue
        where = record.where("kind")
        gone = dict.fromkeys(missed_slots(record, change, fair, base, findings), where)
        if buyer is not None:
            absences.buyers.setdefault(buyer, {}).update(gone)
        if supplier is not None:
            absences.suppliers.setdefault(supplier, {}).update(gone)
    return absences


def read_change(record: Record, findings: Findings) -> Change | None:
    """Return what a row says has changed; None with a fault."""
    text = record.text("kind")
    change = find_meaning(text, _WORDS)
    if change is None:
        findings.fault("absence-kind-unknown", record.where("kind"), text)
    return change


def find_side(
    record: Record,
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> tuple[BuyerId | None, SupplierId | None]:
    """Return the buyer or the supplier that the row names; a fault for both or none."""
    text = " ".join(record.text("party").split())
    where = record.where("party")
    if not text:
        findings.fault("value-missing", where, column=_PARTY)
        return None, None
    buyer: Found[BuyerId] = buyers.find(text)
    supplier: Found[SupplierId] = suppliers.find(text)
    if (buyer.id is None) != (supplier.id is None):
        return buyer.id, supplier.id
    both = "; ".join(dict.fromkeys((buyer.nearest, supplier.nearest)))
    if buyer.id is not None and supplier.id is not None:
        both = f"{buyers.name(buyer.id)} (buyer 采购商), {suppliers.name(supplier.id)} (supplier 供应商)"  # fmt: skip
        findings.fault("party-ambiguous", where, text, nearest=both)
    elif buyer.ambiguous or supplier.ambiguous:
        findings.fault("party-ambiguous", where, text, nearest=both)
    else:
        findings.fault("party-unknown", where, text, kind=_PARTY, nearest=both)
    return None, None


def missed_slots(
    record: Record, change: Change, fair: Fair, base: int, findings: Findings
) -> list[Slot]:
    """Return the slots a row takes away; no session means everywhere."""
    text, has_round = record.text("session"), bool(record.text("round"))
    if not text and (has_round or change is Change.LATE):
        listed = ", ".join(session.id for session in fair.sessions)
        findings.fault("session-unknown", record.where("session"), sessions=listed)
        return []
    sessions = tuple(session.id for session in fair.sessions)
    if text:
        sessions = sessions_of_text(text, fair, record.where("session"), findings)
    if change is Change.LATE and not has_round:
        column = Wording(en="round", zh="轮次")
        findings.fault("value-missing", record.where("round"), column=column)
        return []
    return [
        slot
        for session in sessions
        for slot in _session_slots(record, change, session, fair, base, findings)
    ]


def _session_slots(
    record: Record,
    change: Change,
    session: SessionId,
    fair: Fair,
    base: int,
    findings: Findings,
) -> list[Slot]:
    count = len(fair.session_by_id[session].rounds)
    rounds = range(count)
    if record.text("round"):
        index = read_round(record, session, fair, base, findings)
        if index is None:
            return []
        rounds = range(index) if change is Change.LATE else range(index, index + 1)
    return [Slot(session, index) for index in rounds]


def _move(
    record: Record,
    buyer: BuyerId | None,
    supplier: SupplierId | None,
    absences: Absences,
    findings: Findings,
) -> None:
    booth = record.text("booth")
    where = record.where("booth")
    if not booth:
        findings.fault("booth-missing", where)
        return
    place = Place(record.text("hall"), booth)
    if buyer is not None:
        absences.buyer_moves[buyer] = place
    if supplier is not None:
        absences.supplier_moves[supplier] = place
    spoken = " ".join(part for part in place if part)
    findings.note("booth-moved", where, party=record.text("party"), place=spoken)
