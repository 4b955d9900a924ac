"""The workbook's sheet of the balance: who is there when, what is wanted and sold.

It says what `fairmatch balance` says: counts by category, who stays short whatever the
schedule, and the smallest set of changes that would mend it; and for each session of
the schedule how many of each side meet.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts import labels
from printouts.book_sheet import Cell, Sheet, columns_of
from scheduler.balance import phrases
from scheduler.languages import name_languages
from scheduler.phrases import buyer_text, supplier_text
from scheduler.wording import Wording

if TYPE_CHECKING:
    from scheduler.balance.facts import (
        Balance,
        CategoryBalance,
        Change,
        InterpreterShortage,
        Shortage,
    )
    from scheduler.problem import BuyerId, Problem
    from scheduler.schedule import Schedule

SESSION = Wording(en="session", zh="场次")
FAIR = Wording(en="fair", zh="全场")
TARGET = Wording(en="target", zh="目标")
CATEGORY = Wording(en="category", zh="品类")
SHORT = Wording(en="short", zh="必然不足")
CURE = Wording(en="would mend it", zh="补足办法")
CURE_SAME_FIT = Wording(en="would mend it, least fit kept", zh="补足办法（不降匹配度）")
EVERYTHING = Wording(en="all products", zh="全部产品")


def balance_sheet(
    problem: Problem, schedule: Schedule, balance: Balance | None
) -> Sheet:
    """Return the sheet; without `balance` it tells of the sessions only."""
    columns = columns_of(
        ("Kind", "类别", 13), ("Of what", "项目", 26), ("Buyers", "采购商", 8),
        ("Suppliers", "供应商", 10), ("Buyers a supplier", "采供比", 10),
        ("Meetings", "洽谈", 10), ("Demand lines", "采购需求", 9),
        ("Offer lines", "主营产品", 9), ("Pairs that fit", "可匹配对", 9),
        ("In words (zh)", "说明（中）", 30), ("In words (en)", "说明（英）", 31),
    )  # fmt: skip
    rows = _sessions(problem, schedule)
    if balance is not None:
        rows += _supply(balance) + _shortages(problem, balance)
    return Sheet("Balance 供需平衡", columns, rows, printed=11)


def _sessions(problem: Problem, schedule: Schedule) -> list[list[Cell]]:
    zone = ZoneInfo(problem.fair.timezone)
    rows = []
    for session in problem.fair.sessions:
        meetings = schedule.by_session.get(session.id, ())
        start = session.start.astimezone(zone)
        rows.append(
            _row(
                SESSION,
                f"{session.id} {start:%Y-%m-%d %H:%M}",
                len({meeting.buyer for meeting in meetings}),
                len({meeting.supplier for meeting in meetings}),
                meetings=len(meetings),
            )
        )
    if problem.fair.ratio_target is not None:
        rows.append(
            [_said(TARGET), _said(SESSION), None, None, problem.fair.ratio_target]
        )
    return rows


def _supply(balance: Balance) -> list[list[Cell]]:
    fair = _group(FAIR, _said(EVERYTHING), balance.fair)
    return [fair, *(_group(CATEGORY, one.category, one) for one in balance.categories)]


def _group(kind: Wording, name: str, group: CategoryBalance) -> list[Cell]:
    row = _row(kind, name, group.buyers, group.suppliers, meetings=None)
    return [*row, group.demand_lines, group.offer_lines, group.reachable]


def _row(
    kind: Wording, name: str, buyers: int, suppliers: int, meetings: int | None
) -> list[Cell]:
    ratio = round(buyers / suppliers, 2) if suppliers else None
    return [_said(kind), name, buyers, suppliers, ratio, meetings]


def _shortages(problem: Problem, balance: Balance) -> list[list[Cell]]:
    rows = [_words(SHORT, *_short(problem, one)) for one in balance.shortages]
    rows += [
        _words(SHORT, *_interpreters(problem, one)) for one in balance.interpreters
    ]
    for template, buyers in (
        (phrases.WITHOUT_LINES, balance.without_lines),
        (phrases.FOR_NEVERS, balance.for_nevers),
        (phrases.SELDOM_THERE, balance.seldom_there),
    ):
        rows += [_words(SHORT, *_one(problem, template, buyer)) for buyer in buyers]
    cures = [(CURE, balance.cure or ())]
    if balance.cure_same_fit != balance.cure:
        cures.append((CURE_SAME_FIT, balance.cure_same_fit or ()))
    for kind, changes in cures:
        rows += [_words(kind, *_change(problem, change)) for change in changes]
    return rows


def _words(kind: Wording, name: str, said: Wording) -> list[Cell]:
    return [_said(kind), name, *([None] * 7), said.zh, said.en]


def _short(problem: Problem, shortage: Shortage) -> tuple[str, Wording]:
    names = [buyer_text(problem, buyer) for buyer in shortage.buyers]
    facts = {
        "buyers": ", ".join(names),
        "suppliers": ", ".join(supplier_text(problem, s) for s in shortage.suppliers),
        "categories": ", ".join(shortage.categories),
        "needed": shortage.needed,
        "missing": shortage.missing,
    }
    template = phrases.COMPETE if shortage.suppliers else phrases.TOO_FEW
    return "; ".join(names), template.filled(facts)


def _interpreters(problem: Problem, lack: InterpreterShortage) -> tuple[str, Wording]:
    names = [buyer_text(problem, buyer) for buyer in lack.buyers]
    facts: dict[str, object] = {"buyers": ", ".join(names), "needed": lack.needed}
    facts |= {"missing": lack.missing, "more": lack.more}
    speak = name_languages(lack.buyers_speak), name_languages(lack.suppliers_speak)
    facts |= {"buyers_speak": speak[0], "suppliers_speak": speak[1]}
    return "; ".join(names), phrases.INTERPRETERS.filled(facts)


def _one(problem: Problem, template: Wording, buyer: BuyerId) -> tuple[str, Wording]:
    name = buyer_text(problem, buyer)
    return name, template.filled({"buyers": name, "low": problem.fair.min_meetings})


def _change(problem: Problem, change: Change) -> tuple[str, Wording]:
    supplier = (
        "" if change.supplier is None else supplier_text(problem, change.supplier)
    )
    facts: dict[str, object] = {
        "count": change.count,
        "category": change.category,
        "supplier": supplier,
    }
    said = phrases.CHANGES[change.kind].filled(facts)
    return change.category or supplier, said


def _said(wording: Wording) -> str:
    return labels.say(wording, None)
