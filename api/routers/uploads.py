"""Uploads over HTTP."""

from __future__ import annotations

import hashlib
from typing import Annotated
from urllib.parse import quote

from fastapi import APIRouter, Depends, File, Form, Query, Response, UploadFile

from api.deps import (
    Asked,
    Fair,
    Id,
    Now,
    OnceOnly,
    Reading,
    Records,
    Speaking,
    Version,
    Writing,
    etag,
    needs,
)
from api.office.fair_seen import get_fair
from api.office.people import Person
from api.office.rights import Right
from api.office.upload_reading import checked_copy, get_upload, read_upload
from api.office.uploads import (
    ReceivedFile,
    apply_upload,
    preview_upload,
    receive,
)
from api.problems import problems
from api.schemas.pages import PageOut, show_page
from api.schemas.uploads import (
    AppliedOut,
    ApplyNew,
    PreviewOut,
    UploadKind,
    UploadOut,
    show_applied,
    show_preview,
    show_upload,
)
from data.columns import Kind
from data.store.uploads import list_uploads, load_content

router = APIRouter(prefix="/fairs/{fair_id}/uploads", tags=["uploads"])

Uploading = Annotated[Person, Depends(needs(Right.UPLOAD))]
WORKBOOK = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
ANY_FILE = "application/octet-stream"


def _file_of(media_type: str) -> dict[int | str, dict[str, object]]:
    """Return what OpenAPI says of a download."""
    schema = {"type": "string", "format": "binary"}
    return {
        200: {"content": {media_type: {"schema": schema}}, "description": "The file."}
    }


@router.get("", responses=problems(404))
def read_uploads(
    fair: Fair,
    session: Reading,
    person: Uploading,
    window: Asked,
    kind: Annotated[UploadKind | None, Query()] = None,
) -> PageOut[UploadOut]:
    """List the files that were uploaded, latest first."""
    page = list_uploads(session, fair.id, kind or "", window)
    return show_page(page, window, show_upload)


@router.post("", status_code=201, responses=problems(404))
def post_upload(
    kind: Annotated[UploadKind, Form()],
    file: Annotated[UploadFile, File()],
    fair: Fair,
    session: Writing,
    person: Uploading,
    now: Now,
    once: OnceOnly,
) -> UploadOut:
    """Upload a sheet; nothing changes before it is applied.

    The same file again is the same upload.
    """
    received = ReceivedFile(file.filename or "", file.file.read())
    asked = {"kind": kind, "sha256": hashlib.sha256(received.content).hexdigest()}
    return once.do(
        session,
        asked,
        UploadOut,
        lambda: show_upload(receive(session, person, now, fair, Kind(kind), received)),
    )


@router.get("/{upload_id}", responses=problems(404))
def read_one_upload(
    upload_id: Id, fair: Fair, session: Reading, person: Uploading
) -> UploadOut:
    """Show an upload."""
    return show_upload(get_upload(session, fair, upload_id))


@router.get("/{upload_id}/preview", responses=problems(404, 409))
def read_upload_preview(
    upload_id: Id,
    fair: Fair,
    records: Records,
    person: Uploading,
    language: Speaking,
    response: Response,
) -> PreviewOut:
    """Show what applying an upload would change, and what is wrong with it."""
    reading = read_upload(records, fair, upload_id)
    with records.reading() as session:
        preview = preview_upload(session, fair, reading)
    response.headers.update(etag(reading.version))
    return show_preview(preview, language)


@router.post("/{upload_id}/apply", responses=problems(404, 409, 412, 428))
def post_upload_apply(
    upload_id: Id,
    body: ApplyNew,
    fair: Fair,
    records: Records,
    person: Uploading,
    now: Now,
    version: Version,
    once: OnceOnly,
    response: Response,
) -> AppliedOut:
    """Apply an upload, whole or not at all; If-Match is the ETag of its preview."""
    take = frozenset((one.code, one.field) for one in body.take_sheet)
    reading = read_upload(records, fair, upload_id)
    with records.writing() as session:
        mine = get_fair(session, person, fair.id)

        def work() -> AppliedOut:
            upload, done = apply_upload(
                session, person, now, mine, reading, version, take
            )
            return show_applied(upload, done, mine.row.records_version)

        asked = {"version": version, "take": sorted(take)}
        answer = once.do(session, asked, AppliedOut, work)
    response.headers.update(etag(answer.records_version))
    return answer


@router.get(
    "/{upload_id}/file",
    responses=problems(404) | _file_of(ANY_FILE),
    response_class=Response,
)
def read_upload_file(
    upload_id: Id, fair: Fair, session: Reading, person: Uploading
) -> Response:
    """Download the file as it was received."""
    upload = get_upload(session, fair, upload_id)
    return _download(load_content(session, upload), upload.file_name, ANY_FILE)


@router.get(
    "/{upload_id}/checked",
    responses=problems(404, 409) | _file_of(WORKBOOK),
    response_class=Response,
)
def read_checked_file(
    upload_id: Id, fair: Fair, records: Records, person: Uploading
) -> Response:
    """Download the sheet with its faults marked, to correct and upload again."""
    content = checked_copy(records, fair, upload_id)
    with records.reading() as session:
        name = get_upload(session, fair, upload_id).file_name
    stem = name.rpartition(".")[0] or name
    return _download(content, f"{stem}.checked.xlsx", WORKBOOK)


def _download(content: bytes, name: str, media_type: str) -> Response:
    headers = {"Content-Disposition": f"attachment; filename*=UTF-8''{quote(name)}"}
    return Response(content, media_type=media_type, headers=headers)
