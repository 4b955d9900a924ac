"""Whether the sheets of a fair balance, before anything is scheduled."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.errors import InputRejectedError
from api.services.stopwatch import Stopwatch
from data.intake import read_input
from data.sources import InputPaths
from scheduler.balance.balance import balance_fair
from scheduler.fit.model import FitModel
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from data.faults import Fault, Note
    from data.sources import InputPaths
    from scheduler.balance.facts import Balance
    from scheduler.candidates import Candidates
    from scheduler.problem import Problem


@dataclass(frozen=True)
class BalancedSheets:
    """The balance, the facts it speaks of, and what the input left to say."""

    balance: Balance
    problem: Problem
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def balance_sheets(
    inputs: InputPaths, level: int = 1, progress: Progress | None = None
) -> BalancedSheets:
    """Read the sheets and balance them; `level` is that of the category tree.

    Raises InputRejectedError with every fault.
    """
    watch = Stopwatch(progress or Silent())
    with watch.phase("read"):
        intake = read_input(inputs)
    problem = intake.problem
    if problem is None:
        raise InputRejectedError(intake.faults, intake.notes)

    def score(asked: Problem) -> Candidates:
        with watch.phase("fit"):
            return FitModel(asked, progress=watch.progress).candidates()

    candidates = score(problem)
    with watch.phase("balance"):
        balance = balance_fair(problem, candidates, score, level, score)
    return BalancedSheets(balance, problem, intake.faults, intake.notes)
