"""Repairs: what happened, out of the request and the records of the fair."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import ConflictError, MissingError, UnusableError
from api.office.schedule_errors import UnsoundError
from api.office.schedules import open_schedule
from data.changes import ChangeTexts, read_change_texts
from data.columns import Kind
from data.parties import PARTY_FIELD
from data.store.party_pages import find_by_code
from scheduler.wording import Wording

if TYPE_CHECKING:
    from sqlmodel import Session

    from api.office.desk import Desk
    from api.office.fair_seen import FairSeen
    from data.changes import ReadChanges
    from data.party_texts import PartyText
    from data.tables import FairRow
    from data.tables.base import Facts
    from scheduler.problem import Problem

BUYER = PARTY_FIELD[Kind.BUYERS]


class KnownBuyerError(ConflictError):
    """Who is in the schedule already does not walk in."""

    def __init__(self, code: str) -> None:
        super().__init__(
            "buyer-known",
            Wording(
                en=f"The schedule has the buyer {code} already.",
                zh=f"排期中已有采购商 {code}。",
            ),
            Wording(
                en="Leave it out: whoever has too few meetings is given some anyway.",
                zh="请将其去掉：洽谈不足的采购商会自动补排。",
            ),
        )


def check_repair(desk: Desk, fair: FairSeen, asked: Facts) -> None:
    """Refuse a repair that cannot be done before anybody waits for it.

    Raises what `read_asked` raises, WrongRequestError for `now`, UnsoundError.
    """
    from api.services.repair_schedule import parse_now

    with desk.database.reading() as session:
        opened = open_schedule(session, desk.shelf, fair, asked["schedule_id"])
        problem = opened.content.problem
        read = read_asked(session, fair.row, asked, problem)
    parse_now(asked["now"], problem.fair, read)
    if opened.violations:
        raise UnsoundError(opened.violations)


def read_asked(
    session: Session, fair: FairRow, asked: Facts, problem: Problem
) -> ReadChanges:
    """Return what happened: changes as they are asked for, the rest as it is recorded.

    Buyers who walked in are on the list of the fair, added sessions in its settings.
    Raises MissingError, KnownBuyerError, UnusableError with every fault.
    """
    walk_ins = [_walk_in(session, fair, code, problem) for code in asked["walk_ins"]]
    settings = fair.settings if asked["added_sessions"] else ""
    texts = ChangeTexts(asked["changes"], walk_ins, settings)
    read = read_change_texts(texts, problem)
    if any(fault.is_error for fault in read.faults):
        raise UnusableError(read.faults, read.notes)
    return read


def _walk_in(session: Session, fair: FairRow, code: str, problem: Problem) -> PartyText:
    if code in problem.buyer_by_id:
        raise KnownBuyerError(code)
    kept = find_by_code(session, fair.id or 0, BUYER, code)
    if kept is None or kept.row.is_removed:
        raise MissingError(Wording(en=f"buyer {code}", zh=f"采购商 {code}"))
    return kept.text
