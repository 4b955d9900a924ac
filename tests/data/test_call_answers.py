"""Filled call sheets: what is read, what contradicts, and the ledger there and back."""

import pytest

from data.call_answers import Answer, Call, read_calls
from data.call_ledger import Entry, add_calls, load_ledger, save_ledger
from data.faults import Findings, Where
from data.folder_reader import FolderError
from scheduler.repair.changes import Party, Side
from tests.builders import make_buyer, make_problem, make_supplier

HEAD = "编号 id,类别 side,单位 party,结果 outcome,备注 notes,呼叫人 caller,代替人 other person,代替人电话 their phone\n"
B1, S1 = Party(Side.BUYER, "b1"), Party(Side.SUPPLIER, "s1")


def read(tmp_path, *rows):
    path = tmp_path / "calls.csv"
    path.write_text(HEAD + "\n".join(rows) + "\n", encoding="utf-8")
    findings = Findings()
    problem = make_problem(
        [make_buyer("b1"), make_buyer("x")], [make_supplier("s1"), make_supplier("x")]
    )
    return read_calls([path], problem, findings), findings


def call(answer, party=B1, notes=""):
    return Call(party, party.id, answer, notes, "", Where("f.xlsx", "S", "A1"))


def test_outcomes_are_read_in_either_language(tmp_path):
    calls, findings = read(
        tmp_path,
        "b1,采购商 buyer,,已确认 confirmed,,王芳",
        "s1,供应商 supplier,,取消,病了,",
        "x,供应商 supplier,,No answer,,",
        "x,采购商 buyer,,换人参加 other person comes,,,Ann,13900139000",
    )
    assert [(one.party, one.answer) for one in calls] == [
        (B1, Answer.CONFIRMED),
        (S1, Answer.CANCELLED),
        (Party(Side.SUPPLIER, "x"), Answer.NO_ANSWER),
        (Party(Side.BUYER, "x"), Answer.OTHER_PERSON),
    ]
    assert (calls[0].caller, calls[1].notes, findings.faults) == ("王芳", "病了", [])
    assert (calls[3].person, calls[3].phone) == ("Ann", "+8613900139000")


def test_who_comes_instead_is_asked_for_and_stands_only_there(tmp_path):
    calls, findings = read(
        tmp_path,
        "b1,采购商 buyer,,换人参加,,,,12",
        "s1,供应商 supplier,,已确认,,,Ann,",
        "x,供应商 supplier,,,,,Bob,",
    )
    assert [(one.answer, one.person, one.phone) for one in calls] == [
        (Answer.OTHER_PERSON, "", ""),
        (Answer.CONFIRMED, "", ""),
    ]
    faults = [(fault.code, fault.cell, fault.is_error) for fault in findings.faults]
    assert faults == [
        ("person-missing", "G2", False),
        ("phone-unusable", "H2", False),
        ("person-unexpected", "G3", False),
        ("person-unexpected", "G4", False),
    ]


def test_rows_without_an_outcome_are_not_calls(tmp_path):
    calls, findings = read(tmp_path, "b1,buyer,Buyer b1,,left a message,")
    assert (calls, findings.faults) == ((), [])


def test_unknown_outcomes_and_parties_are_faults(tmp_path):
    calls, findings = read(tmp_path, "b1,,,perhaps,,", "b9,,,confirmed,,")
    assert calls == ()
    assert [fault.code for fault in findings.faults] == [
        "answer-unknown",
        "party-unknown",
    ]


@pytest.mark.parametrize(
    ("old", "new", "kept"),
    [
        (Answer.NO_ANSWER, Answer.CONFIRMED, Answer.CONFIRMED),
        (Answer.CONFIRMED, Answer.NO_ANSWER, Answer.CONFIRMED),
        (Answer.CONFIRMED, Answer.CONFIRMED, Answer.CONFIRMED),
    ],
)
def test_an_answer_stands_until_there_is_a_better_one(old, new, kept):
    findings = Findings()
    ledger = add_calls({B1: Entry(old)}, [call(new)], findings, replace_old=False)
    assert ledger == {B1: Entry(kept)}
    assert findings.faults == []


def test_a_contradiction_is_told_and_changes_nothing():
    findings = Findings()
    before = {B1: Entry(Answer.CONFIRMED)}
    ledger = add_calls(before, [call(Answer.CANCELLED)], findings, replace_old=False)
    assert ledger == before
    (fault,) = findings.faults
    assert (fault.code, fault.cell, fault.found) == (
        "answer-contradicts",
        "A1",
        "cancelled",
    )
    assert "confirmed" in fault.expected.en
    assert "已确认" in fault.expected.zh


def test_a_contradiction_is_taken_where_that_is_asked_for():
    before = {B1: Entry(Answer.CONFIRMED, "early")}
    calls = [call(Answer.CANCELLED, notes="ill")]
    ledger = add_calls(before, calls, Findings(), replace_old=True)
    assert ledger == {B1: Entry(Answer.CANCELLED, "early; ill")}


def test_the_same_calls_twice_change_nothing():
    calls = [call(Answer.CONFIRMED, notes="two people"), call(Answer.NO_ANSWER, S1)]
    once = add_calls({}, calls, Findings(), replace_old=False)
    assert add_calls(once, calls, Findings(), replace_old=False) == once
    later = add_calls(once, [call(Answer.CONFIRMED)], Findings(), replace_old=False)
    assert later == once


def test_a_ledger_comes_back_as_it_was(tmp_path):
    ledger = {B1: Entry(Answer.CONFIRMED, "笔记", "王芳"), S1: Entry(Answer.NO_ANSWER)}
    path = tmp_path / "answers.json"
    assert load_ledger(path) == {}
    save_ledger(path, ledger)
    assert load_ledger(path) == ledger


@pytest.mark.parametrize("word", ["confirmed", "buyer"])
def test_a_damaged_ledger_is_named_by_its_place(tmp_path, word):
    path = tmp_path / "answers.json"
    save_ledger(path, {B1: Entry(Answer.CONFIRMED)})
    path.write_text(path.read_text().replace(word, "nonsense"))
    with pytest.raises(FolderError, match=r"answers\[0\]"):
        load_ledger(path)


def instead(person="", phone=""):
    where = Where("f.xlsx", "S", "A1")
    return Call(B1, "b1", Answer.OTHER_PERSON, "", "", where, person, phone)


def test_who_comes_instead_is_learnt_once_and_not_overwritten(tmp_path):
    findings = Findings()
    calls = [instead(), instead("Ann"), instead("Ann", "+861"), instead()]
    ledger = add_calls({}, calls, findings, replace_old=False)
    assert ledger[B1] == Entry(Answer.OTHER_PERSON, person="Ann", phone="+861")
    again = add_calls(ledger, [instead("Bob")], findings, replace_old=False)
    assert again == ledger
    (fault,) = findings.faults
    assert (fault.code, fault.found) == ("answer-contradicts", "other person comes Bob")
    assert "other person comes Ann" in fault.expected.en
    replaced = add_calls(ledger, [instead("Bob")], findings, replace_old=True)
    assert replaced[B1].person == "Bob"
    path = tmp_path / "answers.json"
    save_ledger(path, ledger)
    assert load_ledger(path) == ledger


def test_a_ledger_of_before_knows_nobody_else(tmp_path):
    path = tmp_path / "answers.json"
    path.write_text(
        '{"format": 1, "answers": [{"side": "buyer", "party": "b1", '
        '"answer": "moved", "notes": "", "caller": ""}]}',
        encoding="utf-8",
    )
    assert load_ledger(path) == {B1: Entry(Answer.MOVED)}
