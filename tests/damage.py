"""What is wrong with the records as they lie in the database, whoever wrote them.

Nothing here asks a service: every row is looked at, and counted against the others.
"""

import hashlib
from collections import Counter

from sqlmodel import select, text

from data.kept_schedule import read_meetings, restore_basis, restore_schedule
from data.store.schedules import read_all_meetings, read_files
from data.tables import (
    METADATA,
    EditRow,
    HistoryRow,
    JobRow,
    MeetingRow,
    ScheduleRow,
    SuggestionRow,
    UploadRow,
)
from scheduler.check import check_schedule


def find_damage(database):
    """Return a sentence for everything that is half-written or contradicts itself."""
    with database.reading() as session:
        return [
            *_broken_file(session, database),
            *_orphans(session),
            *_uploads(session),
            *_suggestions(session),
            *_schedules(session),
            *_jobs(session),
        ]


def _broken_file(session, database):
    if not database.is_sqlite:
        return
    for check in ("integrity_check", "foreign_key_check"):
        for row in session.connection().execute(text(f"PRAGMA {check}")):
            if row[0] != "ok":
                yield f"{check}: {tuple(row)}"


def _orphans(session):
    """Rows that name a row that is not there."""
    for table in METADATA.sorted_tables:
        for key in table.foreign_keys:
            there = select(key.column).where(key.column == key.parent).exists()
            query = select(key.parent).where(key.parent.is_not(None), ~there)
            for (value,) in session.connection().execute(query):
                yield f"{key.parent} names {value}, which is not there"


def _uploads(session):
    for row in session.exec(select(UploadRow)):
        whole = hashlib.sha256(row.content).hexdigest() == row.sha256
        if not whole or len(row.content) != row.size_bytes:
            yield f"upload {row.id} is not what was received"


def _suggestions(session):
    """Every suggestion was added once, and each of its versions is a deed."""
    deeds = Counter(
        row.subject
        for row in session.exec(select(HistoryRow))
        if row.action.startswith("suggestion.")
    )
    for row in session.exec(select(SuggestionRow)):
        if deeds.pop(f"suggestion {row.id}", 0) != row.version:
            yield f"suggestion {row.id} has another version than deeds"
    yield from (f"{subject} has deeds and is not there" for subject in deeds)


def _schedules(session):
    for row in session.exec(select(ScheduleRow)).all():
        meetings = read_all_meetings(session, row.id)
        if row.summary["meetings"] != len(meetings):
            yield f"schedule {row.id} counts other meetings than it has"
        basis = restore_basis(*read_files(session, row.id))
        content = restore_schedule(
            basis,
            read_meetings(meetings, basis.zone),
            row.remarks,
            row.summary,
            row.release or 0,
        )
        facts = content.problem, content.candidates, content.schedule
        for violation in check_schedule(*facts):
            yield f"schedule {row.id}: {violation.wording.en}"
        numbers = session.exec(
            select(EditRow.number)
            .where(EditRow.schedule_id == row.id)
            .order_by(EditRow.number)
        ).all()
        if list(numbers) != list(range(1, len(numbers) + 1)):
            yield f"schedule {row.id} has edits {numbers}"
    known = set(session.exec(select(ScheduleRow.id)))
    if set(session.exec(select(MeetingRow.schedule_id))) - known:
        yield "there are meetings of no schedule"


def _jobs(session):
    for row in session.exec(select(JobRow)):
        made = row.schedule_id is not None
        if row.kind == "schedule" and made != (row.state in ("done", "stopped")):
            yield f"job {row.id} is {row.state} with schedule {row.schedule_id}"
        if row.ended_at is None and row.state not in ("waiting", "running"):
            yield f"job {row.id} is {row.state} without an end"
