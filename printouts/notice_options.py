"""Which notices to write, in whose words and language."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

from printouts.kinds import NoticeKind
from printouts.notice_calendar import EVERYTHING
from printouts.templates.texts import Texts, built_in

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping
    from decimal import Decimal

    from printouts.notice_content import News
    from printouts.pages import Side
    from printouts.sms import Area
    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule


class NoticeLanguage(StrEnum):
    """Which language notices speak: each party's own, one for all, or both."""

    PARTY = "party"
    ZH = "zh"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True)
class NoticeOptions:
    """Which notices, in which language, and against which earlier release.

    PARTY speaks to each in its own language, in both where none is given. `since` is an
    earlier (problem, schedule, directory): then only parties whose meetings changed are
    told. An SMS is in one language always: without any, Chinese to mainland numbers.
    `kinds` says which notices go to which side. `letters` names what the mails to a side
    are about where nothing changed (a reminder, a survey); `texts` are the words of all
    messages; `callers` share the parties that the office phones; `sms_prices` are what a
    part costs, in whatever money. `with_papers` attaches the party's diary or booth sheet to its mail,
    `with_mbox` writes all mails into one file besides.
    """

    language: NoticeLanguage | str = NoticeLanguage.PARTY
    since: tuple[Problem, Schedule, Directory] | None = None
    kinds: Mapping[NoticeKind, Collection[Side]] = field(
        default_factory=lambda: EVERYTHING
    )
    letters: Mapping[Side, News] = field(default_factory=dict)
    texts: Texts = field(default_factory=built_in)
    callers: tuple[str, ...] = ()
    sms_prices: Mapping[Area, Decimal] = field(default_factory=dict)
    with_papers: bool = False
    with_mbox: bool = False
