"""A damaged schedule folder: each fault names the file and the place in it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

import pytest

from data.folder import FolderError, ScheduleFolder, Summary, load_schedule
from data.folder import write_schedule as write
from scheduler.candidates import Candidates
from scheduler.directory import Contact, Directory
from scheduler.fair import Fair, Place, Round, Session, Slot, Walk
from scheduler.problem import (
    Buyer,
    DemandLine,
    Lock,
    Problem,
    Strength,
    Suggestion,
    Supplier,
)
from scheduler.reasons import Reason, ReasonCode
from scheduler.result import Status, Tier
from scheduler.schedule import Meeting, Schedule, Shortfall
from scheduler.wording import Wording

START = datetime(2026, 12, 3, 1, 30, tzinfo=UTC)
ROUND = Round(START, START + timedelta(minutes=20))
SAME = Wording.same("x")


@pytest.fixture
def folder(tmp_path):
    session = Session("AM", START, START + timedelta(minutes=60), (ROUND,))
    walk = Walk(booths={Place("H", "A"): (1.0, 2.0)})
    problem = Problem(
        Fair(SAME, "Asia/Shanghai", (session,), walk=walk),
        (Buyer("B1", "b", (DemandLine("p"),)),),
        (Supplier("S1", "s"), Supplier("S2", "t")),
        (Suggestion("B1", "S1", Strength.MUST),),
        (Lock("B1", "S1", Slot("AM", 0)),),
    )
    meeting = Meeting(
        "B1", "S1", "AM", 0, ROUND.start, ROUND.end, "", "", 1, 50, True, SAME
    )
    short = Shortfall("B1", 1, 3, (Reason(ReasonCode.FEW_CANDIDATES, SAME),))
    content = ScheduleFolder(
        problem,
        Candidates.build(problem, [("B1", "S1", 50, 1), ("B1", "S2", 60, 1)]),
        Schedule((meeting,), (short,)),
        Directory(buyers={"B1": Contact("n")}),
        Summary(1, 2, 1, (Tier("fit", 1, 1, True, 1),), Status.OPTIMAL, 0, {"a": 1.0}),
    )
    write(tmp_path, content)
    return tmp_path


def _change(folder, file, path, value):
    """Set the member at `path` of the JSON in `file`; a missing value drops it."""
    shown = json.loads((folder / file).read_text(encoding="utf-8"))
    *way, last = path
    inner = shown
    for step in way:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    (folder / file).write_text(json.dumps(shown), encoding="utf-8")


def _error(folder):
    with pytest.raises(FolderError) as caught:
        load_schedule(folder)
    assert caught.value.what.zh != caught.value.what.en
    assert caught.value.advice.zh != caught.value.advice.en
    return caught.value


MEETING = ("schedule.json", ("meetings", 0))
BUYER = ("problem.json", ("buyers", 0))


@pytest.mark.parametrize(
    ("file", "path", "value", "what"),
    [
        (
            "schedule.json",
            ("format",),
            2,
            (
                "schedule.json, at format: expected format 1, the one this version reads, "
                "found 2."
            ),
        ),
        (
            "schedule.json",
            ("meetings",),
            {},
            "schedule.json, at meetings: expected a list, found {}.",
        ),
        (
            "schedule.json",
            ("meetings", 0),
            7,
            "schedule.json, at meetings[0]: expected an object, found 7.",
        ),
        (
            "schedule.json",
            ("meetings", 0, "buyer"),
            7,
            "schedule.json, at meetings[0].buyer: expected a text, found 7.",
        ),
        (
            "schedule.json",
            ("meetings", 0, "fit"),
            101,
            (
                "schedule.json, at meetings[0].fit: expected a whole number from 0 to 100, "
                "found 101."
            ),
        ),
        (
            "schedule.json",
            ("meetings", 0, "table"),
            True,
            "schedule.json, at meetings[0].table: expected a whole number, found true.",
        ),
        (
            "schedule.json",
            ("meetings", 0, "locked"),
            1,
            "schedule.json, at meetings[0].locked: expected true or false, found 1.",
        ),
        (
            "schedule.json",
            ("meetings", 0, "start"),
            "2026-12-03T09:30:00",
            (
                "schedule.json, at meetings[0].start: expected a time such as "
                '2026-12-03T09:30:00+08:00, found "2026-12-03T09:30:00".'
            ),
        ),
        (
            "schedule.json",
            ("meetings", 0, "start"),
            "morning",
            (
                "schedule.json, at meetings[0].start: expected a time such as "
                '2026-12-03T09:30:00+08:00, found "morning".'
            ),
        ),
        (
            "schedule.json",
            ("shortfalls", 0, "reasons", 0, "code"),
            "moon",
            (
                "schedule.json, at shortfalls[0].reasons[0].code: expected a reason's "
                'code, found "moon".'
            ),
        ),
        (
            "schedule.json",
            ("fair", "timezone"),
            "Moon/Base",
            (
                "schedule.json, at fair.timezone: expected a time zone such as "
                'Asia/Shanghai, found "Moon/Base".'
            ),
        ),
        (
            "problem.json",
            ("fair", "meet_at"),
            "bar",
            (
                "problem.json, at fair.meet_at: expected one of supplier booth, "
                'buyer booth, tables, found "bar".'
            ),
        ),
        (
            "problem.json",
            ("fair", "walk", "same_hall_min"),
            "3",
            'problem.json, at fair.walk.same_hall_min: expected a number, found "3".',
        ),
        (
            "problem.json",
            ("fair", "walk", "booths", 0, "x_m"),
            10**400,
            "problem.json, at fair.walk.booths[0].x_m: expected a number, found 1"
            + "0" * 56
            + "....",
        ),
        (
            "problem.json",
            ("buyers", 0, "lines", 0, "needed_by"),
            "soon",
            (
                "problem.json, at buyers[0].lines[0].needed_by: expected a date such as "
                '2026-12-03, found "soon".'
            ),
        ),
        (
            "problem.json",
            ("buyers", 0, "sessions", 0),
            1,
            "problem.json, at buyers[0].sessions[0]: expected a text, found 1.",
        ),
        (
            "problem.json",
            ("suggestions", 0, "strength"),
            "may",
            (
                "problem.json, at suggestions[0].strength: expected one of must, prefer, "
                'avoid, never, found "may".'
            ),
        ),
        (
            "problem.json",
            ("candidates", 1),
            ["B1", "S9", 60],
            (
                "problem.json, at candidates[1]: expected [buyer, supplier, fit] with "
                'known parties and a fit from 0 to 100, found ["B1", "S9", 60].'
            ),
        ),
        (
            "problem.json",
            ("candidates", 1),
            ["B1", "S1", 60],
            (
                "problem.json, at candidates[1]: expected each pair once, found "
                '["B1", "S1", 60].'
            ),
        ),
        (
            "problem.json",
            ("candidate_lines", 1),
            -1,
            (
                "problem.json, at candidate_lines[1]: expected a whole number from 0 to "
                "2^64 - 1, found -1."
            ),
        ),
        (
            "problem.json",
            ("candidate_lines",),
            [1],
            "problem.json, at candidate_lines: expected 2 numbers, found 1.",
        ),
        (
            "summary.json",
            ("status",),
            "great",
            (
                "summary.json, at status: expected one of optimal, feasible, stopped, "
                'no answer, found "great".'
            ),
        ),
        (
            "directory.json",
            ("buyers", "B1", "name"),
            None,
            "directory.json, at buyers.B1.name: expected a text, found null.",
        ),
    ],
)
def test_a_wrong_value_is_named_by_its_place(folder, file, path, value, what):
    _change(folder, file, path, value)

    assert _error(folder).what.en == what


@pytest.mark.parametrize(
    ("file", "path", "what"),
    [
        (*MEETING[:1], (*MEETING[1], "hall"), "schedule.json: meetings[0].hall"),
        (*BUYER[:1], (*BUYER[1], "id"), "problem.json: buyers[0].id"),
        ("summary.json", ("seconds",), "summary.json: seconds"),
        ("directory.json", ("venue", "name", "zh"), "directory.json: venue.name.zh"),
    ],
)
def test_a_missing_key_is_named(folder, file, path, what):
    _change(folder, file, path, ...)

    assert _error(folder).what.en == f"{what} is missing."


@pytest.mark.parametrize(
    ("content", "what"),
    [
        (b'{"format": 1,\n "x" 2}', "line 2, column 6"),
        (b'{"format": "\xff"}', "byte 12"),
        (b'{"format": NaN}', "a value"),
        (b"[" * 100_000, "a value"),
        (b"[1]", "line 1"),
        (b"", "line 1, column 1"),
    ],
)
def test_what_is_not_json_is_named_by_its_place(folder, content, what):
    (folder / "schedule.json").write_bytes(content)

    error = _error(folder)

    assert error.code == "folder-not-json"
    assert error.what.en == (
        f"schedule.json is damaged at {what}: it is not valid JSON of ours."
    )


@pytest.mark.parametrize("name", ["schedule.json", "problem.json", "summary.json"])
def test_a_missing_file_is_named(folder, name):
    (folder / name).unlink()

    error = _error(folder)

    assert error.code == "folder-file-missing"
    assert error.what.en == f"{folder / name} is missing."


def test_a_file_that_cannot_be_read_says_why(folder):
    (folder / "schedule.json").unlink()
    (folder / "schedule.json").mkdir()

    error = _error(folder)

    assert error.code == "folder-unreadable"
    assert "schedule.json cannot be read (" in error.what.en


def test_parties_that_contradict_each_other_are_refused(folder):
    _change(folder, "problem.json", ("locks", 0, "supplier"), "S9")

    error = _error(folder)

    assert error.code == "folder-contradiction"
    assert error.what.en == f"{folder} contradicts itself: There is no supplier S9."


@pytest.mark.parametrize(
    "triple",
    [
        ["B1", "S2"],
        ["B1", "S2", 60, 1],
        ["B9", "S2", 60],
        [["B1"], "S2", 60],
        ["B1", "S2", 101],
        ["B1", "S2", True],
        ["B1", "S2", 60.0],
        "abc",
        None,
        5,
    ],
)
def test_a_candidate_that_is_none_is_named(folder, triple):
    _change(folder, "problem.json", ("candidates", 1), triple)

    what = _error(folder).what.en

    assert what.startswith("problem.json, at candidates[1]: expected [buyer, supplier")
