"""Every weight of the fit in one frozen place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How well a supplier serves a buyer is weighed; shares are 0 to 1.

    `code` is what an equal category alone is worth to a line: a rep calls "the same
    class" relevant without reading the text, but not yet a perfect match. `text` is
    what equal words alone are worth: nearly all, since the category may be missing.
    `code_levels` are the shares of `code` that a common ancestor is worth, by how
    many levels below it were left out (0: the very same): a sibling stays below
    relevant unless its text agrees. `served` is the line score from which a line
    counts as served. `first_line` is the share of the fit that the best line alone
    decides; the rest grows with the share of lines served.
    `most_per_buyer` bounds memory: nobody chooses five from more than 200.
    """

    code: float = 0.75
    text: float = 0.92
    code_levels: tuple[float, ...] = (1.0, 0.4, 0.15, 0.05)
    served: float = 0.4
    first_line: float = 0.75
    most_per_buyer: int = 200
    block_lines: int = 512
