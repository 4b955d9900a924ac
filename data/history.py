"""What buyers and suppliers have had to do with each other before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.words import find_meaning, gather_words
from scheduler.problem import BuyerId, Dealing, Outcome, SupplierId

if TYPE_CHECKING:
    from data.faults import Findings
    from data.names import PartyIndex
    from data.rows import Record

_OUTCOMES = gather_words("outcome", {
    Outcome.DEAL: ("deal", "成交", "已成交", "签约", "下单", "合作", "已合作", "done", "signed",
                   "ordered", "contract", "good"),
    Outcome.INTEREST: ("interest", "意向", "有意向", "合作意向", "跟进中", "interested", "follow-up"),
    Outcome.MET: ("met", "见过", "已见面", "洽谈过", "见面", "meeting", "neutral"),
    Outcome.NO_SHOW: ("no-show", "no show", "缺席", "未到", "爽约"),
    Outcome.POOR: ("poor", "不理想", "不满意", "无意向", "投诉", "bad", "complaint", "not interested",
                   "no interest", "no deal", "未成交"),
})  # fmt: skip


def read_history(
    records: list[Record],
    buyers: PartyIndex[BuyerId],
    suppliers: PartyIndex[SupplierId],
    findings: Findings,
) -> tuple[Dealing, ...]:
    """Read the rows of a history sheet; parties that are not at this fair are counted."""
    dealings, absent = [], 0
    for record in records:
        outcome = read_outcome(record, findings)
        buyer = buyers.find(_name(record, "buyer")).id
        supplier = suppliers.find(_name(record, "supplier")).id
        if buyer is None or supplier is None:
            absent += 1
        elif outcome is not None:
            dealings.append(Dealing(buyer, supplier, outcome))
    if absent:
        where = records[0].where("buyer")
        findings.note("history-elsewhere", where, count=absent, all=len(records))
    return tuple(sorted(dealings, key=lambda one: (one.buyer, one.supplier, one.outcome)))  # fmt: skip


def read_outcome(record: Record, findings: Findings) -> Outcome | None:
    """Return how a dealing went; "成交 deal" counts as one word."""
    text = record.text("outcome")
    outcome = find_meaning(text, _OUTCOMES)
    if outcome is None:
        findings.fault("outcome-unknown", record.where("outcome"), text)
    return outcome


def _name(record: Record, field: str) -> str:
    return " ".join(record.text(field).split())
