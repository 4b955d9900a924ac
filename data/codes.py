"""The text of every fault and note, by its stable code.

`{blanks}` are filled with facts where the fault is found. Each code is described in
docs/sheets.md; a test compares the two.
"""

from __future__ import annotations

from typing import NamedTuple

from scheduler.wording import Wording


class Entry(NamedTuple):
    """A fault's usual severity, what was expected, and what to do."""

    severity: str
    expected: Wording
    advice: Wording


def _entry(severity: str, en: str, zh: str, do_en: str, do_zh: str) -> Entry:
    return Entry(severity, Wording(en=en, zh=zh), Wording(en=do_en, zh=do_zh))


def _error(en: str, zh: str, do_en: str, do_zh: str) -> Entry:
    return _entry("error", en, zh, do_en, do_zh)


def _warning(en: str, zh: str, do_en: str, do_zh: str) -> Entry:
    return _entry("warning", en, zh, do_en, do_zh)


_SAVE_XLSX_EN = "Open it in Excel or WPS and save it as .xlsx."
_SAVE_XLSX_ZH = "请用 Excel 或 WPS 打开后另存为 .xlsx。"

FILE_FAULTS: dict[str, Entry] = {
    "file-missing": _error(
        "There is no such file.",
        "找不到这个文件。",
        "Check the path and the name.",
        "请检查路径和文件名。",
    ),
    "file-unreadable": _error(
        "The file cannot be opened ({why}).",
        "文件无法打开（{why}）。",
        "Close it in other programs and check who may read it.",
        "请先在其他程序中关闭它，并检查读取权限。",
    ),
    "file-empty": _error(
        "The file is empty (0 bytes).",
        "文件是空的（0 字节）。",
        "Export or copy it again.",
        "请重新导出或复制。",
    ),
    "file-too-big": _error(
        "A file of at most {limit} MB is read; this one has {size} MB.",
        "最大可读取 {limit} MB，该文件为 {size} MB。",
        "Remove pictures and unused sheets, or split the file.",
        "请删除图片和无用的工作表，或拆分文件。",
    ),
    "not-a-table": _error(
        "A table (.xlsx, .xls or .csv) is expected; this is {what}.",
        "应为表格文件（.xlsx、.xls 或 .csv），实际是{what}。",
        _SAVE_XLSX_EN,
        _SAVE_XLSX_ZH,
    ),
    "password": _error(
        "The workbook is protected with a password to open.",
        "工作簿设置了打开密码。",
        "Remove the password in Excel (File, Info, Protect Workbook) and save again.",
        "请在 Excel 中取消密码（文件→信息→保护工作簿）后重新保存。",
    ),
    "damaged": _error(
        "The file is incomplete or damaged ({why}).",
        "文件不完整或已损坏。",
        "Copy or download it again; or open it in Excel and save it anew.",
        "请重新复制或下载，或用 Excel 打开后重新保存。",
    ),
    "zip-bomb": _error(
        "The workbook unpacks to {size} MB (at most {limit} MB is read).",
        "工作簿解压后为 {size} MB（最多读取 {limit} MB）。",
        "Copy the table into a new workbook and save it.",
        "请把表格复制到新的工作簿后保存。",
    ),
    "too-many-rows": _error(
        "At most {limit} rows are read; this sheet has content in row {last}.",
        "最多读取 {limit} 行，该工作表在第 {last} 行仍有内容。",
        "Delete the stray cells below the table, or split the file.",
        "请删除表格下方的多余内容，或拆分文件。",
    ),
    "too-many-columns": _error(
        "At most {limit} columns are read; this sheet has content in column {last}.",
        "最多读取 {limit} 列，该工作表在 {last} 列仍有内容。",
        "Delete the stray cells right of the table.",
        "请删除表格右侧的多余内容。",
    ),
    "too-many-cells": _error(
        "At most {limit} cells are read from one sheet; this one spans {size}.",
        "每张工作表最多读取 {limit} 个单元格，该表范围为 {size} 个。",
        "Delete the stray cells far from the table, or split the file.",
        "请删除远离表格的多余内容，或拆分文件。",
    ),
    "too-slow": _error(
        "Reading took longer than {limit} seconds.",
        "读取超过 {limit} 秒。",
        _SAVE_XLSX_EN,
        _SAVE_XLSX_ZH,
    ),
    "xml-doctype": _error(
        "The workbook contains a document type, which no table needs.",
        "工作簿中含有表格不需要的文档类型声明（DOCTYPE）。",
        "Copy the table into a new workbook and save it.",
        "请把表格复制到新的工作簿后保存。",
    ),
    "nul-bytes": _error(
        "The text file contains NUL bytes, so it is not plain text.",
        "文本文件含有 NUL 字节，不是纯文本。",
        "Export it again as CSV UTF-8.",
        "请重新导出为 CSV UTF-8。",
    ),
    "bad-encoding": _error(
        "The text is neither UTF-8, UTF-16 nor GB18030.",
        "文本编码不是 UTF-8、UTF-16 或 GB18030。",
        "Export it again as CSV UTF-8.",
        "请重新导出为 CSV UTF-8。",
    ),
    "csv-broken": _error(
        'The rows cannot be told apart: a quotation mark (") is not closed ({why}).',
        '无法分行：有未闭合的引号（"）。',
        "Close the quotation mark, or export the sheet again.",
        "请补上引号，或重新导出该表。",
    ),
    "too-many-faults": _error(
        "More than {limit} faults in this file; the rest is not listed.",
        "该文件的问题超过 {limit} 个，其余未列出。",
        "Correct the listed ones first, they often have one cause.",
        "请先修正已列出的问题，往往出自同一原因。",
    ),
}

