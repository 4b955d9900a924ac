"""What helps to weigh pairs beside the sheets themselves: tree, synonyms, history."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from data.columns import Kind
from data.faults import Where
from data.glossary import read_glossary
from data.history import read_history
from data.names import PartyIndex
from data.placing import Placer, place_all, synonyms_by_key
from data.synonyms import read_synonyms
from scheduler.fit.glossary import ENGLISH
from scheduler.languages import name_languages
from scheduler.problem import Buyer, Categories, Dealing, Supplier

if TYPE_CHECKING:
    from collections.abc import Mapping

    from data.fairfile import FairFile
    from data.faults import Findings
    from data.sources import Sources


@dataclass(frozen=True)
class FitFacts:
    """The parties, their lines placed in the tree, and what else was read."""

    buyers: tuple[Buyer, ...]
    suppliers: tuple[Supplier, ...]
    categories: Categories
    synonyms: tuple[tuple[str, ...], ...]
    history: tuple[Dealing, ...]
    glossary: Mapping[str, Mapping[str, tuple[str, ...]]]


def read_fit_facts(
    sources: Sources,
    file: FairFile | None,
    buyers: tuple[Buyer, ...],
    suppliers: tuple[Supplier, ...],
    findings: Findings,
) -> FitFacts:
    """Read all of them; what cannot be read or placed is told."""
    synonyms = read_synonyms(sources.synonyms(file, findings), findings)
    categories = Categories()
    placer = build_placer(sources, file, synonyms, findings)
    if placer is not None:
        where = Where(sources.name(Kind.CATEGORIES))
        buyers, suppliers, categories = place_all(placer, buyers, suppliers, where, findings)  # fmt: skip
    history = read_history(
        sources.rows(Kind.HISTORY, findings),
        PartyIndex((one.id, one.name) for one in buyers),
        PartyIndex((one.id, one.name) for one in suppliers),
        findings,
    )
    glossary = read_glossary(buyers, suppliers, synonyms)
    if languages := sorted(glossary.keys() - {ENGLISH}):
        where = Where(sources.name(None))
        findings.note("lines-by-meaning", where, languages=name_languages(languages))
    return FitFacts(buyers, suppliers, categories, synonyms, history, glossary)


def build_placer(
    sources: Sources,
    file: FairFile | None,
    synonyms: tuple[tuple[str, ...], ...],
    findings: Findings,
) -> Placer | None:
    """Return what places categories in the fair's tree, None where it has none."""
    tree = sources.tree(file, findings)
    return None if tree is None else Placer(tree, synonyms_by_key(synonyms))
