"""What work on schedules needs: the records, and the schedules that are at hand."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from api.office.shelf import Shelf

if TYPE_CHECKING:
    from data.database import Database


@dataclass(frozen=True)
class Desk:
    """The records and a shelf; one for a server."""

    database: Database
    shelf: Shelf = field(default_factory=Shelf)