TABLE_FAULTS: dict[str, Entry] = {
    "sheet-empty": _error(
        "The file has no filled cell.",
        "文件中没有任何内容。",
        "Fill in the sheet; `fairmatch template` writes one to start from.",
        "请填写表格；可用 `fairmatch template` 生成模板。",
    ),
    "header-missing": _error(
        "No row of the first {limit} looks like the header of a {kind} sheet.",
        "前 {limit} 行中找不到{kind}表的表头。",
        "Add a header row with at least: {columns}.",
        "请添加表头行，至少包括：{columns}。",
    ),
    "column-missing": _error(
        "A {kind} sheet needs the column {column}. Understood here: {understood}.",
        "{kind}表必须有“{column}”列。已识别的列：{understood}。",
        "Add the column {column}.",
        "请添加“{column}”列。",
    ),
    "party-column-missing": _error(
        "The table lists products, but not who wants or offers them. "
        "Understood here: {understood}.",
        "表中有产品，但没有采购商（或供应商）一列。已识别的列：{understood}。",
        "Add the column 采购商 buyer for a procurement sheet, or 供应商 supplier for an "
        "exhibitor list.",
        "采购表请添加“采购商 buyer”列，供应商名单请添加“供应商 supplier”列。",
    ),
    "no-known-sheet": _error(
        "None of the sheets is a list of buyers, suppliers, suggestions, locks or "
        "absences. Understood of the headers: {understood}.",
        "没有任何工作表是采购商、供应商、匹配建议、锁定或缺席表。"
        "表头中已识别的列：{understood}。",
        "Compare the header with a template: `fairmatch template`.",
        "请对照模板检查表头：`fairmatch template`。",
    ),
    "rows-missing": _error(
        "There is a header but no row below it.",
        "只有表头，没有数据行。",
        "Fill in at least one row.",
        "请至少填写一行数据。",
    ),
    "header-twice": _error(
        "Each column once; {column} is also in {other}.",
        "每列只能出现一次；“{column}”还出现在 {other}。",
        "Rename or delete one of the two.",
        "请改名或删除其中一列。",
    ),
    "header-ambiguous": _warning(
        "One meaning per header; this one can be {columns}. The column is not used.",
        "表头含义应唯一，此处可能是 {columns}，该列未使用。",
        "Keep the one that is meant.",
        "请只保留要表达的含义。",
    ),
    "error-cell": _error(
        "A value is expected, the cell holds an error of Excel.",
        "应为数值或文字，单元格里是 Excel 的错误值。",
        "Correct the formula or type the value.",
        "请更正公式或直接填写内容。",
    ),
    "formula-no-value": _error(
        "The formula has no stored result, so its value is not known.",
        "公式没有保存计算结果，无法得知其值。",
        "Open the file in Excel, let it calculate, and save it; or type the value.",
        "请用 Excel 打开并重新计算后保存，或直接填写内容。",
    ),
    "party-missing": _error(
        "The row has content but no {kind}, and none above it.",
        "该行有内容，但没有{kind}，上方也没有。",
        "Fill in the name of the {kind}.",
        "请填写{kind}名称。",
    ),
    "name-missing": _warning(
        "The {kind} {id} has no name in any row; the id stands for it.",
        "{kind} {id} 没有填写名称，以编号代替。",
        "Fill in the name.",
        "请填写名称。",
    ),
    "id-two-names": _error(
        "One id belongs to one name; {id} is also {other} in {place}.",
        "一个编号只能对应一个名称；编号 {id} 在 {place} 是“{other}”。",
        "Give the two different ids, or write the name the same way.",
        "请使用不同的编号，或统一名称。",
    ),
    "possible-duplicate": _warning(
        "This may be the same company as {other} in {place}. Nothing was merged.",
        "可能与 {place} 的“{other}”是同一家公司。系统没有合并。",
        "If it is one company, give both rows the same id and name.",
        "如为同一公司，请统一编号和名称。",
    ),
    "party-differs": _warning(
        "One party has one {column}; {other} in {place} is used.",
        "同一单位的“{column}”应一致；采用 {place} 的“{other}”。",
        "Correct one of the two, or leave it blank on further rows.",
        "请更正其中之一，或在后续行留空。",
    ),
    "product-missing": _warning(
        "A line needs a product. The line is left out.",
        "缺少产品名称，该行未采用。",
        "Fill in the product or clear the row.",
        "请填写产品，或清空该行。",
    ),
    "lines-missing": _warning(
        "The {kind} has no product, so nobody can be matched with it.",
        "该{kind}没有填写任何产品，无法匹配。",
        "Add at least one product.",
        "请至少填写一个产品。",
    ),
}

