"""What signs say: of a booth that is visited, or of a table with a number."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from printouts.pages import NOWHERE, Side, name_order, place_order
from scheduler.fair import MeetAt, Place
from scheduler.problem import BuyerId, SupplierId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.problem import Buyer, Problem, Supplier
    from scheduler.schedule import Schedule


@dataclass(frozen=True, slots=True)
class SignPage:
    """One sign; `table` 0 for a booth's, `name` empty for a table of the organiser's."""

    side: Side
    party_id: str
    name: str
    place: Place
    table: int = 0


class TableOf(NamedTuple):
    """A table: of a party that is visited, or of the organiser (an empty id)."""

    party_id: str
    table: int

    @property
    def id(self) -> str:
        """Return what names it in the manifest: "S0001 2", or "2" alone."""
        return f"{self.party_id} {self.table}".strip()


def order_hosts(problem: Problem, schedule: Schedule) -> list[str]:
    """Return who is visited, as booths are walked past; those without a visit are not.

    Nobody is where all meet at the organiser's tables.
    """
    hosts: Sequence[Buyer] | Sequence[Supplier] = ()
    visited: set[str] = set()
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        hosts, visited = problem.suppliers, set(schedule.by_supplier)
    elif problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        hosts, visited = problem.buyers, set(schedule.by_buyer)
    here = [host for host in hosts if host.id in visited and any(host.place)]
    here.sort(
        key=lambda host: (*place_order(host.place), *name_order(host.name, host.id))
    )
    return [host.id for host in here]


def order_tables(problem: Problem, schedule: Schedule) -> list[TableOf]:
    """Return the tables whose number somebody looks for, as they are walked past.

    The organiser's, or those of booths that have several.
    """
    if problem.fair.meet_at is MeetAt.TABLES:
        used = max((meeting.table for meeting in schedule.meetings), default=0)
        most = max(problem.fair.tables or 0, used)
        return [TableOf("", table) for table in range(1, most + 1)]
    return [
        TableOf(host, table)
        for host in order_hosts(problem, schedule)
        if (most := _tables(problem, host)) > 1
        for table in range(1, most + 1)
    ]


def _tables(problem: Problem, host: str) -> int:
    if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        return problem.buyer_by_id[BuyerId(host)].teams
    return problem.supplier_by_id[SupplierId(host)].tables


def build_booth_sign(problem: Problem, host: str) -> SignPage:
    """Build the sign of a booth."""
    if problem.fair.meet_at is MeetAt.BUYER_BOOTH:
        buyer = problem.buyer_by_id[BuyerId(host)]
        return SignPage(Side.BUYER, host, buyer.name, buyer.place)
    supplier = problem.supplier_by_id[SupplierId(host)]
    return SignPage(Side.SUPPLIER, host, supplier.name, supplier.place)


def build_table_sign(problem: Problem, of: TableOf) -> SignPage:
    """Build the sign of a table."""
    if not of.party_id:
        return SignPage(Side.SUPPLIER, "", "", NOWHERE, of.table)
    sign = build_booth_sign(problem, of.party_id)
    return SignPage(sign.side, sign.party_id, sign.name, sign.place, of.table)
