"""The same company written differently: reported with both cells, never merged.

Names are compared without what companies add and leave out at will (有限公司, Co., Ltd.).
Comparing all with all does not scale, so only names that share a beginning or an end
are compared; in a block of the same beginning, neighbours in order of the alphabet.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple

from rapidfuzz.distance import OSA

from scheduler.fit.traditional import TO_SIMPLIFIED

if TYPE_CHECKING:
    from collections.abc import Iterator

    from data.faults import Findings
    from data.parties import Party

_CHINESE_SUFFIX = re.compile(
    r"(股份有限公司|有限责任公司|集团有限公司|有限公司|集团公司|分公司|总公司|公司|集团|股份|工厂|厂)$"
)
_LATIN_SUFFIXES = frozenset(
    [
        "co",
        "ltd",
        "limited",
        "company",
        "inc",
        "incorporated",
        "corp",
        "corporation",
        "llc",
        "llp",
        "lp",
        "plc",
        "gmbh",
        "ag",
        "kg",
        "sa",
        "srl",
        "saeca",
        "sac",
        "spa",
        "bv",
        "nv",
        "oy",
        "ab",
        "as",
        "pty",
        "pte",
        "kk",
        "the",
        "group",
        "holding",
        "holdings",
    ]
)
_DOTTED = re.compile(r"\b((?:[a-z]\.){2,})")
_WORDS = re.compile(r"[^\W_]+")
_NUMERALS = re.compile(r"[0-9一二三四五六七八九十甲乙丙丁东西南北]")
_IS_CHINESE = re.compile(r"[\u3400-\u9fff]")
BLOCK = 3
"""Characters two names share at the beginning or the end to be compared."""
NEIGHBOURS = 12
"""Names of one block compared with each other in order, after each name."""
LONG_CHINESE, LONG_LATIN = 6, 10
"""Characters from which one differing character is more likely a slip than a name."""


SHORT_WORD = 5
"""Words below this many letters (CE, CEP, MEC) are names of their own, not slips."""


class _Name(NamedTuple):
    core: str
    party: Party
    words: tuple[str, ...]


def company_words(name: str) -> tuple[str, ...]:
    """Return the words of `name` without legal forms, written one way.

    Case, width, punctuation and traditional characters make no difference.
    """
    plain = unicodedata.normalize("NFKC", name).casefold().translate(TO_SIMPLIFIED)
    plain = _DOTTED.sub(lambda match: match[1].replace(".", "") + " ", plain)
    words = _WORDS.findall(plain)
    return tuple(word for word in words if word not in _LATIN_SUFFIXES) or tuple(words)


def company_core(words: tuple[str, ...]) -> str:
    """Return the words of a company in one, without Chinese legal forms at the end."""
    core = "".join(words)
    while (shorter := _CHINESE_SUFFIX.sub("", core)) != core and shorter:
        core = shorter
    return core


def report_duplicates(parties: list[Party], findings: Findings) -> None:
    """Warn of parties of one file whose names may be the same company.

    Each party is reported once, against the first that it resembles.
    """
    names = [
        _Name(company_core(words), party, words)
        for party in parties
        if party.name and (words := company_words(party.name))
    ]
    same: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        same[name.core].append(name)
    reported: set[str] = set()
    for group in same.values():
        for name in group[1:]:
            _report(name.party, group[0].party, findings)
            reported.add(name.party.id)
    firsts = [group[0] for group in same.values()]
    for one, other in _near_pairs(firsts):
        if other.party.id not in reported:
            reported.add(other.party.id)
            _report(other.party, one.party, findings)


def _near_pairs(names: list[_Name]) -> Iterator[tuple[_Name, _Name]]:
    """Yield pairs that differ by one character, in order of id."""
    forward: defaultdict[str, list[_Name]] = defaultdict(list)
    backward: defaultdict[str, list[_Name]] = defaultdict(list)
    for name in names:
        if len(name.core) >= LONG_CHINESE:
            forward[name.core[:BLOCK]].append(name)
            backward[name.core[-BLOCK:]].append(name)
    pairs: dict[tuple[str, str], tuple[_Name, _Name]] = {}
    for blocks, is_backward in ((forward, False), (backward, True)):
        for block in blocks.values():
            block.sort(key=lambda n: n.core[::-1] if is_backward else n.core)
            for at, one in enumerate(block):
                for other in block[at + 1 : at + 1 + NEIGHBOURS]:
                    if _is_near(one, other):
                        first, second = sorted((one, other), key=lambda n: n.party.id)
                        pairs[first.party.id, second.party.id] = (first, second)
    yield from (pairs[key] for key in sorted(pairs))


def _is_near(one: _Name, other: _Name) -> bool:
    """Tell whether the cores differ by one slip that is no numeral or direction."""
    if OSA.distance(one.core, other.core, score_cutoff=1) > 1:
        return False
    if _NUMERALS.findall(one.core) != _NUMERALS.findall(other.core):
        return False
    shorter = min(len(one.core), len(other.core))
    if _IS_CHINESE.search(one.core) or _IS_CHINESE.search(other.core):
        return shorter >= LONG_CHINESE
    differing = set(one.words) ^ set(other.words)
    has_long = any(len(word) >= SHORT_WORD for word in differing)
    return shorter >= LONG_LATIN and (has_long or len(one.words) != len(other.words))


def _report(party: Party, other: Party, findings: Findings) -> None:
    where, place = (
        p.record.where(
            "buyer" if "buyer" in p.record.table.header.columns else "supplier"
        )
        for p in (party, other)
    )
    findings.fault(
        "possible-duplicate", where, party.name,
        other=other.name, place=" ".join(x for x in (place.sheet, place.cell) if x),
    )  # fmt: skip
