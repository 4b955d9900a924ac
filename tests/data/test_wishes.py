"""Suggestions, locks and absences."""

import pytest

from scheduler.fair import Place, Slot
from scheduler.problem import Lock, Strength, Suggestion

PAIR = ["采购商 buyer", "供应商 supplier"]


@pytest.fixture
def fair(desk):
    desk.set("buyers", [
        ["id", "buyer", "wants", "avoids", "sessions", "product"],
        ["B1", "甲公司", "", "", "", "x"],
        ["B2", "Twin", "", "", "D1-AM", "x"],
        ["B3", "Twin Two", "", "", "", "x"],
    ])  # fmt: skip
    desk.set("suppliers", [
        ["id", "supplier", "hall", "booth", "tables", "absent", "product"],
        ["S1", "乙公司", "1", "A1", 1, "", "x"],
        ["S2", "Foo Co., Ltd.", "1", "A2", 2, "D2-AM", "x"],
        ["S3", "同名", "1", "A3", 1, "", "x"],
        ["S4", "同名", "1", "A4", 1, "", "x"],
    ])  # fmt: skip
    return desk


def errors(fair):
    return [(f.code, f.cell) for f in fair.read().faults if f.is_error]


def test_wants_and_avoids_become_suggestions(fair):
    fair.set("buyers", [["id", "buyer", "wants", "avoids", "product"],
                        ["B1", "甲", "乙公司；Foo Co., Ltd.", "s3", "x"]])  # fmt: skip
    intake = fair.read()
    pairs = {(s.supplier, s.strength) for s in intake.problem.suggestions}
    assert pairs == {("S1", "prefer"), ("S2", "prefer"), ("S3", "never")}
    assert {"wants-as-prefer", "avoids-as-never"} <= {
        note.code for note in intake.notes
    }


def test_wants_that_name_nobody_are_left_out_with_the_nearest(fair):
    fair.set(
        "buyers",
        [["buyer", "wants", "avoids", "product"], ["甲", "乙公可", "同名", "x"]],
    )
    intake = fair.read()
    found = [
        (f.code, f.cell, f.severity) for f in intake.faults if f.code.startswith("want")
    ]
    assert found == [
        ("want-unknown", "B2", "warning"),
        ("want-ambiguous", "C2", "warning"),
    ]
    assert "乙公司 (S1)" in str(intake.faults)
    assert intake.problem.suggestions == ()


def test_a_want_that_is_a_whole_name_is_not_cut(fair):
    fair.set("suppliers", [["supplier", "product"], ["A、B 联合体", "x"]])
    fair.set("buyers", [["buyer", "wants", "product"], ["甲", "A、B 联合体", "x"]])
    assert len(fair.clean().suggestions) == 1


def test_suggestions_by_id_or_name(fair):
    fair.set("suggestions", [
        [*PAIR, "强度 strength", "理由 reason", "销售 sales rep"],
        ["甲公司", "s1", "必须 must", "老客户", "王五"],
        ["B1", "foo co ltd", "推荐", "", ""],
        ["B2", "S1", "不建议", "", ""],
        ["B2", "S2", "never", "", ""],
    ])  # fmt: skip
    problem = fair.read().problem
    assert problem.suggestions == (
        Suggestion("B1", "S1", Strength.MUST, "老客户", "王五"),
        Suggestion("B1", "S2", Strength.PREFER),
        Suggestion("B2", "S1", Strength.AVOID),
        Suggestion("B2", "S2", Strength.NEVER),
    )


def test_suggestions_that_name_nobody_are_errors(fair):
    fair.set("suggestions", [
        [*PAIR, "strength"],
        ["丙公司", "S1", "must"],
        ["B1", "同名", "must"],
        ["B1", "", "must"],
        ["B1", "S1", "maybe"],
    ])  # fmt: skip
    assert errors(fair) == [
        ("party-unknown", "A2"), ("party-ambiguous", "B3"),
        ("value-missing", "B4"), ("strength-unknown", "C5"),
    ]  # fmt: skip


