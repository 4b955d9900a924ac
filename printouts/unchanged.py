"""Which sheets surely say what they said before, told without building a page.

After a repair nearly all do. A sheet is a function of what its `MadeOf` names: builders
of pages look nowhere else but at the fair, at what all sheets repeat, and at the language
of the pack. So where all of that is the same in two releases, the sheets are, and nobody
needs to compare what they say. `tests/printouts/test_paper_unchanged.py` holds every kind
of paper to it: a leaf is built once more from nothing but what its `MadeOf` names.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from printouts.pages import Side, repeats_the_same
from scheduler.fair import MeetAt
from scheduler.problem import BuyerId, SupplierId

if TYPE_CHECKING:
    from collections.abc import Iterable

    from printouts.case import Case
    from printouts.pages import Party
    from printouts.sign_content import TableOf
    from scheduler.fair import SessionId
    from scheduler.schedule import Meeting


class MadeOf(NamedTuple):
    """What a sheet is made of, beside what all sheets share.

    The records and contacts of `parties`, and `meetings`, in their order, with the
    records and contacts of those who meet.
    """

    parties: tuple[Party, ...] = ()
    meetings: tuple[Meeting, ...] = ()

    @property
    def named(self) -> Iterable[Party]:
        """Yield whoever a sheet can say something of."""
        yield from self.parties
        for meeting in self.meetings:
            yield Side.BUYER, meeting.buyer
            yield Side.SUPPLIER, meeting.supplier


def of_buyer(case: Case, buyer: BuyerId) -> MadeOf:
    """Return what the diary of a buyer is made of."""
    meetings = case.schedule.by_buyer.get(buyer, ())
    return MadeOf(((Side.BUYER, buyer),), meetings)


def of_supplier(case: Case, supplier: SupplierId) -> MadeOf:
    """Return what the booth sheet of a supplier is made of."""
    meetings = case.schedule.by_supplier.get(supplier, ())
    return MadeOf(((Side.SUPPLIER, supplier),), meetings)


def of_host(case: Case, host: str) -> MadeOf:
    """Return what the door sheet of a host is made of."""
    if case.problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        return of_buyer(case, BuyerId(host))
    return of_supplier(case, SupplierId(host))


def of_hall(case: Case, where: tuple[SessionId, str]) -> MadeOf:
    """Return what the list of a session and hall is made of."""
    session, hall = where
    meetings = case.schedule.by_session.get(session, ())
    return MadeOf(meetings=tuple(one for one in meetings if one.hall == hall))


def of_badge(case: Case, party: Party) -> MadeOf:
    """Return what the badges of a party are made of."""
    del case  # kept for a common shape
    return MadeOf((party,))


def of_sign(case: Case, host: str) -> MadeOf:
    """Return what the sign of a booth is made of."""
    stands = case.problem.fair.meet_at is MeetAt.BUYER_BOOTH
    return MadeOf(((Side.BUYER if stands else Side.SUPPLIER, host),))


def of_table(case: Case, table: TableOf) -> MadeOf:
    """Return what the sign of a table is made of: of the organiser's, its number."""
    return of_sign(case, table.party_id) if table.party_id else MadeOf()


class Comparison:
    """Two releases of a fair, held against each other party by party, once."""

    def __init__(self, now: Case, before: Case) -> None:
        self._is_same_fair = (
            now.problem.fair == before.problem.fair
            and now.language == before.language
            and repeats_the_same(now.fair, before.fair)
        )
        self._altered = frozenset(_altered(now, before)) if self._is_same_fair else ()

    def is_same(self, now: MadeOf, before: MadeOf) -> bool:
        """Tell whether a sheet surely says the same; not sure where False."""
        return (
            self._is_same_fair
            and now == before
            and not any(party in self._altered for party in now.named)
        )


def _altered(now: Case, before: Case) -> Iterable[Party]:
    """Yield who is another in the sheets or in the directory, or was not there before."""
    (new, _, people), (old, _, known) = now.facts, before.facts
    for buyer in new.buyers:
        same = old.buyer_by_id.get(buyer.id) == buyer
        if not same or people.buyers.get(buyer.id) != known.buyers.get(buyer.id):
            yield Side.BUYER, buyer.id
    for supplier in new.suppliers:
        one = supplier.id
        same = old.supplier_by_id.get(one) == supplier
        if not same or people.suppliers.get(one) != known.suppliers.get(one):
            yield Side.SUPPLIER, one
