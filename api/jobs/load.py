"""The schedules that a job works on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.shelf import Shelf
from data.database import Database
from data.store.schedules import find_schedule

if TYPE_CHECKING:
    from api.jobs.task import Task
    from data.folder import ScheduleFolder


def load(task: Task, *wanted: int | None) -> list[ScheduleFolder]:
    """Return schedules of the fair, those of None left out."""
    database, shelf = Database(task.database), Shelf()
    with database.reading() as session:
        rows = [find_schedule(session, task.fair_id, one) for one in wanted if one]
        found = [shelf.open(session, row).content for row in rows if row]
    database.close()
    return found


def is_release(task: Task, schedule: int) -> bool:
    """Tell whether a schedule of the fair was released."""
    database = Database(task.database)
    with database.reading() as session:
        row = find_schedule(session, task.fair_id, schedule)
    database.close()
    return row is not None and row.release is not None
