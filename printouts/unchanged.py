"""Which sheets surely say what they said before, told without building a page.

After a repair nearly all do. A sheet is a function of what its `MadeOf` names: builders
of pages and messages look nowhere else but at the fair, at the venue and the organiser,
and at the language that is asked for. So where all of that is the same in two releases,
the sheets are, and nobody needs to compare what they say. Every kind of paper is held to
it by `tests/printouts/test_paper_unchanged.py`: a leaf is built once more from nothing
but what its `MadeOf` names.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from printouts.pages import Side
from scheduler.directory import Directory
from scheduler.fair import MeetAt
from scheduler.paper_codes import seed_of
from scheduler.problem import BuyerId, Problem, SupplierId
from scheduler.schedule import Schedule

if TYPE_CHECKING:
    from collections.abc import Iterable

    from printouts.pages import Party
    from printouts.sign_content import TableOf
    from scheduler.fair import SessionId
    from scheduler.schedule import Meeting

Facts = tuple[Problem, Schedule, Directory]
"""A release, as pages and messages are built from it."""


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


def of_buyer(facts: Facts, buyer: BuyerId) -> MadeOf:
    """Return what the diary of a buyer is made of."""
    return MadeOf(((Side.BUYER, buyer),), facts[1].by_buyer.get(buyer, ()))


def of_supplier(facts: Facts, supplier: SupplierId) -> MadeOf:
    """Return what the booth sheet of a supplier is made of."""
    return MadeOf(((Side.SUPPLIER, supplier),), facts[1].by_supplier.get(supplier, ()))


def of_party(facts: Facts, party: Party) -> MadeOf:
    """Return what a party's own sheet, or a message to it, is made of."""
    side, id_ = party
    if side is Side.BUYER:
        return of_buyer(facts, BuyerId(id_))
    return of_supplier(facts, SupplierId(id_))


def of_host(facts: Facts, host: str) -> MadeOf:
    """Return what the door sheet of a host is made of."""
    return of_party(facts, (_host_side(facts), host))


def of_hall(facts: Facts, where: tuple[SessionId, str]) -> MadeOf:
    """Return what the list of a session and hall is made of."""
    session, hall = where
    meetings = facts[1].by_session.get(session, ())
    return MadeOf(meetings=tuple(one for one in meetings if one.hall == hall))


def of_badge(facts: Facts, party: Party) -> MadeOf:
    """Return what the badges of a party are made of."""
    del facts  # kept for a common shape
    return MadeOf((party,))


def of_sign(facts: Facts, host: str) -> MadeOf:
    """Return what the sign of a booth is made of."""
    return MadeOf(((_host_side(facts), host),))


def of_table(facts: Facts, table: TableOf) -> MadeOf:
    """Return what the sign of a table is made of: of the organiser's, its number."""
    return of_sign(facts, table.party_id) if table.party_id else MadeOf()


def _host_side(facts: Facts) -> Side:
    stands = facts[0].fair.meet_at is MeetAt.BUYER_BOOTH
    return Side.BUYER if stands else Side.SUPPLIER


class Comparison:
    """Two releases of a fair, held against each other party by party, once."""

    def __init__(self, now: Facts, before: Facts) -> None:
        self._is_same_fair = now[0].fair == before[0].fair and (
            _shared(now) == _shared(before)
        )
        self._altered = frozenset(_altered(now, before)) if self._is_same_fair else ()

    def is_same(self, now: MadeOf, before: MadeOf) -> bool:
        """Tell whether what is made of these surely says the same; False: not sure."""
        return (
            self._is_same_fair
            and now == before
            and not any(party in self._altered for party in now.named)
        )


def _shared(facts: Facts) -> Directory:
    """Return what all sheets share beside the fair itself."""
    seed = seed_of(facts[0], facts[2])
    return replace(facts[2], buyers={}, suppliers={}, staff=(), code_seed=seed)


def _altered(now: Facts, before: Facts) -> Iterable[Party]:
    """Yield who is another in the sheets or in the directory, or was not there before."""
    (new, _, people), (old, _, known) = now, before
    for buyer in new.buyers:
        same = old.buyer_by_id.get(buyer.id) == buyer
        if not same or people.buyers.get(buyer.id) != known.buyers.get(buyer.id):
            yield Side.BUYER, buyer.id
    for supplier in new.suppliers:
        one = supplier.id
        same = old.supplier_by_id.get(one) == supplier
        if not same or people.suppliers.get(one) != known.suppliers.get(one):
            yield Side.SUPPLIER, one
