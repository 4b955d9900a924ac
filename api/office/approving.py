"""Approve suggestions: what that would change first, then exactly that.

A preview is bound to the versions it was made on: of each suggestion, and of the
schedule. It is worked out again when it is approved, which gives the same, and is kept
only if nothing has changed meanwhile.
"""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from api.office.agreeing import agree
from api.office.deciding import decide, refuse_own
from api.office.editing import Asked, put_edit
from api.office.errors import MissingError, StaleError
from api.office.schedule_errors import UnsoundError
from api.office.schedule_reading import by_party
from api.office.schedules import Made, get_schedule, keep_draft, pack_schedule
from api.office.shelf import Opened
from api.office.suggestion_errors import (
    BuyerAvoidsError,
    ContradictionError,
    StateError,
)
from api.office.suggestions import SUGGESTION, with_names
from data.kept_schedule import Basis, meeting_facts
from data.store.schedules import advance_draft, find_current, schedule_id
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
from scheduler.check import check_schedule
from scheduler.editing.edits import Replaced
from scheduler.errors import BrokenRuleError
from scheduler.problem import BuyerId, Strength, Suggestion, SupplierId

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from api.office.schedule_reading import PartyChange
    from api.office.suggestions import SuggestionSeen
    from api.services.agree_suggestions import Agreement, Settled
    from data.folder import ScheduleFolder
    from data.kept_schedule import KeptFiles
    from data.tables import ScheduleRow, SuggestionRow
    from data.tables.base import Facts

OPEN = (WAITING, REJECTED)
"""States from which a suggestion is approved."""

Pair = tuple[str, str]


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


@dataclass(frozen=True)
class Approved:
    """The suggestions as they are now, and the schedule that holds them."""

    suggestions: tuple[SuggestionSeen, ...]
    schedule: ScheduleRow | None


def preview(desk: Desk, fair: FairSeen, choice: Choice) -> Preview:
    """Return what approving would do, the same each time.

    Raises MissingError, StateError, ContradictionError, BuyerAvoidsError, what `agree`
    raises, and UnsoundError where the schedule breaks a rule about those concerned.
    """
    with desk.database.reading() as session:
        rows = _chosen(session, fair, choice)
        live = list_of_pairs(session, fair.id, {(r.buyer, r.supplier) for r in rows})
        head = _schedule(session, fair, choice)
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


def approve(
    desk: Desk,
    person: Person,
    now: datetime,
    fair: FairSeen,
    choice: Choice,
    token: str,
    reason: str,
) -> Approved:
    """Say yes to the suggestions, and do to the schedule what the preview showed.

    A draft is edited, of a release a new draft is made. Raises OwnSuggestionError,
    StaleError where the preview of `token` no longer holds, and as `preview`.
    """
    found = preview(desk, fair, choice)
    for row in found.rows:
        refuse_own(person, row)
    if found.token != token:
        raise StaleError
    plan = _plan(found)
    with desk.database.writing() as session:
        rows = _unchanged(session, fair, found, choice)
        schedule = None
        if plan is not None:
            base = plan.opened
            asked = Asked(person, now, fair, base.id, base.row.version)
            schedule = plan.keep(session, asked)
        for row in rows:
            decide(session, person, now, row, APPROVED, reason)
        session.flush()
        seen = with_names(session, fair, rows)
    if plan is not None and schedule is not None:
        plan.shelve(desk, schedule)
    return Approved(tuple(seen), schedule)


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


def _schedule(session: Session, fair: FairSeen, choice: Choice) -> ScheduleRow | None:
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


def _unchanged(
    session: Session, fair: FairSeen, found: Preview, choice: Choice
) -> list[SuggestionRow]:
    """Return the rows to decide on; raises StaleError where anything is newer."""
    rows = find_suggestions(session, fair.id, [row.id or 0 for row in found.rows])
    if [row.version for row in rows] != [row.version for row in found.rows]:
        raise StaleError
    head = _schedule(session, fair, choice)
    known = found.opened.row if found.opened else None
    if _version(head) != _version(known):
        raise StaleError
    return list(rows)


def _version(row: ScheduleRow | None) -> tuple[int, int] | None:
    return None if row is None else (schedule_id(row), row.version)


@dataclass(frozen=True)
class _Plan:
    """What is written of a preview; packed before anybody is kept waiting."""

    opened: Opened
    content: ScheduleFolder
    files: KeptFiles
    meetings: Sequence[Facts]
    replaced: Replaced

    def keep(self, session: Session, asked: Asked) -> ScheduleRow:
        """Edit the draft, or make a draft of the release."""
        kept = asked.schedule_id
        if self.opened.row.release is None:
            self._edit(session, asked)
        else:
            made = Made(asked.person.id, asked.now, kept)
            row = keep_draft(session, asked.fair.id, self.files, self.meetings, made)
            kept = schedule_id(row)
        session.flush()
        session.expire_all()
        return get_schedule(session, asked.fair, kept)

    def _edit(self, session: Session, asked: Asked) -> None:
        values = {
            "problem": self.files.problem,
            "summary": self.files.summary,
            "remarks": self.files.remarks,
            "basis_version": self.opened.row.basis_version + 1,
        }
        if not advance_draft(session, asked.schedule_id, asked.version, values):
            raise StaleError
        put_edit(session, asked, self.opened, self.replaced, "approve")

    def shelve(self, desk: Desk, row: ScheduleRow) -> None:
        """Lay the schedule at hand, as it is now."""
        content = self.content
        basis = Basis(content.problem, content.candidates, content.directory)
        facts = content.problem, content.candidates, content.schedule
        desk.shelf.put(Opened(row, basis, content, check_schedule(*facts)))


def _plan(found: Preview) -> _Plan | None:
    if found.opened is None or found.agreement is None:
        return None
    content, changes = found.agreement.content, found.agreement.difference.changes
    replaced = Replaced(
        tuple(change.before for change in changes if change.before is not None),
        tuple(change.after for change in changes if change.after is not None),
    )
    return _Plan(found.opened, content, *pack_schedule(content), replaced)
