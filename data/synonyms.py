"""Words for the same product, from an editable sheet: a group a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.cells import split_list

if TYPE_CHECKING:
    from data.faults import Findings
    from data.rows import Record


def read_synonyms(
    records: list[Record], findings: Findings
) -> tuple[tuple[str, ...], ...]:
    """Return the groups that rows of a synonyms sheet name, each of two words or more."""
    groups = []
    for record in records:
        words = [*split_list(record.text("word")), *split_list(record.text("synonyms"))]
        group = tuple(sorted(set(words)))
        if len(group) > 1:
            groups.append(group)
        else:
            findings.fault("synonyms-alone", record.where("word"), record.text("word"))
    return tuple(sorted(groups))
