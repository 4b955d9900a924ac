"""What the command line says of why a pair meets, of one party and of one slot."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.wording import Wording

THEY_MEET = Wording(
    en="{buyer} meets {supplier} on {day}, {start}-{end}, session {session}, "
    "round {round}{place}, table {table}.",
    zh="{buyer} 与 {supplier} 洽谈：{day} {start}-{end}，场次 {session}，第 {round} 轮"
    "{place}，{table} 号桌。",
)
AT_PLACE = Wording(en=", hall {hall}, booth {booth}", zh="，展馆 {hall}，展位 {booth}")
DO_NOT_MEET = Wording(
    en="{buyer} does not meet {supplier}.", zh="{buyer} 与 {supplier} 没有安排洽谈。"
)
MEETING_LOCKED = Wording(en="The meeting is locked.", zh="该洽谈已锁定。")
FIT_IS = Wording(
    en="Fit {fit} of 100. {because}", zh="匹配度 {fit}（满分 100）。{because}"
)
FIT_PART = Wording(
    en="  {name}: {value} (weight {weight})", zh="  {name}：{value}（权重 {weight}）"
)
LINE_SERVED = Wording(
    en="  served: {demand} <- {offer} ({score})",
    zh="  可满足：{demand} <- {offer}（{score}）",
)
LINE_NEAR = Wording(
    en="  near, not enough: {demand} <- {offer} ({score})",
    zh="  相近但不足：{demand} <- {offer}（{score}）",
)
SUGGESTED = Wording(
    en="Suggested as '{strength}'{known}.", zh="匹配建议为“{strength}”{known}。"
)
STRENGTHS: Mapping[str, Wording] = {
    "must": Wording(en="must", zh="必须"),
    "prefer": Wording(en="prefer", zh="推荐"),
    "avoid": Wording(en="avoid", zh="不建议"),
    "never": Wording(en="never", zh="禁止"),
}
WHY_NOT = Wording(en="Why not:", zh="未安排的原因：")

BUYER_DAY = Wording(
    en="{party}: {count} {count|meeting|meetings} (wanted: {wanted} to {most}); suppliers that suit: "
    "{suitable}.",
    zh="{party}：洽谈 {count} 场（应有 {wanted} 至 {most} 场）；适合的供应商 {suitable} 家。",
)
SUPPLIER_DAY = Wording(
    en="{party}: {count} {count|meeting|meetings} ({most}); buyers that it suits: {suitable}.",
    zh="{party}：洽谈 {count} 场（{most}）；适合的采购商 {suitable} 家。",
)
OWN_MAXIMUM = Wording(en="its own maximum: {most}", zh="自定上限 {most} 场")
NO_MAXIMUM = Wording(en="no maximum of its own", zh="未设上限")
DAY_MEETING = Wording(
    en="  {day} {start}-{end}, {session} round {round}{place}: {partner}, fit {fit}. "
    "{because}",
    zh="  {day} {start}-{end}，{session} 第 {round} 轮{place}：{partner}，匹配度 {fit}。"
    "{because}",
)
WHY_SHORT = Wording(en="Why there are too few:", zh="场数不足的原因：")
MUSTS_MISSING = Wording(en="Musts that are not placed:", zh="未能安排的“必须”配对：")
BEST_OTHERS = Wording(
    en="The best fitting ones it does not meet, and why:",
    zh="匹配度最高但未安排的单位及原因：",
)
OTHER = Wording(en="  {partner}, fit {fit}:", zh="  {partner}，匹配度 {fit}：")
OTHER_NO_FIT = Wording(en="  {partner}:", zh="  {partner}：")
SLOT_TAKEN = Wording(
    en="{party}, {session} round {round}: meets {partners}.",
    zh="{party}，{session} 第 {round} 轮：已安排 {partners}。",
)
SLOT_EMPTY = Wording(
    en="{party}, {session} round {round}: no meeting.",
    zh="{party}，{session} 第 {round} 轮：没有洽谈。",
)
SLOT_ANYBODY = Wording(en="{session} round {round}:", zh="{session} 第 {round} 轮：")
STEP_IN = Wording(
    en="Who could meet then, all other meetings as they are; only the two named get new "
    "papers:",
    zh="该轮可补排的配对（其他洽谈均不变，只有这两家需更换资料）：",
)
STEP_IN_PAIR = Wording(
    en="  {buyer} with {supplier}: fit {fit}{wish}{lacks}{walk}",
    zh="  {buyer} 与 {supplier}：匹配度 {fit}{wish}{lacks}{walk}",
)
STEP_IN_WISH = Wording(en=", suggested as '{strength}'", zh="，匹配建议“{strength}”")
STEP_IN_LACKS = Wording(
    en=", the buyer lacks {count} to the minimum",
    zh="，该采购商距最低场数还差 {count} 场",
)
STEP_IN_WALK = Wording(
    en=", {minutes} min more to walk", zh="，步行增加 {minutes} 分钟"
)
NO_STEP_IN = Wording(
    en="Nobody who fits is free then.", zh="该轮没有合适且有空的单位。"
)
ONE_PARTY = Wording(
    en="--slot asks about one party: give --buyer or --supplier, not both.",
    zh="--slot 只能询问一家单位：--buyer 与 --supplier 请只填一个。",
)
