"""What helps to weigh pairs beside the sheets themselves: tree, synonyms, history."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.category_tree import SHOPIFY, read_tree
from data.columns import Kind
from data.faults import Where
from data.history import read_history
from data.names import PartyIndex
from data.placing import Placer, place_all, synonyms_by_key
from data.synonyms import read_synonyms
from data.wishes import read_kind
from scheduler.problem import Buyer, Categories, Dealing, Supplier

if TYPE_CHECKING:
    from data.fairfile import FairFile
    from data.faults import Findings


@dataclass(frozen=True)
class FitPaths:
    """The files, where there are any; `categories` may be the name of a known tree."""

    categories: Path | None = None
    synonyms: Path | None = None
    history: Path | None = None

    def with_settings(self, file: FairFile, folder: Path) -> FitPaths:
        """Return the files with those that fair.toml (in `folder`) names besides."""
        return FitPaths(
            self.categories or _named(file.categories, folder),
            self.synonyms or _named(file.synonyms, folder),
            self.history,
        )


@dataclass(frozen=True)
class FitFacts:
    """The parties, their lines placed in the tree, and what else was read."""

    buyers: tuple[Buyer, ...]
    suppliers: tuple[Supplier, ...]
    categories: Categories
    synonyms: tuple[tuple[str, ...], ...]
    history: tuple[Dealing, ...]


def read_fit_facts(
    paths: FitPaths,
    buyers: tuple[Buyer, ...],
    suppliers: tuple[Supplier, ...],
    findings: Findings,
) -> FitFacts:
    """Read all of them; what cannot be read or placed is told."""
    synonyms = read_synonyms(paths.synonyms, findings)
    categories = Categories()
    tree = read_tree(paths.categories, findings) if paths.categories else None
    if tree is not None and paths.categories is not None:
        placer = Placer(tree, synonyms_by_key(synonyms))
        where = Where(paths.categories.name)
        buyers, suppliers, categories = place_all(placer, buyers, suppliers, where, findings)  # fmt: skip
    history = read_history(
        read_kind(paths.history, Kind.HISTORY, findings),
        PartyIndex((one.id, one.name) for one in buyers),
        PartyIndex((one.id, one.name) for one in suppliers),
        findings,
    )
    return FitFacts(buyers, suppliers, categories, synonyms, history)


def _named(name: str, folder: Path) -> Path | None:
    if not name:
        return None
    return Path(name) if name.casefold() == SHOPIFY else folder / name
