"""Whether the server works."""

from __future__ import annotations

from fastapi import APIRouter
from sqlmodel import text

from api.deps import Reading
from api.schemas.health import HealthOut

router = APIRouter(tags=["health"])


@router.get("/healthz")
def read_health(session: Reading) -> HealthOut:
    """Tell that the server runs and its records answer."""
    session.connection().execute(text("SELECT 1"))
    return HealthOut(status="ok")