CELL_FAULTS: dict[str, Entry] = {
    "number-unclear": _warning(
        "{column} must be one number; the value is left out.",
        "“{column}”应为一个数字；该值未采用。",
        "Write digits, for example 1200 or 1.2万.",
        "请写成数字，例如 1200 或 1.2万。",
    ),
    "number-ambiguous": _warning(
        "{column}: this can be {one} or {two}; the value is left out.",
        "“{column}”可能是 {one} 或 {two}；该值未采用。",
        "Write it without separators and with a point for decimals.",
        "请不要使用分隔符，小数用点。",
    ),
    "number-range": _warning(
        "{column} must be one number, not a range; the value is left out.",
        "“{column}”应为一个数字，不能是区间；该值未采用。",
        "Write one number.",
        "请写一个数字。",
    ),
    "price-unclear": _warning(
        "A price or a range of prices is expected; the value is left out.",
        "应为价格或价格区间；该值未采用。",
        "Write it like 10-20 or USD 10-20.",
        "请写成 10-20 或 10-20元 的形式。",
    ),
    "number-negative": _warning(
        "{column} must not be below zero; the value is left out.",
        "“{column}”不能为负数；该值未采用。",
        "Correct the number.",
        "请更正数字。",
    ),
    "count-unclear": _warning(
        "{column} must be a whole number from {low} to {high}; {default} is used.",
        "“{column}”应为 {low} 到 {high} 的整数；按“{default}”处理。",
        "Correct the number or leave the cell blank.",
        "请更正，或留空。",
    ),
    "date-unclear": _warning(
        "A full date is expected ({why}); the value is left out.",
        "应为完整日期（{why}）；该值未采用。",
        "Write it like 2026-12-03.",
        "请写成 2026-12-03 的形式。",
    ),
    "phone-lost": _warning(
        "Excel has rounded the number away; its digits cannot be recovered.",
        "号码已被 Excel 舍入，无法恢复。",
        "Format the column as text and type the number again.",
        "请把该列设为文本格式后重新输入号码。",
    ),
    "phone-unusable": _warning(
        "A phone number is expected ({why}); no message can be sent to it.",
        "应为电话号码（{why}）；无法向其发送消息。",
        "Write a mainland number with 11 digits, others with + and country code.",
        "中国大陆手机请写 11 位号码，境外号码请以 + 和国家代码开头。",
    ),
    "email-unusable": _warning(
        "An address like name@example.com is expected; no mail can be sent to it.",
        "应为 name@example.com 形式的邮箱；无法向其发送邮件。",
        "Correct the address.",
        "请更正邮箱。",
    ),
    "language-unknown": _warning(
        "A language is expected; this one is left out. Nearest: {nearest}.",
        "应为语言名称；该语言未采用。最接近的是：{nearest}。",
        "Write its name in Chinese or English, or its code; several with a semicolon.",
        "请填写中文或英文名称或代码；多种语言用分号隔开。",
    ),
    "session-unknown": _error(
        "A session of fair.toml is expected: {sessions}.",
        "应为 fair.toml 中的场次：{sessions}。",
        "Write one or more of these ids.",
        "请填写其中一个或多个编号。",
    ),
    "session-ambiguous": _error(
        "This can mean several sessions: {sessions}.",
        "可能指多个场次：{sessions}。",
        "Write the ids that are meant.",
        "请写明具体的场次编号。",
    ),
    "round-unknown": _error(
        "A round from 1 to {rounds} is expected in session {session}.",
        "场次 {session} 的轮次应为 1 到 {rounds}。",
        "Correct the round.",
        "请更正轮次。",
    ),
    "value-missing": _error(
        "{column} must be filled in here.",
        "此处必须填写“{column}”。",
        "Fill in the cell.",
        "请填写该单元格。",
    ),
}

