"""The health of the server on the wire."""

from __future__ import annotations

from pydantic import BaseModel


class HealthOut(BaseModel):
    """`status` is "ok" where the records answer."""

    status: str
