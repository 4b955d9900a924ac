"""What a repair may choose from: which pairs, in which slots."""

from __future__ import annotations

import math
from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np

from scheduler.explaining.diary_walks import longest_min
from scheduler.fair import MeetAt
from scheduler.repair.board import Board
from scheduler.repair.changes import Mode, Party, Side
from scheduler.repair.standing import both, can_give

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping
    from datetime import datetime

    from scheduler.fair import Fair, Round, SessionId
    from scheduler.problem import BuyerId, Problem, SupplierId
    from scheduler.repair.amend import Amended
    from scheduler.repair.changes import RepairSettings
    from scheduler.repair.standing import Standing
    from scheduler.schedule import Meeting, Schedule


@dataclass(frozen=True, slots=True)
class Choice:
    """A pair that may meet in one of `slots` (numbers of `Fair.slots`).

    `meeting` is what the pair has now, None for a new one; `held` says that it has to
    keep a meeting, in whichever slot.
    """

    buyer: BuyerId
    supplier: SupplierId
    slots: tuple[int, ...]
    meeting: Meeting | None = None
    held: bool = False


@dataclass(frozen=True)
class Choices:
    """All choices of a repair; `fixed` are the meetings that stay beside them.

    `room` is how many meetings more than the fixed and held ones a buyer may get.
    `home` are the sessions a buyer came for. `complete` says that no choice that the
    mode allows and that could matter was left out.
    """

    choices: tuple[Choice, ...]
    fixed: tuple[Meeting, ...]
    room: Mapping[BuyerId, int]
    home: Mapping[BuyerId, frozenset[SessionId]]
    complete: bool


def find_choices(
    amended: Amended, standing: Standing, before: Schedule, settings: RepairSettings
) -> Choices:
    """Return what `settings.mode` allows.

    Suggestions approved just now may be placed in any slot that is left.
    Who is given new meetings: buyers who lost one, up to as many as they had, and
    buyers below the minimum, up to that. A buyer who lost one but is not short only
    meets suppliers whose paper changes anyway, since nothing else is worth changing
    another paper for; so other suppliers are left out without loss. The same goes for
    everybody where no further paper is worth anything (`cure_first` off).
    """
    room = room_of(amended, standing, before, settings)
    home = {
        buyer: frozenset(meeting.session for meeting in before.by_buyer.get(buyer, ()))
        for buyer in room
    }
    if settings.mode is Mode.CANCEL:
        loose = [_in_place(amended, meeting) for meeting in standing.loose]
        sharp = _is_sharp(amended, loose)
        return Choices(tuple(loose), standing.kept, room, home, complete=sharp)
    movable, all_move = _movable(amended, standing, room, settings)
    pairs = {(meeting.buyer, meeting.supplier) for meeting in movable}
    fixed = tuple(m for m in standing.kept if (m.buyer, m.supplier) not in pairs)
    board = Board(amended, fixed)
    finder = Finder(amended, standing, board, room, cure=settings.cure_first)
    held = [finder.old(meeting, held=True) for meeting in movable]
    loose = [finder.old(meeting, held=False) for meeting in standing.loose]
    changing = [*movable, *standing.loose]
    others = {party for meeting in changing for party in both(meeting)}
    agreed = finder.agreed()
    new = [choice for choice in finder.new(others) if choice not in agreed]
    most = settings.most_choices - _size(held) - _size(loose) - _size(agreed)
    some = _best(amended, new, max(most, 0))
    found = (*held, *loose, *agreed, *some)
    complete = all_move and len(some) == len(new) and _is_sharp(amended, found)
    return Choices(found, fixed, room, home, complete)


def _is_sharp(amended: Amended, choices: Iterable[Choice]) -> bool:
    """Tell whether the model judges every walk and table as the checker does.

    Between the organiser's tables, and of a walker of several people, it takes the
    longest way; where none is longer than the pause, that makes no difference. Where
    sessions overlap in time, it counts several tables safely (`add_booth_tables`).
    """
    problem, choices = amended.problem, tuple(choices)
    come = [one for one in choices if one.meeting is None or len(one.slots) > 1]
    if Board(amended, ()).overlapping and _share_tables(problem, come):
        return False
    if longest_min(problem.fair) * 60 <= _least_pause_s(problem.fair):
        return True
    if problem.fair.meet_at is MeetAt.TABLES:
        return False
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        return all(problem.buyer_by_id[one.buyer].teams == 1 for one in choices)
    return all(problem.supplier_by_id[one.supplier].tables == 1 for one in choices)


