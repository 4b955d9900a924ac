"""Empty sheets and a fair.toml to start from, with an example row each."""

from __future__ import annotations

from datetime import UTC, datetime
from io import BytesIO
from math import ceil
from typing import TYPE_CHECKING
from unicodedata import east_asian_width

import xlsxwriter

from data.columns import COLUMNS, KIND_WORDS, Column, Kind
from data.fairkeys import EXAMPLES
from data.whole_file import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    from xlsxwriter.worksheet import Worksheet

HELP_SHEET = "说明 help"
CREATED = datetime(2026, 1, 1, tzinfo=UTC).replace(tzinfo=None)
"""A fixed date, so that the same template has the same bytes."""

_EXAMPLES: dict[Kind, dict[str, str]] = {
    Kind.BUYERS: {
        "id": "示例 example", "buyer": "示例采购有限公司", "contact": "张三", "title": "采购经理",
        "phone": "13800138000", "email": "buyer@example.com", "region": "上海",
        "language": "zh", "tier": "A", "people": "2", "teams": "1", "sessions": "D1-AM; D1-PM",
        "product": "不锈钢保温杯", "category": "家居用品", "specification": "500ml", "quantity": "5000",
        "unit": "个", "budget": "100000", "currency": "CNY", "needed_by": "2026-12-31",
        "certificates": "LFGB",
        "wants": "示例供应商有限公司", "notes": "后续行可只填产品 leave the buyer blank on further rows",
    },
    Kind.SUPPLIERS: {
        "id": "示例 example", "supplier": "示例供应商有限公司", "hall": "1号馆", "booth": "1A01",
        "tables": "1", "contact": "李四", "title": "销售经理", "phone": "13900139000",
        "email": "supplier@example.com", "region": "浙江", "language": "zh", "absent": "D2-PM",
        "max_meetings": "12", "product": "不锈钢保温杯", "category": "家居用品",
        "capacity": "月产10万个", "minimum_order": "1000", "price_range": "18-25",
        "currency": "CNY", "certificates": "ISO 9001; LFGB", "sales_rep": "王五",
    },
    Kind.SUGGESTIONS: {
        "buyer": "示例 example", "supplier": "示例供应商有限公司", "strength": "推荐 prefer",
        "reason": "去年成交", "sales_rep": "王五",
    },
    Kind.LOCKS: {
        "buyer": "示例 example", "supplier": "示例供应商有限公司", "session": "D1-AM", "round": "1",
    },
    Kind.ABSENCES: {
        "party": "示例 example", "kind": "迟到 late", "session": "D1-AM", "round": "2",
        "notes": "在第2轮前到 there from round 2",
    },
    Kind.HISTORY: {
        "buyer": "示例 example", "supplier": "示例供应商有限公司", "outcome": "成交 deal",
        "notes": "成交 deal、有意向 interest、见过 met、缺席 no-show、不理想 poor",
    },
    Kind.CATEGORIES: {
        "code": "示例 example", "parent": "餐具", "name_zh": "保温杯", "name_en": "Vacuum flasks",
        "names": "Termos; 真空杯",
    },
    Kind.STAFF: {
        "name": "示例 example", "phone": "13800138000", "role": "1号馆引导 floor, hall 1",
        "hall": "1号馆", "session": "D1-AM", "from": "09:00", "to": "12:00", "emergency": "医疗 medical",
        "notes": "后续行可只填班次 leave the name blank on further rows",
    },
    Kind.SYNONYMS: {"word": "示例 example", "synonyms": "保温杯; 真空杯; vacuum flask; termo"},
}  # fmt: skip

CHOICES: dict[str, tuple[str, ...]] = {
    "strength": ("必须 must", "推荐 prefer", "不建议 avoid", "禁止 never"),
    "kind": ("不在 absent", "迟到 late", "缺席 no-show", "退展 withdrawn", "换展位 booth moved"),
    "outcome": ("成交 deal", "有意向 interest", "见过 met", "缺席 no-show", "不理想 poor"),
}  # fmt: skip
"""What a cell of these columns offers to choose from; other words may be typed."""
OFFERED_ROWS = 2_000
WIDEST_PAGE = 165
"""Characters on an A4 across, in type that is still read at arm's length."""

