"""Supply and demand before scheduling: who must stay short, and the fewest cures."""

from dataclasses import replace
from itertools import combinations_with_replacement

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ortools.sat.python import cp_model

from benchmarks.fairs import Shape, build_fair
from scheduler.balance import cures
from scheduler.balance.balance import balance_fair
from scheduler.balance.facts import CategoryBalance, Change, ChangeKind, Shortage
from scheduler.balance.groups import count_categories
from scheduler.balance.presence import build_presence
from scheduler.balance.shortage import Pairs, find_lack
from scheduler.fair import MeetAt, SessionId
from scheduler.problem import DemandLine, OfferLine, Strength
from scheduler.solve import solve
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_problem,
    make_session,
    make_slot,
    make_suggestion,
    make_supplier,
)
from tests.random_fairs import random_fair


def wants(*categories):
    return tuple(DemandLine(f"some {name}", (name,)) for name in categories)


def sells(*categories):
    return tuple(OfferLine(f"some {name}", (name,)) for name in categories)


def same_category(problem):
    """Return candidates of fit 80 wherever a category is wanted and sold."""
    fits, lines = {}, {}
    for b in problem.buyers:
        for s in problem.suppliers:
            sold = {line.categories for line in s.lines}
            served = [i for i, line in enumerate(b.lines) if line.categories in sold]
            if served:
                fits[b.id, s.id] = 80
                lines[b.id, s.id] = sum(1 << i for i in served)
    return make_candidates(problem, fits, lines)


def missing(problem, candidates):
    presence = build_presence(problem)
    pairs = Pairs.build(
        presence,
        candidates.buyer.astype(np.int64),
        candidates.supplier.astype(np.int64),
    )
    return find_lack(presence, pairs).missing


def changed(problem, change):
    """Return the problem after `change`."""
    suppliers = list(problem.suppliers)
    fair = problem.fair
    if change.kind is ChangeKind.RECRUIT:
        suppliers += [
            make_supplier(f"new {len(suppliers) + i}", lines=sells(change.category))
            for i in range(change.count)
        ]
    elif change.kind is ChangeKind.SESSION:
        rounds = max(len(session.rounds) for session in fair.sessions)
        more = tuple(
            make_session(
                f"new {i}", rounds, fair.sessions[-1].end.replace(year=2030 + i)
            )
            for i in range(change.count)
        )
        fair = replace(fair, sessions=(*fair.sessions, *more))
    elif change.kind is ChangeKind.MIN_FIT:
        fair = replace(fair, min_fit=change.count)
    else:
        at = next(i for i, s in enumerate(suppliers) if s.id == change.supplier)
        old = suppliers[at]
        suppliers[at] = (
            replace(old, tables=old.tables + change.count)
            if change.kind is ChangeKind.TABLE
            else replace(old, max_meetings=change.count)
        )
    return replace(problem, fair=fair, suppliers=tuple(suppliers))


def after(problem, changes):
    for change in changes:
        problem = changed(problem, change)
    return problem


def test_balanced_fair_names_nobody():
    buyers = [make_buyer(f"b{i}", sessions=None) for i in range(3)]
    problem = make_problem(buyers, 3, make_fair(min_meetings=3))
    balance = balance_fair(problem, make_candidates(problem))
    assert balance.shortages == ()
    assert (balance.cure, balance.missing) == (None, 0)


def test_lone_buyer_with_too_few_suppliers_is_named_with_what_is_scarce():
    buyers = [
        replace(make_buyer("b1"), lines=wants("lock")),
        replace(make_buyer("b2"), lines=wants("lamp")),
    ]
    suppliers = [make_supplier("s1", lines=sells("lock"))]
    suppliers += [make_supplier(f"s{i}", lines=sells("lamp")) for i in (2, 3)]
    problem = make_problem(buyers, suppliers, make_fair(min_meetings=2))
    balance = balance_fair(problem, same_category(problem))
    assert balance.shortages == (Shortage(("b1",), (), ("lock",), 2, 1),)
    assert balance.cure == (Change(ChangeKind.RECRUIT, 1, category="lock"),)


