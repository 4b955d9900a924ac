"""Each reason in its smallest case, with the sentence a sales rep would read."""

from pathlib import Path

import pytest

from scheduler.explain import explain_pair, explain_unplaced_must
from scheduler.explaining.sentences import PAIR_SENTENCES, SHORTFALL_SENTENCES
from scheduler.fair import MeetAt, Place, Walk
from scheduler.problem import Strength
from scheduler.reasons import ReasonCode
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_slot,
    make_suggestion,
    make_supplier,
)

REASONS_PAGE = Path(__file__).parents[2] / "docs" / "reasons.md"


def why(problem, *meetings, buyer="b1", supplier="s1", fits=None):
    """Return code and English sentence of each reason of the pair."""
    candidates = make_candidates(problem, fits)
    schedule = make_schedule(problem, *meetings)
    reasons = explain_pair(problem, candidates, schedule, buyer, supplier)
    return [(reason.code.value, reason.wording.en) for reason in reasons]


def one_round(**changes):
    """Return a fair of one round."""
    return make_fair(rounds=1, **changes)


# A pair


def test_explain_pair_that_meets():
    problem = make_problem(1, 1)
    assert why(problem, make_meeting(problem, round_index=1)) == [
        ("meets", "Buyer b1 (b1) and Supplier s1 (s1) meet in session P1 round 2.")
    ]


def test_explain_pair_marked_never():
    problem = make_problem(1, 1, suggestions=[make_suggestion(Strength.NEVER)])
    assert why(problem) == [
        (
            "never",
            "Buyer b1 (b1) and Supplier s1 (s1) are marked as never to meet.",
        )
    ]


@pytest.mark.parametrize(
    ("fits", "said"), [({}, "below 40"), ({("b1", "s1"): 31}, "31")]
)
def test_explain_pair_that_fits_too_little(fits, said):
    problem = make_problem(1, 1)
    assert why(problem, fits=fits) == [
        (
            "below-min-fit",
            (
                "Supplier s1 (s1) has too little of what Buyer b1 (b1) wants: "
                f"the fit is {said}; the least for a meeting is 40."
            ),
        )
    ]


def test_explain_pair_of_a_full_buyer():
    problem = make_problem(1, 2, make_fair(max_meetings=1))
    assert why(problem, make_meeting(problem, "b1", "s2")) == [
        (
            "buyer-full",
            "Buyer b1 (b1) already has all the meetings a buyer may have (1).",
        )
    ]


def test_explain_pair_of_a_supplier_at_its_maximum():
    problem = make_problem(2, [make_supplier(max_meetings=1)])
    assert why(problem, make_meeting(problem, "b2", "s1")) == [
        (
            "supplier-max",
            "Supplier s1 (s1) already has all the meetings it wants (1).",
        )
    ]


def test_explain_pair_that_is_never_there_together():
    buyer = make_buyer(absent=frozenset({make_slot(0)}))
    supplier = make_supplier(absent=frozenset({make_slot(1), make_slot(2)}))
    assert why(make_problem([buyer], [supplier])) == [
        (
            "no-common-slot",
            "Buyer b1 (b1) and Supplier s1 (s1) are never there at the same time.",
        )
    ]


def test_explain_pair_of_an_absent_buyer_says_nothing_of_the_supplier():
    buyer = make_buyer(sessions=())
    supplier = make_supplier(absent=frozenset({make_slot(1)}))
    assert why(make_problem([buyer], [supplier])) == [
        ("buyer-absent", "Buyer b1 (b1) is absent in every round of the fair.")
    ]


def test_explain_pair_of_an_absent_supplier():
    """b1 is busy in round 0, s1 is away in the rounds 1 and 2."""
    supplier = make_supplier(absent=frozenset({make_slot(1), make_slot(2)}))
    problem = make_problem(1, [supplier, make_supplier("s2")])
    assert why(problem, make_meeting(problem, "b1", "s2")) == [
        ("supplier-absent", "Supplier s1 (s1) is absent in session P1 rounds 2, 3."),
        ("buyer-busy", "Buyer b1 (b1) is in other meetings in session P1 round 1."),
    ]


