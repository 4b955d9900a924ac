"""What a search knows while it goes on, whichever engine searches."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.timetable.problem import Timetable


@dataclass
class Found:
    """What is known: the best timetable, its cost (None: none yet) and a bound."""

    timetable: Timetable = field(default_factory=dict)
    cost: int | None = None
    bound: int = 0
    infeasible: bool = False

    @property
    def settled(self) -> bool:
        """Tell whether there is nothing left to find out."""
        return self.infeasible or self.cost == self.bound
