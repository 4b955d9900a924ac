"""The sentences of `fairmatch balance`."""

from __future__ import annotations

from scheduler.wording import Wording

FAIR = Wording(
    en="{buyers} {buyers|buyer|buyers} with {demands} demand {demands|line|lines}, "
    "{suppliers} {suppliers|supplier|suppliers} with "
    "{offers} offer {offers|line|lines}; {reachable} {reachable|pair fits|pairs fit}.",
    zh="{buyers} 家采购商，{demands} 条采购需求；{suppliers} 家供应商，{offers} 条主营产品；"
    "可匹配 {reachable} 对。",
)
RATIO = Wording(
    en="Buyers per supplier present in a session: {ratio}{target}.",
    zh="每场次到场采购商与供应商之比：{ratio}{target}。",
)
TARGET = Wording(en=" (target {target})", zh="（目标 {target}）")
GROUPS = Wording(en="By category:", zh="按品类：")
GROUP = Wording(
    en="{category}: {buyers} {buyers|buyer|buyers} ({demands} {demands|line|lines}), "
    "{suppliers} {suppliers|supplier|suppliers} ({offers} {offers|line|lines}), "
    "{reachable} {reachable|pair|pairs}{ratio}",
    zh="{category}：采购商 {buyers} 家（{demands} 条），供应商 {suppliers} 家"
    "（{offers} 条），可匹配 {reachable} 对{ratio}",
)
GROUP_RATIO = Wording(
    en=", {ratio} buyers per supplier", zh="，采购商与供应商之比 {ratio}"
)
NOBODY_SELLS = Wording(en=", sold by nobody", zh="，无人供应")
MORE_GROUPS = Wording(
    en="... and {count} more; --json lists all.",
    zh="……另有 {count} 个品类；--json 列出全部。",
)
NOT_SHORT = Wording(
    en="Nobody need stay short: each buyer can reach {low} meetings.",
    zh="供需平衡：每家采购商都能达到 {low} 场洽谈。",
)
SHORT = Wording(
    en="Short whatever the schedule: {count} {count|buyer|buyers}, {missing} {missing|meeting|meetings} missing.",
    zh="无论如何排期都不足：{count} 家采购商，缺 {missing} 场洽谈。",
)
CURE = Wording(
    en="The smallest set of changes that makes up for what is missing ({count}):",
    zh="补足缺口所需的最少调整（{count} 项）：",
)
CURE_SAME_FIT = Wording(
    en="The smallest that leaves the least fit alone ({count}):",
    zh="不降低匹配度下限时的最少调整（{count} 项）：",
)
NOT_PROVEN = Wording(
    en="(A smaller set may exist: the search was cut short.)",
    zh="（搜索未能穷尽，可能有更少的方案。）",
)
NO_CURE = Wording(
    en="No set of further suppliers, tables or sessions would mend it all.",
    zh="增加供应商、洽谈桌或场次都无法完全补足。",
)
