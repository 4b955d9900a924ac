"""How a party's fair came about."""

from scheduler.explain import explain_pair, explain_shortfall
from scheduler.explaining.days import NotMet, explain_buyer, explain_supplier
from scheduler.problem import Strength
from tests.builders import (
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
    make_supplier,
)


def case():
    """Return a fair in which b1 meets s1 alone; s3 is a must, s4 a never."""
    suppliers = [make_supplier(f"s{i}") for i in (1, 2, 3, 4, 5)]
    suppliers[2] = make_supplier("s3", max_meetings=0)
    wishes = [
        make_suggestion(Strength.MUST, "b1", "s3"),
        make_suggestion(Strength.NEVER, "b1", "s4"),
    ]
    fair = make_fair(min_meetings=2)
    locks = [make_lock()]
    problem = make_problem(2, suppliers, fair, wishes, locks)
    fits = {("b1", f"s{i}"): 90 - i for i in (2, 4)} | {("b1", "s1"): 10}
    fits |= {("b1", "s3"): 20, ("b1", "s5"): 30, ("b2", "s2"): 95}
    schedule = make_schedule(problem, make_meeting(problem, fit=10))
    return problem, make_candidates(problem, fits), schedule


def test_a_buyers_day_holds_what_it_has_lacks_and_misses():
    facts = case()
    day = explain_buyer(*facts, "b1")
    assert day.meetings == facts[2].meetings
    assert (day.wanted, day.most, day.suitable) == (2, 5, 3)  # s1, s2, s3
    assert day.short == explain_shortfall(*facts, "b1")
    assert day.musts == (NotMet("b1", "s3", 20, explain_pair(*facts, "b1", "s3")),)
    assert day.others == (NotMet("b1", "s2", 88, explain_pair(*facts, "b1", "s2")),)


def test_a_buyer_with_enough_is_not_short():
    problem = make_problem(1, 1)
    schedule = make_schedule(problem, make_meeting(problem))
    day = explain_buyer(problem, make_candidates(problem), schedule, "b1")
    assert (day.short, day.musts, day.others) == ((), (), ())


def test_a_suppliers_day_names_the_best_buyers_it_does_not_meet():
    facts = case()
    day = explain_supplier(*facts, "s2", limit=1)
    assert (day.meetings, day.wanted, day.most, day.suitable) == ((), 0, None, 2)
    assert [(one.buyer, one.fit) for one in day.others] == [("b2", 95)]
    assert explain_supplier(*facts, "s3").most == 0
    assert [one.buyer for one in explain_supplier(*facts, "s3").musts] == ["b1"]
