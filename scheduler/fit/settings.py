"""Every weight of the fit in one frozen place, each with its reason."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class FitSettings:
    """How a supplier's lines are weighed against a buyer's; shares are 0 to 1.

    A line:

    - `code`: what an equal category alone is worth. A rep calls "the same class"
      relevant without reading the text, but not yet a perfect match.
    - `text`: what equal words alone are worth. Nearly all: the category is often
      missing, and the same words under two codes are one product, filed twice.
    - `specification`: what a specification adds to the text of its product, at most.
      It tells two pumps apart, but its words (a steel, a colour) are no product.
    - `translation`: what words are worth that agree by the dictionary alone. As much: a
      word has several meanings, so translations agree by half where they are right.
    - `code_levels`: the share of `code` that a common ancestor is worth, by how far
      above the demanded category it lies (0: the very same, or under it). A sibling
      stays below relevant unless its text agrees; two levels up is a hint, above that
      two lines have nothing to do with each other.
    - `hint`: a line score below this counts as nothing in common. Without codes, or in
      words of its own, the right supplier may be no more than the nearest.
    - `faint`: the same where more than `many_lines` pairs of lines could be compared:
      there so many are nearer, and the faint ones are most of the work. Also what
      an offer has to score to lie near a line (see `specialist`).
    - `served`: the line score from which a line counts as served.

    A pair:

    - `ground`: the share of the fit that the best line decides alone. One line of
      forty served well is worth a meeting: 60 of 100, well above the usual least fit.
    - `coverage`: of the other share, the part that grows with how many of the buyer's
      lines are served; the rest grows with how much the buyer's choice is narrowed to
      this supplier (see `others`), which already counts lines.
    - `best_line_full`: the best line's score from which the ground is full. Text is
      never written quite the same way twice.
    - `others`: what the alternative of finding nobody weighs beside the suppliers who
      offer a line, in perfect offers: a tenth, so that a sole supplier is nearly sure.
    - `specialist`: to which power the share of a supplier's offers that lie near a line
      counts in how much it narrows the choice: of two who offer a pump, the one that
      sells pumps and little else. Weak, for large houses sell most of everything.
    - `choice_half`: where the narrowing of the choice is worth half of its share.

    The rest of a deal. Each part is left out where a sheet does not say enough; else
    it takes up to its share of the fit away, or (the last two) closes up to its share
    of the gap to 100:

    - `quantity`: the wanted quantity against minimum order and capacity. Minimums are
      haggled over, a quarter of one is hopeless.
    - `budget`: the budget against the lowest price, in one currency or by `rates`
      (what one unit of each currency is worth in any common one). As with quantities.
    - `certificates`: those demanded that the supplier lacks; half where it states none.
      What may not be imported cannot be bought.
    - `region`, `language`: none in common. People travel to a fair and interpreters are
      there, so these only decide between equals.
    - `history`: how former dealings went; a deal done is the best sign of another.
    - `suggested`: a rep's or the buyer's own prefer or avoid. Small: wishes have a tier
      of their own in the schedule.

    Size:

    - `most_per_buyer`: candidates kept for one buyer. Nobody chooses five meetings
      from more than the 200 best; the figure bounds memory.
    - `block_lines`: demand lines multiplied at a time; only memory depends on it.
    """

    code: float = 0.75
    text: float = 0.92
    specification: float = 0.4
    translation: float = 1.0
    code_levels: tuple[float, ...] = (1.0, 0.4, 0.15)
    faint: float = 0.2
    hint: float = 0.02
    many_lines: int = 50_000_000
    served: float = 0.4
    ground: float = 0.6
    coverage: float = 0.1
    best_line_full: float = 0.9
    others: float = 0.1
    choice_half: float = 0.4
    specialist: float = 0.2
    quantity: float = 0.25
    budget: float = 0.25
    certificates: float = 0.3
    region: float = 0.05
    language: float = 0.1
    history: float = 0.3
    suggested: float = 0.1
    rates: tuple[tuple[str, float], ...] = ()
    most_per_buyer: int = 200
    block_lines: int = 256
