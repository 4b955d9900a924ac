"""Faults of fair.toml."""

from __future__ import annotations

from data.codes.entry import Entry, error, warning

FAIR_FAULTS: dict[str, Entry] = {
    "toml-broken": error(
        "The settings cannot be read: {why}.",
        "设置文件无法读取：{why}。",
        "Correct this line; `fairmatch template` writes a complete example.",
        "请更正该行；可用 `fairmatch template` 生成完整示例。",
    ),
    "toml-encoding": error(
        "The settings are not saved as UTF-8.",
        "设置文件不是 UTF-8 编码。",
        "Save the file again as UTF-8 (in Notepad: Save as, Encoding: UTF-8).",
        "请用 UTF-8 编码重新保存（记事本：另存为，编码选 UTF-8）。",
    ),
    "key-unknown": error(
        "There is no such setting. Nearest: {nearest}.",
        "没有这个设置项。最接近的是：{nearest}。",
        "Correct the name or delete the line.",
        "请更正名称或删除该行。",
    ),
    "key-missing": error(
        "This setting is needed.",
        "缺少这个设置项。",
        "Add it, for example: {example}.",
        "请添加，例如：{example}。",
    ),
    "setting-wrong": error(
        "{expected} is expected.",
        "应为{expected}。",
        "Correct the value, for example: {example}.",
        "请更正，例如：{example}。",
    ),
    "limits-cross": error(
        "min_meetings must not exceed max_meetings.",
        "min_meetings 不能大于 max_meetings。",
        "Raise max_meetings or lower min_meetings.",
        "请提高 max_meetings 或降低 min_meetings。",
    ),
    "minimum-out-of-reach": warning(
        "A buyer on its own has {most} rounds (rounds.count x sessions_per_buyer), "
        "fewer than min_meetings: every buyer will be short.",
        "一家采购商最多有 {most} 个轮次（rounds.count × sessions_per_buyer），少于 "
        "min_meetings：所有采购商都会不足。",
        "Raise sessions_per_buyer or rounds.count, or lower min_meetings.",
        "请提高 sessions_per_buyer 或 rounds.count，或降低 min_meetings。",
    ),
    "place-missing": warning(
        "{count} of {all} have no booth, though meetings are held there: {names}.",
        "{all} 家中有 {count} 家没有展位，而洽谈在其展位进行：{names}。",
        "Fill in the column booth 展位, or choose another meet_at in fair.toml.",
        "请填写“展位 booth”列，或在 fair.toml 中更改 meet_at。",
    ),
    "rounds-do-not-fit": error(
        "{count} rounds of {minutes} min with {between} min between take "
        "{needed} min; session {session} has {length} min.",
        "{count} 轮、每轮 {minutes} 分钟、间隔 {between} 分钟，共需 {needed} 分钟；"
        "场次 {session} 只有 {length} 分钟。",
        "Use fewer or shorter rounds, or a longer session.",
        "请减少轮次、缩短每轮时间，或延长场次。",
    ),
    "session-backwards": error(
        "A session must end after it starts.",
        "场次的结束时间必须晚于开始时间。",
        "Correct start or end.",
        "请更正开始或结束时间。",
    ),
    "session-twice": error(
        "Each session has its own id; {id} is used twice.",
        "场次编号不能重复：{id}。",
        "Give each session its own id.",
        "请为每个场次使用不同的编号。",
    ),
    "sessions-overlap": error(
        "Sessions must not overlap; {one} and {two} do.",
        "场次时间不能重叠：{one} 与 {two}。",
        "Correct their times.",
        "请更正时间。",
    ),
    "interpreter-language": error(
        "A language is expected. Nearest: {nearest}.",
        "应为语言名称。最接近的是：{nearest}。",
        "Write its code, or its name in Chinese or English.",
        "请填写代码，或中文、英文名称。",
    ),
    "interpreter-languages-few": error(
        "An interpreter speaks two languages at least.",
        "译员至少会两种语言。",
        'Add the other language, for example: languages = ["zh", "es"].',
        '请补充另一种语言，例如：languages = ["zh", "es"]。',
    ),
    "interpreter-session": error(
        "A session of this file is expected: {sessions}.",
        "应为本文件中的场次：{sessions}。",
        "Correct the id, or delete the line: without it they are there in all sessions.",
        "请更正编号，或删除该行：不填表示所有场次都在。",
    ),
    "interpreter-hall": warning(
        "No meeting is held in a hall of this name, so these interpreters serve nobody. "
        "Halls: {halls}.",
        "没有洽谈在该名称的展馆进行，这些译员无法服务。展馆：{halls}。",
        "Write the hall as in the sheet, or delete the line: without it they serve all halls.",
        "请按名单中的写法填写展馆，或删除该行：不填表示服务所有展馆。",
    ),
    "tables-missing": error(
        'meet_at = "tables" needs the number of tables.',
        'meet_at = "tables" 时必须填写洽谈桌数量。',
        "Add [tables] count, for example: count = 30.",
        "请添加 [tables] count，例如：count = 30。",
    ),
    "file-of-server": error(
        "Settings kept in the office name no file of the server.",
        "系统中保存的设置不能指定服务器上的文件。",
        "Delete this line and upload the sheet instead, as categories or synonyms; "
        'only `categories = "shopify"` may stay.',
        '请删除此行，改为上传品类树或同义词表；只可保留 `categories = "shopify"`。',
    ),
    "records-missing": error(
        "There are no {kind} yet.",
        "还没有{kind}。",
        "Upload their sheet and apply it.",
        "请上传并应用相应的表格。",
    ),
}