def _share_tables(problem: Problem, choices: Iterable[Choice]) -> bool:
    """Tell whether any of these would be held at one of several tables."""
    if problem.fair.meet_at is MeetAt.TABLES:
        return problem.fair.tables != 1
    if problem.fair.meet_at is MeetAt.SUPPLIER_BOOTH:
        return any(problem.supplier_by_id[one.supplier].tables > 1 for one in choices)
    return any(problem.buyer_by_id[one.buyer].teams > 1 for one in choices)


def _least_pause_s(fair: Fair) -> float:
    """Return the seconds between two rounds that follow each other, the least of all."""
    rounds = sorted((fair.round_at(slot) for slot in fair.slots), key=_in_time)
    pauses = [after.start - before.end for before, after in pairwise(rounds)]
    return min((pause.total_seconds() for pause in pauses), default=math.inf)


def _in_time(one: Round) -> tuple[datetime, datetime]:
    return one.start, one.end


def room_of(
    amended: Amended, standing: Standing, before: Schedule, settings: RepairSettings
) -> dict[BuyerId, int]:
    """Return how many more meetings than the kept ones each buyer is to get.

    What was agreed comes on top of that.
    """
    least = 0 if settings.only_hit else amended.problem.fair.min_meetings
    hit = {party.id for party in standing.necessary if party.side is Side.BUYER}
    hit |= {meeting.buyer for meeting in standing.loose}
    kept: dict[str, int] = {}
    for meeting in standing.kept:
        kept[meeting.buyer] = kept.get(meeting.buyer, 0) + 1
    room = {}
    for buyer in amended.problem.buyers:
        had = len(before.by_buyer.get(buyer.id, ())) if buyer.id in hit else 0
        lack = max(least, had) - kept.get(buyer.id, 0)
        if lack > 0:
            room[buyer.id] = lack
    return room


def _in_place(amended: Amended, meeting: Meeting) -> Choice:
    slot = amended.problem.fair.slots.index(meeting.slot)
    return Choice(meeting.buyer, meeting.supplier, (slot,), meeting)


def _size(choices: Iterable[Choice]) -> int:
    return sum(len(choice.slots) for choice in choices)


def can_all_move(
    amended: Amended, standing: Standing, settings: RepairSettings
) -> bool:
    """Tell whether all meetings that may move can be looked at together.

    Where sessions overlap in time nobody moves.
    """
    if settings.mode is not Mode.RETIME:
        return True
    board = Board(amended, ())
    n_slots = len(board.slots) - len(amended.begun)
    few = len(can_give(amended, standing.kept)) * n_slots <= settings.most_choices // 2
    return few and not board.overlapping


