"""Sheets that are uploaded again and again: kept, shown as changes, taken."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from api.office.errors import ConflictError, StaleError, UnusableError
from api.office.freezing import demand_open
from api.office.upload_reading import LISTS, Reading, get_upload
from data.cells import clean_text
from data.columns import Kind
from data.party_plan import PartyPlan, plan_parties
from data.row_plan import RowPlan, plan_rows
from data.store.fairs import note_change
from data.store.history import Deed, add_deed
from data.store.parties import load_parties
from data.store.party_lists import keep_plan, listed
from data.store.sheet_rows import keep_rows, load_rows
from data.store.uploads import (
    APPLIED,
    add_upload,
    find_same,
    mark_applied,
)
from data.tables import UploadRow
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person

LONGEST_FILE_NAME = 200

Taken = frozenset[tuple[str, str]]
"""The (code, field) of conflicts in which the sheet shall win."""


class NoSuchConflictError(ConflictError):
    """A conflict is settled that the sheet and the records do not have."""

    def __init__(self, code: str, field: str) -> None:
        super().__init__(
            "no-such-conflict",
            Wording(
                en=f"The sheet and the records agree on {code}, {field}.",
                zh=f"表格与系统记录在 {code} 的 {field} 上没有冲突。",
            ),
            Wording(
                en="Read the preview again; name only conflicts that it lists.",
                zh="请重新查看预览，只指定其中列出的冲突。",
            ),
        )


@dataclass(frozen=True)
class ReceivedFile:
    """A file as it was received."""

    name: str
    content: bytes


@dataclass(frozen=True)
class Preview:
    """What applying an upload would do: `rows` for further sheets, else `plan`."""

    reading: Reading
    plan: PartyPlan = field(default_factory=PartyPlan)
    rows: RowPlan | None = None

    @property
    def changes_nothing(self) -> bool:
        """Tell whether people see no difference."""
        return (self.rows or self.plan).changes_nothing


def receive(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    kind: Kind,
    file: ReceivedFile,
) -> UploadRow:
    """Keep a file; the same content again is the same upload."""
    known = find_same(session, fair.id, kind, file.content)
    if known is not None:
        return known
    upload = UploadRow(
        fair_id=fair.id,
        kind=kind.value,
        file_name=clean_file_name(file.name),
        size_bytes=len(file.content),
        sha256=hashlib.sha256(file.content).hexdigest(),
        content=file.content,
        uploaded_by=person.id,
        uploaded_at=now,
    )
    add_upload(session, upload)
    facts = {"kind": upload.kind, "sha256": upload.sha256}
    deed = Deed("upload.add", subject_of(upload), facts, fair_id=fair.id)
    add_deed(session, deed, person.id, now)
    return upload


def preview_upload(
    session: Session, fair: FairSeen, reading: Reading, take: Taken = frozenset()
) -> Preview:
    """Return what applying would change of the records as they are."""
    kind = Kind(reading.upload.kind)
    if kind in LISTS:
        known = map(listed, load_parties(session, fair.id, kind))
        return Preview(reading, plan=plan_parties(known, reading.sheet.parties, take))
    return Preview(
        reading, rows=plan_rows(load_rows(session, fair.id, kind), reading.sheet.rows)
    )


def apply_upload(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    reading: Reading,
    version: int,
    take: Taken,
) -> tuple[UploadRow, Preview]:
    """Take a sheet, whole or not at all; return it with what was done.

    `version` is that of the records in the preview the person saw. Raises UnusableError
    where the sheet has errors, StaleError where the records have changed since then,
    FrozenError, NoSuchConflictError.
    """
    if reading.version != version or fair.row.records_version != version:
        raise StaleError
    upload = get_upload(session, fair, reading.upload.id or 0)
    if upload.kind in LISTS:
        demand_open(person, now, fair)
    if reading.sheet.has_errors:
        raise UnusableError(reading.sheet.faults, reading.sheet.notes)
    done = _keep(session, fair, replace(reading, upload=upload), take)
    if upload.state != APPLIED or not done.changes_nothing:
        mark_applied(session, upload, person.id, now)
        note_change(session, fair.row)
        deed = Deed("upload.apply", subject_of(upload), _facts(done), fair_id=fair.id)
        add_deed(session, deed, person.id, now)
        session.flush()
    return upload, done


def _keep(session: Session, fair: FairSeen, reading: Reading, take: Taken) -> Preview:
    upload = reading.upload
    kind, upload_id = Kind(upload.kind), upload.id or 0
    if kind not in LISTS:
        done = preview_upload(session, fair, reading)
        keep_rows(session, fair.id, kind, reading.sheet.rows, upload_id)
        return done
    known = load_parties(session, fair.id, kind)
    plan = plan_parties(map(listed, known), reading.sheet.parties, take)
    unknown = take - {(one.code, one.field) for one in plan.conflicts}
    if unknown:
        raise NoSuchConflictError(*min(unknown))
    keep_plan(session, kind, known, plan, fair.id, upload_id)
    return Preview(reading, plan)


def _facts(done: Preview) -> dict[str, object]:
    """Return what history says of an application: counts and codes, no contacts."""
    upload = done.reading.upload
    facts: dict[str, object] = {"kind": upload.kind, "sha256": upload.sha256}
    if done.rows is not None:
        return facts | {"added": len(done.rows.added), "gone": len(done.rows.gone)}
    plan = done.plan
    return facts | {
        "added": [text.code for text in plan.added],
        "changed": [one.new.text.code for one in plan.changed],
        "gone": [text.code for text in plan.gone],
        "conflicts": [[one.code, one.field] for one in plan.conflicts],
    }


def subject_of(upload: UploadRow) -> str:
    """Return the word for an upload in the history."""
    return f"upload {upload.id}"


def clean_file_name(name: str) -> str:
    """Return the last part of a name, without what could harm on the way out again."""
    last = clean_text(name.replace("\\", "/").rpartition("/")[2]).replace("\n", " ")
    return last[:LONGEST_FILE_NAME].strip(" .") or "sheet"
