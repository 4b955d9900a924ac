"""When the meetings of a participant have begun and when they are over, as clauses.

Who has no break fills the frame, and its length is known, so that a solver decides when
somebody begins and all its slots fall into place.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

from scheduler.timetable.cnf import FALSE, TRUE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.timetable.cnf import Formula


@dataclass(frozen=True)
class Frame:
    """By slot: the first meeting was here or before; all meetings were before.

    `over` has one entry more than there are slots.
    """

    begun: list[int]
    over: list[int]


def full_frame(formula: Formula, busy: list[int], length: int) -> Frame:
    """Return a frame without an idle slot: over `length` slots after it has begun."""
    slots = len(busy)
    possible = possible_slots(busy)
    begun = _steps(formula, slots, possible[0], possible[-length])
    over = [FALSE] * length + begun[: slots + 1 - length]
    return _ended(formula, busy, Frame(begun, over))


def loose_frame(formula: Formula, busy: list[int], least: int) -> Frame:
    """Return a frame of at least `least` busy slots, and any number of idle ones."""
    slots = len(busy)
    possible = possible_slots(busy)
    begun = _steps(formula, slots, possible[0], possible[-least])
    over = _steps(formula, slots + 1, possible[least - 1] + 1, possible[-1] + 1)
    return _ended(formula, busy, Frame(begun, over))


def counted_frame(formula: Formula, busy: list[int], length: int) -> Frame:
    """Return a frame of exactly `length` busy slots, counted through the slots.

    The k-th row says by when the k-th busy slot has been: a sequential counter (Sinz
    2005), of which the first row is the beginning and the last one the end.
    """
    slots = len(busy)
    possible = possible_slots(busy)
    rows = [
        _steps(formula, slots + 1, possible[k] + 1, possible[k - length] + 1)
        for k in range(length)
    ]
    for lower, higher in pairwise(rows):
        for slot in range(slots):
            formula.add(-higher[slot + 1], lower[slot])
    for lower, higher in pairwise([[TRUE] * (slots + 1), *rows, [FALSE] * (slots + 1)]):
        for slot, literal in enumerate(busy):
            formula.add(-literal, -lower[slot], higher[slot + 1])
    for row in rows:
        for slot, literal in enumerate(busy):
            formula.add(literal, -row[slot + 1], row[slot])
    return Frame(rows[0][1:], rows[-1])


def possible_slots(busy: list[int]) -> list[int]:
    """Return the slots in which the participant can be busy, rising."""
    return [slot for slot, literal in enumerate(busy) if literal != FALSE]


def fill_frame(formula: Formula, busy: list[int], frame: Frame, some: int) -> None:
    """Unless there are breaks, the frame has no idle slot; it follows, for speed."""
    for slot, literal in enumerate(busy):
        formula.add(-frame.begun[slot], frame.over[slot], literal, some)


def measure_frame(formula: Formula, frame: Frame, least: int, longer: int) -> None:
    """Give the frame `least` slots, or more where `longer` holds; follows, for speed."""
    for slot, over in enumerate(frame.over):
        begun = frame.begun[slot - least] if slot >= least else FALSE
        formula.add(-over, begun)
        formula.add(over, -begun, longer)


def divide_frame(
    formula: Formula, frame: Frame, early: Sequence[int], noon: int, some: int
) -> None:
    """Place the frame by how many of its meetings are `early`, which is before `noon`.

    k of them take k slots, so the frame has begun k slots before noon; where fewer are
    early, the others take as many slots from noon on. Without breaks it is the other way
    round too. It follows, but a solver does not see it where many meetings share few slots.
    """
    meetings, slots = len(early), len(frame.begun)
    counted = formula.count(early, meetings)
    for k in range(1, meetings + 1):
        literal = counted[k - 1] if k <= len(counted) else FALSE
        begun = frame.begun[noon - k] if k <= noon else FALSE
        end = noon + meetings - k
        formula.add(-literal, begun)
        formula.add(literal, -begun, some)
        formula.add(literal, -frame.over[end] if end <= slots else FALSE)


def _steps(formula: Formula, length: int, first: int, last: int) -> list[int]:
    """Return literals that never hold before `first`, always from `last`, and stay."""
    steps = [
        FALSE if i < first else TRUE if i >= last else formula.new_variable()
        for i in range(length)
    ]
    for before, after in pairwise(steps):
        formula.add(-before, after)
    return steps


def _ended(formula: Formula, busy: list[int], frame: Frame) -> Frame:
    """Put a meeting at each end of the frame, and none outside of it."""
    for slot, literal in enumerate(busy):
        formula.add(-literal, frame.begun[slot])
        formula.add(-literal, -frame.over[slot])
        formula.add(
            -frame.begun[slot], frame.begun[slot - 1] if slot else FALSE, literal
        )
        formula.add(-frame.over[slot + 1], frame.over[slot], literal)
    return frame
