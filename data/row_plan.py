"""What a new version of a further sheet would change, row by row."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from data.party_texts import Cells


@dataclass(frozen=True)
class RowPlan:
    """The rows that come and those that go; `rows` is the whole new sheet."""

    rows: tuple[Cells, ...]
    added: tuple[Cells, ...]
    gone: tuple[Cells, ...]

    @property
    def changes_nothing(self) -> bool:
        """Tell whether people would see no difference."""
        return not (self.added or self.gone)


def plan_rows(kept: Sequence[Cells], sheet: Sequence[Cells]) -> RowPlan:
    """Return what `sheet` changes of the rows that are kept."""
    return RowPlan(tuple(sheet), _beyond(sheet, kept), _beyond(kept, sheet))


def _beyond(rows: Sequence[Cells], others: Sequence[Cells]) -> tuple[Cells, ...]:
    """Return those of `rows` that are more than `others` has of them."""
    left = Counter(map(_key, others))
    beyond = []
    for row in rows:
        left[_key(row)] -= 1
        if left[_key(row)] < 0:
            beyond.append(row)
    return tuple(beyond)


def _key(cells: Cells) -> str:
    return json.dumps(dict(cells), sort_keys=True)
