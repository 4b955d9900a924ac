"""An uploaded file read: what it says, what is wrong with it, a copy with marks."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from api.office.apart import LONGEST_S, SMALL_BYTES, CutOffError, is_light, work_apart
from api.office.errors import ConflictError, MissingError, UnusableError
from data.columns import Kind
from data.faults import Findings, Where
from data.inspect import inspect_file
from data.store.sheet_rows import FURTHER
from data.store.uploaded import SheetRead, read_uploaded
from data.store.uploads import find_upload, load_content
from data.tables import FairRow, UploadRow
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from data.database import Database
    from data.faults import Fault

T = TypeVar("T")

UPLOAD = Wording(en="upload", zh="上传文件")
LISTS = (Kind.BUYERS, Kind.SUPPLIERS)
KINDS = (*LISTS, *FURTHER)
"""What is uploaded here; suggestions have a way of their own."""

ENDINGS = frozenset({".xlsx", ".xlsm", ".xls", ".csv", ".txt", ".tsv"})


class OtherWayError(ConflictError):
    """A sheet that is not taken by preview and application."""

    def __init__(self) -> None:
        super().__init__(
            "taken-at-once",
            Wording(
                en="A sheet of suggestions is put forward when it is uploaded.",
                zh="匹配建议表在上传时即已提交。",
            ),
            Wording(
                en="See the suggestions; each is decided on its own.",
                zh="请查看匹配建议，逐条审批。",
            ),
        )


@dataclass(frozen=True)
class Reading:
    """What an upload says, read when the records were of `version`."""

    upload: UploadRow
    version: int
    sheet: SheetRead


def get_upload(session: Session, fair: FairSeen, upload_id: int) -> UploadRow:
    """Return an upload without its content; raises MissingError."""
    upload = find_upload(session, fair.id, upload_id)
    if upload is None:
        raise MissingError(UPLOAD)
    return upload


def read_upload(records: Database, fair: FairSeen, upload_id: int) -> Reading:
    """Read an upload; raises MissingError, OtherWayError. This may take seconds."""
    with records.reading() as session:
        upload = get_upload(session, fair, upload_id)
    if upload.kind not in KINDS:
        raise OtherWayError
    try:
        version, sheet = _where_fit(records, upload, read_kept_sheet)
    except CutOffError as error:
        faults = faults_of_cut_off(Kind(upload.kind), error)
        version, sheet = fair.row.records_version, SheetRead((), (), faults, ())
    return Reading(upload, version, sheet)


def _where_fit(records: Database, upload: UploadRow, work: Callable[..., T]) -> T:
    """Do `work` on a light file here, on another one in a process of its own."""
    args = upload.fair_id, upload.id
    if _is_light(records, upload):
        return work(records, *args)
    return work_apart(records, work, *args)


def _is_light(records: Database, upload: UploadRow) -> bool:
    if upload.size_bytes > SMALL_BYTES:
        return False
    with records.reading() as session:
        return is_light(load_content(session, upload))


def faults_of_cut_off(kind: Kind, error: CutOffError) -> tuple[Fault, ...]:
    """Return what is wrong with a file that could not be read to its end."""
    findings, where = Findings(), Where(kind)
    if error.too_slow:
        findings.fault("too-slow", where, limit=LONGEST_S)
    else:
        why = Wording(en="reading it took too much memory", zh="读取所需内存过大")
        findings.fault("damaged", where, why=why)
    return findings.all_faults()


def read_kept_sheet(
    records: Database, fair_id: int, upload_id: int
) -> tuple[int, SheetRead]:
    """Return the version of the records and what an upload says beside them."""
    with records.reading() as session:
        fair = session.get_one(FairRow, fair_id)
        upload = session.get_one(UploadRow, upload_id)
        with _as_file(upload) as path:
            sheet = read_uploaded(session, fair, Kind(upload.kind), path)
        return fair.records_version, sheet


def mark_kept_sheet(records: Database, fair_id: int, upload_id: int) -> bytes:
    """Return an upload as a workbook in which its faults are marked."""
    from data.checked import write_checked  # openpyxl takes a fifth of a second

    _, sheet = read_kept_sheet(records, fair_id, upload_id)
    with records.reading() as session:
        upload = session.get_one(UploadRow, upload_id)
    with _as_file(upload) as path:
        inspection = inspect_file(path, Kind(upload.kind))
        out = path.with_name("checked.xlsx")
        write_checked(replace(inspection, faults=sheet.faults, notes=sheet.notes), out)
        return out.read_bytes()


def checked_copy(records: Database, fair: FairSeen, upload_id: int) -> bytes:
    """Return an upload with its faults marked; raises MissingError, UnusableError."""
    with records.reading() as session:
        upload = get_upload(session, fair, upload_id)
    if upload.kind not in KINDS:
        raise OtherWayError
    try:
        return _where_fit(records, upload, mark_kept_sheet)
    except CutOffError as error:
        faults = faults_of_cut_off(Kind(upload.kind), error)
        raise UnusableError(faults) from error


@contextmanager
def _as_file(upload: UploadRow) -> Iterator[Path]:
    """Give the file under the name that faults call it: its kind and its ending."""
    ending = Path(upload.file_name).suffix.lower()
    name = upload.kind + (ending if ending in ENDINGS else "")
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_bytes(upload.content)
        yield path
