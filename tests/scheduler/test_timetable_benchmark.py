"""`benchmarks/b2b.py` reads MiniZinc data, refuses what is malformed, prints answers."""

import json
from pathlib import Path

import pytest

from benchmarks.b2b import main
from benchmarks.dzn import DznError, parse_dzn
from scheduler.timetable.problem import DayPart

ROOT = Path(__file__).resolve().parents[2]
FORUMS = ROOT / "../shared/benchmarks/b2b/original"
TINY = """% three meetings of three people
nBusiness = 3; nMeetings = 3; nTables = 1;
nTotalSlots = 4; nMorningSlots = 2;
requested = [|1, 2,1,
|1, 3,3,
|2, 3,2,
|];
meetingsxBusiness = [{1,2},{1,3},{2,3}];
forbidden = [{0}, {4}, {}];
fixed = [0, 0, 3];
precedences = [{}, {1}, {1, 2}];
"""


def test_data_is_read_as_described():
    problem = parse_dzn(TINY).problem
    assert (problem.slots, problem.morning_slots, problem.tables) == (4, 2, 1)
    assert [sorted(p.forbidden) for p in problem.participants] == [[], [3], []]
    assert [m.part for m in problem.meetings] == [
        DayPart.MORNING,
        DayPart.ANY,
        DayPart.AFTERNOON,
    ]
    assert [m.slot for m in problem.meetings] == [None, None, 2]
    assert [sorted(m.after) for m in problem.meetings] == [[], ["1"], ["1", "2"]]


def test_optional_lists_may_be_absent_and_ranges_are_sets():
    text = TINY.replace("fixed = [0, 0, 3];", "").replace("{4}", "2..3")
    text = text.replace("precedences = [{}, {1}, {1, 2}];", "colour = 3")
    case = parse_dzn(text)
    assert case.unread == ("colour",)
    assert [m.slot for m in case.problem.meetings] == [None, None, None]
    assert sorted(case.problem.participants[1].forbidden) == [1, 2]
    assert not any(m.after for m in case.problem.meetings)


def test_wrapped_lists_are_read():
    text = TINY.replace("[0, 0, 3]", "array1d(1..3, [0, 0, 3,])")
    assert parse_dzn(text) == parse_dzn(TINY)
    assert parse_dzn(TINY.replace("fixed = [0, 0, 3];", "forbidden2=1;")).unread


def test_rows_without_bars_are_read_in_order():
    start, end = TINY.index("[|"), TINY.index("meetingsx")
    flat = "array2d(1..3, 1..3, [1,2,1, 1,3,3,\n2,3,2]);\n"
    assert parse_dzn(TINY[:start] + flat + TINY[end:]) == parse_dzn(TINY)


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("nTables = 1;", "", "nTables is missing"),
        ("nTables = 1;", "nTables = one;", "Line 2: nTables: expected a number"),
        ("nTables = 1;", "nTables = 100001;", "expected a number up to 100000"),
        ("nTables = 1;", f"nTables = {'9' * 5000};", "expected a number up to 100000"),
        ("nTables = 1;", "nTables = 1; nTables = 2;", "Line 2: nTables is given twice"),
        ("nTables = 1;", "nTables 1;", "Line 2: expected `name = value;`"),
        ("requested", "asked", "requested is missing"),
        ("|1, 2,1", "|1, 2", "Line 4: requested, row 1: 2 numbers, expected 3"),
        ("|1, 2,1", "|1, 9,1", "requested: 9 is not from 1 to 3"),
        ("|1, 2,1", "|1, 1,1", "meeting 1, 1 would meet itself"),
        ("|1, 2,1", "|1, 2,4", "session 4 is not 1, 2 or 3"),
        ("|1, 2,1,", "", "requested: 2 entries, expected 3"),
        ("[0, 0, 3]", "[0, 0]", "Line 10: fixed: 2 entries, expected 3"),
        ("[0, 0, 3]", "[0, 0, 5]", "fixed: 5 is not from 1 to 4"),
        ("[0, 0, 3]", "[0, x, 3]", "fixed: expected a number, found 'x'"),
        ("[0, 0, 3]", "7", r"fixed: expected a list in \[ \]"),
        ("{4}", "{9}", "forbidden: 9 is not from 1 to 4"),
        ("{4}", "4", "forbidden: expected sets"),
    ],
)
def test_malformed_data_is_refused_with_its_place(old, new, says):
    with pytest.raises(DznError, match=says):
        parse_dzn(TINY.replace(old, new, 1))


def test_json_has_a_verified_schedule(tmp_path, capsys):
    (tmp_path / "tiny.original.dzn").write_text(TINY)
    assert main([str(tmp_path / "tiny.original.dzn"), "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert record["name"] == "tiny"
    assert record["status"] == "optimal"
    # meeting 2 lies between 1 and 3, so participant 2 waits through slot 2
    assert (record["breaks"], record["bound"]) == (1, 1)
    assert record["schedule"] == [1, 2, 3]


def test_mark_at_the_start_of_a_file_is_passed_over(tmp_path, capsys):
    (tmp_path / "tiny.dzn").write_text(TINY, encoding="utf-8-sig")
    assert main([str(tmp_path / "tiny.dzn"), "--json"]) == 0
    assert json.loads(capsys.readouterr().out)[0]["breaks"] == 1


def test_table_ends_with_a_total(tmp_path, capsys):
    (tmp_path / "tiny.dzn").write_text(TINY)
    (tmp_path / "none.dzn").write_text(TINY.replace("[0, 0, 3]", "[3, 0, 3]"))
    assert main([str(tmp_path / "tiny.dzn"), str(tmp_path / "none.dzn")]) == 0
    head, *rows, total = capsys.readouterr().out.splitlines()
    assert head.split()[:4] == ["name", "status", "breaks", "bound"]
    assert rows[0].split()[:4] == ["tiny", "optimal", "1", "1"]
    assert rows[1].split()[:4] == ["none", "infeasible", "-", "-"]
    assert total.startswith("2 of 2 settled")


@pytest.mark.parametrize("content", [b"nBusiness = 3;", b"\xff\xfe", None])
def test_unreadable_file_ends_with_3(tmp_path, capsys, content):
    path = tmp_path / "bad.dzn"
    if content is not None:
        path.write_bytes(content)
    assert main([str(path)]) == 3
    assert "Nothing was solved." in capsys.readouterr().err


@pytest.mark.shared
@pytest.mark.skipif(not FORUMS.is_dir(), reason="the published problems are not here")
@pytest.mark.parametrize(
    ("name", "breaks"), [("tic-12", 0), ("forumt-14", 5), ("forumt-14crafd", 4)]
)
def test_published_optimum_is_proven(capsys, name, breaks):
    assert main([str(FORUMS / f"{name}.original.dzn"), "--json"]) == 0
    (record,) = json.loads(capsys.readouterr().out)
    assert (record["status"], record["breaks"]) == ("optimal", breaks)
