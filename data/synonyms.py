"""Words for the same product, from an editable sheet: a group a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.cells import split_list
from data.columns import Kind
from data.wishes import read_kind

if TYPE_CHECKING:
    from pathlib import Path

    from data.faults import Findings


def read_synonyms(path: Path | None, findings: Findings) -> tuple[tuple[str, ...], ...]:
    """Return the groups of `path`, each of two words or more."""
    groups = []
    for record in read_kind(path, Kind.SYNONYMS, findings):
        words = [*split_list(record.text("word")), *split_list(record.text("synonyms"))]
        group = tuple(sorted(set(words)))
        if len(group) > 1:
            groups.append(group)
        else:
            findings.fault("synonyms-alone", record.where("word"), record.text("word"))
    return tuple(sorted(groups))
