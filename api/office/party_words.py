"""What people type of a party: checked field by field, then read as a sheet would be."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from rapidfuzz import process

from api.office.errors import UnusableError
from data.buyers import read_buyer
from data.cells import clean_text
from data.columns import KIND_WORDS, Kind, columns_by_field
from data.faults import Findings, Where
from data.parties import EXAMPLE_MARKS, PARTY_FIELD
from data.party_plan import LINES, NAME, flat
from data.party_texts import PLACE, PartyText, parties_of
from data.store.problem import read_kept_settings
from data.suppliers import read_supplier

if TYPE_CHECKING:
    from api.office.fair_seen import FairSeen
    from data.faults import Fault


@dataclass(frozen=True)
class PartyWords:
    """What is typed of a party; what is None or not named stays as it is."""

    name: str | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    lines: tuple[Mapping[str, str], ...] | None = None


def flat_words(words: PartyWords, kind: Kind) -> dict[str, str]:
    """Return the words by flat field, cleaned like cells; raises UnusableError."""
    findings = Findings()
    known = columns_by_field(kind)
    own = {n for n, column in known.items() if column.party}
    of_line = known.keys() - own | (set(PLACE) if kind is Kind.SUPPLIERS else set())
    own -= {"id", PARTY_FIELD[kind]}
    _refuse_unknown(words.cells, own, kind, findings)
    for line in words.lines or ():
        _refuse_unknown(line, of_line, kind, findings)
    if findings.has_errors:
        raise UnusableError(findings.all_faults())
    said = _clean(words.cells)
    if words.name is not None:
        said[NAME] = " ".join(clean_text(words.name).split())
    if words.lines is not None:
        lines = tuple(
            {n: t for n, t in _clean(one).items() if t} for one in words.lines
        )
        said[LINES] = flat(PartyText("", "", {}, tuple(filter(None, lines)))).get(
            LINES, ""
        )
    return said


def judge(fair: FairSeen, kind: Kind, text: PartyText) -> tuple[Fault, ...]:
    """Return the warnings about a party; raises UnusableError where it has errors."""
    findings = Findings()
    file = read_kept_settings(fair.row.settings, Findings())
    for name, said in (("id", text.code), (PARTY_FIELD[kind], text.name)):
        if not said:
            column = columns_by_field(kind)[name].wording
            findings.fault("value-missing", Where("", text.code, name), column=column)
    if text.code.casefold().startswith(EXAMPLE_MARKS):
        findings.fault("code-of-example", Where("", text.code, "id"), text.code)
    settings = file.fair if file else None
    for party in parties_of([text], kind, "", findings):
        if kind is Kind.BUYERS:
            read_buyer(party, settings, findings)
        else:
            read_supplier(party, settings, findings)
    if findings.has_errors:
        raise UnusableError(findings.all_faults(), findings.all_notes())
    return findings.all_faults()


def _clean(cells: Mapping[str, str]) -> dict[str, str]:
    return {name: clean_text(text) for name, text in cells.items()}


def _refuse_unknown(
    cells: Mapping[str, str], known: set[str], kind: Kind, findings: Findings
) -> None:
    for name in cells:
        if name not in known:
            near, _, _ = process.extractOne(name, sorted(known))
            findings.fault(
                "field-unknown", Where("", "", name), name,
                kind=KIND_WORDS[kind], nearest=near,
            )  # fmt: skip