PAIR_FAULTS: dict[str, Entry] = {
    "party-unknown": _error(
        "There is no such {kind} in its sheet. Nearest: {nearest}.",
        "{kind}名单中没有该单位。最接近的是：{nearest}。",
        "Use the id or the exact name of the sheet.",
        "请使用名单中的编号或全称。",
    ),
    "party-ambiguous": _error(
        "Several parties have this name: {nearest}.",
        "有多个单位使用该名称：{nearest}。",
        "Use the id.",
        "请使用编号。",
    ),
    "want-unknown": _warning(
        "No supplier of this name is in the list, so the wish is left out. "
        "Nearest: {nearest}.",
        "供应商名单中没有该单位，未采用这个意愿。最接近的是：{nearest}。",
        "Use the id or the exact name of the list.",
        "请使用名单中的编号或全称。",
    ),
    "want-ambiguous": _warning(
        "Several suppliers have this name, so the wish is left out: {nearest}.",
        "有多家供应商使用该名称，未采用这个意愿：{nearest}。",
        "Use the id.",
        "请使用编号。",
    ),
    "strength-unknown": _error(
        "One of must 必须, prefer 推荐, avoid 不建议, never 禁止 is expected.",
        "应为：必须 must、推荐 prefer、不建议 avoid、禁止 never 之一。",
        "Write one of the four.",
        "请填写四者之一。",
    ),
    "outcomes-missing": _error(
        "No outcome here is a deal 成交 or interest 有意向 of parties of this fair.",
        "其中没有本届单位的“成交 deal”或“有意向 interest”。",
        "Write down how the meetings went; without good ones there is nothing to learn.",
        "请填写洽谈结果；没有好的结果就无从学习。",
    ),
    "outcome-unknown": _warning(
        "One of deal 成交, interest 有意向, met 见过, no-show 缺席, poor 不理想 is expected.",
        "应为：成交 deal、有意向 interest、见过 met、缺席 no-show、不理想 poor 之一。",
        "Write one of the five; the row is left out.",
        "请填写五者之一；该行未计入。",
    ),
    "parent-unknown": _warning(
        "{count} categories lie under a code that the sheet does not have: {names}.",
        "有 {count} 个品类的上级编码不在表中：{names}。",
        "Add the codes above them; these categories stand alone meanwhile.",
        "请补上其上级编码；这些品类暂按独立品类处理。",
    ),
    "synonyms-alone": _warning(
        "A word stands here without a synonym.",
        "此处只有一个词，没有同义词。",
        "Write the other words beside it, separated by ; or 、; the row is left out.",
        "请在旁边填写其他词，以“;”或“、”分隔；该行未计入。",
    ),
    "suggestion-conflict": _error(
        "The pair is also {other} in {place}; both cannot hold.",
        "这一对在 {place} 是“{other}”，两者矛盾。",
        "Delete one of the two.",
        "请删除其中一条。",
    ),
    "suggestion-twice": _warning(
        "The pair is also {other} in {place}; the stronger one is kept.",
        "这一对在 {place} 是“{other}”；保留较强的一条。",
        "Delete one of the two.",
        "请删除其中一条。",
    ),
    "lock-never": _error(
        "The pair is never to meet ({place}), so it cannot be locked.",
        "这一对被设为禁止见面（{place}），不能锁定。",
        "Delete the lock or the never.",
        "请删除锁定或禁止。",
    ),
    "lock-clash": _error(
        "{party} already has {count} lock(s) in this round ({place}), "
        "which is all it can hold.",
        "{party} 在该轮次已有 {count} 个锁定（{place}），已满。",
        "Move one of them to another round.",
        "请把其中一个移到其他轮次。",
    ),
    "lock-twice": _error(
        "The pair is already locked in {place}; a pair meets once.",
        "这一对已在 {place} 锁定；每对只见面一次。",
        "Delete one of the two.",
        "请删除其中一条。",
    ),
    "lock-absent": _error(
        "{party} is not there in this round ({place}).",
        "{party} 在该轮次不在场（{place}）。",
        "Move the lock or correct the absence.",
        "请移动锁定，或更正缺席。",
    ),
    "answer-unknown": _error(
        "One of confirmed 已确认, moved 改期, cancelled 取消, no answer 无人接听, "
        "other person comes 换人参加 is expected.",
        "应为：已确认 confirmed、改期 moved、取消 cancelled、无人接听 no answer、"
        "换人参加 other person comes 之一。",
        "Choose one from the list in the cell.",
        "请在单元格的下拉列表中选择。",
    ),
    "answer-contradicts": _warning(
        "{party} had answered otherwise: {before}. That answer stays.",
        "{party} 此前的答复为：{before}。以此前的答复为准。",
        "Ask again; then correct the sheet, or take the new answers with --replace.",
        "请再次核实，然后更正表格；或用 --replace 采用新的答复。",
    ),
    "absence-kind-unknown": _error(
        "One of absent 不在, late 迟到, no-show 缺席, withdrawn 退展, "
        "booth moved 换展位 is expected.",
        "应为：不在 absent、迟到 late、缺席 no-show、退展 withdrawn、"
        "换展位 booth moved 之一。",
        "Write one of these.",
        "请填写其中之一。",
    ),
    "booth-missing": _error(
        "A move needs the new booth.",
        "换展位必须填写新展位。",
        "Fill in the column booth 展位.",
        "请填写“展位 booth”列。",
    ),
}

