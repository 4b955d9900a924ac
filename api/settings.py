"""What the server runs with."""

from __future__ import annotations

from dataclasses import dataclass

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Settings:
    """Settings of the server. `database` is an SQLAlchemy URL."""

    database: str = "sqlite:///fairmatch.db"
    host: str = "127.0.0.1"
    port: int = 8000
    most_upload_bytes: int = 20 * MEGABYTE
    most_body_bytes: int = 4 * MEGABYTE
    login_hours: int = 12
