"""Fairs on the wire."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from pydantic import BaseModel, ConfigDict, Field

from data.fairfile import MAX_TOML_BYTES

if TYPE_CHECKING:
    from api.office.fair_seen import FairSeen


EXAMPLE = """\
[fair]
name = { en = "Spring Fair", zh = "春季展会" }
timezone = "Asia/Shanghai"

[rounds]
count = 5
minutes = 20
between = 5

[[session]]
id = "D1-AM"
start = 2026-12-03T09:30:00+08:00
end = 2026-12-03T11:30:00+08:00
"""


class FairNew(BaseModel):
    """A fair to create, or its settings to replace."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"examples": [{"settings": EXAMPLE}]}
    )

    settings: str = Field(
        max_length=MAX_TOML_BYTES, description="The text of a fair.toml."
    )


class NameOut(BaseModel):
    """A name in both languages."""

    en: str
    zh: str


class FairOut(BaseModel):
    """A fair; `freeze_on` is the day its final lists are frozen."""

    id: int
    name: NameOut
    timezone: str
    first_day: date
    last_day: date
    freeze_on: date
    version: int


class FairWhole(FairOut):
    """A fair with its settings."""

    settings: str


def show_fair(fair: FairSeen) -> FairOut:
    """Return `fair` for a list."""
    row = fair.row
    return FairOut(
        id=fair.id,
        name=NameOut(en=row.name_en, zh=row.name_zh),
        timezone=row.timezone,
        first_day=row.first_day,
        last_day=row.last_day,
        freeze_on=row.freeze_on,
        version=row.version,
    )


def show_whole_fair(fair: FairSeen) -> FairWhole:
    """Return `fair` with its settings."""
    return FairWhole(**dict(show_fair(fair)), settings=fair.row.settings)
