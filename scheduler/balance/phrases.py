"""Who must stay short, and what would mend it, in sentences."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.balance.facts import ChangeKind
from scheduler.wording import Wording

TOO_FEW = Wording(
    en="{buyers}: too few suppliers suit; {missing} missing. Scarce: {categories}.",
    zh="{buyers}：合适的供应商太少，缺 {missing} 场。紧缺：{categories}。",
)
COMPETE = Wording(
    en="{buyers}: need {needed} {needed|meeting|meetings}, and those who suit them are full "
    "({suppliers}); {missing} missing. Scarce: {categories}.",
    zh="{buyers}：需要 {needed} 场，而合适的供应商已排满（{suppliers}），缺 {missing} 场。"
    "紧缺：{categories}。",
)
INTERPRETERS = Wording(
    en="{buyers}: need an interpreter in {needed} {needed|meeting|meetings} ({buyers_speak} with "
    "{suppliers_speak}), and there are none for {missing} of them. {more} more "
    "{more|interpreter|interpreters} would do.",
    zh="{buyers}：有 {needed} 场洽谈需要翻译（{buyers_speak}对{suppliers_speak}），"
    "其中 {missing} 场没有翻译。增加 {more} 名翻译即可。",
)
WITHOUT_LINES = Wording(
    en="Handed in no products: {buyers}. Ask for their procurement sheets.",
    zh="未提交采购产品：{buyers}。请索取采购需求表。",
)
SELDOM_THERE = Wording(
    en="There for fewer rounds than {low} {low|meeting takes|meetings take}: {buyers}. Ask for more time.",
    zh="到场轮次不足以完成 {low} 场洽谈：{buyers}。请与其商定更多时间。",
)
FOR_NEVERS = Wording(
    en="Short only since suggestions say never: {buyers}. Lift some of these.",
    zh="仅因匹配建议标为“禁止”而不足：{buyers}。请取消其中一部分。",
)
CHANGES: Mapping[ChangeKind, Wording] = {
    ChangeKind.RECRUIT: Wording(
        en="invite {count} more {count|supplier|suppliers} of {category}",
        zh="增邀 {count} 家“{category}”供应商",
    ),
    ChangeKind.TABLE: Wording(
        en="{count} more {count|table|tables} for {supplier}",
        zh="为{supplier}增设 {count} 张洽谈桌",
    ),
    ChangeKind.MAX_MEETINGS: Wording(
        en="let {supplier} take {count} {count|meeting|meetings}",
        zh="请{supplier}将最多洽谈数提高到 {count}",
    ),
    ChangeKind.SESSION: Wording(
        en="open {count} more {count|session|sessions}", zh="增开 {count} 个场次"
    ),
    ChangeKind.MIN_FIT: Wording(
        en="lower min_fit to {count}", zh="将 min_fit 降到 {count}"
    ),
}
