"""What each reason says: for one pair, and for a buyer that stays short.

Placeholders in braces are filled by `explain`; every name of a party stands alone, so
that a sentence reads right whatever the name is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.reasons import Reason, ReasonCode
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

PAIR_SENTENCES = {
    ReasonCode.MEETS: Wording(
        en="{buyer} and {supplier} meet in {slots}.",
        zh="{buyer}与{supplier}已安排在{slots}洽谈。",
    ),
    ReasonCode.NEVER: Wording(
        en="{buyer} and {supplier} are marked as never to meet.",
        zh="{buyer}与{supplier}被标为“禁止”洽谈。",
    ),
    ReasonCode.BELOW_MIN_FIT: Wording(
        en="{supplier} has too little of what {buyer} wants: the fit is {fit}; the least for a meeting is {min_fit}.",
        zh="{supplier}的产品与{buyer}的需求不够匹配：匹配度{fit}，洽谈下限为 {min_fit}。",
    ),
    ReasonCode.BUYER_FULL: Wording(
        en="{buyer} already has all the meetings a buyer may have ({max_meetings}).",
        zh="{buyer}的洽谈数已达每家采购商的上限（{max_meetings} 场）。",
    ),
    ReasonCode.SUPPLIER_MAX: Wording(
        en="{supplier} already has all the meetings it wants ({supplier_max}).",
        zh="{supplier}的洽谈数已达其自定上限（{supplier_max} 场）。",
    ),
    ReasonCode.NO_COMMON_SLOT: Wording(
        en="{buyer} and {supplier} are never there at the same time.",
        zh="{buyer}与{supplier}没有同时在场的轮次。",
    ),
    ReasonCode.BUYER_ABSENT: Wording(
        en="{buyer} is absent in {slots}.", zh="{buyer}在{slots}均不在场。"
    ),
    ReasonCode.SUPPLIER_ABSENT: Wording(
        en="{supplier} is absent in {slots}.", zh="{supplier}在{slots}均不在场。"
    ),
    ReasonCode.WINDOW_FULL: Wording(
        en="The meetings of {buyer} stay together in {sessions}, which rules out {slots}.",
        zh="{buyer}的洽谈集中在{sessions}，因此不能排在{slots}。",
    ),
    ReasonCode.BUYER_BUSY: Wording(
        en="{buyer} is in other meetings in {slots}.",
        zh="{buyer}在{slots}已有其他洽谈。",
    ),
    ReasonCode.SUPPLIERS_FULL: Wording(
        en="{supplier} has no free table in {slots}.",
        zh="{supplier}在{slots}已无空桌。",
    ),
    ReasonCode.TABLES_FULL: Wording(
        en="All of the organiser's tables are taken in {slots}.",
        zh="主办方洽谈桌在{slots}已全部占用。",
    ),
    ReasonCode.WALK_TOO_LONG: Wording(
        en="Between this and the meetings before or after there is not enough time to walk in {slots}.",
        zh="在{slots}与前后洽谈之间的步行时间不够。",
    ),
    ReasonCode.NO_INTERPRETER: Wording(
        en="Nobody interprets between {buyer} ({buyer_speaks}) and {supplier} ({supplier_speaks}): {slots}.",
        zh="没有能为{buyer}（{buyer_speaks}）与{supplier}（{supplier_speaks}）翻译的译员：{slots}。",
    ),
    ReasonCode.INTERPRETERS_BUSY: Wording(
        en="Whoever interprets between {buyer} ({buyer_speaks}) and {supplier} ({supplier_speaks}) is in other meetings: {slots}.",
        zh="能为{buyer}（{buyer_speaks}）与{supplier}（{supplier_speaks}）翻译的译员均在其他洽谈中：{slots}。",
    ),
    ReasonCode.PREFERRED_OTHERS: Wording(
        en="Nothing forbids this meeting in {slots}; other meetings were preferred. {compared}",
        zh="在{slots}并无阻碍，只是优先安排了其他洽谈。{compared}",
    ),
}
"""For `explain_pair`."""

SHORTFALL_SENTENCES = {
    ReasonCode.NO_LINES: Wording(
        en="{buyer} has handed in nothing that it wants to buy.",
        zh="{buyer}未提交任何采购需求。",
    ),
    ReasonCode.FEW_CANDIDATES: Wording(
        en="{few} {buyer} (a fit of {min_fit} or more, or a must); the aim is {wanted} meetings.",
        zh="适合{buyer}的供应商（匹配度不低于 {min_fit} 或“必须”洽谈）{few}，应安排 {wanted} 场。",
    ),
    ReasonCode.NEVER: Wording(
        en="Never to meet {buyer}: {suppliers}.",
        zh="被标为“禁止”与{buyer}洽谈：{suppliers}。",
    ),
    ReasonCode.BUYER_FULL: PAIR_SENTENCES[ReasonCode.BUYER_FULL],
    ReasonCode.SUPPLIER_MAX: Wording(
        en="Already have all the meetings they want: {suppliers}.",
        zh="洽谈数已达自定上限：{suppliers}。",
    ),
    ReasonCode.NO_COMMON_SLOT: Wording(
        en="Never there at the same time as {buyer}: {suppliers}.",
        zh="与{buyer}没有同时在场的轮次：{suppliers}。",
    ),
    ReasonCode.BUYER_ABSENT: PAIR_SENTENCES[ReasonCode.BUYER_ABSENT],
    ReasonCode.SUPPLIER_ABSENT: Wording(
        en="Absent in rounds that {buyer} could have used: {suppliers}.",
        zh="在{buyer}本可安排的轮次不在场：{suppliers}。",
    ),
    ReasonCode.WINDOW_FULL: PAIR_SENTENCES[ReasonCode.WINDOW_FULL],
    ReasonCode.BUYER_BUSY: PAIR_SENTENCES[ReasonCode.BUYER_BUSY],
    ReasonCode.SUPPLIERS_FULL: Wording(
        en="No free table in rounds that {buyer} could have used: {suppliers}.",
        zh="在{buyer}本可安排的轮次已无空桌：{suppliers}。",
    ),
    ReasonCode.TABLES_FULL: PAIR_SENTENCES[ReasonCode.TABLES_FULL],
    ReasonCode.WALK_TOO_LONG: Wording(
        en="Too far to walk between the meetings before and after: {suppliers}.",
        zh="与前后洽谈之间的步行时间不够：{suppliers}。",
    ),
    ReasonCode.NO_INTERPRETER: Wording(
        en="{buyer} speaks {buyer_speaks}, and in rounds that it could have used nobody interprets to: {suppliers}.",
        zh="{buyer}讲{buyer_speaks}，在其本可安排的轮次没有能与以下供应商翻译的译员：{suppliers}。",
    ),
    ReasonCode.INTERPRETERS_BUSY: Wording(
        en="{buyer} speaks {buyer_speaks}, and in rounds that it could have used all interpreters are in other meetings: {suppliers}.",
        zh="{buyer}讲{buyer_speaks}，在其本可安排的轮次译员均已占用，因此无法与以下供应商洽谈：{suppliers}。",
    ),
    ReasonCode.PREFERRED_OTHERS: Wording(
        en="Nothing forbids a further meeting with: {suppliers}. It can be added by hand.",
        zh="与以下供应商并无阻碍，可手工补排：{suppliers}。",
    ),
}
"""For `explain_shortfall`."""


def fill(
    code: ReasonCode, sentence: Wording, facts: Mapping[str, Wording | str | int]
) -> Reason:
    """Return the reason with the placeholders filled, each language with its side."""
    return Reason(code, sentence.filled(facts))
