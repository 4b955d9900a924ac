"""The value of each tier, on cases small enough to count by hand."""

import pytest

from scheduler.fair import MeetAt, Place, Walk
from scheduler.measure import TIER_NAMES, measure_tiers
from scheduler.problem import Strength
from scheduler.schedule import Schedule
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_slot,
    make_suggestion,
    make_supplier,
)


def measured(problem, *meetings, fits=None, lines=None):
    """Return the tiers of the schedule with these meetings."""
    candidates = make_candidates(problem, fits, lines)
    return measure_tiers(problem, candidates, make_schedule(problem, *meetings))


def test_measure_names_the_tiers_in_order():
    problem = make_problem(1, 1)
    assert tuple(measured(problem)) == TIER_NAMES


def test_measure_of_no_meetings():
    problem = make_problem(2, 1, make_fair(min_meetings=3))
    expected = dict.fromkeys(TIER_NAMES, 0) | {"shortfall": 2 * 3}
    assert measured(problem) == expected
    assert measured(problem, fits={}) == expected


def test_measure_musts_and_suggestions():
    wishes = [
        make_suggestion(Strength.MUST, "b1", "s1"),  # met
        make_suggestion(Strength.MUST, "b2", "s1"),  # not met
        make_suggestion(Strength.PREFER, "b1", "s2"),  # met
        make_suggestion(Strength.PREFER, "b2", "s2"),  # met
        make_suggestion(Strength.PREFER, "b3", "s3"),  # not met
        make_suggestion(Strength.AVOID, "b2", "s3"),  # met
    ]
    problem = make_problem(3, 3, suggestions=wishes)
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
        make_meeting(problem, "b2", "s2", 0),
        make_meeting(problem, "b2", "s3", 1),
    )
    assert tiers["musts"] == 1
    assert tiers["suggestions"] == 2 - 1


def test_measure_shortfall_does_not_pay_with_others_surplus():
    problem = make_problem(2, 2, make_fair(min_meetings=1))
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
    )
    assert tiers["shortfall"] == 1


def test_measure_fit_is_the_candidates_not_the_recorded_one():
    problem = make_problem(1, 2)
    fits = {("b1", "s1"): 70, ("b1", "s2"): 85}
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0, fit=99),
        make_meeting(problem, "b1", "s2", 1, fit=99),
        fits=fits,
    )
    assert tiers["fit"] == 70 + 85


def test_measure_coverage_counts_a_line_once_per_buyer():
    problem = make_problem([make_buyer("b1", 3), make_buyer("b2", 3)], 2)
    lines = {("b1", "s1"): 0b011, ("b1", "s2"): 0b010, ("b2", "s1"): 0b100}
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
        make_meeting(problem, "b2", "s1", 1),
        lines=lines,
    )
    assert tiers["coverage"] == 2 + 1


def test_measure_balance_and_sessions_are_sums_of_squares():
    problem = make_problem(3, 2, make_fair(2))
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0, "P1"),
        make_meeting(problem, "b1", "s2", 1, "P1"),
        make_meeting(problem, "b2", "s1", 1, "P1"),
        make_meeting(problem, "b3", "s1", 0, "P2"),
    )
    assert tiers["balance"] == 3**2 + 1**2  # s1 has 3, s2 has 1
    assert tiers["sessions"] == 2**2 + 1**2  # b1, b2 in P1; b3 in P2


