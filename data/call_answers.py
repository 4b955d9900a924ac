"""What was answered on the phone: a filled call sheet, row by row."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from data.columns import Kind
from data.names import PartyIndex
from data.phones import Phone, parse_phone
from data.sheets_in import read_kind
from data.words import find_meaning, gather_words
from scheduler.repair.changes import Party, Side
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from data.faults import Findings, Where
    from data.rows import Record
    from scheduler.problem import BuyerId, Problem, SupplierId

_PARTY = Wording(en="party", zh="单位")


class Answer(StrEnum):
    """What came of a call."""

    CONFIRMED = "confirmed"
    MOVED = "moved"
    CANCELLED = "cancelled"
    NO_ANSWER = "no answer"
    OTHER_PERSON = "other person comes"


ANSWER_WORDS: dict[Answer, Wording] = {
    Answer.CONFIRMED: Wording(en="confirmed", zh="已确认"),
    Answer.MOVED: Wording(en="moved", zh="改期"),
    Answer.CANCELLED: Wording(en="cancelled", zh="取消"),
    Answer.NO_ANSWER: Wording(en="no answer", zh="无人接听"),
    Answer.OTHER_PERSON: Wording(en="other person comes", zh="换人参加"),
}
_FURTHER = {
    Answer.CONFIRMED: ("确认", "ok", "yes"),
    Answer.MOVED: ("改时间",),
    Answer.CANCELLED: ("不来", "canceled", "已取消"),
    Answer.NO_ANSWER: ("未接", "未接通", "无应答"),
    Answer.OTHER_PERSON: ("换人", "other person"),
}
_ANSWERS = gather_words("answer", {
    answer: (said.en, said.zh, *_FURTHER[answer])
    for answer, said in ANSWER_WORDS.items()
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Call:
    """One call and what came of it; `where` is the cell that says so.

    `person` comes instead of the contact, `phone` is theirs (E.164).
    """

    party: Party
    name: str
    answer: Answer
    notes: str
    caller: str
    where: Where
    person: str = ""
    phone: str = ""


def read_calls(
    paths: Iterable[Path], problem: Problem, findings: Findings
) -> tuple[Call, ...]:
    """Return the calls of filled call sheets; rows without an outcome are left out."""
    sides = (
        PartyIndex((buyer.id, buyer.name) for buyer in problem.buyers),
        PartyIndex((supplier.id, supplier.name) for supplier in problem.suppliers),
    )
    calls = []
    for path in paths:
        for record in read_kind(path, Kind.CALLS, findings):
            if record.text("answer"):
                call = _read_call(record, *sides, findings)
                calls += [call] if call else []
            elif record.text("person"):
                _refuse_person(record, findings)
    return tuple(calls)


def _read_call(
    record: Record,
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> Call | None:
    where, text = record.where("answer"), record.text("answer")
    answer = find_meaning(text, _ANSWERS)
    if answer is None:
        findings.fault("answer-unknown", where, text)
    found = _find_party(record, buyers, suppliers, findings)
    if answer is None or found is None:
        return None
    party, name = found
    call = Call(party, name, answer, record.text("notes"), record.text("caller"), where)
    if answer is not Answer.OTHER_PERSON:
        if record.text("person"):
            _refuse_person(record, findings)
        return call
    return replace(
        call, person=_read_person(record, findings), phone=_read_phone(record, findings)
    )


def _refuse_person(record: Record, findings: Findings) -> None:
    where = record.where("person")
    findings.fault("person-unexpected", where, record.text("person"))


def _read_person(record: Record, findings: Findings) -> str:
    person = record.text("person")
    if not person:
        findings.fault("person-missing", record.where("person"))
    return person


def _read_phone(record: Record, findings: Findings) -> str:
    typed = record.text("person_phone")
    phone = parse_phone(typed) if typed else Phone()
    if phone.problem:
        where = record.where("person_phone")
        findings.fault(phone.problem, where, typed, why=phone.why)
    return phone.number


def _find_party(
    record: Record,
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> tuple[Party, str] | None:
    """Return whom the row is about; the side is taken from its column, else guessed."""
    text, side = record.text("id"), record.text("side").casefold()
    buyer, supplier = buyers.find(text).id, suppliers.find(text).id
    if buyer and ("buyer" in side or "采购" in side or not supplier):
        return Party(Side.BUYER, buyer), buyers.name(buyer)
    if supplier:
        return Party(Side.SUPPLIER, supplier), suppliers.name(supplier)
    nearest = "; ".join((buyers.find(text).nearest, suppliers.find(text).nearest))
    where = record.where("id")
    findings.fault("party-unknown", where, text, kind=_PARTY, nearest=nearest)
    return None
