"""Releases: numbered from 0, never changed; an earlier one is rolled back to by number."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import ConflictError, MissingError, StaleError
from api.office.schedule_errors import UnsoundError
from api.office.schedules import Made, copy_schedule, get_schedule, subject_of
from data.store.history import Deed, add_deed
from data.store.schedules import advance_draft, find_latest_release, schedule_id
from scheduler.wording import Wording

if TYPE_CHECKING:
    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.editing import Asked
    from api.office.fair_seen import FairSeen
    from data.tables import ScheduleRow

RELEASE = Wording(en="release", zh="发布版本")


class LatestAlreadyError(ConflictError):
    """It is the newest release as it is."""

    def __init__(self) -> None:
        super().__init__(
            "released-already",
            Wording(
                en="This is the newest release already.", zh="这已经是最新的发布版本。"
            ),
            Wording(
                en="Release a draft, or an earlier release.",
                zh="请发布草稿或更早的版本。",
            ),
        )


def release_schedule(desk: Desk, asked: Asked, why: str) -> ScheduleRow:
    """Make a draft the next release, or what an earlier release says.

    Raises MissingError, StaleError, UnsoundError where the checker objects, and
    LatestAlreadyError.
    """
    with desk.database.reading() as session:
        row = get_schedule(session, asked.fair, asked.schedule_id)
        if row.version != asked.version:
            raise StaleError
        opened = desk.shelf.open(session, row)
    if opened.violations:
        raise UnsoundError(opened.violations)
    with desk.database.writing() as session:
        latest = find_latest_release(session, asked.fair.id)
        number = next_number(latest)
        if latest is not None and latest.id == asked.schedule_id:
            raise LatestAlreadyError
        draft, version = asked.schedule_id, asked.version
        if row.release is not None:
            made = Made(asked.person.id, asked.now, asked.schedule_id, row.title)
            copy = copy_schedule(session, asked.fair, asked.schedule_id, made)
            draft, version = schedule_id(copy), copy.version
        values = {
            "release": number,
            "released_by": asked.person.id,
            "released_at": asked.now,
        }
        if not advance_draft(session, draft, version, values):
            raise StaleError
        _tell(session, asked, draft, number, row.release, why)
        session.expire_all()
        return get_schedule(session, asked.fair, draft)


def next_number(latest: ScheduleRow | None) -> int:
    """Return the number of the release after `latest`."""
    return 0 if latest is None or latest.release is None else latest.release + 1


def get_latest_release(session: Session, fair: FairSeen) -> ScheduleRow:
    """Return the newest release; raises MissingError where there is none."""
    row = find_latest_release(session, fair.id)
    if row is None:
        raise MissingError(RELEASE)
    return row


def _tell(
    session: Session, asked: Asked, draft: int, number: int, back: int | None, why: str
) -> None:
    facts = {"release": number, "rolled_back_to": back}
    deed = Deed("schedule.release", subject_of(draft), facts, why, asked.fair.id)
    add_deed(session, deed, asked.person.id, asked.now)
