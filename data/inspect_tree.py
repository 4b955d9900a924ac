"""The tree in which inspected sheets are placed, before there is a fair."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.columns import Kind
from data.faults import Findings
from data.fit_facts import build_placer
from data.inspect import Inspection
from data.sources import InputPaths, SheetFiles
from data.synonyms import read_synonyms

if TYPE_CHECKING:
    from data.placing import Placer


@dataclass(frozen=True)
class TreeFiles:
    """The files that say where categories lie: a fair.toml may name the others."""

    fair: Path | None = None
    categories: Path | None = None
    synonyms: Path | None = None


def read_placer(files: TreeFiles) -> tuple[Placer | None, Inspection | None]:
    """Return what places categories, None without a tree; and a report if it has faults.

    What is wrong with fair.toml itself is not told here.
    """
    nowhere, findings = Path(), Findings()
    sources = SheetFiles(
        InputPaths(
            files.fair or nowhere,
            nowhere,
            nowhere,
            categories=files.categories,
            synonyms=files.synonyms,
        )
    )
    file = sources.settings(Findings()) if files.fair else None
    synonyms = read_synonyms(sources.synonyms(file, findings), findings)
    placer = build_placer(sources, file, synonyms, findings)
    faults = findings.all_faults()
    if not faults:
        return placer, None
    name = Path(sources.name(Kind.CATEGORIES) or sources.name(Kind.SYNONYMS))
    notes = findings.all_notes()
    report = Inspection(name, Kind.CATEGORIES, False, (), 0, 0, 0, faults, notes)
    return placer, report
