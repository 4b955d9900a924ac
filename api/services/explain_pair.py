"""Why a buyer and a supplier meet, or every reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.find_party import find_buyer, find_supplier
from data.folder import load_schedule
from scheduler.explain import explain_pair
from scheduler.fit.model import FitModel

if TYPE_CHECKING:
    from pathlib import Path

    from scheduler.fit.detail import FitDetail
    from scheduler.problem import Buyer, Suggestion, Supplier
    from scheduler.reasons import Reason
    from scheduler.schedule import Meeting


@dataclass(frozen=True)
class PairExplained:
    """`meeting` is None where the two do not meet; then `reasons` say why not.

    `suggestion` is what a sales rep said of the pair, None where nobody did.
    """

    buyer: Buyer
    supplier: Supplier
    meeting: Meeting | None
    detail: FitDetail
    suggestion: Suggestion | None
    reasons: tuple[Reason, ...]
    timezone: str


def explain_pair_in(folder: Path, buyer: str, supplier: str) -> PairExplained:
    """Return why the two meet in the schedule of `folder`, or why not.

    `buyer` and `supplier` are ids, names or parts of names. Raises FolderError, and
    WrongRequestError with near names where nobody or several are meant.
    """
    content = load_schedule(folder)
    problem, schedule = content.problem, content.schedule
    here, there = find_buyer(content, buyer), find_supplier(content, supplier)
    pair = (here.id, there.id)
    meetings = schedule.by_buyer.get(here.id, ())
    meeting = next((m for m in meetings if m.supplier == there.id), None)
    wishes = (w for w in problem.suggestions if (w.buyer, w.supplier) == pair)
    reasons = explain_pair(problem, content.candidates, schedule, *pair)
    return PairExplained(
        buyer=here,
        supplier=there,
        meeting=meeting,
        detail=FitModel(problem).detail(*pair),
        suggestion=next(wishes, None),
        reasons=() if meeting else reasons,
        timezone=problem.fair.timezone,
    )
