"""Why a buyer stays short, in the smallest cases, and the lists of a whole schedule."""

from scheduler.explain import (
    explain_pair,
    explain_shortfall,
    list_shortfalls,
    list_unplaced_musts,
)
from scheduler.fair import Walk
from scheduler.problem import Strength
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
)


def why_short(problem, *meetings, buyer="b1", fits=None):
    """Return code and English sentence of each reason of the shortfall."""
    candidates = make_candidates(problem, fits)
    schedule = make_schedule(problem, *meetings)
    reasons = explain_shortfall(problem, candidates, schedule, buyer)
    return [(reason.code.value, reason.wording.en) for reason in reasons]


def few(count, wanted):
    """Return the reason that so few suppliers suit b1."""
    return (
        "few-candidates",
        (
            f"{count} Buyer b1 (b1) (a fit of 40 or more, or a must); "
            f"the aim is {wanted} meetings."
        ),
    )


def test_explain_shortfall_without_demand():
    problem = make_problem([make_buyer(lines=0)], 1)
    assert why_short(problem, fits={}) == [
        ("no-lines", "Buyer b1 (b1) has handed in nothing that it wants to buy."),
        few("No supplier suits", 1),
    ]


def test_explain_shortfall_with_too_few_suitable_suppliers():
    never = make_suggestion(Strength.NEVER, "b1", "s2")
    problem = make_problem(1, 3, make_fair(min_meetings=3), suggestions=[never])
    fits = {("b1", "s1"): 40, ("b1", "s2"): 90, ("b1", "s3"): 39}
    assert why_short(problem, make_meeting(problem), fits=fits) == [
        few("Only 1 supplier suits", 3),
        ("never", "Never to meet Buyer b1 (b1): Supplier s2 (s2)."),
    ]


def test_explain_shortfall_with_two_of_three_met():
    problem = make_problem(1, 2, make_fair(min_meetings=3))
    meetings = [
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
    ]
    assert why_short(problem, *meetings) == [few("Only 2 suppliers suit", 3)]


def test_explain_shortfall_names_full_suppliers_best_fit_first():
    problem = make_problem(8, 7, make_fair(rounds=1))
    meetings = [make_meeting(problem, f"b{i + 1}", f"s{i}") for i in range(1, 8)]
    fits = {("b1", f"s{i}"): 50 + i for i in range(1, 8)}
    assert why_short(problem, *meetings, fits=fits) == [
        (
            "suppliers-full",
            (
                "No free table in rounds that Buyer b1 (b1) could have used: "
                "Supplier s7 (s7), Supplier s6 (s6), Supplier s5 (s5), Supplier s4 (s4), "
                "Supplier s3 (s3) and 2 more."
            ),
        )
    ]


def test_explain_shortfall_when_nothing_forbids_a_meeting():
    assert why_short(make_problem(1, 1)) == [
        (
            "preferred-others",
            (
                "Nothing forbids a further meeting with: Supplier s1 (s1). "
                "It can be added by hand."
            ),
        )
    ]


# The lists


def test_lists_hold_each_buyer_and_must_with_its_reasons():
    musts = [make_suggestion(Strength.MUST, b, "s1") for b in ("b3", "b2")]
    problem = make_problem(3, 1, make_fair(rounds=1), suggestions=musts)
    candidates = make_candidates(problem)
    schedule = make_schedule(problem, make_meeting(problem, "b1", "s1"))
    asked = problem, candidates, schedule
    assert [(e.buyer, e.meetings, e.wanted) for e in list_shortfalls(*asked)] == [
        ("b2", 0, 1),
        ("b3", 0, 1),
    ]
    for entry in list_shortfalls(*asked):
        assert entry.reasons == explain_shortfall(*asked, entry.buyer)
    unplaced = list_unplaced_musts(*asked)
    assert [(must.buyer, must.supplier) for must in unplaced] == [
        ("b2", "s1"),
        ("b3", "s1"),
    ]
    assert unplaced[0].reasons == explain_pair(*asked, "b2", "s1")


def test_every_one_of_many_short_buyers_is_listed():
    """120 buyers, 40 suppliers, every pair suitable, walks to think of."""
    fair = make_fair(9, 5, walk=Walk(3, 6), min_meetings=3)
    buyers = [make_buyer(f"b{i:03}") for i in range(120)]
    problem = make_problem(buyers, 40, fair)
    meetings = [
        make_meeting(problem, f"b{i:03}", f"s{i % 40 + 1}", i // 40, f"P{i % 9 + 1}")
        for i in range(120)
    ]
    schedule = make_schedule(problem, *meetings)
    entries = list_shortfalls(problem, make_candidates(problem), schedule)
    assert [entry.buyer for entry in entries] == [buyer.id for buyer in buyers]
