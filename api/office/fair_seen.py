"""A fair that a person may see."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.office.errors import MissingError
from data.store.fairs import find_fair
from data.tables import FairRow
from scheduler.wording import Wording

if TYPE_CHECKING:
    from sqlmodel import Session

    from api.office.people import Person

FAIR = Wording(en="fair", zh="展会")


@dataclass(frozen=True)
class FairSeen:
    """A fair as it is kept; never None in `id`."""

    row: FairRow

    @property
    def id(self) -> int:
        """Return the id of the kept row."""
        if self.row.id is None:
            raise MissingError(FAIR)
        return self.row.id


def get_fair(session: Session, person: Person, fair_id: int) -> FairSeen:
    """Return a fair that `person` may see; raises MissingError."""
    row = find_fair(session, fair_id, person.member)
    if row is None:
        raise MissingError(FAIR)
    return FairSeen(row)