def test_buyers_who_compete_for_full_suppliers_are_one_shortage():
    # three buyers, one supplier with two rounds: one of them cannot meet it
    buyers = [replace(make_buyer(f"b{i}"), lines=wants("lock")) for i in (1, 2, 3)]
    supplier = make_supplier("s1", lines=sells("lock"))
    problem = make_problem(buyers, [supplier], make_fair(rounds=2))
    balance = balance_fair(problem, same_category(problem))
    short = Shortage(("b1", "b2", "b3"), ("s1",), ("lock",), 3, 1)
    assert balance.shortages == (short,)
    assert balance.cure == (Change(ChangeKind.TABLE, 1, supplier="s1"),)


def test_own_maximum_is_lifted_where_tables_would_not_help():
    buyers = [replace(make_buyer(f"b{i}"), lines=wants("lock")) for i in (1, 2, 3)]
    supplier = make_supplier("s1", lines=sells("lock"), max_meetings=1)
    problem = make_problem(buyers, [supplier], make_fair(rounds=3))
    balance = balance_fair(problem, same_category(problem))
    assert balance.cure == (Change(ChangeKind.MAX_MEETINGS, 3, supplier="s1"),)


def test_session_is_opened_where_that_is_one_change_for_several():
    # two suppliers of one round, each wanted by two buyers of its own
    buyers = [
        replace(make_buyer(f"b{i}"), lines=wants("lock" if i < 3 else "lamp"))
        for i in (1, 2, 3, 4)
    ]
    suppliers = [
        make_supplier("s1", lines=sells("lock")),
        make_supplier("s2", lines=sells("lamp")),
    ]
    problem = make_problem(buyers, suppliers, make_fair(rounds=1))
    balance = balance_fair(problem, same_category(problem))
    assert balance.missing == 2
    assert balance.cure == (Change(ChangeKind.SESSION, 1),)


def test_a_programme_of_forty_short_buyers_does_not_stray(monkeypatch):
    class Limited(cp_model.CpSolver):
        def solve(self, model, *more):
            """Stop where the effort is not counted, as it was without relaxation."""
            self.parameters.max_time_in_seconds = 60
            return super().solve(model, *more)

    monkeypatch.setattr(cures.cp_model, "CpSolver", Limited)
    problem, candidates = build_fair(Shape(40, 4, days=1, min_meetings=5, seed=2))

    balance = balance_fair(problem, candidates)

    assert balance.missing == 141
    assert balance.proven
    assert sum(change.weight for change in balance.cure) == 8


def test_nevers_are_to_be_lifted_and_nobody_invited_for_them():
    # both suppliers suit b1 and must never meet it; nobody suits b2
    buyers = [
        replace(make_buyer("b1"), lines=wants("lock")),
        replace(make_buyer("b2"), lines=wants("lamp")),
    ]
    suppliers = [make_supplier(f"s{i}", lines=sells("lock")) for i in (1, 2)]
    nevers = [make_suggestion(Strength.NEVER, "b1", s.id) for s in suppliers]
    problem = make_problem(buyers, suppliers, suggestions=nevers)
    nobody = make_candidates(problem, {})

    balance = balance_fair(problem, nobody, score_freed=same_category)

    assert balance.missing == 2
    assert balance.for_nevers == ("b1",)
    assert balance.cure == (Change(ChangeKind.RECRUIT, 1, category="lamp"),)
    assert balance_fair(problem, nobody).for_nevers == ()


