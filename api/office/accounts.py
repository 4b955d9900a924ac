"""Accounts: the suppliers that a rep looks after, given to him or named in the sheets."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.office.errors import ConflictError, MissingError, UnusableError
from api.office.people import USER
from api.office.rights import Right, Role
from data.columns import Kind
from data.faults import Findings, Where
from data.parties import PARTY_FIELD
from data.store.accounts import give, list_given, list_named, take_back
from data.store.history import Deed, add_deed
from data.store.names import find_codes, find_party_names, index_parties
from data.store.pages import Page
from data.store.users import find_member
from data.suggestions import find_named
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from data.faults import Fault
    from data.store.pages import Window
    from data.tables import UserRow


SUPPLIER = PARTY_FIELD[Kind.SUPPLIERS]


class NoRepError(ConflictError):
    """Only reps look after suppliers; the others work for all."""

    def __init__(self) -> None:
        super().__init__(
            "no-rep",
            Wording(
                en="Only a rep is given suppliers; this user is none.",
                zh="只有销售人员可以分配供应商，该用户不是销售人员。",
            ),
            Wording(
                en="Name a rep who is a member of the fair.",
                zh="请指定本展会成员中的销售人员。",
            ),
        )


@dataclass(frozen=True)
class Account:
    """A supplier of a rep: `given` to him, named in the sheets (`in_sheet`), or both."""

    code: str
    name: str
    given: bool
    in_sheet: bool


@dataclass(frozen=True)
class Named:
    """The codes of the suppliers that somebody named, and what is wrong with the others."""

    codes: set[str]
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True)
class Handover:
    """The suppliers that a rep was given now, and those that were taken back."""

    given: tuple[str, ...]
    taken: tuple[str, ...]


def read_accounts(
    session: Session, person: Person, fair: FairSeen, user_id: int, window: Window
) -> Page[Account]:
    """Return a page of the suppliers of a rep by code; reps see their own only.

    Raises MissingError, NoRepError.
    """
    if person.id != user_id and not person.may(Right.GIVE_ACCOUNTS):
        raise MissingError(USER)
    rep = _get_rep(session, fair, user_id)
    given = list_given(session, fair.id, user_id)
    named = list_named(session, fair.id, rep)
    codes = sorted(given | named)
    shown = window.cut(codes)
    names = find_party_names(session, fair.id, shown)
    rows = [
        Account(code, names.get((SUPPLIER, code), ""), code in given, code in named)
        for code in shown
    ]
    return Page(rows, len(codes))


def hand_over(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    user_id: int,
    given: Named,
    taken: Collection[str],
) -> Handover:
    """Give a rep suppliers, and take others back by their codes.

    What is so already stays so. Raises MissingError, NoRepError, UnusableError with all
    suppliers that are not known.
    """
    _get_rep(session, fair, user_id)
    if given.faults:
        raise UnusableError(given.faults)
    has = list_given(session, fair.id, user_id)
    new = given.codes - has
    gone = has.intersection(taken)
    give(session, fair.id, user_id, new)
    take_back(session, fair.id, user_id, gone)
    done = Handover(tuple(sorted(new)), tuple(sorted(gone)))
    if new or gone:
        facts = {"given": done.given, "taken": done.taken}
        deed = Deed("account.change", f"user {user_id}", facts, fair_id=fair.id)
        add_deed(session, deed, person.id, now)
    return done


def _get_rep(session: Session, fair: FairSeen, user_id: int) -> UserRow:
    user = find_member(session, fair.id, user_id)
    if user is None:
        raise MissingError(USER)
    if user.role != Role.REP:
        raise NoRepError
    return user


def understand(session: Session, fair: FairSeen, texts: Sequence[str]) -> Named:
    """Return which suppliers on the list somebody means, by their codes or names.

    Names are read only where something else than a code was typed.
    """
    codes = find_codes(session, fair.id, texts)
    known = {text for text in texts if (SUPPLIER, text) in codes}
    others = [(at, text) for at, text in enumerate(texts) if text not in known]
    if not others:
        return Named(known)
    findings = Findings()
    _, index = index_parties(session, fair.id)
    found = {
        find_named(text, Where("", "", f"give.{at}"), index, Kind.SUPPLIERS, findings)
        for at, text in others
    }
    return Named(known | {str(c) for c in found if c}, findings.all_faults())