FAIR_FAULTS: dict[str, Entry] = {
    "toml-broken": _error(
        "The settings cannot be read: {why}.",
        "设置文件无法读取：{why}。",
        "Correct this line; `fairmatch template` writes a complete example.",
        "请更正该行；可用 `fairmatch template` 生成完整示例。",
    ),
    "toml-encoding": _error(
        "The settings are not saved as UTF-8.",
        "设置文件不是 UTF-8 编码。",
        "Save the file again as UTF-8 (in Notepad: Save as, Encoding: UTF-8).",
        "请用 UTF-8 编码重新保存（记事本：另存为，编码选 UTF-8）。",
    ),
    "key-unknown": _error(
        "There is no such setting. Nearest: {nearest}.",
        "没有这个设置项。最接近的是：{nearest}。",
        "Correct the name or delete the line.",
        "请更正名称或删除该行。",
    ),
    "key-missing": _error(
        "This setting is needed.",
        "缺少这个设置项。",
        "Add it, for example: {example}.",
        "请添加，例如：{example}。",
    ),
    "setting-wrong": _error(
        "{expected} is expected.",
        "应为{expected}。",
        "Correct the value, for example: {example}.",
        "请更正，例如：{example}。",
    ),
    "limits-cross": _error(
        "min_meetings must not exceed max_meetings.",
        "min_meetings 不能大于 max_meetings。",
        "Raise max_meetings or lower min_meetings.",
        "请提高 max_meetings 或降低 min_meetings。",
    ),
    "minimum-out-of-reach": _warning(
        "A buyer on its own has {most} rounds (rounds.count x sessions_per_buyer), "
        "fewer than min_meetings: every buyer will be short.",
        "一家采购商最多有 {most} 个轮次（rounds.count × sessions_per_buyer），少于 "
        "min_meetings：所有采购商都会不足。",
        "Raise sessions_per_buyer or rounds.count, or lower min_meetings.",
        "请提高 sessions_per_buyer 或 rounds.count，或降低 min_meetings。",
    ),
    "place-missing": _warning(
        "{count} of {all} have no booth, though meetings are held there: {names}.",
        "{all} 家中有 {count} 家没有展位，而洽谈在其展位进行：{names}。",
        "Fill in the column booth 展位, or choose another meet_at in fair.toml.",
        "请填写“展位 booth”列，或在 fair.toml 中更改 meet_at。",
    ),
    "rounds-do-not-fit": _error(
        "{count} rounds of {minutes} min with {between} min between take "
        "{needed} min; session {session} has {length} min.",
        "{count} 轮、每轮 {minutes} 分钟、间隔 {between} 分钟，共需 {needed} 分钟；"
        "场次 {session} 只有 {length} 分钟。",
        "Use fewer or shorter rounds, or a longer session.",
        "请减少轮次、缩短每轮时间，或延长场次。",
    ),
    "session-backwards": _error(
        "A session must end after it starts.",
        "场次的结束时间必须晚于开始时间。",
        "Correct start or end.",
        "请更正开始或结束时间。",
    ),
    "session-twice": _error(
        "Each session has its own id; {id} is used twice.",
        "场次编号不能重复：{id}。",
        "Give each session its own id.",
        "请为每个场次使用不同的编号。",
    ),
    "sessions-overlap": _error(
        "Sessions must not overlap; {one} and {two} do.",
        "场次时间不能重叠：{one} 与 {two}。",
        "Correct their times.",
        "请更正时间。",
    ),
    "interpreter-language": _error(
        "A language is expected. Nearest: {nearest}.",
        "应为语言名称。最接近的是：{nearest}。",
        "Write its code, or its name in Chinese or English.",
        "请填写代码，或中文、英文名称。",
    ),
    "interpreter-languages-few": _error(
        "An interpreter speaks two languages at least.",
        "译员至少会两种语言。",
        'Add the other language, for example: languages = ["zh", "es"].',
        '请补充另一种语言，例如：languages = ["zh", "es"]。',
    ),
    "interpreter-session": _error(
        "A session of this file is expected: {sessions}.",
        "应为本文件中的场次：{sessions}。",
        "Correct the id, or delete the line: without it they are there in all sessions.",
        "请更正编号，或删除该行：不填表示所有场次都在。",
    ),
    "interpreter-hall": _warning(
        "No meeting is held in a hall of this name, so these interpreters serve nobody. "
        "Halls: {halls}.",
        "没有洽谈在该名称的展馆进行，这些译员无法服务。展馆：{halls}。",
        "Write the hall as in the sheet, or delete the line: without it they serve all halls.",
        "请按名单中的写法填写展馆，或删除该行：不填表示服务所有展馆。",
    ),
    "tables-missing": _error(
        'meet_at = "tables" needs the number of tables.',
        'meet_at = "tables" 时必须填写洽谈桌数量。',
        "Add [tables] count, for example: count = 30.",
        "请添加 [tables] count，例如：count = 30。",
    ),
}

