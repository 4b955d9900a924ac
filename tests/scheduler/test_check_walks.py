"""The rule of walks for people alone, in teams, and at the organiser's tables."""

from dataclasses import replace

import pytest

from scheduler.fair import MeetAt, Place, Walk
from scheduler.rules import Rule
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_supplier,
    rules_broken,
)


def two_booths(walk, **changes):
    """Return b1 going from s1 in round 0 to s2 in round 1: there are 5 minutes."""
    problem = make_problem(1, 2, make_fair(walk=walk, **changes))
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
    )
    return problem, schedule


def test_walk_kept():
    assert rules_broken(*two_booths(Walk(same_hall_min=5))) == []


def test_walk_broken():
    assert rules_broken(*two_booths(Walk(same_hall_min=5.1))) == [Rule.WALK]


@pytest.mark.parametrize(("metres", "expected"), [(300, []), (301, [Rule.WALK])])
def test_walk_between_booths_with_coordinates(metres, expected):
    booths = {Place("H1", "s1"): (0.0, 0.0), Place("H1", "s2"): (0.0, float(metres))}
    walk = Walk(same_hall_min=99, booths=booths)  # 300 m at 60 m a minute = 5 min
    assert rules_broken(*two_booths(walk)) == expected


def test_walk_over_a_free_round_has_more_time():
    problem = make_problem(1, 2, make_fair(walk=Walk(same_hall_min=30)))
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 2),  # 5 + 20 + 5 minutes later
    )
    assert rules_broken(problem, schedule) == []


def test_walk_between_halls():
    suppliers = [make_supplier("s1"), make_supplier("s2", hall="H2")]
    walk = Walk(same_hall_min=1, between_halls_min=6)
    problem = make_problem(1, suppliers, make_fair(walk=walk))
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
    )
    assert rules_broken(problem, schedule) == [Rule.WALK]


def test_walk_is_the_buyers_at_supplier_booths():
    """s1 sees two buyers from different places and walks nowhere."""
    problem = make_problem(2, 1, make_fair(walk=Walk(same_hall_min=6)))
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b2", "s1", 1),
    )
    assert rules_broken(problem, schedule) == []


def test_walk_is_the_suppliers_at_buyer_booths():
    fair = make_fair(walk=Walk(same_hall_min=6), meet_at=MeetAt.BUYER_BOOTH)
    problem = make_problem(2, 2, fair)
    stays = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
    )
    walks = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b2", "s1", 1),
    )
    assert rules_broken(problem, stays) == []
    assert rules_broken(problem, walks) == [Rule.WALK]


@pytest.mark.parametrize(
    ("second_table", "expected"), [(1, []), (2, [Rule.WALK, Rule.WALK])]
)
def test_walk_of_both_sides_at_tables(second_table, expected):
    """b1 meets s1 then s2, and s2 comes from b2: who changes tables walks 6 minutes."""
    fair = make_fair(walk=Walk(same_hall_min=6), meet_at=MeetAt.TABLES, tables=3)
    problem = make_problem(2, 2, fair)
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s1", 0, table=1),
        make_meeting(problem, "b1", "s2", 1, table=second_table),
        make_meeting(problem, "b2", "s2", 2, table=1),
    )
    assert rules_broken(problem, schedule) == expected


def team_of_two(*rounds_and_halls):
    """Return a buyer of two teams that meets one supplier per (round, hall)."""
    suppliers = [
        make_supplier(f"s{i}", hall=hall)
        for i, (_, hall) in enumerate(rounds_and_halls)
    ]
    fair = make_fair(rounds=6, walk=Walk(between_halls_min=6), max_meetings=9)
    problem = make_problem([make_buyer(teams=2)], suppliers, fair)
    meetings = [
        make_meeting(problem, "b1", f"s{i}", index)
        for i, (index, _) in enumerate(rounds_and_halls)
    ]
    return problem, make_schedule(problem, *meetings)


def test_walk_of_two_teams_is_covered_by_two_chains():
    way = [(0, "H1"), (0, "H2"), (1, "H2"), (1, "H1"), (2, "H1"), (2, "H2")]
    suppliers = [
        make_supplier(f"s{i}", hall=h, booth="") for i, (_, h) in enumerate(way)
    ]
    fair = make_fair(walk=Walk(between_halls_min=6), max_meetings=9)
    problem = make_problem([make_buyer(teams=2)], suppliers, fair)
    meetings = [
        make_meeting(problem, "b1", f"s{i}", index) for i, (index, _) in enumerate(way)
    ]
    assert rules_broken(problem, make_schedule(problem, *meetings)) == []


def test_walk_of_two_teams_that_need_a_third():
    """Round 0 in H1 and H2, round 1 in H3: nobody gets to H3 in time."""
    assert rules_broken(*team_of_two((0, "H1"), (0, "H2"), (1, "H3"))) == [Rule.WALK]


def test_walk_of_two_teams_is_not_fooled_by_the_first_team_at_hand():
    """The team freed last would be needed elsewhere: only another choice works.

    Rounds last 20 minutes, 5 between. The walk s0-s3 is 6 minutes, s1-s3 is none,
    and so on: coordinates on a line, 60 metres a minute.
    """
    metres = {"s0": 0.0, "s1": 320.0, "s2": 310.0, "s3": 20.0}
    booths = {Place("H1", booth): (x, 0.0) for booth, x in metres.items()}
    fair = make_fair(rounds=6, walk=Walk(booths=booths))
    problem = make_problem(
        [make_buyer(teams=2)], [make_supplier(s) for s in metres], fair
    )
    schedule = make_schedule(
        problem,
        make_meeting(problem, "b1", "s0", 0),
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),  # from s0 310 m: too far; from s1 10 m
        make_meeting(problem, "b1", "s3", 1),  # from s0 20 m; from s1 300 m: in time
    )
    assert rules_broken(problem, schedule) == []


def test_walk_is_not_blamed_for_too_many_meetings_at_once():
    way = [(0, "H1"), (0, "H2"), (0, "H3")]
    assert rules_broken(*team_of_two(*way)) == [Rule.BUYER_AT_ONCE]


def test_walk_is_blamed_too_when_it_needs_still_more_people():
    way = [(0, "H1"), (0, "H2"), (0, "H3"), (1, "H4")]
    assert rules_broken(*team_of_two(*way)) == [Rule.BUYER_AT_ONCE, Rule.WALK]


def test_walk_uses_the_true_booth_not_the_one_written():
    problem, schedule = two_booths(Walk(same_hall_min=6))
    first, second = schedule.meetings
    written = replace(second, booth=first.booth)
    found = rules_broken(problem, make_schedule(problem, first, written))
    assert found == [Rule.WRONG_PLACE, Rule.WALK]


def test_walk_of_a_large_booth_is_quick():
    """30 people of s1 visit 600 buyers of one table each, all over two halls."""
    fair = make_fair(
        sessions=1,
        rounds=20,
        meet_at=MeetAt.BUYER_BOOTH,
        walk=Walk(same_hall_min=1, between_halls_min=6),
        min_meetings=0,
    )
    buyers = [make_buyer(f"b{i}", hall=f"H{i % 2}") for i in range(600)]
    problem = make_problem(buyers, [make_supplier(tables=30)], fair)
    meetings = [make_meeting(problem, f"b{i}", "s1", i // 30) for i in range(600)]
    schedule = make_schedule(problem, *meetings)
    assert rules_broken(problem, schedule, make_candidates(problem)) == []
