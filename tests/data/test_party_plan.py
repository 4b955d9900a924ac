"""What a new sheet changes, and where it meets edits."""

import json

from hypothesis import given
from hypothesis import strategies as st

from data.party_plan import (
    Change,
    Conflict,
    ListedParty,
    PartyPlan,
    edit_party,
    flat,
    plan_parties,
    unflat,
)
from data.party_texts import PartyText

ONE = PartyText("B1", "Alpha", {"phone": "1", "booth": "A1"}, ({"product": "pump"},))


def said(name="Alpha", lines=({"product": "pump"},), **cells):
    return PartyText("B1", name, {"phone": "1", "booth": "A1"} | cells, lines)


def edited(**wanted):
    """ONE out of its sheet, then changed by hand."""
    return edit_party(ListedParty(ONE), wanted)


def test_same_sheet_changes_nothing():
    assert plan_parties([ListedParty(ONE)], [ONE]) == PartyPlan()


def test_parties_come_change_and_go():
    other = PartyText("B2", "Beta")
    plan = plan_parties(
        [ListedParty(ONE), ListedParty(PartyText("B0", "Old"))],
        [said(phone="2"), other],
    )
    assert plan.added == (other,)
    assert [text.code for text in plan.gone] == ["B0"]
    [change] = plan.changed
    assert change.changes == (Change("phone", "1", "2"),)
    assert change.new == ListedParty(said(phone="2"))


def test_changed_lines_are_one_change():
    lines = ({"product": "valve"},)
    [change] = plan_parties([ListedParty(ONE)], [said(lines=lines)]).changed
    [only] = change.changes
    assert (only.field, json.loads(only.old), json.loads(only.new)) == (
        "lines", [{"product": "pump"}], [{"product": "valve"}],
    )  # fmt: skip


def test_edit_outlives_the_sheet_it_was_made_against():
    one = edited(phone="9")
    assert one.edited == {"phone": "1"}
    assert plan_parties([one], [ONE]) == PartyPlan()


def test_edit_outlives_other_changes_of_the_sheet():
    [change] = plan_parties([edited(phone="9")], [said(booth="B7")]).changed
    assert change.new == ListedParty(said(phone="9", booth="B7"), {"phone": "1"})


def test_sheet_that_says_what_was_edited_ends_the_edit():
    plan = plan_parties([edited(phone="9")], [said(phone="9")])
    assert plan == PartyPlan(touched=(ListedParty(said(phone="9")),))
    assert plan.changes_nothing


def test_edit_wins_a_conflict_and_is_not_asked_again():
    plan = plan_parties([edited(phone="9")], [said(phone="5")])
    assert plan.conflicts == (Conflict("B1", "phone", "9", "5"),)
    kept = ListedParty(said(phone="9"), {"phone": "5"})
    assert plan.touched == (kept,)
    assert plan_parties([kept], [said(phone="5")]) == PartyPlan()


def test_sheet_wins_a_conflict_where_told_so():
    take = frozenset({("B1", "phone")})
    plan = plan_parties([edited(phone="9")], [said(phone="5")], take)
    [change] = plan.changed
    assert change.new == ListedParty(said(phone="5"))


def test_edited_party_that_is_gone_stays_unless_told():
    one = edited(phone="9")
    plan = plan_parties([one], [])
    assert plan.conflicts == (Conflict("B1", "party", "Alpha", ""),)
    [kept] = plan.touched
    assert kept.by_hand
    assert plan_parties([kept], []) == PartyPlan()
    taken = plan_parties([one], [], frozenset({("B1", "party")}))
    assert taken.gone == (one.text,)


def test_party_added_by_hand_is_not_taken_off_by_a_sheet():
    assert plan_parties([ListedParty(ONE, by_hand=True)], []) == PartyPlan()


def test_party_added_by_hand_meets_its_sheet_field_by_field():
    plan = plan_parties([ListedParty(ONE, by_hand=True)], [said(phone="5", region="x")])
    assert plan.conflicts == (Conflict("B1", "phone", "1", "5"),)
    [change] = plan.changed
    assert change.new == ListedParty(said(region="x"), {"phone": "5"})
    assert change.changes == (Change("region", "", "x"),)


def test_removed_party_stays_away_until_told_otherwise():
    gone = ListedParty(ONE, is_removed=True)
    assert plan_parties([gone], [ONE]) == PartyPlan()
    plan = plan_parties([gone], [said(phone="2")])
    assert plan.conflicts == (Conflict("B1", "party", "", "Alpha"),)
    assert plan.touched == (ListedParty(said(phone="2"), is_removed=True),)
    back = plan_parties([gone], [said(phone="2")], frozenset({("B1", "party")}))
    assert back.added == (said(phone="2"),)


def test_removed_party_is_forgotten_once_its_sheet_lacks_it():
    assert plan_parties([ListedParty(ONE, is_removed=True)], []).forgotten == ("B1",)


def test_edit_taken_back_is_no_edit():
    assert edit_party(
        edited(phone="9", name="Alef"), {"phone": "1", "name": "Alpha"}
    ) == ListedParty(ONE)


def test_edit_of_a_party_by_hand_has_no_sheet_to_remember():
    one = edit_party(ListedParty(ONE, by_hand=True), {"phone": "", "lines": ""})
    assert one == ListedParty(PartyText("B1", "Alpha", {"booth": "A1"}), by_hand=True)


TEXT = st.sampled_from(["", "a", "b", "c"])
PARTY = st.builds(
    lambda name, phone, booth, lines: PartyText(
        "B1", name, {n: t for n, t in (("phone", phone), ("booth", booth)) if t},
        tuple({"product": line} for line in lines if line),
    ),
    st.sampled_from(["x", "y"]), TEXT, TEXT, st.lists(TEXT, max_size=2),
)  # fmt: skip
EDITS = st.dictionaries(st.sampled_from(["phone", "booth"]), TEXT)


@given(PARTY, EDITS, PARTY, st.booleans())
def test_taking_a_sheet_twice_changes_nothing_more(first, edits, sheet, take):
    one = edit_party(ListedParty(first), edits)
    names = (*edits, "party") if take else ()
    plan = plan_parties([one], [sheet], frozenset(("B1", name) for name in names))
    result = [*(c.new for c in plan.changed), *plan.touched] or [one]
    assert plan_parties(result, [sheet]) == PartyPlan()
    for name, old in flat(one.text).items():  # what was edited and not given up stays
        if name in one.edited and ("B1", name) not in {("B1", n) for n in names}:
            assert flat(result[0].text).get(name, "") == old


@given(PARTY)
def test_flat_says_everything(party):
    assert unflat("B1", flat(party)) == party
