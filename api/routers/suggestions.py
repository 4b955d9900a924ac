"""Suggestions over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, File, Query, Response, UploadFile

from api.deps import (
    BIGGEST_ID,
    Asked,
    AtDesk,
    Fair,
    Id,
    Now,
    OnceOnly,
    Reading,
    Records,
    Token,
    Version,
    Writing,
    etag,
    needs,
)
from api.office.approving import approve
from api.office.deciding import reject
from api.office.people import Person
from api.office.previewing import Choice, preview
from api.office.rights import Right
from api.office.suggesting import (
    Wish,
    import_suggestions,
    read_sheet,
    suggest,
    understand,
    withdraw,
)
from api.office.suggestions import get_suggestion, read_suggestions
from api.office.uploads import ReceivedFile
from api.problems import problems
from api.schemas.approvals import (
    MOST_AT_ONCE,
    ApprovalNew,
    ApprovedOut,
    PreviewOut,
    SuggestionId,
    show_approved,
    show_preview,
)
from api.schemas.pages import PageOut, show_page
from api.schemas.suggestions import (
    LONGEST_NAME,
    ImportedOut,
    ReasonNew,
    State,
    SuggestionNew,
    SuggestionOut,
    SuggestionWhole,
    show_imported,
    show_suggestion,
    show_whole_suggestion,
)
from data.store.suggestions import Sought
from scheduler.problem import Strength

router = APIRouter(prefix="/fairs/{fair_id}/suggestions", tags=["suggestions"])

Code = Annotated[str, Query(max_length=LONGEST_NAME)]
Seeing = Annotated[Person, Depends(needs(Right.SEE_SUGGESTIONS))]
Suggesting = Annotated[Person, Depends(needs(Right.SUGGEST))]
Previewing = Annotated[Person, Depends(needs(Right.PREVIEW))]
Deciding = Annotated[Person, Depends(needs(Right.DECIDE))]


def _sought(
    state: State | None = None,
    strength: Strength | None = None,
    buyer: Code = "",
    supplier: Code = "",
    suggested_by: Annotated[int | None, Query(ge=1, le=BIGGEST_ID)] = None,
) -> Sought:
    return Sought(state or "", strength or "", buyer, supplier, suggested_by)


@router.get("", responses=problems(404))
def read_page(
    fair: Fair,
    session: Reading,
    person: Seeing,
    window: Asked,
    sought: Annotated[Sought, Depends(_sought)],
) -> PageOut[SuggestionOut]:
    """List the suggestions that you may see, latest first."""
    page = read_suggestions(session, person, fair, sought, window)
    return show_page(page, window, show_suggestion)


@router.post("", status_code=201, responses=problems(404, 409))
def post_suggestion(
    body: SuggestionNew,
    fair: Fair,
    records: Records,
    person: Suggesting,
    now: Now,
    once: OnceOnly,
    response: Response,
) -> SuggestionWhole:
    """Put a pair forward."""
    wish = Wish(body.buyer, body.supplier, body.strength, body.reason)
    with records.reading() as session:
        typed = understand(session, person, fair, wish)
    with records.writing() as session:

        def work() -> SuggestionWhole:
            return show_whole_suggestion(suggest(session, person, now, fair, typed))

        answer = once.do(session, body.model_dump(mode="json"), SuggestionWhole, work)
    response.headers.update(etag(answer.version))
    return answer


@router.post("/import", responses=problems(404))
def post_sheet(
    file: Annotated[UploadFile, File()],
    fair: Fair,
    records: Records,
    person: Suggesting,
    now: Now,
) -> ImportedOut:
    """Put forward what a sheet of suggestions says, whole or not at all."""
    sheet = ReceivedFile(file.filename or "", file.file.read())
    placed = read_sheet(records, person, fair, sheet)
    with records.writing() as session:
        done = import_suggestions(session, person, now, fair, sheet, placed)
    return show_imported(done)


def _choice(
    id: Annotated[list[SuggestionId] | None, Query(max_length=MOST_AT_ONCE)] = None,
    suggested_by: Annotated[int | None, Query(ge=1, le=BIGGEST_ID)] = None,
    schedule_id: Annotated[int | None, Query(ge=1, le=BIGGEST_ID)] = None,
) -> Choice:
    return Choice(tuple(id or ()), suggested_by, schedule_id)


@router.get("/preview", responses=problems(404, 409, 412))
def read_preview(
    fair: Fair,
    person: Previewing,
    desk: AtDesk,
    choice: Annotated[Choice, Depends(_choice)],
    response: Response,
) -> PreviewOut:
    """Show what approving suggestions would change: moves, who falls short, the cost.

    Name them by `id`, or all that wait of one user by `suggested_by`. Approving with the
    ETag does exactly this, or is refused.
    """
    found = preview(desk, fair, choice)
    response.headers["ETag"] = f'"{found.token}"'
    return show_preview(found)


@router.post("/approve", responses=problems(404, 409, 412, 428))
def post_approve(
    fair: Fair,
    person: Deciding,
    token: Token,
    body: ApprovalNew,
    desk: AtDesk,
    now: Now,
) -> ApprovedOut:
    """Approve suggestions, with the ETag of their preview as If-Match."""
    done = approve(desk, person, now, fair, body.choice, token, body.reason)
    return show_approved(done)


@router.get("/{suggestion_id}", responses=problems(404))
def read_suggestion(
    suggestion_id: Id,
    fair: Fair,
    session: Reading,
    person: Seeing,
    response: Response,
) -> SuggestionWhole:
    """Show a suggestion with its history."""
    seen = get_suggestion(session, person, fair, suggestion_id)
    response.headers.update(etag(seen.row.version))
    return show_whole_suggestion(seen)


@router.post("/{suggestion_id}/withdraw", responses=problems(404, 409, 412, 428))
def post_withdraw(
    suggestion_id: Id,
    fair: Fair,
    session: Writing,
    person: Suggesting,
    now: Now,
    version: Version,
    response: Response,
) -> SuggestionWhole:
    """Take back your own suggestion while nobody has decided on it."""
    seen = withdraw(session, person, now, fair, suggestion_id, version)
    response.headers.update(etag(seen.row.version))
    return show_whole_suggestion(seen)


@router.post("/{suggestion_id}/reject", responses=problems(404, 409, 412, 428))
def post_reject(
    suggestion_id: Id,
    body: ReasonNew,
    fair: Fair,
    session: Writing,
    person: Deciding,
    now: Now,
    version: Version,
    response: Response,
) -> SuggestionWhole:
    """Say no to a suggestion, with the reason."""
    seen = reject(session, person, now, fair, suggestion_id, version, body.reason)
    response.headers.update(etag(seen.row.version))
    return show_whole_suggestion(seen)