def test_least_fit_is_lowered_no_further_than_needed():
    buyers = [replace(make_buyer("b1"), lines=wants("lock"))]
    problem = make_problem(buyers, 2, make_fair(min_meetings=2))
    fits = {("b1", "s1"): 80, ("b1", "s2"): 33}

    def score(asked):
        low = asked.fair.min_fit
        return make_candidates(asked, {p: f for p, f in fits.items() if f >= low})

    balance = balance_fair(problem, score(problem), score)
    assert balance.cure_same_fit == (Change(ChangeKind.RECRUIT, 1, category="lock"),)
    assert balance.cure == balance.cure_same_fit  # one change either way
    two = replace(problem, fair=replace(problem.fair, min_meetings=3))
    fits["b1", "s3"] = 25
    two = replace(two, suppliers=(*two.suppliers, make_supplier("s3")))
    balance = balance_fair(two, score(two), score)
    assert balance.cure == (Change(ChangeKind.MIN_FIT, 25),)
    assert balance.cure_same_fit == (Change(ChangeKind.RECRUIT, 2, category="lock"),)


def test_buyers_nobody_can_help_are_named_apart():
    buyers = [
        make_buyer("b1", lines=0),
        replace(make_buyer("b2", sessions=()), lines=wants("lock")),
    ]
    supplier = make_supplier("s1", lines=sells("lock"))
    problem = make_problem(buyers, [supplier], make_fair(min_meetings=1))
    balance = balance_fair(problem, same_category(problem))
    assert balance.without_lines == ("b1",)
    assert balance.seldom_there == ("b2",)
    assert balance.cure == ()


def test_no_cure_where_the_hall_has_no_table():
    buyers = [replace(make_buyer("b1", sessions=("P1",)), lines=wants("lock"))]
    fair = make_fair(meet_at=MeetAt.TABLES, tables=0)
    problem = make_problem(buyers, 1, fair)
    balance = balance_fair(problem, make_candidates(problem))
    assert balance.missing == 1
    assert balance.cure is None


def test_pairs_that_are_never_there_together_reach_nobody():
    buyer = make_buyer("b1", absent=frozenset({make_slot(0)}))
    supplier = make_supplier("s1", absent=frozenset({make_slot(1), make_slot(2)}))
    problem = make_problem([buyer], [supplier])
    assert missing(problem, make_candidates(problem)) == 1


def test_many_pairs_are_weighed_as_one_session(monkeypatch):
    monkeypatch.setattr("scheduler.balance.balance.MOST_ARCS", 1)
    buyers = [replace(make_buyer(f"b{i}"), lines=wants("lock")) for i in range(5)]
    supplier = make_supplier("s1", lines=sells("lock"))
    problem = make_problem(buyers, [supplier], make_fair(sessions=2, rounds=2))
    balance = balance_fair(problem, same_category(problem))
    assert balance.missing == 1  # four rounds in all
    assert balance.cure == (Change(ChangeKind.TABLE, 1, supplier="s1"),)


def test_categories_are_counted_at_their_level():
    buyers = [replace(make_buyer("b1"), lines=wants("11.12", "11.13", "20"))]
    suppliers = [
        make_supplier("s1", lines=sells("11.12")),
        make_supplier("s2", lines=(*sells("30"), OfferLine("nothing known"))),
    ]
    problem = make_problem(buyers, suppliers)
    top = count_categories(problem, same_category(problem), 1)
    assert top == (
        CategoryBalance("11", 1, 1, 2, 1, 1),
        CategoryBalance("20", 1, 0, 1, 0, 0),
        CategoryBalance("30", 0, 1, 0, 1, 0),
    )
    assert [group.ratio for group in top] == [1.0, None, 0.0]
    names = [g.category for g in count_categories(problem, same_category(problem), 2)]
    assert names == ["11.12", "11.13", "20", "30"]


def test_ratio_counts_buyers_and_suppliers_of_an_average_session():
    buyers = [make_buyer(f"b{i}") for i in range(6)]
    away = frozenset(make_slot(r, "P2") for r in range(3))
    suppliers = [make_supplier("s1"), make_supplier("s2", absent=away)]
    fair = make_fair(sessions=2, ratio_target=2.0)
    problem = make_problem(buyers, suppliers, fair)
    balance = balance_fair(problem, make_candidates(problem))
    # 6 windows of one session over 2 + 1 suppliers present
    assert (balance.ratio, balance.ratio_target) == (2.0, 2.0)
    nobody = make_problem(buyers, [], fair)
    assert balance_fair(nobody, make_candidates(nobody)).ratio is None


