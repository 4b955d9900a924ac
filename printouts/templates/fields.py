"""Which fields each text knows, and what they say."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

MEANINGS: Final[Mapping[str, Wording]] = {
    "fair": Wording(en="name of the fair", zh="展会名称"),
    "venue": Wording(en="name of the venue", zh="场馆名称"),
    "address": Wording(en="address of the venue", zh="场馆地址"),
    "route": Wording(en="how to get there", zh="交通路线"),
    "organiser": Wording(en="name of the organiser", zh="主办方名称"),
    "phone": Wording(en="the organiser's phone", zh="主办方电话"),
    "email": Wording(en="the organiser's mail address", zh="主办方邮箱"),
    "release": Wording(en="version of the schedule", zh="日程版本"),
    "timezone": Wording(en="time zone of the fair", zh="展会所在时区"),
    "name": Wording(
        en="whom it speaks to (in an SMS and on the phone the party)",
        zh="收件人（短信和电话中为单位名称）",
    ),
    "count": Wording(en="number of meetings", zh="洽谈场数"),
    "meetings": Wording(
        en='number of meetings in words: "3 meetings"', zh="如“3场洽谈”"
    ),
    "date": Wording(en="day or days of the meetings", zh="洽谈日期"),
    "time": Wording(en="start of the first meeting", zh="首场开始时间"),
    "place": Wording(en="hall, booth and table", zh="展馆、展位和桌号"),
    "about": Wording(en="why the two meet, to buyers", zh="匹配理由（发给采购商）"),
    "wants": Wording(
        en='what the partner wants, with its head ("Wants: ..."), to suppliers',
        zh="对方的采购需求（“采购需求：…”，发给供应商）",
    ),
    "before": Wording(en="when and where it was", zh="原时间和地点"),
    "partner": Wording(en="whom the party meets", zh="洽谈对象"),
    "person": Wording(en="the person there, with the title", zh="联系人及职务"),
    "caller": Wording(en="who calls, empty for the office", zh="呼叫人，办公室为空"),
    "subject": Wording(en="subject of the mail", zh="邮件主题"),
    "language": Wording(en='code of the language: "zh-CN", "en"', zh="语言代码"),
    "content": Wording(en="the mail itself; needed once", zh="邮件正文，必须有一处"),
}
"""Every field; a party's or a fair's fact, never a command."""

FAIR: Final = (
    "fair", "venue", "address", "route", "organiser", "phone", "email", "release",
    "timezone",
)  # fmt: skip
PARTY: Final = ("name", "count", "meetings", "date", "time")
VARIABLES: Final = ("name", "date", "time", "count", "place")
"""What an SMS fills in for each person; all other fields are part of its fixed text."""
PAGE_FIELDS: Final = ("subject", "language", "content", *FAIR)

_WORDS: Final = ("time", "partner", "place", "open_place", "mark_new", "gone")
"""Texts of the mail that are single words, without any field."""


def fields_of_text(kind: str, key: str) -> tuple[str, ...]:
    """Return the fields that text `key` of `kind` knows; none for a plain word."""
    group, _, name = key.rpartition(".")
    if kind == "sms":
        return () if group == "variable" else (*VARIABLES, *FAIR)
    if kind == "calendar":
        return ("partner", "person", "place", "about", "wants", *FAIR)
    if kind == "calls":
        return ("person", "place", "caller", *PARTY, *FAIR)
    if group == "common" and name in _WORDS:
        return ()
    return {"why": ("about", "wants"), "mark_moved": ("before",)}.get(
        name, (*PARTY, *FAIR)
    )


def may_be_empty(kind: str, key: str) -> bool:
    """Tell whether a message can do without the text: a sentence of many, no subject."""
    group, _, name = key.rpartition(".")
    if kind == "mail":
        return group == "common" and name not in _WORDS
    return kind == "calendar" and group == "description"
