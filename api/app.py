"""The server: `create_app(settings)`."""

from __future__ import annotations

from contextlib import asynccontextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from anyio.to_thread import current_default_thread_limiter
from fastapi import Depends, FastAPI
from fastapi.routing import iter_route_contexts

from api.deps import utc_now
from api.jobs.runner import Place, Runner
from api.middleware.body_limit import BodyLimit
from api.middleware.headers import SafeHeaders
from api.middleware.origin import OwnOrigin
from api.middleware.request_log import RequestLog
from api.middleware.turns import READERS, WRITERS, Turns, take_turn
from api.office.apart import MOST_WAITING
from api.office.desk import Desk
from api.office.gate import Gate
from api.openapi import describe, name_operation
from api.plain_text import refuse_nul
from api.problems import add_problems
from api.routers import (
    accounts,
    drafts,
    fairs,
    health,
    jobs,
    logins,
    members,
    notices,
    parties,
    records,
    releases,
    schedules,
    suggestions,
    tokens,
    uploads,
    users,
    welcome,
)
from data.database import Database, beside
from data.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator
    from datetime import datetime

    from api.settings import Settings

API = "/api/v1"

THREADS = READERS + WRITERS + MOST_WAITING + 8
"""Requests have one while they are worked on, some for a moment more."""

ROUTERS = (
    logins,
    tokens,
    users,
    fairs,
    members,
    accounts,
    records,
    parties,
    uploads,
    suggestions,
    schedules,
    drafts,
    releases,
    jobs,
    notices,
)
"""What is under `API`, in the order of its description."""


def create_app(settings: Settings) -> FastAPI:
    """Return the application; the tables are there when it is returned."""
    app = build_app()
    open_records(app, settings)
    return app


def open_records(app: FastAPI, settings: Settings) -> None:
    """Let `app` work with `settings` and their records."""
    app.state.settings = settings
    app.state.database = Database(settings.database)
    app.state.desk = Desk(app.state.database)
    app.state.clock = utc_now
    app.state.is_closing = lambda: False
    app.state.gate = Gate()
    app.state.runner = _runner(app, settings)
    migrate(app.state.database)


def _runner(app: FastAPI, settings: Settings) -> Runner:
    """Return what runs jobs, by the clock of the server whichever it is then."""
    place = Place(settings.database, Path(settings.papers or beside(settings.database)))

    def clock() -> datetime:
        now: datetime = app.state.clock()
        return now

    return Runner(app.state.database, place, clock)


def build_app() -> FastAPI:
    """Return the routes, without records yet; building them takes a second."""
    app = FastAPI(
        title="Fairmatch",
        version="1",
        lifespan=_lifespan,
        docs_url=None,  # its pages come from other machines; ours work offline
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
        generate_unique_id_function=name_operation,
    )
    add_problems(app)
    _add_middleware(app)
    for module in (health, welcome):
        app.include_router(module.router, dependencies=[Depends(take_turn)])
    checks = [Depends(refuse_nul), Depends(take_turn)]
    for module in ROUTERS:
        app.include_router(module.router, prefix=API, dependencies=checks)
    _work_out(app)
    describe(app)
    return app


def _work_out(app: FastAPI) -> None:
    """Let FastAPI work out its routes now: it would while the first request waits."""
    for _ in iter_route_contexts(app.routes):
        pass


@asynccontextmanager
async def _lifespan(app: FastAPI) -> AsyncIterator[None]:
    current_default_thread_limiter().total_tokens = THREADS
    app.state.runner.start()
    yield
    app.state.runner.stop()
    app.state.database.close()


def _add_middleware(app: FastAPI) -> None:
    """Add what every request passes; the last one added is passed first."""
    for middleware in (Turns, BodyLimit, OwnOrigin, RequestLog, SafeHeaders):
        app.add_middleware(middleware)