CATEGORIES = ("lock", "lamp", "cup")


@st.composite
def small_fairs(draw):
    """Return a fair of up to 4 buyers and 3 suppliers in three categories."""
    number = st.integers
    fair = make_fair(
        sessions=draw(number(1, 2)),
        rounds=draw(number(1, 2)),
        min_meetings=draw(number(1, 2)),
    )
    sets = st.lists(st.sampled_from(CATEGORIES), min_size=1, max_size=2, unique=True)
    buyers = [
        replace(
            make_buyer(f"b{i}"),
            lines=wants(*draw(sets)),
            sessions=draw(st.sampled_from([None, None, (SessionId("P1"),)])),
        )
        for i in range(draw(number(1, 4)))
    ]
    suppliers = [
        make_supplier(
            f"s{i}",
            lines=sells(*draw(sets)),
            max_meetings=draw(st.sampled_from([None, None, 1])),
        )
        for i in range(draw(number(0, 3)))
    ]
    return make_problem(buyers, suppliers, fair)


@given(small_fairs())
@settings(max_examples=60, deadline=None)
def test_cure_mends_everything_and_nothing_smaller_does(problem):
    balance = balance_fair(problem, same_category(problem))
    assert (balance.cure is None) == (balance.missing == 0)
    if balance.cure is None:
        return
    cured = after(problem, balance.cure)
    assert missing(cured, same_category(cured)) == 0
    count = sum(change.weight for change in balance.cure)
    single = [Change(ChangeKind.RECRUIT, 1, category=name) for name in CATEGORIES]
    single += [
        Change(kind, 1 if kind is ChangeKind.TABLE else 9, supplier=s.id)
        for s in problem.suppliers
        for kind in (ChangeKind.TABLE, ChangeKind.MAX_MEETINGS)
    ]
    for size in range(1, min(count, 3)):
        for changes in combinations_with_replacement(single, size):
            smaller = after(problem, changes)
            assert missing(smaller, same_category(smaller)) > 0


@pytest.mark.parametrize("seed", range(40))
def test_what_is_missing_no_schedule_gives(seed):
    problem, candidates = random_fair(seed)
    problem = replace(problem, locks=())
    balance = balance_fair(problem, candidates)
    schedule = solve(problem, candidates).schedule
    least = min(problem.fair.min_meetings, problem.fair.max_meetings)
    short = sum(
        max(0, least - len(schedule.by_buyer.get(b.id, ()))) for b in problem.buyers
    )
    assert balance.missing <= short


def planted_fair(seed, planted):
    """Return a fair of plenty in ten categories but for the `planted` ones.

    In those the suppliers are too few, too full or away.
    """
    random = np.random.default_rng(seed)
    names = [f"category {i}" for i in range(10)]
    buyers, suppliers = [], []
    for name in names:
        scarce = planted.get(name)
        buyers += [
            replace(make_buyer(f"{name} b{i}"), lines=wants(name))
            for i in range(int(random.integers(3, 6)))
        ]
        for i in range(2 if scarce == "few" else 4):
            most = 1 if scarce == "full" else None
            away = frozenset(make_slot(r) for r in range(5))
            suppliers.append(
                make_supplier(
                    f"{name} s{i}",
                    lines=sells(name),
                    max_meetings=most,
                    absent=away if scarce == "away" else frozenset(),
                )
            )
    return make_problem(buyers, suppliers, make_fair(rounds=5, min_meetings=3))


@pytest.mark.parametrize("seed", range(6))
def test_planted_shortages_are_all_named_and_nothing_else(seed):
    kinds = ("few", "full", "away")
    planted = {f"category {(seed + 3 * i) % 10}": kinds[i] for i in range(seed % 4)}
    problem = planted_fair(seed, planted)
    balance = balance_fair(problem, same_category(problem))
    named = {name for shortage in balance.shortages for name in shortage.categories}
    assert named == set(planted)
    for shortage in balance.shortages:
        assert {b.split(" b")[0] for b in shortage.buyers} == set(shortage.categories)