def test_explain_pair_outside_the_window():
    supplier = make_supplier(absent=frozenset({make_slot(0), make_slot(1)}))
    fair = make_fair(sessions=3, rounds=2)
    problem = make_problem(1, [supplier, make_supplier("s2")], fair)
    assert why(problem, make_meeting(problem, "b1", "s2")) == [
        ("supplier-absent", "Supplier s1 (s1) is absent in session P1."),
        (
            "window-full",
            (
                "The meetings of Buyer b1 (b1) stay together in session P1, "
                "which rules out session P2, session P3."
            ),
        ),
    ]


def test_explain_pair_of_a_supplier_without_a_free_table():
    problem = make_problem(2, 1, one_round())
    assert why(problem, make_meeting(problem, "b2", "s1")) == [
        (
            "suppliers-full",
            "Supplier s1 (s1) has no free table in every round of the fair.",
        )
    ]


def test_explain_pair_of_a_supplier_without_any_table():
    codes = [code for code, _ in why(make_problem(1, [make_supplier(tables=0)]))]
    assert codes == ["suppliers-full"]


def test_explain_pair_without_a_free_table_in_the_hall():
    problem = make_problem(2, 2, one_round(meet_at=MeetAt.TABLES, tables=1))
    assert why(problem, make_meeting(problem, "b2", "s2")) == [
        (
            "tables-full",
            "All of the organiser's tables are taken in every round of the fair.",
        )
    ]


def test_explain_pair_too_far_to_walk():
    supplier = make_supplier(absent=frozenset({make_slot(0), make_slot(2)}))
    fair = make_fair(walk=Walk(same_hall_min=6))
    problem = make_problem(1, [supplier, make_supplier("s2")], fair)
    assert why(problem, make_meeting(problem, "b1", "s2", 2))[-1] == (
        "walk-too-long",
        (
            "Between this and the meetings before or after there is not enough time "
            "to walk in session P1 round 2."
        ),
    )


def test_explain_pair_that_nothing_forbids():
    problem = make_problem(1, 3)
    assert why(problem) == [
        (
            "preferred-others",
            (
                "Nothing forbids this meeting in every round of the fair; other meetings "
                "were preferred. Its fit is 80."
            ),
        )
    ]
    meetings = [
        make_meeting(problem, "b1", "s2", 0, fit=90),
        make_meeting(problem, "b1", "s3", 1, fit=85),
    ]
    expected = "Its fit is 80; the buyer's meetings have 85-90."
    assert why(problem, *meetings)[0][1].endswith(expected)
    expected = "Its fit is 80; the buyer's meetings have 90."
    assert why(problem, meetings[0])[0][1].endswith(expected)


def test_explain_pair_of_a_must_and_a_lock_needs_no_fit():
    wishes = {"suggestions": [make_suggestion(Strength.MUST)]}
    for wish in (wishes, {"locks": [make_lock(2)]}):
        problem = make_problem(1, 1, **wish)
        (reason,) = why(problem, fits={("b1", "s1"): 5})
        assert reason[0] == "preferred-others"


def test_explain_pair_in_a_fair_without_rounds():
    problem = make_problem(1, 1, make_fair(rounds=0))
    assert [code for code, _ in why(problem)] == ["no-common-slot"]


def test_explain_pair_says_only_what_is_nearest():
    """s1 is full in round 0, where b1 is absent, and in round 1, where b1 is there."""
    buyer = make_buyer(absent=frozenset({make_slot(0)}))
    problem = make_problem(
        [buyer, make_buyer("b2"), make_buyer("b3")], 1, make_fair(rounds=2)
    )
    meetings = [
        make_meeting(problem, "b2", "s1", 0),
        make_meeting(problem, "b3", "s1", 1),
    ]
    assert [code for code, _ in why(problem, *meetings)] == ["suppliers-full"]


