"""What approving suggestions would change, before anything does."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from api.office.agreeing import agree
from api.office.errors import MissingError
from api.office.schedule_errors import UnsoundError
from api.office.schedule_reading import by_party
from api.office.schedules import get_schedule
from api.office.shelf import Opened
from api.office.suggestion_errors import (
    BuyerAvoidsError,
    ContradictionError,
    StateError,
)
from api.office.suggestions import SUGGESTION
from data.kept_schedule import meeting_facts
from data.store.schedules import find_current
from data.store.suggestions import (
    APPROVED,
    REJECTED,
    WAITING,
    find_suggestions,
    list_of_pairs,
    list_waiting,
)
from data.suggestions import strongest
from data.wants import AVOIDED
from scheduler.errors import BrokenRuleError
from scheduler.problem import BuyerId, Strength, Suggestion, SupplierId

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.fair_seen import FairSeen
    from api.office.schedule_reading import PartyChange
    from api.services.agree_suggestions import Agreement, Settled
    from data.tables import ScheduleRow, SuggestionRow

Pair = tuple[str, str]

OPEN = (WAITING, REJECTED)
"""States from which a suggestion is approved."""


@dataclass(frozen=True)
class Choice:
    """Which suggestions: those of `ids`, or all that wait of one user.

    `schedule_id` is the schedule to change, None the current one.
    """

    ids: tuple[int, ...] = ()
    suggested_by: int | None = None
    schedule_id: int | None = None


@dataclass(frozen=True)
class Preview:
    """What approving `rows` would do; no agreement where there is no schedule yet."""

    rows: tuple[SuggestionRow, ...]
    opened: Opened | None
    agreement: Agreement | None

    @property
    def token(self) -> str:
        """Return what names this preview and no other."""
        parts: list[object] = [[row.id, row.version] for row in self.rows]
        if self.opened is not None:
            parts.append([self.opened.id, self.opened.row.version])
        if self.agreement is not None and self.opened is not None:
            zone = self.opened.basis.zone
            for change in self.agreement.difference.changes:
                sides = (change.before, change.after)
                parts.append([one and meeting_facts(one, zone) for one in sides])
        text = json.dumps(parts, sort_keys=True, ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    @property
    def by_party(self) -> list[PartyChange]:
        """Return what changes for each party."""
        return by_party(self.agreement.difference) if self.agreement else []

    @cached_property
    def settled(self) -> dict[Pair, Settled]:
        """Return what becomes of each pair, none where there is no schedule."""
        found = self.agreement.settled if self.agreement else ()
        return {_pair_of(one.suggestion): one for one in found}


def preview(desk: Desk, fair: FairSeen, choice: Choice) -> Preview:
    """Return what approving would do, the same each time.

    Raises MissingError, StateError, ContradictionError, BuyerAvoidsError, what `agree`
    raises, and UnsoundError where the schedule breaks a rule about those concerned.
    """
    with desk.database.reading() as session:
        rows = _chosen(session, fair, choice)
        live = list_of_pairs(session, fair.id, {(r.buyer, r.supplier) for r in rows})
        head = schedule_of(session, fair, choice)
        opened = None if head is None else desk.shelf.open(session, head)
    held = [row for row in live if row.state == APPROVED]
    wishes = _wishes([*held, *rows], opened)
    if opened is None:
        return Preview(rows, None, None)
    try:
        agreement = agree(desk, opened, wishes)
    except BrokenRuleError:
        if opened.violations:
            raise UnsoundError(opened.violations) from None
        raise
    return Preview(rows, opened, agreement)


def _chosen(
    session: Session, fair: FairSeen, choice: Choice
) -> tuple[SuggestionRow, ...]:
    """Return the suggestions; raises MissingError, StateError."""
    if choice.suggested_by is not None:
        rows = list_waiting(session, fair.id, choice.suggested_by)
    else:
        rows = find_suggestions(session, fair.id, choice.ids)
    if not rows or len(rows) < len(set(choice.ids)):
        raise MissingError(SUGGESTION)
    for row in rows:
        if row.state not in OPEN:
            raise StateError(row)
    return tuple(rows)


def schedule_of(session: Session, fair: FairSeen, choice: Choice) -> ScheduleRow | None:
    """Return the schedule to change: the one chosen, else the current one, if any."""
    if choice.schedule_id is not None:
        return get_schedule(session, fair, choice.schedule_id)
    return find_current(session, fair.id)


def _wishes(rows: Sequence[SuggestionRow], opened: Opened | None) -> list[Suggestion]:
    """Return what holds of each pair, as reading the fair anew will find it.

    Raises ContradictionError for a must and a never of a pair, and BuyerAvoidsError.
    """
    of_pair: dict[Pair, list[SuggestionRow]] = {}
    for row in rows:
        of_pair.setdefault((row.buyer, row.supplier), []).append(row)
    avoided = _avoided(opened)
    return [_wish(said, avoided.get(pair)) for pair, said in sorted(of_pair.items())]


def _wish(said: Sequence[SuggestionRow], avoided: Suggestion | None) -> Suggestion:
    """Return the strongest, the buyer's own word among them."""
    musts = [row for row in said if row.strength == Strength.MUST]
    nevers = [row for row in said if row.strength == Strength.NEVER]
    if musts and nevers:
        raise ContradictionError(musts[0], nevers[0])
    if avoided is not None:
        if musts:
            raise BuyerAvoidsError(musts[0])
        return avoided
    holds = strongest(Strength(row.strength) for row in said)
    first = next(row for row in said if row.strength == holds)
    return Suggestion(
        BuyerId(first.buyer),
        SupplierId(first.supplier),
        holds,
        first.reason,
        first.sales_rep,
    )


def _avoided(opened: Opened | None) -> dict[Pair, Suggestion]:
    """Return what buyers themselves do not want, by pair."""
    wishes = opened.content.problem.suggestions if opened else ()
    return {_pair_of(wish): wish for wish in wishes if wish.reason == AVOIDED}


def _pair_of(wish: Suggestion) -> Pair:
    return wish.buyer, wish.supplier
