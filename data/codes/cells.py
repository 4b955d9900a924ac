"""Faults of single cells."""

from __future__ import annotations

from data.codes.entry import Entry, error, warning

CELL_FAULTS: dict[str, Entry] = {
    "number-unclear": warning(
        "{column} must be one number; the value is left out.",
        "“{column}”应为一个数字；该值未采用。",
        "Write digits, for example 1200 or 1.2万.",
        "请写成数字，例如 1200 或 1.2万。",
    ),
    "number-ambiguous": warning(
        "{column}: this can be {one} or {two}; the value is left out.",
        "“{column}”可能是 {one} 或 {two}；该值未采用。",
        "Write it without separators and with a point for decimals.",
        "请不要使用分隔符，小数用点。",
    ),
    "number-range": warning(
        "{column} must be one number, not a range; the value is left out.",
        "“{column}”应为一个数字，不能是区间；该值未采用。",
        "Write one number.",
        "请写一个数字。",
    ),
    "price-unclear": warning(
        "A price or a range of prices is expected; the value is left out.",
        "应为价格或价格区间；该值未采用。",
        "Write it like 10-20 or USD 10-20.",
        "请写成 10-20 或 10-20元 的形式。",
    ),
    "number-negative": warning(
        "{column} must not be below zero; the value is left out.",
        "“{column}”不能为负数；该值未采用。",
        "Correct the number.",
        "请更正数字。",
    ),
    "count-unclear": warning(
        "{column} must be a whole number from {low} to {high}; {default} is used.",
        "“{column}”应为 {low} 到 {high} 的整数；按“{default}”处理。",
        "Correct the number or leave the cell blank.",
        "请更正，或留空。",
    ),
    "date-unclear": warning(
        "A full date is expected ({why}); the value is left out.",
        "应为完整日期（{why}）；该值未采用。",
        "Write it like 2026-12-03.",
        "请写成 2026-12-03 的形式。",
    ),
    "phone-lost": warning(
        "Excel has rounded the number away; its digits cannot be recovered.",
        "号码已被 Excel 舍入，无法恢复。",
        "Format the column as text and type the number again.",
        "请把该列设为文本格式后重新输入号码。",
    ),
    "phone-unusable": warning(
        "A phone number is expected ({why}); no message can be sent to it.",
        "应为电话号码（{why}）；无法向其发送消息。",
        "Write a mainland number with 11 digits, others with + and country code.",
        "中国大陆手机请写 11 位号码，境外号码请以 + 和国家代码开头。",
    ),
    "email-unusable": warning(
        "An address like name@example.com is expected; no mail can be sent to it.",
        "应为 name@example.com 形式的邮箱；无法向其发送邮件。",
        "Correct the address.",
        "请更正邮箱。",
    ),
    "language-unknown": warning(
        "A language is expected; this one is left out. Nearest: {nearest}.",
        "应为语言名称；该语言未采用。最接近的是：{nearest}。",
        "Write its name in Chinese or English, or its code; several with a semicolon.",
        "请填写中文或英文名称或代码；多种语言用分号隔开。",
    ),
    "time-unclear": error(
        "A time of day is expected.",
        "应为一天中的时间。",
        "Write it as 08:30, or with its day as 2026-12-03 08:30.",
        "请写成 08:30；需要日期时写成 2026-12-03 08:30。",
    ),
    "time-backwards": error(
        "A duty must end after it begins.",
        "结束时间必须晚于开始时间。",
        "Correct the column from 开始 or to 结束; work past midnight takes two rows.",
        "请更正“开始”或“结束”；跨午夜的班次请分两行填写。",
    ),
    "session-unknown": error(
        "A session of fair.toml is expected: {sessions}.",
        "应为 fair.toml 中的场次：{sessions}。",
        "Write one or more of these ids.",
        "请填写其中一个或多个编号。",
    ),
    "session-ambiguous": error(
        "This can mean several sessions: {sessions}.",
        "可能指多个场次：{sessions}。",
        "Write the ids that are meant.",
        "请写明具体的场次编号。",
    ),
    "round-unknown": error(
        "A round from 1 to {rounds} is expected in session {session}.",
        "场次 {session} 的轮次应为 1 到 {rounds}。",
        "Correct the round.",
        "请更正轮次。",
    ),
    "value-missing": error(
        "{column} must be filled in here.",
        "此处必须填写“{column}”。",
        "Fill in the cell.",
        "请填写该单元格。",
    ),
}
