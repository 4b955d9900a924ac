"""What routes are given: the records, the person who asks, the moment.

What waits for nothing is `async`, as each other one costs a walk to a thread and back.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from datetime import UTC, datetime
from typing import Annotated

from fastapi import Depends, Header, Path, Query, Request
from sqlmodel import Session
from starlette.concurrency import run_in_threadpool

from api.jobs.runner import Runner
from api.office.desk import Desk
from api.office.errors import NotLoggedInError, VersionNeededError
from api.office.fair_seen import FairSeen, get_fair
from api.office.logins import Door
from api.office.people import Person, person_of
from api.office.rights import Right
from api.once import Once
from api.problems import language_of
from data.database import Database
from data.store.access import LOGIN, TOKEN, find_user_by_secret
from data.store.pages import MOST, Window
from scheduler.wording import Language

BIGGEST_ID = 2**31 - 1
COOKIE = "fairmatch"

Id = Annotated[int, Path(ge=1, le=BIGGEST_ID)]


async def database_of(request: Request) -> Database:
    """Return the records of the server."""
    found: Database = request.app.state.database
    return found


async def desk_of(request: Request) -> Desk:
    """Return the desk of the server."""
    found: Desk = request.app.state.desk
    return found


async def runner_of(request: Request) -> Runner:
    """Return what runs the jobs of the server."""
    found: Runner = request.app.state.runner
    return found


async def closing_of(request: Request) -> Callable[[], bool]:
    """Return what tells whether the server was told to stop."""
    asked: Callable[[], bool] = request.app.state.is_closing
    return asked


async def now_of(request: Request) -> datetime:
    """Return the present moment by the clock of the server (tests set their own)."""
    clock: Callable[[], datetime] = request.app.state.clock
    return clock()


def utc_now() -> datetime:
    """Return the present moment."""
    return datetime.now(UTC)


Now = Annotated[datetime, Depends(now_of)]
Records = Annotated[Database, Depends(database_of)]
AtDesk = Annotated[Desk, Depends(desk_of)]
Jobs = Annotated[Runner, Depends(runner_of)]
Closing = Annotated[Callable[[], bool], Depends(closing_of)]


async def _reading(records: Records) -> AsyncIterator[Session]:
    with records.reading() as session:  # asks the database nothing yet
        try:
            yield session
        finally:
            if session.in_transaction():
                await run_in_threadpool(session.close)


def _writing(records: Records) -> Iterator[Session]:
    with records.writing() as session:
        yield session


Reading = Annotated[Session, Depends(_reading, scope="function")]
Writing = Annotated[Session, Depends(_writing, scope="function")]
"""A session kept when the route has returned and before its answer leaves."""


def _person(request: Request, records: Records, now: Now) -> Person:
    """Return who asks, by a token or by the cookie of a login."""
    kind, secret = LOGIN, request.cookies.get(COOKIE, "")
    scheme, _, token = request.headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer":
        kind, secret = TOKEN, token.strip()
    with records.reading() as session:
        row = find_user_by_secret(session, secret, (kind,), now) if secret else None
    if row is None:
        raise NotLoggedInError
    request.state.user_id = row.id  # for the log
    return person_of(row)


Asking = Annotated[Person, Depends(_person)]


async def _door(request: Request, records: Records, now: Now) -> Door:
    address = request.client.host if request.client else ""
    return Door(records, request.app.state.gate, address, now)


Knocking = Annotated[Door, Depends(_door)]
"""Where a password passes, counted by whence it comes."""


def needs(right: Right) -> Callable[..., Awaitable[Person]]:
    """Return a dependency that gives the person if he has `right`."""

    async def allowed(person: Asking) -> Person:
        person.demand(right)
        return person

    allowed.right = right  # type: ignore[attr-defined]  # read by the test of rights
    return allowed


def _fair(records: Records, person: Asking, fair_id: Id) -> FairSeen:
    with records.reading() as session:
        return get_fair(session, person, fair_id)


Fair = Annotated[FairSeen, Depends(_fair)]
"""The fair of the path, if the person may see it."""


async def _window(
    offset: Annotated[int, Query(ge=0, le=BIGGEST_ID)] = 0,
    limit: Annotated[int, Query(ge=1, le=MOST)] = 50,
) -> Window:
    return Window(offset, limit)


Asked = Annotated[Window, Depends(_window)]


async def _version(if_match: Annotated[str | None, Header()] = None) -> int:
    """Return the version that an edit is about; raises VersionNeededError."""
    text = (if_match or "").strip().removeprefix("W/").strip('"')
    if not text.isdecimal() or len(text) > 9:
        raise VersionNeededError
    return int(text)


Version = Annotated[int, Depends(_version)]


async def _once(
    request: Request,
    person: Asking,
    now: Now,
    idempotency_key: Annotated[
        str | None,
        Header(
            min_length=1,
            max_length=100,
            pattern=r"^[!-~]+$",
            description="Yours for this request; the same again is done once.",
        ),
    ] = None,
) -> Once:
    return Once(idempotency_key, person, f"{request.method} {request.url.path}", now)


OnceOnly = Annotated[Once, Depends(_once)]
"""Does work once for each Idempotency-Key: see `Once.do`."""


async def _token(if_match: Annotated[str | None, Header(max_length=200)] = None) -> str:
    """Return the preview that is agreed to; raises VersionNeededError."""
    text = (if_match or "").strip().removeprefix("W/").strip('"')
    if not text:
        raise VersionNeededError
    return text


Token = Annotated[str, Depends(_token)]
"""What was shown, by the name that its ETag gave it."""


async def _language(request: Request) -> Language:
    return language_of(request)


Speaking = Annotated[Language, Depends(_language)]
"""The language of the answer."""


def etag(version: int) -> dict[str, str]:
    """Return the header that names the version of what is answered."""
    return {"ETag": f'"{version}"'}
