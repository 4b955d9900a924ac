"""Texts of marginal prices."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.wording import Wording

PRICES = Wording(
    en="What one more would bring at most (difference of proven bounds):",
    zh="再增加一个最多可带来（两个已证明上界之差）：",
)
MORE: Mapping[str, Wording] = {
    "table": Wording(
        en="one more table at {supplier}: ", zh="{supplier}增加一张洽谈桌："
    ),
    "supplier": Wording(
        en="one more supplier like {supplier}: ",
        zh="再来一家与{supplier}同类的供应商：",
    ),
    "session": Wording(
        en="one more session like {session}: ", zh="增加一个与 {session} 相同的场次："
    ),
    "interpreter": Wording(
        en="one more interpreter ({languages}): ", zh="增加一名译员（{languages}）："
    ),
}
GAINS: Mapping[str, Wording] = {
    "musts": Wording(en="{count} {count|must|musts} met", zh="“必须”配对 {count}"),
    "meetings": Wording(
        en="{count} {count|meeting|meetings} up to the minimum",
        zh="最低场数内的洽谈 {count} 场",
    ),
    "suggestions": Wording(
        en="{count} {count|suggestion|suggestions}", zh="匹配建议 {count}"
    ),
    "fit": Wording(en="{count} fit", zh="匹配度合计 {count}"),
}
GAIN_SEPARATOR = Wording(en=", ", zh="，")