def test_a_pair_suggested_twice(fair):
    fair.set("suggestions", [[*PAIR, "strength"], ["B1", "S1", "prefer"], ["B1", "S1", "must"], ["B1", "S1", "must"],
                             ["B2", "S1", "must"], ["B2", "S1", "never"]])  # fmt: skip
    intake = fair.read()
    found = [(f.code, f.cell) for f in intake.faults if f.file == "suggestions.xlsx"]
    assert found == [("suggestion-twice", "C3"), ("suggestion-conflict", "C6")]


def test_locks_count_rounds_from_one(fair):
    fair.set(
        "locks",
        [
            [*PAIR, "场次 session", "轮次 round"],
            ["B1", "S1", "D1-AM", 1],
            ["B1", "S2", "12月3日上午", "第2轮"],
        ],
    )
    intake = fair.read()
    assert intake.problem.locks == (
        Lock("B1", "S1", Slot("D1-AM", 0)),
        Lock("B1", "S2", Slot("D1-AM", 1)),
    )


def test_locks_count_rounds_from_zero_where_a_zero_occurs(fair):
    fair.set(
        "locks",
        [
            [*PAIR, "session", "round"],
            ["B1", "S1", "D1-AM", 1],
            ["B1", "S2", "D1-AM", 0],
        ],
    )
    intake = fair.read()
    assert [lock.slot.round_index for lock in intake.problem.locks] == [1, 0]
    assert "rounds-from-zero" in {note.code for note in intake.notes}


def test_locks_that_cannot_hold_are_errors_with_both_places(fair):
    fair.set("suggestions", [[*PAIR, "strength"], ["B1", "S3", "never"]])
    fair.set("locks", [
        [*PAIR, "session", "round"],
        ["B1", "S1", "D1-AM", 1],
        ["B2", "S1", "D1-AM", 1],   # S1 has one table
        ["B1", "S2", "D1-AM", 1],   # B1 is one team
        ["B1", "S1", "D1-AM", 2],   # the pair again
        ["B1", "S3", "D1-AM", 3],   # never
        ["B3", "S2", "D2-AM", 1],   # S2 is not there
        ["B2", "S2", "D1-PM", 1],   # B2 comes in the morning only
        ["B1", "S4", "D1-AM", 9],
        ["B1", "S4", "D1", 1],
        ["B1", "S4", "", 1],
        ["B1", "S4", "12月3日", 1],
    ])  # fmt: skip
    intake = fair.read()
    found = [(f.code, f.cell) for f in intake.faults if f.file == "locks.xlsx"]
    assert found == [
        ("lock-clash", "B3"), ("lock-clash", "A4"), ("lock-twice", "A5"), ("lock-never", "A6"),
        ("lock-absent", "A7"), ("lock-absent", "A8"), ("round-unknown", "D9"),
        ("session-unknown", "C10"), ("session-unknown", "C11"), ("session-ambiguous", "C12"),
    ]  # fmt: skip
    clash = next(f for f in intake.faults if f.code == "lock-clash")
    assert "locks.xlsx Sheet1 A2" in clash.expected.en
    never = next(f for f in intake.faults if f.code == "lock-never")
    assert "suggestions.xlsx Sheet1 C2" in never.expected.en


def test_locks_beyond_the_tables_of_the_hall_clash(fair):
    text = fair.paths["fair"].read_text(encoding="utf-8")
    text = text.replace("min_fit = 40", 'min_fit = 40\nmeet_at = "tables"')
    fair.set_fair(f"{text}\n[tables]\ncount = 1\n")
    fair.set(
        "locks",
        [
            [*PAIR, "session", "round"],
            ["B1", "S1", "D1-AM", 1],
            ["B3", "S2", "D1-AM", 1],
        ],
    )
    assert errors(fair) == [("lock-clash", "D3")]


