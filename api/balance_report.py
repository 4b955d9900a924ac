"""What `fairmatch balance` prints, and the part of it that `schedule` prints too."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from api import balance_messages as messages
from api.console import Console
from scheduler.balance import phrases
from scheduler.languages import name_languages
from scheduler.phrases import buyer_text, supplier_text

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.services.balance_sheets import BalancedSheets
    from scheduler.balance.facts import (
        Balance,
        CategoryBalance,
        Change,
        InterpreterShortage,
        Shortage,
    )
    from scheduler.problem import BuyerId, Problem
    from scheduler.wording import Wording

MOST_GROUPS = 15
"""Categories listed on a screen."""

NAMED = 5
"""Parties or categories that a sentence names before it counts."""


def report_balance(console: Console, done: BalancedSheets) -> None:
    """Say what is wanted and sold, who must stay short, and what would mend it."""
    balance, problem = done.balance, done.problem
    _report_fair(console, balance)
    if balance.categories:
        console.say(console.text(messages.GROUPS))
    for group in islice(balance.categories, MOST_GROUPS):
        console.say(f"  {_group(console, group)}")
    more = len(balance.categories) - MOST_GROUPS
    if more > 0:
        console.say("  " + console.text(messages.MORE_GROUPS, count=more))
    if not balance.shortages and not balance.interpreters:
        low = problem.fair.min_meetings
        console.say(console.text(messages.NOT_SHORT, low=low), fg="green")
    report_shortages(console, balance, problem)


def report_shortages(console: Console, balance: Balance, problem: Problem) -> None:
    """Say who must stay short whatever the schedule, and what would mend it."""
    if balance.shortages:
        count = sum(len(shortage.buyers) for shortage in balance.shortages)
        facts = {"count": count, "missing": balance.missing}
        console.say(console.text(messages.SHORT, **facts), fg="yellow")
    for shortage in _joined(balance.shortages):
        console.say(f"  - {_shortage(console, shortage, problem)}")
    for lack in balance.interpreters:
        console.say(f"  - {_interpreters(console, lack, problem)}", fg="yellow")
    _report_parties(console, phrases.WITHOUT_LINES, balance.without_lines, problem)
    _report_parties(console, phrases.FOR_NEVERS, balance.for_nevers, problem)
    _report_parties(console, phrases.SELDOM_THERE, balance.seldom_there, problem)
    if balance.shortages:
        _report_cures(console, balance, problem)


def _report_fair(console: Console, balance: Balance) -> None:
    fair = balance.fair
    console.say(
        console.text(
            messages.FAIR,
            buyers=fair.buyers,
            demands=fair.demand_lines,
            suppliers=fair.suppliers,
            offers=fair.offer_lines,
            reachable=fair.reachable,
        ),
        bold=True,
    )
    if balance.ratio is None:
        return
    wanted = balance.ratio_target
    target = "" if wanted is None else console.text(messages.TARGET, target=wanted)
    ratio = f"{balance.ratio:.2f}"
    console.say(console.text(messages.RATIO, ratio=ratio, target=target))


def _group(console: Console, group: CategoryBalance) -> str:
    if group.ratio is None:
        ratio = console.text(messages.NOBODY_SELLS)
    else:
        ratio = console.text(messages.GROUP_RATIO, ratio=f"{group.ratio:.2f}")
    return console.text(
        messages.GROUP,
        category=group.category,
        buyers=group.buyers,
        demands=group.demand_lines,
        suppliers=group.suppliers,
        offers=group.offer_lines,
        reachable=group.reachable,
        ratio=ratio if group.buyers else "",
    )


def _joined(shortages: Sequence[Shortage]) -> list[Shortage]:
    """Return the shortages, those of lone buyers who want the same in one."""
    joined: dict[object, Shortage] = {}
    for shortage in shortages:
        lone = len(shortage.buyers) == 1 and not shortage.suppliers
        key: object = shortage.categories if lone else shortage.buyers
        known = joined.get(key)
        joined[key] = shortage if known is None else known.with_other(shortage)
    return list(joined.values())


def _shortage(console: Console, shortage: Shortage, problem: Problem) -> str:
    wording = phrases.COMPETE if shortage.suppliers else phrases.TOO_FEW
    return console.text(
        wording,
        buyers=_some(console, [buyer_text(problem, b) for b in shortage.buyers]),
        suppliers=_some(
            console, [supplier_text(problem, s) for s in shortage.suppliers]
        ),
        categories=_some(console, list(shortage.categories)),
        needed=shortage.needed,
        missing=shortage.missing,
    )


def _interpreters(console: Console, lack: InterpreterShortage, problem: Problem) -> str:
    return console.text(
        phrases.INTERPRETERS,
        buyers=_some(console, [buyer_text(problem, b) for b in lack.buyers]),
        buyers_speak=console.text(name_languages(lack.buyers_speak)),
        suppliers_speak=console.text(name_languages(lack.suppliers_speak)),
        needed=lack.needed,
        missing=lack.missing,
        more=lack.more,
    )


def _report_parties(
    console: Console, wording: Wording, buyers: Sequence[BuyerId], problem: Problem
) -> None:
    if buyers:
        names = _some(console, [buyer_text(problem, b) for b in buyers])
        low = problem.fair.min_meetings
        console.say("  " + console.text(wording, buyers=names, low=low))


def _some(console: Console, names: Sequence[str]) -> str:
    more = len(names) - NAMED
    return console.listed(names[:NAMED]) + (f" (+{more})" if more > 0 else "")


def _report_cures(console: Console, balance: Balance, problem: Problem) -> None:
    cure, same_fit = balance.cure, balance.cure_same_fit
    if cure is None:
        console.say(console.text(messages.NO_CURE))
        return
    _report_cure(console, messages.CURE, cure, problem)
    if same_fit is not None and same_fit != cure:
        _report_cure(console, messages.CURE_SAME_FIT, same_fit, problem)
    if not balance.proven:
        console.say(console.text(messages.NOT_PROVEN))


def _report_cure(
    console: Console, head: Wording, changes: Sequence[Change], problem: Problem
) -> None:
    console.say(console.text(head, count=sum(change.weight for change in changes)))
    for change in changes:
        supplier = change.supplier
        name = "" if supplier is None else supplier_text(problem, supplier)
        facts = {"count": change.count, "category": change.category, "supplier": name}
        console.say("  + " + console.text(phrases.CHANGES[change.kind], **facts))
