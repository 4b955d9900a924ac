"""What approving suggestions does to a schedule: few here, many apart, none twice."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from typing import TYPE_CHECKING, Any

from api.office.apart import CutOffError, work_apart
from api.office.errors import ConflictError, StaleError
from api.office.shelf import Shelf
from data.store.schedules import find_schedule
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from api.office.desk import Desk
    from api.office.shelf import Opened
    from api.services.agree_suggestions import Agreement
    from data.database import Database
    from data.folder import ScheduleFolder
    from scheduler.problem import Suggestion

FEW = 3
"""Wishes that are worked out where they are asked for."""


class TooManyWishesError(ConflictError):
    """What follows from so many suggestions is not found in the time and memory given."""

    def __init__(self, count: int) -> None:
        super().__init__(
            "approve-fewer",
            Wording(
                en=f"What follows from {count} suggestions at once could not be "
                "worked out. Nothing was changed.",
                zh=f"无法一次算出 {count} 条建议的影响。未作任何更改。",
            ),
            Wording(en="Approve fewer at once.", zh="请减少一次审批的建议数量。"),
        )


def agree(desk: Desk, opened: Opened, wishes: Sequence[Suggestion]) -> Agreement:
    """Return what follows if `wishes`, one a pair, hold in a schedule.

    Whoever approves what he has seen does not wait for it again. Raises as
    `agree_suggestions`, TooManyWishesError, CrowdedError.
    """
    return desk.shelf.agreement(
        opened, tuple(wishes), lambda: _work_out(desk, opened, wishes)
    )


def _work_out(desk: Desk, opened: Opened, wishes: Sequence[Suggestion]) -> Agreement:
    from api.services.agree_suggestions import agree_suggestions

    content, row = opened.content, opened.row
    if len(wishes) <= FEW:
        return agree_suggestions(content, wishes, lambda: desk.shelf.model(opened))
    where = row.fair_id, opened.id, row.version
    try:
        return work_apart(desk.database, agree_alone, *where, wishes).onto(content)
    except CutOffError as error:
        raise TooManyWishesError(len(wishes)) from error


@dataclass(frozen=True)
class Told:
    """An agreement without what its schedule has in common with the one before it.

    `facts` are the fields of the agreement, `content` and `problem` those that changed.
    """

    facts: dict[str, Any]
    content: dict[str, Any]
    problem: dict[str, Any]

    def onto(self, before: ScheduleFolder) -> Agreement:
        """Return the agreement on the schedule `before`."""
        from api.services.agree_suggestions import Agreement

        problem = replace(before.problem, **self.problem)
        content = replace(before, **(self.content | {"problem": problem}))
        return Agreement(content=content, **self.facts)


def agree_alone(
    records: Database,
    fair_id: int,
    schedule: int,
    version: int,
    wishes: Sequence[Suggestion],
) -> Told:
    """Return what `agree_suggestions` does, with nothing at hand.

    Raises as that one, and StaleError where the schedule is of another version.
    """
    from api.services.agree_suggestions import agree_suggestions

    shelf = Shelf()
    with records.reading() as session:
        row = find_schedule(session, fair_id, schedule)
        if row is None or row.version != version:
            raise StaleError
        opened = shelf.open(session, row)
    before = opened.content
    found = agree_suggestions(before, wishes, lambda: shelf.model(opened))
    return Told(
        {f.name: getattr(found, f.name) for f in fields(found) if f.name != "content"},
        _changed(before, found.content),
        _changed(before.problem, found.content.problem),
    )


def _changed(before: Any, after: Any) -> dict[str, Any]:
    """Return the fields of `after` that are not the very ones of `before`."""
    values = {field.name: getattr(after, field.name) for field in fields(after)}
    return {n: value for n, value in values.items() if value is not getattr(before, n)}
