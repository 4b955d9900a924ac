"""Faults of suggestions, locks, absences and calls."""

from __future__ import annotations

from data.codes.entry import Entry, error, warning

PAIR_FAULTS: dict[str, Entry] = {
    "party-unknown": error(
        "There is no such {kind} in its sheet. Nearest: {nearest}.",
        "{kind}名单中没有该单位。最接近的是：{nearest}。",
        "Use the id or the exact name of the sheet.",
        "请使用名单中的编号或全称。",
    ),
    "party-ambiguous": error(
        "Several parties have this name: {nearest}.",
        "有多个单位使用该名称：{nearest}。",
        "Use the id.",
        "请使用编号。",
    ),
    "want-unknown": warning(
        "No supplier of this name is in the list, so the wish is left out. "
        "Nearest: {nearest}.",
        "供应商名单中没有该单位，未采用这个意愿。最接近的是：{nearest}。",
        "Use the id or the exact name of the list.",
        "请使用名单中的编号或全称。",
    ),
    "want-ambiguous": warning(
        "Several suppliers have this name, so the wish is left out: {nearest}.",
        "有多家供应商使用该名称，未采用这个意愿：{nearest}。",
        "Use the id.",
        "请使用编号。",
    ),
    "strength-unknown": error(
        "One of must 必须, prefer 推荐, avoid 不建议, never 禁止 is expected.",
        "应为：必须 must、推荐 prefer、不建议 avoid、禁止 never 之一。",
        "Write one of the four.",
        "请填写四者之一。",
    ),
    "outcomes-missing": error(
        "No outcome here is a deal 成交 or interest 有意向 of parties of this fair.",
        "其中没有本届单位的“成交 deal”或“有意向 interest”。",
        "Write down how the meetings went; without good ones there is nothing to learn.",
        "请填写洽谈结果；没有好的结果就无从学习。",
    ),
    "outcome-unknown": warning(
        "One of deal 成交, interest 有意向, met 见过, no-show 缺席, poor 不理想 is expected.",
        "应为：成交 deal、有意向 interest、见过 met、缺席 no-show、不理想 poor 之一。",
        "Write one of the five; the row is left out.",
        "请填写五者之一；该行未计入。",
    ),
    "parent-unknown": warning(
        "{count} categories lie under a code that the sheet does not have: {names}.",
        "有 {count} 个品类的上级编码不在表中：{names}。",
        "Add the codes above them; these categories stand alone meanwhile.",
        "请补上其上级编码；这些品类暂按独立品类处理。",
    ),
    "synonyms-alone": warning(
        "A word stands here without a synonym.",
        "此处只有一个词，没有同义词。",
        "Write the other words beside it, separated by ; or 、; the row is left out.",
        "请在旁边填写其他词，以“;”或“、”分隔；该行未计入。",
    ),
    "suggestion-conflict": error(
        "The pair is also {other} in {place}; both cannot hold.",
        "这一对在 {place} 是“{other}”，两者矛盾。",
        "Delete one of the two.",
        "请删除其中一条。",
    ),
    "suggestion-twice": warning(
        "The pair is also {other} in {place}; the stronger one is kept.",
        "这一对在 {place} 是“{other}”；保留较强的一条。",
        "Delete one of the two.",
        "请删除其中一条。",
    ),
    "supplier-not-yours": error(
        "You do not look after this supplier.",
        "该供应商不由您负责。",
        "Leave it to its rep, or have it given to you.",
        "请交由其负责销售处理，或申请改由您负责。",
    ),
    "lock-never": error(
        "The pair is never to meet ({place}), so it cannot be locked.",
        "这一对被设为禁止见面（{place}），不能锁定。",
        "Delete the lock or the never.",
        "请删除锁定或禁止。",
    ),
    "lock-clash": error(
        "{party} already has {count} {count|lock|locks} in this round ({place}), "
        "which is all it can hold.",
        "{party} 在该轮次已有 {count} 个锁定（{place}），已满。",
        "Move one of them to another round.",
        "请把其中一个移到其他轮次。",
    ),
    "lock-twice": error(
        "The pair is already locked in {place}; a pair meets once.",
        "这一对已在 {place} 锁定；每对只见面一次。",
        "Delete one of the two.",
        "请删除其中一条。",
    ),
    "lock-absent": error(
        "{party} is not there in this round ({place}).",
        "{party} 在该轮次不在场（{place}）。",
        "Move the lock or correct the absence.",
        "请移动锁定，或更正缺席。",
    ),
    "answer-unknown": error(
        "One of confirmed 已确认, moved 改期, cancelled 取消, no answer 无人接听, "
        "other person comes 换人参加 is expected.",
        "应为：已确认 confirmed、改期 moved、取消 cancelled、无人接听 no answer、"
        "换人参加 other person comes 之一。",
        "Choose one from the list in the cell.",
        "请在单元格的下拉列表中选择。",
    ),
    "person-unexpected": warning(
        "The outcome is not 'other person comes', so the name was left out.",
        "结果不是“换人参加”，代替人未予采用。",
        "Choose that outcome, or take the name out; then hand the sheet in again.",
        "请选择“换人参加”或删除姓名后重新提交。",
    ),
    "person-missing": warning(
        "Another person comes; who, is not said.",
        "换人参加，但没有填写代替人。",
        "Ask for the name and the phone, and hand the sheet in again.",
        "请询问姓名和电话，填写后重新提交。",
    ),
    "answer-contradicts": warning(
        "{party} had answered otherwise: {before}. That answer stays.",
        "{party} 此前的答复为：{before}。以此前的答复为准。",
        "Ask again; then correct the sheet, or take the new answers with --replace.",
        "请再次核实，然后更正表格；或用 --replace 采用新的答复。",
    ),
    "absence-kind-unknown": error(
        "One of absent 不在, late 迟到, no-show 缺席, withdrawn 退展, "
        "booth moved 换展位 is expected.",
        "应为：不在 absent、迟到 late、缺席 no-show、退展 withdrawn、"
        "换展位 booth moved 之一。",
        "Write one of these.",
        "请填写其中之一。",
    ),
    "booth-missing": error(
        "A move needs the new booth.",
        "换展位必须填写新展位。",
        "Fill in the column booth 展位.",
        "请填写“展位 booth”列。",
    ),
}
