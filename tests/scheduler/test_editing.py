"""Edits by hand: what they change, what they may not, and what the checker says of it."""

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scheduler.check import check_schedule
from scheduler.editing.edits import (
    Add,
    Move,
    Remove,
    Replaced,
    SetLock,
    Swap,
    apply_edit,
)
from scheduler.editing.errors import EditError
from scheduler.editing.places import LISTED, find_choices
from scheduler.editing.redraft import redraft
from scheduler.fair import MeetAt
from scheduler.rules import Rule
from scheduler.wording import Wording
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_slot,
    make_supplier,
)
from tests.strategies import random_cases

WHY = Wording(en="why", zh="为何")


def weigh(_buyer, _supplier):
    return 80, WHY


def a_case(fair=None, locks=()):
    """Return a problem, its candidates and a schedule: b1 meets s1, then s2; b2 s2."""
    problem = make_problem(2, 2, fair or make_fair(rounds=3), locks=locks)
    meetings = [
        make_meeting(problem, "b1", "s1", 0),
        make_meeting(problem, "b1", "s2", 1),
        make_meeting(problem, "b2", "s2", 0),
    ]
    return problem, make_candidates(problem), make_schedule(problem, *meetings)


def edited(case, edit):
    """Return the schedule after `edit`, and the rules it breaks."""
    problem, candidates, schedule = case
    found = redraft(
        problem, candidates, schedule, apply_edit(problem, schedule, edit, weigh)
    )
    return found, [violation.rule for violation in found.violations]


def slots_of(schedule, buyer):
    return {m.supplier: m.round_index for m in schedule.by_buyer.get(buyer, ())}


def test_meeting_moves_with_its_times():
    found, broken = edited(a_case(), Move("b1", "s2", make_slot(2)))
    meeting = found.schedule.by_buyer["b1"][1]
    assert broken == []
    # rounds take 20 minutes with 5 between: round 2 begins 50 minutes after 09:00
    assert f"{meeting.start:%H:%M}-{meeting.end:%H:%M}" == "09:50-10:10"
    assert (meeting.table, meeting.because.en) == (1, "because")


def test_swap_exchanges_the_slots_of_two_meetings():
    found, broken = edited(a_case(), Swap("b1", "s1", "b1", "s2"))
    assert slots_of(found.schedule, "b1") == {"s1": 1, "s2": 0}
    # two at once at the one table of s2: there is no second table
    assert broken == [Rule.TABLE_RANGE, Rule.SUPPLIER_AT_ONCE]


def test_new_meeting_carries_the_fit_and_the_reason_it_is_given():
    found, broken = edited(a_case(), Add("b2", "s1", make_slot(1)))
    meeting = found.schedule.by_buyer["b2"][1]
    assert broken == []
    assert (meeting.fit, meeting.because, meeting.booth) == (80, WHY, "s1")


def test_removed_meeting_leaves_a_shortfall_with_its_reasons():
    found, broken = edited(a_case(), Remove("b2", "s2"))
    (short,) = found.schedule.shortfalls
    assert broken == []
    assert (short.buyer, short.meetings, short.wanted) == ("b2", 0, 1)
    assert short.reasons


def test_lock_follows_its_meeting_into_the_problem_and_out_again():
    case = a_case()
    locked, broken = edited(case, SetLock("b1", "s1", locked=True))
    assert broken == []
    assert locked.problem.locks == (make_lock(0),)
    free, broken = edited(
        (locked.problem, case[1], locked.schedule), SetLock("b1", "s1", locked=False)
    )
    assert (broken, free.problem, free.schedule) == ([], case[0], case[2])


@pytest.mark.parametrize(
    ("edit", "code"),
    [
        (Move("b2", "s1", make_slot(1)), "pair-not-met"),
        (Move("b1", "s2", make_slot(1)), "nothing-changes"),
        (Move("b1", "s2", make_slot(9)), "slot-not-in-schedule"),
        (Swap("b1", "s2", "b2", "s1"), "pair-not-met"),
        (Swap("b1", "s2", "b1", "s2"), "nothing-changes"),
        (Remove("b9", "s2"), "pair-not-met"),
        (Add("b1", "s2", make_slot(2)), "pair-met-already"),
        (Add("b9", "s2", make_slot(2)), "party-not-in-schedule"),
        (Add("b2", "s9", make_slot(2)), "party-not-in-schedule"),
        (Add("b2", "s1", make_slot(0, "P9")), "slot-not-in-schedule"),
        (SetLock("b1", "s2", locked=False), "nothing-changes"),
        (SetLock("b1", "s1", locked=True), "nothing-changes"),
        (Move("b1", "s1", make_slot(2)), "meeting-locked"),
        (Remove("b1", "s1"), "meeting-locked"),
        (Swap("b1", "s2", "b1", "s1"), "meeting-locked"),
    ],
)
def test_what_cannot_be_meant_is_refused(edit, code):
    problem, _, schedule = a_case(locks=[make_lock(0)])
    with pytest.raises(EditError) as raised:
        apply_edit(problem, schedule, edit, weigh)
    assert raised.value.code == code
    assert raised.value.what.zh
    assert raised.value.advice.zh


