"""The master workbook: every meeting, party and shortfall, to filter and to search.

For the organiser's office: the only paper with the participants' phones. Text is always
written as text, so that no cell of a sheet ever becomes a formula or a link.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from io import BytesIO
from typing import TYPE_CHECKING, Any

import xlsxwriter

from printouts import labels
from printouts.row_height import FONT, row_height
from printouts.sheet_header import sheet_header
from printouts.sheet_names import SheetNames
from printouts.sheet_rows import add_specimens, fill_rows
from printouts.text import storable
from printouts.typeface import Face
from printouts.workbook_content import build_sheets

if TYPE_CHECKING:
    from printouts.book_sheet import Sheet
    from scheduler.balance.facts import Balance
    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.result import Tier
    from scheduler.schedule import Schedule

FIXED_TIME = datetime(2000, 1, 1)  # noqa: DTZ001  a workbook's times have no zone


def render_workbook(
    problem: Problem,
    schedule: Schedule,
    directory: Directory,
    tiers: Sequence[Tier] = (),
    balance: Balance | None = None,
) -> bytes:
    """Return the workbook as .xlsx; the same input gives the same bytes."""
    buffer = BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with xlsxwriter.Workbook(buffer, options) as book:
        title = labels.say(problem.fair.name, None)
        book.set_properties(
            {"title": storable(title), "author": "Fairmatch", "created": FIXED_TIME}
        )
        formats = _formats(book)
        footer = f"{labels.say(labels.release(schedule.release), None)}"
        names = SheetNames()
        sheets = build_sheets(problem, schedule, directory, tiers, balance)
        for sheet in sheets:
            page = book.add_worksheet(names.give(sheet.name))
            _set_up(page, sheet, formats, sheet_header(title), footer)
            add_specimens(page, formats)
    return fill_rows(buffer.getvalue(), sheets)


def _formats(book: xlsxwriter.Workbook) -> dict[str, Any]:
    plain = FONT | {"valign": "top"}
    line = {"bottom": 4, "bottom_color": "#999999"}
    return {
        "head": book.add_format(
            plain
            | {"bold": True, "bg_color": "#E6E6E6", "bottom": 1, "text_wrap": True}
        ),
        "text": book.add_format(plain | line | {"num_format": "@", "text_wrap": True}),
        "extra": book.add_format(plain | line | {"num_format": "@"}),
        "blank": book.add_format(plain | line),
        "number": book.add_format(plain | line | {"align": "center"}),
        "date": book.add_format(
            plain | line | {"num_format": "yyyy-mm-dd", "align": "left"}
        ),
        "time": book.add_format(
            plain | line | {"num_format": "hh:mm", "align": "left"}
        ),
    }


def _set_up(
    page: Any,
    sheet: Sheet,
    formats: dict[str, Any],
    title: str,
    footer: str,
) -> None:
    last_row, last_column = len(sheet.rows), len(sheet.columns) - 1
    heads = [(f"{head.zh}\n{head.en}", width) for head, width in sheet.columns]
    page.set_row(0, row_height(heads, Face.BOLD))
    for index, (head, width) in enumerate(heads):
        page.set_column(index, index, width)
        page.write_string(0, index, head, formats["head"])
    page.freeze_panes(1, sheet.frozen)
    page.autofilter(0, 0, last_row, last_column)
    page.set_landscape()
    page.set_paper(9)  # A4
    page.set_margins(left=0.4, right=0.4, top=0.75, bottom=0.6)
    page.fit_to_pages(1, 0)
    page.repeat_rows(0)
    page.print_area(0, 0, last_row, sheet.printed - 1)
    page.set_header(f"&L{title}&R{sheet_header(sheet.name)}")
    page.set_footer(f"&L{footer}&R&P / &N")
