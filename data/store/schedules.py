"""Schedules: drafts and releases, their meetings and the edits of drafts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sqlalchemy import delete, insert, tuple_, update
from sqlalchemy.orm import defer
from sqlmodel import col, func, select

from data.store.among import chunks
from data.store.pages import Page, Window, read_page
from data.tables import EditRow, MeetingRow, ScheduleRow

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from sqlmodel import Session
    from sqlmodel.sql.expression import SelectOfScalar

    from data.tables.base import Facts

MEETING_COLUMNS = tuple(
    name for name in MeetingRow.model_fields if name not in ("id", "schedule_id")
)


def add_schedule(
    session: Session, row: ScheduleRow, meetings: Iterable[Facts]
) -> ScheduleRow:
    """Keep a new draft with its meetings and return it with its id."""
    session.add(row)
    session.flush()
    put_meetings(session, schedule_id(row), meetings)
    return row


def schedule_id(row: ScheduleRow) -> int:
    """Return the id of a kept schedule."""
    assert row.id is not None  # noqa: S101 - it has been kept
    return row.id


def find_schedule(
    session: Session, fair_id: int, schedule_id: int
) -> ScheduleRow | None:
    """Return a schedule that was not dropped, without its files."""
    query = _heads(fair_id).where(ScheduleRow.id == schedule_id)
    return session.exec(query).one_or_none()


def list_schedules(
    session: Session, fair_id: int, window: Window, *, released: bool | None = None
) -> Page[ScheduleRow]:
    """Return the schedules of a fair without their files, latest first.

    `released` asks for releases alone, or for drafts alone.
    """
    query = _heads(fair_id)
    if released is not None:
        number = col(ScheduleRow.release)
        query = query.where(number.is_not(None) if released else number.is_(None))
    return read_page(session, query.order_by(col(ScheduleRow.id).desc()), window)


def find_latest_release(session: Session, fair_id: int) -> ScheduleRow | None:
    """Return the release with the highest number, without its files."""
    query = _heads(fair_id).where(col(ScheduleRow.release).is_not(None))
    return session.exec(
        query.order_by(col(ScheduleRow.release).desc()).limit(1)
    ).first()


def find_current(session: Session, fair_id: int) -> ScheduleRow | None:
    """Return the draft that is worked on, else the latest release, without files.

    That is the newest draft made since the latest release; without a release, the newest.
    """
    release = find_latest_release(session, fair_id)
    query = _heads(fair_id).where(col(ScheduleRow.release).is_(None))
    if release is not None:
        query = query.where(col(ScheduleRow.id) > schedule_id(release))
    draft = session.exec(query.order_by(col(ScheduleRow.id).desc()).limit(1)).first()
    return draft or release


def _heads(fair_id: int) -> SelectOfScalar[ScheduleRow]:
    """Ask for the schedules of a fair that were not dropped, without their files."""
    files = (ScheduleRow.problem, ScheduleRow.directory)
    return (
        select(ScheduleRow)
        .where(ScheduleRow.fair_id == fair_id, col(ScheduleRow.dropped_at).is_(None))
        .options(*(defer(col(file), raiseload=True) for file in files))  # type: ignore[arg-type]
    )


def read_files(session: Session, schedule_id: int) -> tuple[bytes, bytes]:
    """Return the problem and the directory of a schedule, gzipped."""
    query = select(ScheduleRow.problem, ScheduleRow.directory)
    problem, directory = session.exec(query.where(ScheduleRow.id == schedule_id)).one()
    return problem, directory


def read_all_meetings(session: Session, schedule_id: int) -> list[Mapping[str, Any]]:
    """Return every meeting of a schedule as its columns, in no order."""
    columns = [col(getattr(MeetingRow, name)) for name in MEETING_COLUMNS]
    query: Any = select(*columns).where(MeetingRow.schedule_id == schedule_id)
    return [row._mapping for row in session.exec(query)]  # noqa: SLF001 - its only name


def put_meetings(session: Session, schedule_id: int, meetings: Iterable[Facts]) -> None:
    """Add meetings to a draft."""
    rows = [{"schedule_id": schedule_id, **meeting} for meeting in meetings]
    if rows:
        session.connection().execute(insert(MeetingRow), rows)


def take_meetings(
    session: Session, schedule_id: int, pairs: Iterable[tuple[str, str]]
) -> None:
    """Take the meetings of `pairs` (buyer, supplier) out of a draft."""
    pair = tuple_(col(MeetingRow.buyer), col(MeetingRow.supplier))
    for some in chunks(pairs):
        session.connection().execute(
            delete(MeetingRow).where(
                col(MeetingRow.schedule_id) == schedule_id, pair.in_(some)
            )
        )


def advance_draft(
    session: Session, schedule_id: int, version: int, values: Mapping[str, Any]
) -> bool:
    """Set `values` on a draft of `version` and count it up; False where it is not so."""
    done = session.connection().execute(
        update(ScheduleRow)
        .where(
            col(ScheduleRow.id) == schedule_id,
            col(ScheduleRow.version) == version,
            col(ScheduleRow.release).is_(None),
            col(ScheduleRow.dropped_at).is_(None),
        )
        .values(version=version + 1, **values)
    )
    return bool(done.rowcount)


def add_edit(session: Session, edit: EditRow) -> EditRow:
    """Keep an edit under the next number; edits undone before it are forgotten."""
    session.connection().execute(
        delete(EditRow).where(
            col(EditRow.schedule_id) == edit.schedule_id, col(EditRow.is_undone)
        )
    )
    last = session.exec(
        select(func.max(EditRow.number)).where(EditRow.schedule_id == edit.schedule_id)
    ).one()
    edit.number = (last or 0) + 1
    session.add(edit)
    session.flush()
    return edit


def find_edit(session: Session, schedule_id: int, *, undone: bool) -> EditRow | None:
    """Return the edit to undo (the last one), or to redo (the first one undone)."""
    number = col(EditRow.number)
    query = (
        select(EditRow)
        .where(EditRow.schedule_id == schedule_id, col(EditRow.is_undone) == undone)
        .order_by(number.asc() if undone else number.desc())
    )
    return session.exec(query.limit(1)).first()


def list_edits(session: Session, schedule_id: int, window: Window) -> Page[EditRow]:
    """Return the edits of a draft, latest first."""
    query = select(EditRow).where(EditRow.schedule_id == schedule_id)
    return read_page(session, query.order_by(col(EditRow.number).desc()), window)
