"""The call sheet: whom to phone, what to say, what came of it; a sheet a caller."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from typing import TYPE_CHECKING

from printouts.call_hours import hours_text
from printouts.callers import OFFICE, group_by_caller, phone_of
from printouts.mail import letter_facts
from printouts.notice_calendar import first_day
from printouts.notice_content import News
from printouts.notice_text import shorten, time_text
from printouts.pages import Side
from printouts.sheet_book import Book, Column
from printouts.sms_book import SIDES
from printouts.templates.filling import fill
from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from printouts.notice_content import Line, Mailing, Notice

Spoken = Mapping[tuple[Side, str], tuple[Language, ...]]
"""The languages to speak to each party in."""
OUTCOMES = (
    "已确认 confirmed",
    "改期 moved",
    "取消 cancelled",
    "无人接听 no answer",
    "换人参加 other person comes",
)
"""What the drop-down offers; the English words are what an upload will read."""
NO_PHONE = (
    "没有电话：请先向销售、官网或邮件询问\n"
    "no phone: ask the sales rep, look at their website, or mail"
)
LONGEST_NAME = 80
COLUMNS = (
    Column("序号\nno.", 5),
    Column("单位\nparty", 21, wraps=True, strong=True),
    Column("联系人\ncontact", 12, wraps=True),
    Column("电话\nphone", 15.5, wraps=True, strong=True),
    Column("致电时段\ncall between", 9, wraps=True),
    Column("洽谈\nmeetings", 29, wraps=True),
    Column("话术\nwhat to say", 30, wraps=True),
    Column("结果\noutcome", 10, wraps=True),
    Column("代替人\nother person", 9.5, wraps=True),
    Column("代替人电话\ntheir phone", 12, wraps=True),
    Column("备注\nnotes", 12, wraps=True),
    Column("类别\nside", 17, printed=False),
    Column("呼叫人\ncaller", 12, printed=False),
    Column("编号\nid", 12, printed=False),
)
"""What a caller reads and fills, on paper too; then what the next day's list needs."""
OUTCOME_AT = 7
CALLED_BEFORE = timedelta(days=7)
"""Buyers are phoned a week before the fair."""


def write_call_book(
    path: Path, mailing: Mailing, languages: Spoken, callers: Sequence[str] = ()
) -> None:
    """Write the call sheets, a sheet a caller; `callers` share what the office calls."""
    book = Book(path, "Calls", mailing.heading)
    for caller, notices in group_by_caller(mailing.notices, callers).items():
        _write_caller(book, caller, notices, mailing, languages)
    if not mailing.notices:
        book.add_sheet(OFFICE, COLUMNS)
    book.close()


def _write_caller(
    book: Book,
    caller: str,
    notices: Sequence[Notice],
    mailing: Mailing,
    languages: Spoken,
) -> None:
    sheet = book.add_sheet(caller, COLUMNS, frozen=2)
    name = "" if caller == OFFICE else caller
    day = first_day(mailing.release.problem.fair) - CALLED_BEFORE
    for at, notice in enumerate(notices, start=1):
        phone = phone_of(notice)
        cells: list[str | int] = [
            at,
            shorten(notice.name, LONGEST_NAME),
            _contact(notice),
            phone or NO_PHONE,
            hours_text(notice.contact.phone, day, mailing.timezone),
            _meetings(notice),
            _script(notice, mailing, languages[notice.side, notice.party_id], name),
            *[""] * 4,
            SIDES[notice.side],
            name,
            notice.party_id,
        ]
        book.write_row(sheet, at, cells, COLUMNS, warm=not phone)
    sheet.data_validation(
        1,
        OUTCOME_AT,
        len(notices),
        OUTCOME_AT,
        {
            "validate": "list",
            "source": list(OUTCOMES),
            "input_title": "结果 outcome",
            "input_message": "请从列表中选择\nchoose from the list",
            "error_title": "结果 outcome",
            "error_message": "请从列表中选择。\nPlease choose from the list.",
        },
    )
    sheet.autofilter(0, 0, len(notices), len(COLUMNS) - 1)


def _contact(notice: Notice) -> str:
    said = (notice.contact.name, notice.contact.title)
    return "\n".join(shorten(text, LONGEST_NAME) for text in said if text)


def _meetings(notice: Notice) -> str:
    lines = [_meeting(line) for line in notice.lines]
    lines += [f"取消 cancelled: {_meeting(line)}" for line in notice.gone]
    return "\n".join(lines)


def _meeting(line: Line) -> str:
    day = f"{line.start.month}/{line.start.day}"
    place = line.place(Language.ZH)
    partner = shorten(line.partner, LONGEST_NAME)
    return f"{day} {time_text(line.start)}-{time_text(line.end)} {place} {partner}"


def _script(
    notice: Notice, mailing: Mailing, languages: Sequence[Language], caller: str
) -> str:
    scripts = []
    for language in languages:
        first = (notice.gone if notice.news is News.CANCELLED else notice.lines)[0]
        facts = {
            **mailing.facts[language],
            **letter_facts(notice, language),
            "caller": caller,
            "name": shorten(notice.name, LONGEST_NAME),
            "person": shorten(notice.person, LONGEST_NAME),
            "place": first.place(language)
            or mailing.texts.mail["common.open_place"].text(language),
        }
        scripts.append(fill(mailing.texts.calls[notice.news].text(language), facts))
    return "\n".join(scripts)
