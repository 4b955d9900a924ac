"""When which notice is due, counted from the first day of the fair."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts.kinds import NoticeKind
from printouts.notice_content import News
from printouts.pages import Side
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from scheduler.fair import Fair


BOTH_SIDES = frozenset(Side)
EVERYTHING: Mapping[NoticeKind, frozenset[Side]] = dict.fromkeys(NoticeKind, BOTH_SIDES)
"""Every kind of notice, to both sides."""


@dataclass(frozen=True)
class Due:
    """Notices due `days` before the first fair day: which kinds, to which side.

    Negative days are after it. `letters` names what the mails to a side are about where
    they are no first news.
    """

    days: int
    notices: Mapping[NoticeKind, frozenset[Side]]
    what: Wording
    letters: Mapping[Side, News] = field(default_factory=dict)

    def day(self, fair: Fair) -> date:
        """Return the date it is due."""
        return first_day(fair) - timedelta(days=self.days)


_BUYERS, _SUPPLIERS = frozenset({Side.BUYER}), frozenset({Side.SUPPLIER})

CALENDAR = (
    Due(
        7,
        {
            NoticeKind.CALLS: _BUYERS,
            NoticeKind.MAIL: _SUPPLIERS,
            NoticeKind.CALENDAR: _SUPPLIERS,
        },
        Wording(
            en="phone the buyers to confirm (calls.xlsx), mail the suppliers",
            zh="电话确认采购商（calls.xlsx），邮件通知供应商",
        ),
    ),
    Due(
        3,
        {
            NoticeKind.SMS: BOTH_SIDES,
            NoticeKind.MAIL: BOTH_SIDES,
            NoticeKind.CALENDAR: BOTH_SIDES,
        },
        Wording(
            en="SMS and mail to everybody: time, hall, booth, the way there",
            zh="向所有单位发送短信和邮件：时间、展馆、展位、交通路线",
        ),
        letters=dict.fromkeys(Side, News.REMINDER),
    ),
    Due(
        -7,
        {NoticeKind.MAIL: BOTH_SIDES},
        Wording(
            en="mail everybody to ask how the meetings were",
            zh="向所有单位发送回访邮件，询问洽谈结果",
        ),
        letters=dict.fromkeys(Side, News.SURVEY),
    ),
)
"""The notices of a fair in order of time. Changes after a release are told at once,
whatever the day."""


def first_day(fair: Fair) -> date:
    """Return the first fair day in the fair's own zone; ValueError without sessions."""
    zone = ZoneInfo(fair.timezone)
    return min(session.start.astimezone(zone).date() for session in fair.sessions)


def find_due(fair: Fair, day: date) -> Due | None:
    """Return what is due on `day`, None where nothing is."""
    return next((due for due in CALENDAR if due.day(fair) == day), None)


def find_next(fair: Fair, day: date) -> Due | None:
    """Return what is due next after `day`, None where all is done."""
    return next((due for due in CALENDAR if due.day(fair) > day), None)
