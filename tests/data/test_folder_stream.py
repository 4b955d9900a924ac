"""Long lists line by line: the same as reading the file as a whole, or not at all."""

from __future__ import annotations

import json
from dataclasses import replace

import numpy as np
import pytest

from data import folder as folder_module
from data.folder import FolderError, load_schedule, write_schedule
from data.folder_candidates import bits_by_line, pairs_by_line
from data.folder_schedule import meetings_by_line
from data.folder_stream import UnlikeOurs, read_by_line
from data.folder_text import json_lines
from scheduler.candidates import Candidates
from scheduler.schedule import Schedule
from scheduler.wording import Wording
from tests.builders import make_buyer, make_candidates, make_meeting, make_problem
from tests.folders import rich_folder

OURS = '{\n"a": 1,\n"list": [\n  [1, 2],\n  {"x": ","}\n],\n"z": {\n  "k": []\n}\n}\n'


def rows_of(rows, before):
    """Return the rows as they stand, and the keys before."""
    return [*rows, sorted(before)]


@pytest.fixture
def content():
    """Return a folder's content with awkward texts."""
    problem = make_problem([make_buyer("b1"), make_buyer('b"2\n\\，')], 2)
    meetings = (
        make_meeting(problem, because=Wording(en='a "b"\\\n\t,', zh="展会\u2028")),
        make_meeting(problem, 'b"2\n\\，', "s2", hall="H1", booth="s2"),
    )
    candidates = make_candidates(problem)
    candidates = replace(
        candidates, lines=np.array([0, 1, 2**63, 2**64 - 1], np.uint64)
    )
    return replace(
        rich_folder(),
        problem=problem,
        candidates=candidates,
        schedule=Schedule(meetings),
    )


def test_rows_are_handed_over_and_the_rest_is_read(tmp_path):
    path = tmp_path / "x.json"
    path.write_text(OURS, encoding="utf-8")

    found = read_by_line(path, {"list": rows_of})

    assert found == {
        "a": 1,
        "list": ["[1, 2]", '{"x": ","}', ["a"]],
        "z": {"k": []},
    }
    assert read_by_line(path, {}) == json.loads(OURS)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("{\n", "{ \n"),
        ('"a": 1,', '"a": 1'),
        ('"a": 1,', '"a": NaN,'),
        ('"a": 1,', '"a" 1,'),
        ('"a": 1,', '"a": 1,\n"a": 2,'),
        ('"a": 1,', "1: 1,"),
        ("  [1, 2],", "[1, 2],"),
        ("  [1, 2],", "  [1, 2]"),
        ('","}\n', '","},\n'),
        ("\n],\n", "\n],,\n"),
        ("]\n}\n}", "]\n]\n}"),
        ("}\n}\n", "}\n}\n\n"),
        ("}\n}\n", "}\n}"),
        ("}\n}\n", "}\n"),
        ('"list": [\n', '"list": '),
    ],
)
def test_whatever_is_laid_out_otherwise_is_left_to_the_slow_way(tmp_path, old, new):
    assert old in OURS
    path = tmp_path / "x.json"
    path.write_text(OURS.replace(old, new), encoding="utf-8")

    with pytest.raises(UnlikeOurs):
        read_by_line(path, {"list": rows_of})


def test_a_file_that_was_cut_off_anywhere_is_left_to_the_slow_way(tmp_path):
    path = tmp_path / "x.json"
    for size in range(len(OURS)):
        path.write_text(OURS[:size], encoding="utf-8")
        with pytest.raises(UnlikeOurs):
            read_by_line(path, {"list": rows_of})


def test_a_file_that_is_not_there_or_not_text_is_left_to_the_slow_way(tmp_path):
    path = tmp_path / "x.json"
    with pytest.raises(UnlikeOurs):
        read_by_line(path, {})
    path.write_bytes(b"{\n\xff\n}\n")
    with pytest.raises(UnlikeOurs):
        read_by_line(path, {})


