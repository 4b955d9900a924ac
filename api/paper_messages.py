"""What the command line says of papers, messages and calls."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.wording import Wording

PRINTED = Wording(
    en="{count} {count|file|files}, {pages} {pages|page|pages}, in {folder}.",
    zh="{count} 个文件，共 {pages} 页，位于 {folder}。",
)
NOTICED = Wording(
    en="{parties} {parties|party|parties}: {mails} {mails|mail|mails}, "
    "{calendars} {calendars|calendar file|calendar files}, {sms} SMS "
    "in {parts} {parts|part|parts}, in {folder}.",
    zh="{parties} 家单位：邮件 {mails} 封，日历文件 {calendars} 个，短信 {sms} 条"
    "（计费 {parts} 条），位于 {folder}。",
)
SMS_COST = Wording(
    en="The SMS cost {cost}; each batch: sms.xlsx, sheet templates.",
    zh="短信费用 {cost}；各批次见 sms.xlsx 的“模板”表。",
)
ANSWERED = Wording(en="Answers so far: {counts}.", zh="目前的答复：{counts}。")
TO_CALL = Wording(
    en="{count} still to call: {out}/next.xlsx.",
    zh="仍需致电 {count} 家：{out}/next.xlsx。",
)
CANCELLED_BY_PHONE = Wording(
    en="{count} cancelled. Next: fairmatch repair {folder} "
    "--changes {out}/changes.xlsx --out {folder}-next",
    zh="{count} 家取消。下一步：fairmatch repair {folder} "
    "--changes {out}/changes.xlsx --out {folder}-next",
)
LOOK_INTO = Wording(
    en="{count} want another time or send somebody else: {out}/follow-up.xlsx. Correct "
    "the sheets or the absences.",
    zh="{count} 家要求改期或换人：{out}/follow-up.xlsx。请据此更正名单或缺席表。",
)
TEXT_FAULT = Wording(en="{where}: {said}", zh="{where}：{said}")
EDIT_TEXTS = Wording(
    en="Edit the texts, then 'fairmatch notices RESULT --templates DIR'.",
    zh="修改文字后运行 fairmatch notices 排期文件夹 --templates DIR。",
)
CALENDAR_HEAD = Wording(
    en="{fair} opens on {opens}; {day} is T{distance:+d}.",
    zh="{fair}于 {opens} 开幕；{day} 为 T{distance:+d}。",
)
NOTHING_DUE = Wording(
    en="Nothing is due on that day; nothing was written. Next: {next}.",
    zh="当天没有到期的通知，未写入任何文件。下一次：{next}。",
)
ALL_DONE = Wording(en="none, the calendar is done", zh="无，通知日历已全部完成")
DUE_ROW = Wording(
    en="{mark} {day} (T{days:+d}): {what}", zh="{mark} {day}（T{days:+d}）：{what}"
)
DUE_CHANGES = Wording(
    en="  at once after each release: what changed ('--since' the one before)",
    zh="  每次发布新版本后立即：变更通知（--since 上一版本）",
)
PAPERS: Mapping[str, Wording] = {
    "diary": Wording(en="diary", zh="采购商日程"),
    "booth-sheet": Wording(en="booth-sheet", zh="展位单"),
    "hall-list": Wording(en="hall-list", zh="展馆名单"),
    "door-sheet": Wording(en="door-sheet", zh="展位公示表"),
    "pickup-list": Wording(en="pickup-list", zh="资料领取表"),
    "badge": Wording(en="badge", zh="胸牌"),
    "booth-sign": Wording(en="booth-sign", zh="展位牌"),
    "table-sign": Wording(en="table-sign", zh="桌牌"),
    "change-slip": Wording(en="change-slip", zh="变更单"),
    "staff-card": Wording(en="staff-card", zh="工作人员卡"),
    "book": Wording(en="book", zh="洽谈总册"),
    "workbook": Wording(en="workbook", zh="汇总表"),
}
CHANGED = Wording(
    en="{kind}: {count} changed: {ids}", zh="{kind}：{count} 份有变化：{ids}"
)
GONE = Wording(
    en="{kind}: {count} to take away: {ids}", zh="{kind}：{count} 份应收回：{ids}"
)
NO_GLYPH = Wording(
    en="{party}: the font lacks {character}; a box is printed instead.",
    zh="{party}：字体缺少“{character}”，打印为方框。",
)
KEPT = Wording(
    en="Already in {out}, and left as they were:", zh="{out} 中已有，保持不变："
)
MORE_GLYPHS = Wording(
    en="... and {count} more characters.", zh="……另有 {count} 个字符。"
)
LOOK_AT = Wording(en="Before sending, look at:", zh="发送前请查看：")
FINDING = Wording(en="{said} ({count}: {where})", zh="{said}（{count} 处：{where}）")
AND_MORE_FINDINGS = Wording(
    en="... and {count} more, in sms.xlsx.", zh="……另有 {count} 项，见 sms.xlsx。"
)