def test_explain_pair_counts_rounds_when_there_are_many_sessions():
    fair = make_fair(sessions=8, rounds=1)
    absent = frozenset(make_slot(0, f"P{i}") for i in range(1, 8))
    last = make_slot(0, "P8")
    problem = make_problem([make_buyer(absent=absent), make_buyer("b2")], 1, fair)
    reasons = why(problem, make_meeting(problem, "b2", "s1", *last[::-1]))
    assert reasons[0] == (
        "buyer-absent",
        "Buyer b1 (b1) is absent in 7 of the fair's 8 rounds.",
    )


def test_explain_unplaced_must_as_any_pair():
    problem = make_problem(2, 1, one_round())
    candidates = make_candidates(problem)
    schedule = make_schedule(problem, make_meeting(problem, "b2", "s1"))
    asked = problem, candidates, schedule, "b1", "s1"
    assert explain_unplaced_must(*asked) == explain_pair(*asked)


def test_explain_pair_refuses_strangers():
    with pytest.raises(KeyError):
        why(make_problem(1, 1), buyer="b9")


# Walks and tables of every kind


def test_explain_walk_of_a_supplier_to_buyer_booths():
    fair = make_fair(rounds=2, meet_at=MeetAt.BUYER_BOOTH, walk=Walk(same_hall_min=6))
    problem = make_problem(2, 1, fair)
    codes = [code for code, _ in why(problem, make_meeting(problem, "b2", "s1", 0))]
    assert codes == ["suppliers-full", "walk-too-long"]


@pytest.mark.parametrize(
    ("tables", "codes"),
    [
        (1, ["suppliers-full", "tables-full", "walk-too-long"]),
        (None, ["suppliers-full", "walk-too-long"]),
    ],
)
def test_explain_walk_between_tables(tables, codes):
    """s1 sits at table 1 in round 0; in round 1 that one is taken by others."""
    fair = make_fair(
        rounds=2, meet_at=MeetAt.TABLES, walk=Walk(same_hall_min=6), tables=tables
    )
    problem = make_problem(3, 2, fair)
    meetings = [
        make_meeting(problem, "b2", "s1", 0),
        make_meeting(problem, "b3", "s2", 1),
    ]
    assert [code for code, _ in why(problem, *meetings)] == codes


@pytest.mark.parametrize("tables", [None, 1])
def test_explain_walk_is_none_to_the_same_table(tables):
    walk = Walk(same_hall_min=6)
    fair = make_fair(rounds=2, meet_at=MeetAt.TABLES, walk=walk, tables=tables)
    problem = make_problem(2, 1, fair)
    (reason,) = why(problem, make_meeting(problem, "b2", "s1", 0))
    assert reason[0] == "preferred-others"


def test_explain_walk_of_a_team():
    """Two people are in H1 and H2 in round 0; nobody gets to H3 by round 1."""
    suppliers = [
        make_supplier("s1", hall="H3"),
        make_supplier("s2", hall="H1"),
        make_supplier("s3", hall="H2"),
    ]
    booths = {Place("H1", "s2"): (0.0, 0.0)}
    fair = make_fair(rounds=2, walk=Walk(between_halls_min=6, booths=booths))
    for teams, expected in ((2, ["buyer-busy", "walk-too-long"]), (3, [])):
        problem = make_problem([make_buyer(teams=teams)], suppliers, fair)
        meetings = [make_meeting(problem, "b1", s) for s in ("s2", "s3")]
        codes = [code for code, _ in why(problem, *meetings)]
        assert codes == (expected or ["preferred-others"])


# The page


@pytest.mark.parametrize("code", list(ReasonCode))
def test_reason_is_described_and_has_a_sentence(code):
    assert f"`{code.value}`" in REASONS_PAGE.read_text(encoding="utf-8")
    assert code in PAIR_SENTENCES or code in SHORTFALL_SENTENCES
