"""Who is moved to another session: only who gains what nobody else would lose."""

from __future__ import annotations

import numpy as np

from scheduler.problem import Strength
from scheduler.search.bounds import find_ideal
from scheduler.search.gainers import move_gainers
from scheduler.search.instance import build_instance
from scheduler.search.pairs import choose_pairs
from scheduler.search.session_plan import Judged, SessionPlan
from scheduler.search.worth import MODEST, standing
from tests.builders import make_candidates, make_fair, make_problem, make_suggestion


def moved(problem, fits, windows, share):
    """Return the sessions [B] of buyers after moving, who attend those of `windows` now."""
    instance = build_instance(problem, make_candidates(problem, fits))
    names = [problem.buyers[i].id for i in instance.buyer_of]
    attended = np.array([windows[name] for name in names])
    session_of = attended[instance.pair_buyer]
    choice = choose_pairs(instance, session_of, {}, prices=MODEST)
    now = Judged(
        SessionPlan(session_of, choice.chosen),
        np.arange(instance.n_sessions) == attended[:, None],
        choice.price,
        standing(instance, choice.chosen),
    )
    found = move_gainers(instance, now, find_ideal(instance), share)
    if found is None:
        return None
    return dict(zip(names, found.argmax(axis=1).tolist(), strict=True))


def test_who_holds_a_dear_seat_is_not_moved_where_others_would_pay_little_for_it():
    # One more meeting with s1 on the first day would cost the must of b1 (4,000), but b2
    # would give only its fit of 60 for the seat.
    problem = make_problem(
        2,
        1,
        make_fair(2, 1, min_meetings=0, max_meetings=1),
        [make_suggestion(Strength.MUST)],
    )
    fits = {("b1", "s1"): 80, ("b2", "s1"): 60}

    assert moved(problem, fits, {"b1": 0, "b2": 0}, 0.0) is None
    assert moved(problem, fits, {"b1": 0, "b2": 0}, 1.0) == {"b1": 0, "b2": 1}


def test_who_lacks_a_must_is_moved_before_all_who_lack_fit():
    # b1 and b2 have a must with s1, of whom one has a seat; b4 lacks the seat of b3.
    problem = make_problem(
        4,
        2,
        make_fair(2, 1, min_meetings=0, max_meetings=1),
        [make_suggestion(Strength.MUST, buyer) for buyer in ("b1", "b2")],
    )
    fits = {("b1", "s1"): 80, ("b2", "s1"): 70, ("b3", "s2"): 90, ("b4", "s2"): 60}
    windows = {"b1": 0, "b2": 0, "b3": 0, "b4": 0}

    found = moved(problem, fits, windows, 0.0)

    assert found in ({**windows, "b1": 1}, {**windows, "b2": 1})
