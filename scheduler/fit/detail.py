"""What the fit of one pair is made of, and the sentence that says so."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from scheduler.wording import Wording


@dataclass(frozen=True, slots=True)
class LineMatch:
    """A demand line and the offer line that serves it best; `score` is 0-100.

    `line` is the demand line's position in the buyer's lines. `served` says whether
    the score is enough to count.
    """

    line: int
    demand: str
    offer: str
    score: int
    served: bool


@dataclass(frozen=True, slots=True)
class FitPart:
    """One part of the fit: its name, its value 0-100 and its weight 0 to 1."""

    name: Wording
    value: int
    weight: float


@dataclass(frozen=True, slots=True)
class FitDetail:
    """Why a pair has the fit it has.

    `fit` is 0-100; `matches` lists the lines that found anything, the best first;
    `wording` is the sentence printed as "because".
    """

    fit: int
    parts: tuple[FitPart, ...]
    matches: tuple[LineMatch, ...]
    wording: Wording
