"""The server: `create_app(settings)`."""

from __future__ import annotations

from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from fastapi import APIRouter, FastAPI

from api.deps import utc_now
from api.problems import add_problems
from api.routers import fairs, health, suggestions
from data.database import Database
from data.migrations import migrate

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from api.settings import Settings

API = "/api/v1"


def create_app(settings: Settings) -> FastAPI:
    """Return the application; the tables are there when it is returned."""
    database = Database(settings.database)
    migrate(database)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        database.close()

    app = FastAPI(
        title="Fairmatch",
        version="1",
        lifespan=lifespan,
        docs_url=None,  # its pages come from other machines; ours work offline
        redoc_url=None,
        openapi_url=f"{API}/openapi.json",
    )
    app.state.settings = settings
    app.state.database = database
    app.state.clock = utc_now
    add_problems(app)
    app.include_router(health.router)
    api = APIRouter(prefix=API)
    api.include_router(fairs.router)
    api.include_router(suggestions.router)
    app.include_router(api)
    return app
