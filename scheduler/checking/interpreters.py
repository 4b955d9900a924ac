"""The rules that two who share no language are interpreted for."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from scheduler.checking.interpreting import deal_interpreters, find_able
from scheduler.languages import name_language
from scheduler.phrases import slot_wording
from scheduler.rules import Rule, Violation
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.checking.case import Booked, Case


class _Need(NamedTuple):
    """A meeting that needs an interpreter, and who could serve it."""

    entry: Booked
    able: tuple[int, ...]


def check_no_interpreter(case: Case) -> Iterator[Violation]:
    """Yield meetings that nobody who is there could interpret."""
    for entry, able in _needs(case):
        if able:
            continue
        pair, slot = case.pair(entry.meeting), slot_wording(entry.slot)
        wording = Wording(
            en=f"{pair.en} share no language, and nobody could interpret for them in {slot.en}.",
            zh=f"{pair.zh}语言不通，{slot.zh}没有能为双方翻译的译员。",
        )
        yield Violation(
            Rule.NO_INTERPRETER, wording, entry.buyer.id, entry.supplier.id, entry.slot
        )


def check_interpreters(case: Case) -> Iterator[Violation]:
    """Yield times at which not every meeting can have an interpreter it could have."""
    counts = [interpreter.count for interpreter in case.problem.fair.interpreters]
    going: list[_Need] = []
    needs = (need for need in _needs(case) if need.able)
    for start, group in groupby(needs, key=lambda need: need.entry.start):
        starting = list(group)
        going = [need for need in going if need.entry.end > start] + starting
        given = deal_interpreters([need.able for need in going], counts)
        left = [
            need.entry for need, one in zip(going, given, strict=True) if one is None
        ]
        if left:
            yield _too_many(starting[0].entry, len(going), left)


def _needs(case: Case) -> Iterator[_Need]:
    """Yield the meetings that need an interpreter, in order of time."""
    fair = case.problem.fair
    if not fair.interpreters:
        return
    for entry in case.booked:
        if fair.needs_interpreter(entry.buyer, entry.supplier):
            session = entry.slot.session
            yield _Need(entry, find_able(fair, entry.buyer, entry.supplier, session))


def _too_many(first: Booked, count: int, left: list[Booked]) -> Violation:
    slot, served = slot_wording(first.slot), count - len(left)
    between = sorted({_between(entry) for entry in left})
    en, zh = ", ".join(one.en for one in between), "、".join(one.zh for one in between)
    wording = Wording(
        en=f"{count} meetings need an interpreter at once in {slot.en}; {served} can have one, without are: {en}.",
        zh=f"{slot.zh}同时有 {count} 场洽谈需要翻译，只有 {served} 场能配到译员，缺：{zh}。",
    )
    return Violation(Rule.INTERPRETERS_AT_ONCE, wording, slot=first.slot)


def _between(entry: Booked) -> Wording:
    one = name_language(entry.buyer.languages[0])
    other = name_language(entry.supplier.languages[0])
    return Wording(en=f"{one.en}–{other.en}", zh=f"{one.zh}–{other.zh}")