@pytest.mark.parametrize(
    ("target", "sessions"),
    [
        (None, 6),  # 2^2 x 2/2 + 1^2 x 2/1
        (0.7, 1),  # (2 - 1.4)^2 x 2/2 + (1 - 0.7)^2 x 2/1 = 0.54
        (2.0, 6),  # (2 - 4)^2 x 2/2 + (1 - 2)^2 x 2/1
        (1.5, 2),  # (2 - 3)^2 + 2 x (1 - 1.5)^2 = 1.5, and half is rounded to even
    ],
)
def test_measure_sessions_by_the_ratio_to_suppliers_who_are_there(target, sessions):
    # s1 is there in both sessions, s2 not in P2, where one closed round of s1 is no matter
    suppliers = [
        make_supplier("s1", absent=frozenset({make_slot(2, "P2")})),
        make_supplier("s2", absent=frozenset(make_slot(k, "P2") for k in range(3))),
    ]
    problem = make_problem(3, suppliers, make_fair(2, ratio_target=target))
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0, "P1"),
        make_meeting(problem, "b2", "s2", 0, "P1"),
        make_meeting(problem, "b3", "s1", 0, "P2"),
    )
    assert tiers["sessions"] == sessions


def test_measure_walks_are_rounded_up_each():
    booths = {Place("H1", f"s{i}"): (90.0 * i, 0.0) for i in (1, 2, 3)}
    fair = make_fair(walk=Walk(booths=booths))  # 90 m at 60 m a minute: 1.5, so 2
    problem = make_problem(1, 3, fair)
    tiers = measured(
        problem, *(make_meeting(problem, "b1", f"s{i}", i - 1) for i in (1, 2, 3))
    )
    assert tiers["walks"] == 2 + 2


def test_measure_walks_count_inside_sessions_only():
    fair = make_fair(2, walk=Walk(same_hall_min=3), sessions_per_buyer=2)
    problem = make_problem(1, 3, fair)
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0, "P1"),
        make_meeting(problem, "b1", "s2", 2, "P1"),  # 3 minutes, and one idle round
        make_meeting(problem, "b1", "s3", 0, "P2"),
    )
    assert tiers["walks"] == 3
    assert tiers["idle"] == 1


def test_measure_walks_of_teams_are_from_the_nearest():
    suppliers = [make_supplier(f"s{i}", hall=h) for i, h in enumerate("AABB")]
    fair = make_fair(walk=Walk(same_hall_min=1, between_halls_min=4))
    problem = make_problem([make_buyer(teams=2)], suppliers, fair)
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s0", 0),
        make_meeting(problem, "b1", "s2", 0),
        make_meeting(problem, "b1", "s1", 1),  # from s0: 1 minute
        make_meeting(problem, "b1", "s3", 1),  # from s2: 1 minute
    )
    assert tiers["walks"] == 1 + 1


@pytest.mark.parametrize(
    ("meet_at", "walks"),
    [
        (MeetAt.SUPPLIER_BOOTH, 3),  # b1 from s1 to s2
        (MeetAt.BUYER_BOOTH, 3),  # s2 from b1 to b2
        (MeetAt.TABLES, 3 + 3),  # b1 from table 1 to 2, s2 from 2 to 1
    ],
)
def test_measure_walks_of_who_walks(meet_at, walks):
    fair = make_fair(meet_at=meet_at, walk=Walk(same_hall_min=3))
    problem = make_problem(2, 2, fair)
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0, table=1),
        make_meeting(problem, "b1", "s2", 1, table=2),
        make_meeting(problem, "b2", "s2", 2, table=1),
    )
    assert tiers["walks"] == walks


def test_measure_idle_rounds_of_teams_are_free_of_all_of_them():
    problem = make_problem([make_buyer(teams=2)], 3, make_fair(rounds=5))
    tiers = measured(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 0),
        make_meeting(problem, "b1", "s3", 4),
    )
    assert tiers["idle"] == 3


def test_measure_leaves_unknown_parties_out_where_it_must_look_them_up():
    problem = make_problem(1, 1)
    stranger = make_meeting(problem, supplier="s1", buyer="b1")
    stranger = Schedule((stranger,))
    other = make_problem([make_buyer("b9")], [make_supplier("s9")])
    tiers = measure_tiers(other, make_candidates(other), stranger)
    assert tiers["fit"] == 0
    assert tiers["shortfall"] == 1
    assert tiers["balance"] == 1
