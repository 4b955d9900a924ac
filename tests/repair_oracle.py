"""Every repair of a tiny fair, tried one by one: what the best of them comes to.

Written from the words of docs/repair.md; shares nothing with `scheduler.repair` but the
facts after the changes and the numbering of tables.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from scheduler.check import check_schedule
from scheduler.difference import compare_schedules
from scheduler.fair import MeetAt
from scheduler.problem import BuyerId, Strength, SupplierId
from scheduler.repair.changes import Mode
from scheduler.repair.seats import seat
from scheduler.rules import Rule
from scheduler.schedule import Schedule, meeting_order
from tests.builders import make_meeting, with_right_lists

if TYPE_CHECKING:
    from collections.abc import Iterator

    from scheduler.candidates import Candidates
    from scheduler.fair import Slot
    from scheduler.problem import Problem, Suggestion
    from scheduler.schedule import Meeting

Pair = tuple[BuyerId, SupplierId]
Choice = tuple[Pair, "Slot | None"]
NONE: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Asked:
    """The release, the facts after the changes, and how it is to be repaired."""

    problem: Problem
    candidates: Candidates
    before: Schedule
    mode: Mode
    begun: frozenset[Slot] = frozenset()
    cure_first: bool = True
    only_hit: bool = False
    agreed: tuple[Suggestion, ...] = ()
    giving: frozenset[str] = frozenset()
    """Parties whose meetings may give way to what was agreed."""
    spare: bool = False
    """Whoever loses one by giving way gets nothing for it."""


def best_rank(asked: Asked) -> tuple[int, ...]:
    """Return what counts of the best repair, in order, less being better."""
    best: tuple[int, ...] = ()
    most = _most(asked)
    for after in _repairs(asked):
        if _too_many(asked, after, most):
            continue
        found = rank(asked, after)
        if (not best or found < best) and not check_schedule(
            asked.problem, asked.candidates, after
        ):
            best = found
    assert best, "no repair at all keeps the rules"
    return best


def rank(asked: Asked, after: Schedule) -> tuple[int, ...]:
    """Return musts and meetings missing, papers changed, less fit; in asked order.

    Papers of buyers that were not there before are made, not changed.
    """
    problem = asked.problem
    met = {(m.buyer, m.supplier) for m in after.meetings}
    difference = compare_schedules(asked.before, after)
    arrived = problem.buyer_by_id.keys() - _known(asked)
    touched = len(difference.by_buyer.keys() - arrived) + len(difference.by_supplier)
    musts = len(problem.pairs(Strength.MUST) - met)
    lack = sum(
        max(0, problem.fair.min_meetings - len(after.by_buyer.get(b.id, ())))
        for b in problem.buyers
    )
    prefers, avoids = problem.pairs(Strength.PREFER), problem.pairs(Strength.AVOID)
    worth = sum(
        m.fit
        + 2000
        * (((m.buyer, m.supplier) in prefers) - ((m.buyer, m.supplier) in avoids))
        for m in after.meetings
    )
    just_now = sum(
        {Strength.PREFER: -1, Strength.AVOID: 1}.get(wish.strength, 0)
        for wish in asked.agreed
        if (wish.buyer, wish.supplier) in met
    )
    cure = asked.cure_first and asked.mode is not Mode.CANCEL
    missed = (musts, lack, just_now)
    order = (*missed, touched) if cure else (touched, *missed)
    return (*order, -worth)


def necessary(asked: Asked) -> set[str]:
    """Return the parties whose paper no repair can leave as it is."""
    return {
        party
        for old in asked.before.meetings
        if not _possible(asked, old) or _now(asked, old) != old
        for party in (old.buyer, old.supplier)
    }


def _known(asked: Asked) -> set[BuyerId]:
    """Return the buyers the release knew; walk-ins of these tests are called new."""
    return {b.id for b in asked.problem.buyers if not b.id.startswith("new")}


def _possible(asked: Asked, meeting: Meeting) -> bool:
    buyer = asked.problem.buyer_by_id[meeting.buyer]
    supplier = asked.problem.supplier_by_id[meeting.supplier]
    if (meeting.buyer, meeting.supplier) in asked.problem.pairs(Strength.NEVER):
        return False
    return buyer.can_attend(meeting.slot) and supplier.can_attend(meeting.slot)


def _now(asked: Asked, meeting: Meeting) -> Meeting:
    """Return the meeting at the booth as it is now."""
    place = {
        MeetAt.SUPPLIER_BOOTH: asked.problem.supplier_by_id[meeting.supplier].place,
        MeetAt.BUYER_BOOTH: asked.problem.buyer_by_id[meeting.buyer].place,
        MeetAt.TABLES: ("", ""),
    }[asked.problem.fair.meet_at]
    return replace(meeting, hall=place[0], booth=place[1])


def _kept(asked: Asked) -> dict[Pair, Meeting]:
    return {
        (m.buyer, m.supplier): _now(asked, m)
        for m in asked.before.meetings
        if _possible(asked, m)
    }


def _loose(asked: Asked) -> set[Pair]:
    """Return the meetings that may give way, since somebody cannot walk to all of its."""
    kept = _kept(asked)
    bare = with_right_lists(asked.problem, Schedule(tuple(kept.values())))
    found = check_schedule(asked.problem, asked.candidates, bare)
    late = {(v.buyer, v.supplier) for v in found if v.rule is Rule.WALK}
    walkers = {party for pair in late for party in pair if party is not None}
    one = 0 if asked.problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH else 1
    avoids = {
        (w.buyer, w.supplier) for w in asked.agreed if w.strength is Strength.AVOID
    }
    return {
        pair
        for pair, meeting in kept.items()
        if (pair[one] in walkers or asked.giving & set(pair) or pair in avoids)
        and not meeting.locked
        and meeting.slot not in asked.begun
    }


def _repairs(asked: Asked) -> Iterator[Schedule]:
    """Yield every schedule the mode allows, broken ones too.

    Left out are those in which somebody is in more places at once than it can be.
    """
    kept, loose = _kept(asked), _loose(asked)
    fits = {(b, s): fit for b, s, fit in asked.candidates.rows(asked.problem)}
    ways = [
        [(pair, slot) for slot in _ways(asked, kept.get(pair), loose=pair in loose)]
        for pair in fits
    ]
    room = {b.id: b.teams for b in asked.problem.buyers}
    room |= {s.id: s.tables for s in asked.problem.suppliers}
    for chosen in _choices(ways, room, []):
        yield _schedule(asked, kept, dict(chosen), fits)


def _choices(
    ways: list[list[Choice]], room: dict[str, int], taken: list[Choice]
) -> Iterator[list[Choice]]:
    """Yield every choice of a slot for each pair, or of none, that there is room for."""
    if not ways:
        yield taken
        return
    for pair, slot in ways[0]:
        if slot is None:
            yield from _choices(ways[1:], room, taken)
        elif all(
            sum(slot == when and party in who for who, when in taken) < room[party]
            for party in pair
        ):
            yield from _choices(ways[1:], room, [*taken, (pair, slot)])


def _ways(asked: Asked, old: Meeting | None, *, loose: bool) -> list[Slot | None]:
    ahead = [t for t in asked.problem.fair.slots if t not in asked.begun]
    if old is None:
        return [None] if asked.mode is Mode.CANCEL else [None, *ahead]
    if loose:
        where = [] if asked.mode is Mode.CANCEL else ahead
        return [None, *sorted({*where, old.slot})]
    stays = asked.mode is not Mode.RETIME or old.slot in asked.begun or old.locked
    return [old.slot] if stays else sorted({*ahead, old.slot})


def _schedule(
    asked: Asked,
    kept: dict[Pair, Meeting],
    chosen: dict[Pair, Slot],
    fits: dict[Pair, int],
) -> Schedule:
    locks = {(k.buyer, k.supplier, k.slot) for k in asked.problem.locks}
    stay = [kept[p] for p, t in chosen.items() if p in kept and kept[p].slot == t]
    stay = [replace(m, locked=(m.buyer, m.supplier, m.slot) in locks) for m in stay]
    come = [
        make_meeting(asked.problem, *pair, t.round_index, t.session, fit=fits[pair])
        for pair, t in chosen.items()
        if pair not in kept or kept[pair].slot != t
    ]
    seated = seat(asked.problem.fair.meet_at, come, stay)
    meetings = tuple(sorted([*stay, *seated], key=meeting_order))
    return with_right_lists(asked.problem, replace(asked.before, meetings=meetings))


def _most(asked: Asked) -> dict[BuyerId, tuple[int, bool]]:
    """Return how many meetings each buyer may have, and whether it may get others.

    Those are what it had or lost, and what it lacks to the minimum.
    """
    hit, loose = necessary(asked), {pair[0] for pair in _loose(asked)}
    stays = Counter(pair[0] for pair in _kept(asked))
    giving = loose - hit - {pair[0] for pair in _loose(replace(asked, giving=NONE))}
    least = 0 if asked.only_hit else asked.problem.fair.min_meetings
    most = {}
    for buyer in asked.problem.buyer_by_id:
        had = asked.before.by_buyer.get(buyer, ()) if buyer in hit | loose else ()
        gaps = max(len(had), least, stays[buyer])
        most[buyer] = (gaps, not (asked.spare and buyer in giving))
    return most


def _too_many(
    asked: Asked, after: Schedule, most: dict[BuyerId, tuple[int, bool]]
) -> bool:
    """Tell whether a buyer gets more than its gaps, but for what was agreed."""
    wants, kept = (Strength.MUST, Strength.PREFER), _kept(asked).keys()
    on_top = {(w.buyer, w.supplier) for w in asked.agreed if w.strength in wants}
    for buyer, meetings in after.by_buyer.items():
        counted = {(m.buyer, m.supplier) for m in meetings} - (on_top - kept)
        gaps, others = most[buyer]
        if len(counted) > gaps or not (others or counted <= kept):
            return True
    return False