def test_what_breaks_a_rule_is_kept_and_said():
    _, broken = edited(a_case(), Move("b1", "s1", make_slot(1)))
    assert broken == [Rule.BUYER_AT_ONCE]


def test_second_table_is_given_where_the_first_is_taken():
    problem = make_problem(2, [make_supplier("s1", tables=2)])
    schedule = make_schedule(problem, make_meeting(problem, "b1", "s1", 0))
    found, broken = edited(
        (problem, make_candidates(problem), schedule), Add("b2", "s1", make_slot(0))
    )
    assert broken == []
    assert [m.table for m in found.schedule.meetings] == [1, 2]


def choices_of(case, buyer, supplier):
    return find_choices(*case, buyer, supplier)


def test_choices_are_the_slots_in_which_both_are_free():
    found = choices_of(a_case(), "b1", "s2")
    # in round 0 both meet somebody else; their own meeting in round 1 is no obstacle
    assert [(c.slot.round_index, c.is_now) for c in found.choices] == [
        (1, True),
        (2, False),
    ]
    assert all(choice.violations == () for choice in found.choices)
    assert found.fit == 80


def test_choices_leave_out_rounds_in_which_one_is_away():
    problem = make_problem(
        [make_buyer("b1", absent=frozenset({make_slot(0)}))],
        [make_supplier("s1", absent=frozenset({make_slot(2)}))],
    )
    case = problem, make_candidates(problem, {}), make_schedule(problem)
    found = choices_of(case, "b1", "s1")
    assert found.fit is None
    (choice,) = found.choices
    assert (choice.slot, [v.rule for v in choice.violations]) == (
        make_slot(1),
        [Rule.NOT_A_CANDIDATE],
    )


def test_choices_of_somebody_unknown_are_refused():
    for pair in (("b9", "s1"), ("b1", "s9")):
        with pytest.raises(EditError, match="9"):
            choices_of(a_case(), *pair)


@pytest.mark.parametrize("meet_at", list(MeetAt))
@given(case=random_cases(), data=st.data())
@settings(max_examples=25)
def test_choices_say_what_the_checker_will_say(meet_at, case, data):
    """Of every choice: make the edit, and the whole checker adds just its violations."""
    problem = replace(case.problem, fair=replace(case.problem.fair, meet_at=meet_at))
    facts = problem, case.candidates, case.schedule
    pairs = [(b.id, s.id) for b in problem.buyers for s in problem.suppliers]
    buyer, supplier = data.draw(st.sampled_from(pairs))
    met = {(m.buyer, m.supplier): m for m in case.schedule.meetings}
    now = met.get((buyer, supplier))
    rest = case.schedule
    if now is not None:
        rest = redraft(*facts, Replaced((now,), ())).schedule
    before = set(check_schedule(problem, case.candidates, rest))
    found = find_choices(*facts, buyer, supplier)

    def weigh_it(*_):
        return found.fit or 0, WHY

    for choice in found.choices:
        edit = Add(buyer, supplier, choice.slot)
        replaced = apply_edit(problem, rest, edit, weigh_it)
        after = redraft(problem, case.candidates, rest, replaced).violations
        added = [v for v in after if v not in before and v.rule not in LISTED]
        assert [v.wording for v in choice.violations] == [v.wording for v in added]
        assert replaced.after[0].table == choice.table


@given(case=random_cases(), data=st.data())
@settings(max_examples=25)
def test_edit_taken_back_leaves_what_was(case, data):
    problem, candidates, schedule = case.problem, case.candidates, case.schedule
    pairs = [(b.id, s.id) for b in problem.buyers for s in problem.suppliers]
    buyer, supplier = data.draw(st.sampled_from(pairs))
    slot = data.draw(st.sampled_from(problem.fair.slots))
    edit = data.draw(
        st.sampled_from(
            [
                Add(buyer, supplier, slot),
                Move(buyer, supplier, slot),
                Remove(buyer, supplier),
                SetLock(buyer, supplier, locked=True),
            ]
        )
    )
    try:
        replaced = apply_edit(problem, schedule, edit, weigh)
    except EditError:
        return
    after = redraft(problem, candidates, schedule, replaced)
    back = Replaced(replaced.after, replaced.before)
    again = redraft(after.problem, candidates, after.schedule, back)
    assert again.schedule.meetings == schedule.meetings
    assert set(again.problem.locks) == set(problem.locks)
    assert again.violations == ()
