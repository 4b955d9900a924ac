"""What the command line says of repairs."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.wording import Wording

REPAIRED = Wording(
    en="{fair}: {release}, {meetings} {meetings|meeting|meetings}; {lost} had become impossible.",
    zh="{fair}：{release}，洽谈 {meetings} 场；另有 {lost} 场原定洽谈已无法进行。",
)
TOUCHED = Wording(
    en="{count} {count|party gets|parties get} a new paper ({necessary} in any case; proven: no fewer "
    "than {bound}):",
    zh="{count} 家单位需更换资料（其中 {necessary} 家不可避免；已证明至少 {bound} 家）：",
)
TOUCHED_ONE = Wording(en="{name}: {changes}", zh="{name}：{changes}")
CHANGE_KINDS: Mapping[str, Wording] = {
    "new": Wording(en="new {when}, {place}", zh="新增 {when}，{place}"),
    "moved": Wording(en="now {when}, {place}", zh="改为 {when}，{place}"),
    "gone": Wording(en="cancelled {when}", zh="取消 {when}"),
}
CHANGE_AT = Wording(
    en="{session} round {round} ({partner})", zh="{session} 第 {round} 轮（{partner}）"
)
NOBODY_TOUCHED = Wording(
    en="Nobody's meetings change.", zh="没有任何单位的洽谈发生变化。"
)
SEPARATOR = Wording(en="; ", zh="；")
AND_MORE_TOUCHED = Wording(
    en="... and {count} more, in touched.json.",
    zh="……另有 {count} 家，见 touched.json。",
)
STILL_SHORT = Wording(
    en="{count} {count|meeting is|meetings are} missing to the minimum (proven: no fewer than {bound}).",
    zh="距最低场数共缺 {count} 场（已证明至少缺 {bound} 场）。",
)
UNLOCKED = Wording(
    en="{count} {count|lock|locks} cannot be kept any more and {count|was|were} lifted.",
    zh="{count} 个锁定已无法保留，现已解除。",
)
STANDBYS = Wording(
    en="Freed rounds, and who could step in without touching anybody else:",
    zh="空出的轮次及可补位的采购商（不影响其他单位）：",
)
STANDBY = Wording(
    en="{supplier}, {session} round {round}: {names}",
    zh="{supplier}，{session} 第 {round} 轮：{names}",
)
NO_STANDBY = Wording(en="nobody", zh="无")
REPAIR_WRITTEN = Wording(
    en="Written to {out}; print/ and notices/ hold only what changed.",
    zh="已写入 {out}；print/ 和 notices/ 中只有发生变化的内容。",
)
