"""The workbook's sheets of halls: who meets where, round by round, to tick off."""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.book_sheet import Cell, Sheet, columns_of
from printouts.pages import natural_key
from printouts.row_content import person_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.schedule import Meeting, Schedule


def hall_sheets(
    problem: Problem, schedule: Schedule, directory: Directory
) -> list[Sheet]:
    """Return a sheet for each hall that has a name and in which somebody meets."""
    here: dict[str, list[Meeting]] = {}
    for meeting in schedule.meetings:
        if meeting.hall:
            here.setdefault(meeting.hall, []).append(meeting)
    return [
        _sheet(problem, directory, hall, here[hall])
        for hall in sorted(here, key=natural_key)
    ]


def _sheet(
    problem: Problem, directory: Directory, hall: str, meetings: Sequence[Meeting]
) -> Sheet:
    columns = columns_of(
        ("Date", "日期", 11), ("Session", "场次", 9), ("Round", "轮次", 7),
        ("Start", "开始", 7), ("End", "结束", 7), ("Booth", "展位", 10),
        ("Table", "桌", 7), ("Supplier", "供应商", 32), ("Buyer", "采购商", 32),
        ("Person", "来访人", 17), ("Came", "到场", 7), ("Remarks", "备注", 19),
        ("Supplier id", "供应商编号", 12), ("Buyer id", "采购商编号", 12),
    )  # fmt: skip
    ordered = sorted(
        meetings, key=lambda one: (one.start, natural_key(one.booth), one.table)
    )
    rows = [_row(problem, directory, meeting) for meeting in ordered]
    return Sheet(hall, columns, rows, printed=12)


def _row(problem: Problem, directory: Directory, meeting: Meeting) -> list[Cell]:
    zone = ZoneInfo(problem.fair.timezone)
    start, end = meeting.start.astimezone(zone), meeting.end.astimezone(zone)
    return [
        start.date(),
        meeting.session,
        meeting.round_index + 1,
        start.time(),
        end.time(),
        meeting.booth,
        meeting.table,
        problem.supplier_by_id[meeting.supplier].name,
        problem.buyer_by_id[meeting.buyer].name,
        person_text(directory.buyers.get(meeting.buyer)),
        None,
        None,
        meeting.supplier,
        meeting.buyer,
    ]