def test_absences_of_every_kind(fair):
    fair.set("absences", [
        ["单位 party", "类型 kind", "场次 session", "轮次 round", "展位 booth", "展馆 hall"],
        ["甲公司", "absent", "D1-AM", 2, "", ""],
        ["甲公司", "迟到", "D1-PM", 3, "", ""],
        ["B3", "缺席 no-show", "D2-AM", "", "", ""],
        ["S1", "退展", "", "", "", ""],
        ["S2", "不在", "D1-AM；D1-PM", "", "", ""],
        ["S3", "换展位", "", "", "C9", ""],
        ["S4", "booth moved", "", "", "D9", "3"],
        ["B2", "booth moved", "", "", "E9", ""],
    ])  # fmt: skip
    intake = fair.read()
    problem = intake.problem
    assert problem.buyer_by_id["B1"].absent == {
        Slot("D1-AM", 1), Slot("D1-PM", 0), Slot("D1-PM", 1),
    }  # fmt: skip
    assert problem.buyer_by_id["B3"].absent == {Slot("D2-AM", i) for i in range(5)}
    assert problem.supplier_by_id["S1"].absent == set(problem.fair.slots)
    assert problem.supplier_by_id["S2"].absent == set(problem.fair.slots)
    assert problem.supplier_by_id["S3"].place == Place("1", "C9")
    assert problem.supplier_by_id["S4"].place == Place("3", "D9")
    assert problem.buyer_by_id["B2"].booth == "E9"


def test_absences_that_say_too_little_are_errors(fair):
    fair.set("absences", [
        ["party", "kind", "session", "round", "booth"],
        ["B1", "sick", "D1-AM", "", ""],
        ["", "absent", "", "", ""],
        ["nobody", "absent", "", "", ""],
        ["同名", "absent", "", "", ""],
        ["B1", "late", "D1-AM", "", ""],
        ["B1", "late", "", 2, ""],
        ["B1", "absent", "", 2, ""],
        ["B1", "absent", "D1-AM", 9, ""],
        ["S1", "booth moved", "", "", ""],
    ])  # fmt: skip
    assert errors(fair) == [
        ("absence-kind-unknown", "B2"), ("value-missing", "A3"), ("party-unknown", "A4"),
        ("party-ambiguous", "A5"), ("value-missing", "D6"), ("session-unknown", "C7"),
        ("session-unknown", "C8"), ("round-unknown", "D9"), ("booth-missing", "E10"),
    ]  # fmt: skip


def test_a_name_of_both_sides_is_ambiguous(fair):
    fair.set("suppliers", [["supplier", "product"], ["甲公司", "x"]])
    fair.set("absences", [["party", "kind"], ["甲公司", "absent"]])
    assert errors(fair) == [("party-ambiguous", "A2")]


def test_a_lock_in_an_absence_names_the_absence(fair):
    fair.set(
        "absences",
        [
            ["party", "kind", "session"],
            ["B1", "absent", "D1-AM"],
            ["S1", "absent", "D1-AM"],
        ],
    )
    fair.set("locks", [[*PAIR, "session", "round"], ["B1", "S1", "D1-AM", 1]])
    intake = fair.read()
    texts = [f.expected.en for f in intake.faults if f.code == "lock-absent"]
    assert ["absences.xlsx Sheet1 B2" in t for t in texts] == [True, False]
    assert "absences.xlsx Sheet1 B3" in texts[1]


def test_further_sheets_without_rows_and_without_fair(fair):
    fair.set("suggestions", [[*PAIR, "strength"], ["示例 example", "x", "must"]])
    assert fair.read().problem.suggestions == ()
    fair.set("locks", [[*PAIR, "session", "round"], ["B1", "S1", "D1-AM", 1]])
    fair.set_fair("x = 1")
    assert fair.read().problem is None


def test_files_of_wishes_that_cannot_be_read(fair, tmp_path):
    fair.paths["locks"] = tmp_path / "none.xlsx"
    assert [f.code for f in fair.read().faults if f.is_error] == ["file-missing"]
