"""What a change slip says: which meetings of a party are not as they were printed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from printouts.buyer_content import build_buyer_page
from printouts.pages import Side
from printouts.supplier_content import build_supplier_page
from scheduler.problem import BuyerId, SupplierId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.pages import Party, PartyPage, PartyRow
    from printouts.unchanged import Facts
    from scheduler.fair import Place
    from scheduler.problem import Problem
    from scheduler.schedule import Meeting


@dataclass(frozen=True, slots=True)
class SlipRow:
    """A meeting as it was and as it is now; None where there was or is none."""

    old: PartyRow | None
    new: PartyRow | None


@dataclass(frozen=True)
class SlipPage:
    """The changes of one party since release `replaces`; `same` meetings stay.

    `old_place` is where its own stand was, where that is another now.
    """

    now: PartyPage
    old_place: Place | None
    replaces: int
    rows: tuple[SlipRow, ...]
    same: int


def find_changed(now: Facts, before: Facts, parties: Sequence[Party]) -> list[Party]:
    """Return those of `parties` that were there before and meet otherwise now."""
    return [
        party
        for party in parties
        if _is_known(before[0], party) and _said(now, party) != _said(before, party)
    ]


def _is_known(problem: Problem, party: Party) -> bool:
    side, id_ = party
    known = problem.buyer_by_id if side is Side.BUYER else problem.supplier_by_id
    return id_ in known


def _said(of: Facts, party: Party) -> tuple[Place, list[tuple[object, ...]]]:
    """Return the place of a party and all that a slip would say of its meetings."""
    problem, schedule, _ = of
    side, id_ = party
    meetings: Sequence[Meeting]
    if side is Side.BUYER:
        place = problem.buyer_by_id[BuyerId(id_)].place
        meetings = schedule.by_buyer.get(BuyerId(id_), ())
    else:
        place = problem.supplier_by_id[SupplierId(id_)].place
        meetings = schedule.by_supplier.get(SupplierId(id_), ())
    return place, [
        (one.buyer, one.supplier, one.start, one.end, one.hall, one.booth, one.table)
        for one in meetings
    ]


def build_slip_page(now: Facts, before: Facts, party: Party) -> SlipPage:
    """Build the slip of a party that is in both."""
    new, old = _page(now, party), _page(before, party)
    was = {row.partner_id: row for row in old.meetings}
    pairs = [SlipRow(was.pop(row.partner_id, None), row) for row in new.meetings]
    pairs += [SlipRow(row, None) for row in was.values()]
    changed = [pair for pair in pairs if not _is_same(pair, new.walks)]
    return SlipPage(
        now=new,
        old_place=old.place if old.place != new.place else None,
        replaces=before[1].release,
        rows=tuple(sorted(changed, key=_order)),
        same=len(pairs) - len(changed),
    )


def _page(of: Facts, party: Party) -> PartyPage:
    side, id_ = party
    if side is Side.BUYER:
        return build_buyer_page(*of, BuyerId(id_))
    return build_supplier_page(*of, SupplierId(id_))


def _is_same(pair: SlipRow, walks: bool) -> bool:
    """Tell whether a meeting stays; the place of who does not walk is told once."""
    if pair.old is None or pair.new is None:
        return False
    old, new = pair.old, pair.new
    if walks and (old.hall, old.booth) != (new.hall, new.booth):
        return False
    return (old.start, old.end, old.table) == (new.start, new.end, new.table)


def _order(pair: SlipRow) -> tuple[object, ...]:
    row = pair.new or pair.old
    return () if row is None else (row.start, row.table, row.partner_id)