def _movable(
    amended: Amended,
    standing: Standing,
    room: Mapping[BuyerId, int],
    settings: RepairSettings,
) -> tuple[list[Meeting], bool]:
    """Return whose meetings may move, and whether these are all that could.

    In a large fair only those of parties next to the gaps do.
    """
    if settings.mode is not Mode.RETIME:
        return [], True
    ahead = can_give(amended, standing.kept)
    if can_all_move(amended, standing, settings):
        return ahead, True
    board = Board(amended, ())
    if board.overlapping:
        return [], False
    near = _near(amended, standing, room)
    some = [m for m in ahead if near & set(both(m))]
    some.sort(key=lambda m: m.buyer not in room)  # who has gaps makes room for itself
    n_slots = len(board.slots) - len(amended.begun)
    return some[: settings.most_choices // 2 // max(1, n_slots)], False


def _near(
    amended: Amended, standing: Standing, room: Mapping[BuyerId, int]
) -> set[Party]:
    """Return the parties hit, and the buyers below the minimum with their suppliers."""
    finder = Finder(amended, standing, Board(amended, ()), room)
    near = set(standing.necessary)
    for choice in (*finder.for_short(), *finder.agreed()):
        near |= {
            Party(Side.BUYER, choice.buyer),
            Party(Side.SUPPLIER, choice.supplier),
        }
    return near


class Finder:
    """Finds the pairs that could meet beside the meetings of `board`.

    With `cure` off nobody is short enough for a further paper to change.
    """

    def __init__(
        self,
        amended: Amended,
        standing: Standing,
        board: Board,
        room: Mapping[BuyerId, int],
        *,
        cure: bool = True,
    ) -> None:
        self._amended = amended
        self._board = board
        self._room = {b: count for b, count in room.items() if b not in standing.spared}
        self._necessary = standing.necessary
        self._kept = {(m.buyer, m.supplier) for m in (*standing.kept, *standing.loose)}
        sure: dict[BuyerId, int] = {}
        for meeting in standing.kept:
            sure[meeting.buyer] = sure.get(meeting.buyer, 0) + 1
        least = amended.problem.fair.min_meetings
        self._short = {b for b in self._room if cure and sure.get(b, 0) < least}

    def old(self, meeting: Meeting, *, held: bool) -> Choice:
        """Return the choice of a meeting to stay or to move."""
        buyer = self._amended.problem.buyer_by_id[meeting.buyer]
        slots = self._board.left(buyer, meeting.supplier)
        slots |= 1 << self._board.at[meeting.slot]
        indexes = tuple(self._board.indexes(slots))
        return Choice(meeting.buyer, meeting.supplier, indexes, meeting, held)

    def new(self, others: set[Party]) -> list[Choice]:
        """Return new meetings: of short buyers with all, of others with whom is touched.

        `others` are parties whose meetings may move. Whatever was agreed is among them.
        """
        for_short = [*self.agreed(), *self.for_short()]
        touched = {Party(Side.SUPPLIER, choice.supplier) for choice in for_short}
        touched |= self._necessary | others
        ids = {party.id for party in touched if party.side is Side.SUPPLIER}
        rest = [
            choice
            for buyer in self._room
            if buyer not in self._short
            for choice in self._of_buyer(buyer, ids)
        ]
        return list(dict.fromkeys([*for_short, *rest]))

    def agreed(self) -> list[Choice]:
        """Return the new meetings that were agreed on."""
        wanted: dict[BuyerId, set[str]] = {}
        for wish in self._amended.to_place:
            wanted.setdefault(wish.buyer, set()).add(wish.supplier)
        return [
            choice
            for buyer, suppliers in wanted.items()
            for choice in self._of_buyer(buyer, suppliers)
        ]

    def for_short(self) -> list[Choice]:
        """Return the new meetings of buyers below the minimum."""
        return [
            choice
            for buyer in self._room
            if buyer in self._short
            for choice in self._of_buyer(buyer)
        ]

    def _of_buyer(
        self, buyer_id: BuyerId, among: Container[str] | None = None
    ) -> Iterable[Choice]:
        """Yield the new meetings a buyer could have, with any supplier or `among`."""
        problem, candidates = self._amended.problem, self._amended.candidates
        buyer = problem.buyer_by_id[buyer_id]
        if not self._board.left_of(Party(Side.BUYER, buyer_id)):
            return
        at = self._amended.buyer_at[buyer_id]
        first, last = np.searchsorted(candidates.buyer, [at, at + 1]).tolist()
        suppliers = candidates.supplier[first:last].tolist()
        for place, fit in zip(
            suppliers, candidates.fit[first:last].tolist(), strict=True
        ):
            pair = buyer_id, problem.suppliers[place].id
            if among is not None and pair[1] not in among:
                continue
            if pair in self._kept or not self._may_meet(pair, fit):
                continue
            if slots := self._board.left(buyer, pair[1]):
                yield Choice(*pair, tuple(self._board.indexes(slots)))

    def _may_meet(self, pair: tuple[BuyerId, SupplierId], fit: int) -> bool:
        if pair in self._board.nevers:
            return False
        return fit >= self._board.fair.min_fit or pair in self._board.wanted


def _best(amended: Amended, new: list[Choice], most: int) -> list[Choice]:
    """Return the best of `new`, of each buyer as many, with `most` slots at most.

    All of them where they are no more. Good are suppliers that suit many of the
    buyers, since few papers change then; among equals those that fit.
    """
    if _size(new) <= most:
        return new
    of_buyer: dict[BuyerId, list[Choice]] = {}
    for choice in new:
        of_buyer.setdefault(choice.buyer, []).append(choice)
    suits = Counter(choice.supplier for choice in new)
    for choices in of_buyer.values():
        choices.sort(
            key=lambda one: (
                -suits[one.supplier],
                -amended.fit(one.buyer, one.supplier),
            )
        )
    some: list[Choice] = []
    left = most
    for rank in range(max(map(len, of_buyer.values()))):
        for choices in of_buyer.values():
            if rank < len(choices) and len(choices[rank].slots) <= left:
                some.append(choices[rank])
                left -= len(choices[rank].slots)
    return some