@pytest.mark.parametrize("slow", [False, True])
def test_both_ways_read_the_same(tmp_path, monkeypatch, content, slow):
    write_schedule(tmp_path, content)
    if slow:
        for path in tmp_path.glob("*.json"):
            value = json.loads(path.read_text(encoding="utf-8"))
            path.write_text(json.dumps(value), encoding="utf-8")
    else:
        monkeypatch.setattr(folder_module, "read_candidates", None)

    found = load_schedule(tmp_path)

    assert found.schedule == content.schedule
    assert found.problem == content.problem
    for name in ("buyer", "supplier", "fit", "lines"):
        ours, theirs = (
            getattr(c, name) for c in (content.candidates, found.candidates)
        )
        assert np.array_equal(ours, theirs), name


def test_a_fair_without_pairs_and_meetings_is_read(tmp_path, content):
    nobody = np.zeros(0)
    empty = Candidates(
        nobody.astype(np.int32),
        nobody.astype(np.int32),
        nobody.astype(np.int16),
        nobody.astype(np.uint64),
    )
    write_schedule(tmp_path, replace(content, candidates=empty, schedule=Schedule(())))

    found = load_schedule(tmp_path)

    assert (found.schedule, len(found.candidates)) == (Schedule(()), 0)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('["b1", "s1", 80]', '["b1", "s3", 80]'),
        ('["b1", "s1", 80]', '["b1", "s2", 80]'),
        ('"candidate_lines": [\n  0, 1', '"candidate_lines": [\n  0'),
        ('"candidate_lines": [\n  0, 1', '"candidate_lines": [\n  0, -1'),
        ('"meet_at": "supplier booth"', '"meet_at": "nowhere"'),
    ],
)
def test_a_fault_in_a_file_laid_out_as_ours_is_named_all_the_same(
    tmp_path, content, old, new
):
    write_schedule(tmp_path, content)
    path = tmp_path / "problem.json"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")

    with pytest.raises(FolderError) as caught:
        load_schedule(tmp_path)

    assert caught.value.what.en.startswith("problem.json, at ")


def test_meetings_that_are_no_list_are_named(tmp_path, content):
    write_schedule(tmp_path, content)
    path = tmp_path / "schedule.json"
    shown = json.loads(path.read_text(encoding="utf-8"))
    path.write_text("".join(json_lines(shown | {"meetings": 7})), encoding="utf-8")

    with pytest.raises(FolderError) as caught:
        load_schedule(tmp_path)

    assert "at meetings: expected a list, found 7" in caught.value.what.en


@pytest.mark.parametrize(
    ("handler", "row"),
    [
        (pairs_by_line, '["b1", "s1"]'),
        (pairs_by_line, '["b1", "s1", true]'),
        (pairs_by_line, '["b1", 1, 50]'),
        (pairs_by_line, '["b1", "s1", 101]'),
        (pairs_by_line, '["b1", "s1", -1]'),
        (pairs_by_line, "1, 2, 3"),
        (bits_by_line, "1.5"),
        (bits_by_line, "true"),
        (bits_by_line, "1], [2"),
    ],
)
def test_odd_rows_are_left_to_the_slow_way(handler, row):
    with pytest.raises((UnlikeOurs, ValueError)):
        handler(iter([row]), {})


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("buyer", 1),
        ("round", -1),
        ("round", True),
        ("table", 2**53 + 1),
        ("fit", 101),
        ("locked", 1),
        ("start", "soon"),
        ("because", "x"),
        ("because", {"en": "x"}),
        ("because", {"en": "x", "zh": 1}),
    ],
)
def test_odd_meetings_are_left_to_the_slow_way(tmp_path, content, key, value):
    write_schedule(tmp_path, content)
    shown = json.loads((tmp_path / "schedule.json").read_text(encoding="utf-8"))
    row = json.dumps(shown["meetings"][0] | {key: value})

    with pytest.raises(UnlikeOurs):
        meetings_by_line(iter([row]), shown)
    with pytest.raises(UnlikeOurs):
        meetings_by_line(iter(["[]"]), shown)
