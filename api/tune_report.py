"""What `fairmatch tune` prints."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.reports import report_input
from scheduler.fit.settings import FitSettings
from scheduler.fit.tune import FEW_BUYERS
from scheduler.wording import Wording

if TYPE_CHECKING:
    from api.console import Console
    from api.services.tune_fit import TunedFit

HELD_OUT = Wording(
    en="Score of buyers that were not learnt from (1 is a ranking that puts all good "
    "pairs first):",
    zh="未参与学习的采购商得分（1 表示好的配对全部排在最前）：",
)
FOLD = Wording(
    en="  {name}: {before:.3f} with the usual weights, {after:.3f} with learnt ones "
    "({buyers} {buyers|buyer|buyers})",
    zh="  {name}：常用权重 {before:.3f}，学得权重 {after:.3f}（{buyers} 家采购商）",
)
ON_ALL = Wording(
    en="On all of them, learnt from all: {before:.3f} before, {after:.3f} after.",
    zh="以全部学习、在全部上计分：之前 {before:.3f}，之后 {after:.3f}。",
)
WEIGHT = Wording(en="  {name} = {value:g} (usual {usual:g})", zh="  {name} = {value:g}（常用 {usual:g}）")  # fmt: skip
WOULD_BE = Wording(en="The weights would become:", zh="权重将变为：")
NO_CHANGE = Wording(
    en="No other weights do better; nothing would change.",
    zh="没有更好的权重，无需改动。",
)
WORSE = Wording(
    en="The learnt weights do no better on buyers they were not learnt from: keep the "
    "usual ones.",
    zh="学得的权重在未参与学习的采购商上并不更好：请保留常用权重。",
)
FEW = Wording(
    en="Only {buyers} {buyers|buyer has|buyers have} a good outcome (deal or interest): with fewer than "
    "{few} these scores are mostly chance. Add outcomes, or folders of further fairs.",
    zh="只有 {buyers} 家采购商有好的结果（成交或有意向）：少于 {few} 家时，上述得分多属偶然。"
    "请补充洽谈结果，或加入更多往届展会的文件夹。",
)
UNCHANGED = Wording(
    en="Nothing was changed. --write FILE puts these lines into a new file, to be "
    "copied into fair.toml.",
    zh="未作任何改动。--write 文件 可把以上内容写入新文件，再抄入 fair.toml。",
)
WRITTEN = Wording(en="Written to {file}.", zh="已写入 {file}。")


def report_tuned(console: Console, done: TunedFit) -> None:
    """Say what was left out, the held-out scores, then what would change."""
    tuned = done.tuned
    report_input(console, done.warnings, done.notes)
    console.say(console.text(HELD_OUT))
    for fold in tuned.held_out:
        facts = {"before": fold.before, "after": fold.after, "buyers": fold.buyers}
        console.say(console.text(FOLD, name=fold.name, **facts))
    console.say(console.text(ON_ALL, before=tuned.before, after=tuned.after))
    if tuned.buyers < FEW_BUYERS:
        few = console.text(FEW, buyers=tuned.buyers, few=FEW_BUYERS)
        console.say(few, fg="yellow")
    if not tuned.weights:
        console.say(console.text(NO_CHANGE))
        return
    console.say(console.text(WOULD_BE))
    for name, value in tuned.weights.items():
        usual = getattr(FitSettings(), name)
        console.say(console.text(WEIGHT, name=name, value=value, usual=usual))
    if not tuned.is_better:
        console.say(console.text(WORSE), fg="yellow")
