"""The rules every schedule keeps, each with the sentence the organiser reads.

A rule lives three times: where schedules are made, in the checker, and in a pair of
tests (kept, broken). `Rule` ties them together; docs/rules.md describes each.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.fair import Slot
    from scheduler.problem import BuyerId, SupplierId


class Rule(StrEnum):
    """What always holds: a stable code, and the sentence in English and Chinese."""

    wording: Wording

    def __new__(cls, code: str, en: str, zh: str) -> Rule:
        """Build a member whose value is `code` alone."""
        member = str.__new__(cls, code)
        member._value_ = code
        member.wording = Wording(en=en, zh=zh)
        return member

    UNKNOWN_PARTY = (
        "unknown-party",
        "A meeting is between a buyer and a supplier of this fair.",
        "洽谈双方必须是本届展会的采购商和供应商。",
    )
    UNKNOWN_SLOT = (
        "unknown-slot",
        "A meeting is in a session and a round of this fair.",
        "洽谈必须安排在本届展会的场次和轮次内。",
    )
    WRONG_TIME = (
        "wrong-time",
        "A meeting starts and ends with its round.",
        "洽谈的开始和结束时间必须与所在轮次一致。",
    )
    WRONG_PLACE = (
        "wrong-place",
        "A meeting is held at the booth, or at the organiser's table, that the fair says.",
        "洽谈地点必须符合展会规定：供应商展位、采购商展位或主办方洽谈桌。",
    )
    TABLE_RANGE = (
        "table-range",
        "A table number is one of the tables that are there.",
        "洽谈桌号必须是实际存在的桌号。",
    )
    TABLE_TWICE = (
        "table-twice",
        "A table holds one meeting at a time.",
        "同一张洽谈桌同一时间只能安排一场洽谈。",
    )
    BUYER_AT_ONCE = (
        "buyer-at-once",
        "A buyer is in no more meetings at once than it has teams.",
        "采购商同一时间的洽谈数不得超过其小组数。",
    )
    SUPPLIER_AT_ONCE = (
        "supplier-at-once",
        "A supplier is in no more meetings at once than it has tables.",
        "供应商同一时间的洽谈数不得超过其洽谈桌数。",
    )
    HALL_TABLES = (
        "hall-tables",
        "No more meetings are held at once than the organiser has tables.",
        "同一时间的洽谈总数不得超过主办方的洽谈桌数。",
    )
    INTERPRETERS_AT_ONCE = (
        "interpreters-at-once",
        "No more meetings that need an interpreter are held at once than can have one.",
        "同一时间需要翻译的洽谈数不得超过能配到译员的场数。",
    )
    BUYER_ABSENT = (
        "buyer-absent",
        "A buyer meets nobody in a round in which it is absent.",
        "采购商缺席的轮次不得安排其洽谈。",
    )
    SUPPLIER_ABSENT = (
        "supplier-absent",
        "A supplier meets nobody in a round in which its booth is closed.",
        "供应商不在场的轮次不得安排其洽谈。",
    )
    SESSION_NOT_ATTENDED = (
        "session-not-attended",
        "A buyer has meetings only in sessions it can attend.",
        "采购商的洽谈只能安排在其可参加的场次。",
    )
    NO_INTERPRETER = (
        "no-interpreter",
        "Two who share no language meet only where somebody is there to interpret.",
        "语言不通的双方只有在有译员能为双方翻译时才安排洽谈。",
    )
    SESSIONS_PER_BUYER = (
        "sessions-per-buyer",
        "A buyer's meetings lie in no more sessions than the fair allows.",
        "采购商的洽谈所占场次数不得超过展会规定。",
    )
    WALK = (
        "walk",
        "Whoever walks has the time for it between consecutive meetings.",
        "相邻两场洽谈之间必须留足步行时间。",
    )
    PAIR_TWICE = (
        "pair-twice",
        "A buyer and a supplier meet once at most.",
        "同一对采购商和供应商最多洽谈一次。",
    )
    NEVER = (
        "never",
        "A pair that must never meet does not meet.",
        "标为“禁止”的双方不得安排洽谈。",
    )
    LOCK = (
        "lock",
        "A locked meeting stays in its round.",
        "已锁定的洽谈必须保留在原轮次。",
    )
    LOCKED_FLAG = (
        "locked-flag",
        "A meeting is marked as locked when, and only when, it is locked.",
        "洽谈的锁定标记必须与锁定名单一致。",
    )
    MUST = (
        "must",
        "A pair that must meet is placed, or reported with the reason.",
        "标为“必须”的双方要么已安排，要么说明未安排的原因。",
    )
    MUST_LIST = (
        "must-list",
        "The list of unplaced musts names just the musts that are not placed, once.",
        "未安排的“必须”名单只列出确实未安排的配对，且每对只列一次。",
    )
    MAX_MEETINGS = (
        "max-meetings",
        "A buyer has no more meetings than the fair allows.",
        "采购商的洽谈数不得超过展会规定的上限。",
    )
    SUPPLIER_MAX = (
        "supplier-max",
        "A supplier has no more meetings than it wants.",
        "供应商的洽谈数不得超过其自定上限。",
    )
    NOT_A_CANDIDATE = (
        "not-a-candidate",
        "Only pairs that were considered are placed.",
        "只能安排已列入候选的配对。",
    )
    MIN_FIT = (
        "min-fit",
        "No pair below the least fit meets, unless it is a must or locked.",
        "匹配度低于下限的双方不安排洽谈，“必须”或已锁定的除外。",
    )
    FIT_DIFFERS = (
        "fit-differs",
        "The fit printed with a meeting is the pair's fit.",
        "洽谈所标匹配度必须与该配对的匹配度一致。",
    )
    SHORTFALL_LIST = (
        "shortfall-list",
        "The list of shortfalls names just the buyers below the minimum, once, rightly.",
        "不足名单只列出洽谈数低于下限的采购商，每家一次，数字准确。",
    )
    REASONS_MISSING = (
        "reasons-missing",
        "Each shortfall and each unplaced must says why.",
        "每项不足和每个未安排的“必须”都要说明原因。",
    )
    ORDER = (
        "order",
        "Meetings are listed by time, then place.",
        "洽谈按时间、再按地点排列。",
    )


@dataclass(frozen=True, slots=True)
class Violation:
    """One break of one rule.

    `buyer`, `supplier`, `slot` say where, each None where the rule does not speak of
    one; `wording` is the sentence for this case, with names and figures.
    """

    rule: Rule
    wording: Wording
    buyer: BuyerId | None = None
    supplier: SupplierId | None = None
    slot: Slot | None = None