_TABLE_ORDER = ("fair", "rounds", "session", "walk", "interpreter", "venue", "contact", "sms", "notices", "fit")  # fmt: skip
_LATER = frozenset(
    {"fair.ratio_target", "contact.email", "sms.gateway", "notices.templates"}
    | {key for key in EXAMPLES if key.startswith(("interpreter", "fit."))}
)
"""Lines that the template shows and leaves out of force."""
_SECOND_SESSION = """
[[session]]
id = "D1-PM"
start = 2026-12-03T13:00:00+08:00
end = 2026-12-03T15:00:00+08:00
"""


def write_templates(folder: Path) -> tuple[Path, ...]:
    """Write a sheet of each kind and fair.toml to `folder`; return what was written."""
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for kind in _EXAMPLES:
        path = folder / f"{kind.value}.xlsx"
        _write_sheet(path, kind)
        written.append(path)
    settings = folder / "fair.toml"
    settings.write_text(fair_toml(), encoding="utf-8", newline="\n")
    return (*written, settings)


def fair_toml() -> str:
    """Return a complete fair.toml; what has a default may be deleted."""
    parts = ["# Settings of the fair 展会设置: docs/sheets.md explains every key."]
    for table in _TABLE_ORDER:
        lines = [key for key in EXAMPLES if key.startswith(f"{table}.")]
        shown = [("# " if key in _LATER else "") + EXAMPLES[key] for key in (table, *lines)]  # fmt: skip
        parts += ["", *shown]
        if table == "session":
            parts.append(_SECOND_SESSION.rstrip())
    return "\n".join(parts) + "\n"


def _write_sheet(path: Path, kind: Kind) -> None:
    options = {
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    buffer = BytesIO()
    with xlsxwriter.Workbook(buffer, options) as book:
        book.set_properties({"created": CREATED})
        bold = book.add_format({"bold": True, "bg_color": "#DDEBF7", "border": 1})
        needed = book.add_format({"bold": True, "bg_color": "#F8CBAD", "border": 1})
        text = book.add_format({"num_format": "@"})
        grey = book.add_format({"num_format": "@", "font_color": "#808080"})
        sheet = book.add_worksheet(KIND_WORDS[kind].zh)
        for at, column in enumerate(COLUMNS[kind]):
            sheet.write_string(0, at, column.title, needed if column.required else bold)
            example = _EXAMPLES[kind].get(column.field, "")
            sheet.set_column(at, at, _width(column.title, example), text)
            sheet.write_string(1, at, example, grey)
            if column.field in CHOICES:
                _offer(sheet, at, CHOICES[column.field])
        sheet.freeze_panes(1, 2)
        _set_up_pages(sheet, kind)
        _write_help(book.add_worksheet(HELP_SHEET), COLUMNS[kind])
    write_whole(path, buffer.getvalue())


def _width(*texts: str) -> int:
    """Return the characters of a column for `texts`; a Chinese one counts as two."""
    wide = (sum(2 if east_asian_width(c) in "WF" else 1 for c in t) for t in texts)
    return min(34, max(10, *wide) + 2)


def _offer(sheet: Worksheet, at: int, choices: tuple[str, ...]) -> None:
    """Let a column offer `choices`, and only warn of other words."""
    offered = {"validate": "list", "source": list(choices), "error_type": "warning"}
    sheet.data_validation(1, at, OFFERED_ROWS, at, offered)


def _set_up_pages(sheet: Worksheet, kind: Kind) -> None:
    """Print across, on as many pages side by side as the columns need."""
    wide = sum(
        _width(column.title, _EXAMPLES[kind].get(column.field, ""))
        for column in COLUMNS[kind]
    )
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.set_margins(0.4, 0.4, 0.7, 0.6)
    sheet.fit_to_pages(ceil(wide / WIDEST_PAGE), 0)
    sheet.repeat_rows(0)
    sheet.repeat_columns(0, 1)
    sheet.set_footer("&L&A&R&P / &N")


def _write_help(sheet: Worksheet, columns: tuple[Column, ...]) -> None:
    sheet.set_column(0, 1, 60)
    lines = [
        (
            "示例行会被跳过，可以保留或删除。橙色为必填列，列的顺序随意。",
            "The example row is skipped. Orange columns are needed; any order will do.",
        ),
        (
            "一行一个产品；同一单位的后续行可不填单位信息。",
            "One row per product; the party may be left blank on its further rows.",
        ),
        *(
            (f"{column.zh}：也可写作 {'、'.join(column.others[:6])}", column.en)
            for column in columns
            if column.others
        ),
    ]
    for row, (zh, en) in enumerate(lines):
        sheet.write_string(row, 0, zh)
        sheet.write_string(row, 1, en)