FAULTS: dict[str, Entry] = {
    **FILE_FAULTS,
    **TABLE_FAULTS,
    **CELL_FAULTS,
    **PAIR_FAULTS,
    **FAIR_FAULTS,
}


def _note(en: str, zh: str) -> Wording:
    return Wording(en=en, zh=zh)


NOTES: dict[str, Wording] = {
    "category-unplaced": _note(
        "The category {text} ({lines} lines) has no place in the tree; the nearest: "
        "{nearest}. Such lines are compared by their text and the category as written.",
        "品类“{text}”（{lines} 项）在品类树中找不到；最接近的有：{nearest}。"
        "这些行按文字和所写品类比较。",
    ),
    "category-guessed": _note(
        "The category {text} was taken for {category}.",
        "品类“{text}”按“{category}”处理。",
    ),
    "history-elsewhere": _note(
        "{count} of {all} rows name a party that is not at this fair; they are left out.",
        "{all} 行中有 {count} 行的单位不参加本届展会，未计入。",
    ),
    "wrong-ending": _note(
        "The name ends in {ending}, the content is {what}; read as such.",
        "文件名以 {ending} 结尾，内容是{what}，已按内容读取。",
    ),
    "encoding": _note(
        "Read as {encoding}.",
        "按 {encoding} 编码读取。",
    ),
    "delimiter": _note(
        "Columns are separated by {delimiter}.",
        "列以 {delimiter} 分隔。",
    ),
    "macros": _note(
        "The workbook has macros; they are not run.",
        "工作簿含有宏，未运行。",
    ),
    "external-links": _note(
        "The workbook has links to other files; they are not followed, stored values "
        "are used.",
        "工作簿含有指向其他文件的链接，未访问，采用已保存的值。",
    ),
    "formulas": _note(
        "{count} cells are formulas; their stored results are used.",
        "有 {count} 个公式单元格，采用已保存的计算结果。",
    ),
    "sheet-left-out": _note(
        "This sheet is not read: {why}.",
        "未读取该工作表：{why}。",
    ),
    "header-row": _note(
        "The header was found in row {row}.",
        "表头在第 {row} 行。",
    ),
    "header-near": _note(
        "The header {header} is close to {column}, but it was not taken for it. "
        "The column is not used.",
        "表头“{header}”与“{column}”相近，但未按此识别，该列未使用。",
    ),
    "column-unused": _note(
        "The column {header} is not used.",
        "“{header}”列未使用。",
    ),
    "columns-joined": _note(
        "The columns {columns} are all read as {column}.",
        "{columns} 列都按“{column}”读取。",
    ),
    "unit-in-header": _note(
        "The header says that {column} is in {unit}.",
        "表头说明“{column}”的单位是{unit}。",
    ),
    "repeated-header": _note(
        "The header is repeated here; the row is skipped.",
        "此处重复表头，已跳过。",
    ),
    "total-row": _note(
        "A total; the row is skipped.",
        "合计行，已跳过。",
    ),
    "note-row": _note(
        "A remark, not a line of the table; the row is skipped.",
        "说明文字，不是表格内容，已跳过。",
    ),
    "heading-row": _note(
        "A heading; the lines below without a category of their own get it: {text}.",
        "小标题；下方未填品类的行采用它：{text}。",
    ),
    "example-row": _note(
        "The example row of the template; the row is skipped.",
        "模板的示例行，已跳过。",
    ),
    "id-from-name": _note(
        "No id is given, so the name is the id.",
        "没有编号，以名称作为编号。",
    ),
    "several-booths": _note(
        "{name} has several booths; it meets at {first}, the others are {others}.",
        "{name} 有多个展位；在 {first} 洽谈，其他为 {others}。",
    ),
    "product-from-category": _note(
        "No product is given; the category is used as one.",
        "没有填写产品，以品类代替。",
    ),
    "products-split": _note(
        "The cell lists {count} products; each is a line of its own.",
        "该单元格列出 {count} 个产品，分别作为一行。",
    ),
    "more-of-kind": _note(
        "{count} more of the same kind: {first}",
        "同类情况还有 {count} 处：{first}",
    ),
    "unit-in-quantity": _note(
        "The unit {unit} was read from the quantity.",
        "从数量中读出单位“{unit}”。",
    ),
    "number-about": _note(
        "An approximate number; {number} is used.",
        "约数；按 {number} 处理。",
    ),
    "date-from-serial": _note(
        "The number is a day count of Excel: {date}.",
        "该数字是 Excel 日期：{date}。",
    ),
    "phone-further": _note(
        "Several numbers; {used} is used for messages, kept as typed: {typed}.",
        "有多个号码；用 {used} 发送消息，原文保留：{typed}。",
    ),
    "phone-extension": _note(
        "The extension {extension} is kept in the typed number.",
        "分机号 {extension} 保留在原文中。",
    ),
    "session-inferred": _note(
        "{word} was read as the session(s) {sessions}.",
        "“{word}”按场次 {sessions} 处理。",
    ),
    "rounds-from-zero": _note(
        "A round 0 occurs, so rounds count from 0 in this file.",
        "出现第 0 轮，因此该文件的轮次从 0 起算。",
    ),
    "wants-as-prefer": _note(
        "{count} wishes of buyers to meet a supplier count as suggestions: prefer.",
        "采购商希望见面的 {count} 条按“推荐”处理。",
    ),
    "avoids-as-never": _note(
        "{buyer} does not want to meet {supplier}: counted as never.",
        "{buyer} 不希望见 {supplier}：按“禁止”处理。",
    ),
    "min-fit-default": _note(
        "min_fit is not set; {value} is used.",
        "没有设置 min_fit，采用 {value}。",
    ),
    "buyer-known": _note(
        "{party} is in the schedule already, so it is no walk-in; the row is left out.",
        "{party} 已在排期中，不是临时到场的采购商，此行略去。",
    ),
    "booth-moved": _note(
        "{party} now stands at {place}.",
        "{party} 的展位改为 {place}。",
    ),
}
