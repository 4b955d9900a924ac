"""What one more table, supplier, session or interpreter would bring: marginal prices.

A price is the difference of two relaxed bounds: what no schedule of the larger fair can
beat, less what none of this one can. So it is a promise of neither fair's schedule, but
of the room for it. Each is found by solving the relaxed flow of the larger fair anew;
what to ask about is guessed from the prices of the flow of this one.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from scheduler.candidates import Candidates
from scheduler.fair import SessionId
from scheduler.problem import SupplierId
from scheduler.search.instance import build_instance
from scheduler.search.relaxed import choose_relaxed
from scheduler.search.worth import (
    STEEP,
    Standing,
    minimum_steps,
    pair_worth,
    standing,
)

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from scheduler.fair import Interpreter
    from scheduler.problem import Problem, Supplier
    from scheduler.search.instance import Instance
    from scheduler.search.relaxed_choice import Relaxed

ASKED = 3
"""Tables, and suppliers, that are priced: those that promise most."""

TWIN = "\N{BULLET}"
"""Ends the id of what is added; no id of a sheet that people write ends so."""


class More(StrEnum):
    """What there could be one more of."""

    TABLE = "table"
    SUPPLIER = "supplier"
    SESSION = "session"
    INTERPRETER = "interpreter"


@dataclass(frozen=True, slots=True)
class Price:
    """What one more would bring at most.

    `supplier` is whose table it is, or like whom the further supplier is: the same
    products and hours, one table more of a booth beside it; None for the others.
    `categories` are those of its offer lines. `session` is like which one the further
    session is. `languages` are those of the interpreter. `musts`, `meetings` (up to the
    buyers' minimum), `suggestions` and `fit` are what there would be more of; a later
    one may be less where an earlier one is more. `worth` is all of it at the prices by
    which the tiers are compared (`scheduler.search.worth.STEEP`).
    """

    more: More
    worth: int
    musts: int
    meetings: int
    suggestions: int
    fit: int
    supplier: SupplierId | None = None
    categories: tuple[str, ...] = ()
    session: SessionId | None = None
    languages: tuple[str, ...] = ()


class Facts(NamedTuple):
    """A fair with its candidates."""

    problem: Problem
    candidates: Candidates


@dataclass(frozen=True)
class _Relaxed:
    """The relaxed choice of a fair: how good it is, and its worth."""

    instance: Instance
    choice: Relaxed
    standing: Standing
    worth: int


def find_prices(problem: Problem, candidates: Candidates) -> tuple[Price, ...]:
    """Return what is worth having one more of, the most worth first.

    Nothing is said of what would bring nothing. Takes one relaxed flow for this fair
    and one for each thing asked about: `ASKED` tables at most, as many suppliers, a
    session, and each kind of interpreter.
    """
    facts = Facts(problem, candidates)
    if not problem.fair.slots or not len(candidates):
        return ()
    base = _relax(facts)
    asked: list[tuple[Facts, Price]] = []
    nothing = Price(More.TABLE, 0, 0, 0, 0, 0)
    for at in _dearest_tables(base):
        supplier = problem.suppliers[at]
        what = replace(nothing, supplier=supplier.id, categories=_of(supplier))
        asked.append((with_table(facts, at), what))
    for at in _best_twins(base, problem):
        supplier = problem.suppliers[at]
        what = replace(
            nothing, more=More.SUPPLIER, supplier=supplier.id, categories=_of(supplier)
        )
        asked.append((with_twin(facts, at), what))
    last = problem.fair.sessions[-1]
    what = replace(nothing, more=More.SESSION, session=last.id)
    asked.append((with_session(facts), what))
    for at, interpreter in enumerate(problem.fair.interpreters):
        what = replace(
            nothing, more=More.INTERPRETER, languages=tuple(interpreter.languages)
        )
        asked.append((with_interpreter(facts, at), what))
    prices = [_price(base, _relax(larger), what) for larger, what in asked]
    found = [price for price in prices if price.worth > 0]
    return tuple(sorted(found, key=lambda price: -price.worth))


def with_table(facts: Facts, at: int) -> Facts:
    """Return the fair with one more table at a supplier."""
    supplier = facts.problem.suppliers[at]
    more = replace(supplier, tables=supplier.tables + 1)
    suppliers = list(facts.problem.suppliers)
    suppliers[at] = more
    return facts._replace(problem=replace(facts.problem, suppliers=tuple(suppliers)))


def with_twin(facts: Facts, at: int) -> Facts:
    """Return the fair with one more supplier of one table, else like that one.

    No sales rep has said anything of the new one, and it has no maximum of its own.
    """
    problem, candidates = facts
    like = problem.suppliers[at]
    twin = replace(like, id=SupplierId(f"{like.id}{TWIN}"), tables=1, max_meetings=None)
    rows = np.flatnonzero(
        (candidates.supplier == at) & (candidates.fit >= problem.fair.min_fit)
    )
    new = np.full(len(rows), len(problem.suppliers), candidates.supplier.dtype)
    buyer = np.concatenate([candidates.buyer, candidates.buyer[rows]])
    order = np.argsort(buyer, kind="stable")  # the new one is the last of its buyer
    larger = Candidates(
        buyer=buyer[order],
        supplier=np.concatenate([candidates.supplier, new])[order],
        fit=np.concatenate([candidates.fit, candidates.fit[rows]])[order],
        lines=np.concatenate([candidates.lines, candidates.lines[rows]])[order],
    )
    return Facts(replace(problem, suppliers=(*problem.suppliers, twin)), larger)


def with_session(facts: Facts) -> Facts:
    """Return the fair with one more session, like the last one, a year later.

    All are there but buyers who named the sessions they can attend.
    """
    fair = facts.problem.fair
    last, later = fair.sessions[-1], timedelta(days=365)
    rounds = tuple(
        replace(one, start=one.start + later, end=one.end + later)
        for one in last.rounds
    )
    more = replace(
        last,
        id=SessionId(f"{last.id}{TWIN}"),
        start=last.start + later,
        end=last.end + later,
        rounds=rounds,
    )
    fair = replace(fair, sessions=(*fair.sessions, more))
    return facts._replace(problem=replace(facts.problem, fair=fair))


def with_interpreter(facts: Facts, at: int) -> Facts:
    """Return the fair with one more interpreter of a kind."""
    fair = facts.problem.fair
    kinds: list[Interpreter] = list(fair.interpreters)
    kinds[at] = replace(kinds[at], count=kinds[at].count + 1)
    fair = replace(fair, interpreters=tuple(kinds))
    return facts._replace(problem=replace(facts.problem, fair=fair))


def _relax(facts: Facts) -> _Relaxed:
    instance = build_instance(*facts)
    steps = minimum_steps(facts.problem.fair.min_meetings, STEEP)
    choice = choose_relaxed(instance, pair_worth(instance, STEEP), steps)
    reached = standing(instance, choice.chosen)
    return _Relaxed(instance, choice, reached, choice.total)


def _price(base: _Relaxed, larger: _Relaxed, what: Price) -> Price:
    was, now = base.standing, larger.standing
    return replace(
        what,
        worth=larger.worth - base.worth,
        musts=now.musts - was.musts,
        meetings=now.met - was.met,
        suggestions=now.suggestions - was.suggestions,
        fit=now.fit - was.fit,
    )


def _of(supplier: Supplier) -> tuple[str, ...]:
    """Return the categories of the supplier's offer lines, each once."""
    return tuple(
        dict.fromkeys(code for line in supplier.lines for code in line.categories)
    )


def _dearest_tables(base: _Relaxed) -> list[int]:
    """Return places of suppliers whose tables the flow pays most for.

    The price of a meeting with a supplier bounds what any further one brings, since it
    is a dual of the flow; where it is 0 nothing is to be gained.
    """
    price = base.choice.price
    order = np.argsort(-price, kind="stable")[:ASKED]
    return [int(base.instance.supplier_of[i]) for i in order if price[i] > 0]


def _best_twins(base: _Relaxed, problem: Problem) -> list[int]:
    """Return places of suppliers whose like would help most, of each category one.

    A guess: each buyer takes the twin instead of its least worth pair, or besides.
    """
    instance = base.instance
    worth = pair_worth(instance, STEEP) - STEEP.must * instance.pair_must
    gain = np.maximum(0, worth - _given_up(base, worth)[instance.pair_buyer])
    gain[instance.pair_fit < problem.fair.min_fit] = 0
    total = np.bincount(
        instance.pair_supplier, gain.astype(np.float64), instance.n_suppliers
    )
    found: dict[tuple[str, ...], int] = {}
    for i in np.argsort(-total, kind="stable").tolist():
        at = int(instance.supplier_of[i])
        if total[i] <= 0 or len(found) == ASKED:
            break
        categories = _of(problem.suppliers[at])
        found.setdefault(categories[:1] or (problem.suppliers[at].id,), at)
    return list(found.values())


def _given_up(base: _Relaxed, worth: NDArray[np.int64]) -> NDArray[np.int64]:
    """Return [B]: what a buyer gives up for one pair more; less than 0 if it is short."""
    instance, chosen = base.instance, base.choice.chosen
    fair = instance.problem.fair
    degree = np.bincount(instance.pair_buyer[chosen], minlength=instance.n_buyers)
    least = np.full(instance.n_buyers, np.iinfo(np.int64).max)
    np.minimum.at(least, instance.pair_buyer[chosen], worth[chosen])
    given = np.where(degree < fair.max_meetings, 0, least)
    return np.where(degree < fair.min_meetings, -STEEP.met, given)
