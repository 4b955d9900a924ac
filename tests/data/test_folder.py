"""The schedule folder: what is written, that it comes back, and the same bytes."""

from __future__ import annotations

import gc
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.folder import FILES, ScheduleFolder, Summary, load_schedule, write_schedule
from data.folder_text import Written, json_lines
from scheduler.candidates import Candidates
from scheduler.directory import Directory
from scheduler.fair import Fair, Slot
from scheduler.problem import Buyer, DemandLine, OfferLine, Problem, Supplier
from scheduler.result import Status
from scheduler.schedule import Schedule
from scheduler.wording import Wording
from tests.folders import rich_folder, session


def _columns(candidates):
    return [
        (column.dtype, column.tolist())
        for column in (
            candidates.buyer,
            candidates.supplier,
            candidates.fit,
            candidates.lines,
        )
    ]


def test_everything_comes_back(tmp_path):
    content = rich_folder()

    write_schedule(tmp_path / "deep" / "out", content)
    loaded = load_schedule(tmp_path / "deep" / "out")

    assert loaded.problem == content.problem
    assert _columns(loaded.candidates) == _columns(content.candidates)
    assert loaded.schedule == content.schedule
    assert loaded.directory == content.directory
    # 0.1234 s is kept to the millisecond
    assert loaded.summary.seconds == {"read": 0.123, "solve": 2.0}
    assert loaded.summary.tiers == content.summary.tiers
    assert loaded.stated_sessions == content.problem.fair.sessions
    assert str(loaded.schedule.meetings[0].start) == "2026-12-03 09:55:00+08:00"


def test_what_was_loaded_is_written_as_the_same_bytes(tmp_path):
    write_schedule(tmp_path / "one", rich_folder())

    write_schedule(tmp_path / "two", load_schedule(tmp_path / "one"))

    for name in FILES:
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_schedule_json_has_the_promised_shape(tmp_path):
    write_schedule(tmp_path, rich_folder())

    text = (tmp_path / "schedule.json").read_text(encoding="utf-8")
    shown = json.loads(text)

    assert list(shown) == sorted(shown)
    assert shown["fair"] == {
        "name": "Fair",
        "names": {"en": "Fair", "zh": "展会"},
        "timezone": "Asia/Shanghai",
    }
    assert (shown["format"], shown["release"], shown["seed"]) == (1, 3, -5)
    assert shown["sessions"] == [
        {
            "id": "D1-AM",
            "start": "2026-12-03T09:30:00+08:00",
            "end": "2026-12-03T11:30:00+08:00",
            "rounds": [
                {
                    "start": "2026-12-03T09:30:00+08:00",
                    "end": "2026-12-03T09:50:00+08:00",
                },
                {
                    "start": "2026-12-03T09:55:00+08:00",
                    "end": "2026-12-03T10:15:00+08:00",
                },
            ],
        }
    ]
    assert shown["meetings"] == [
        {
            "buyer": "B1",
            "supplier": "S2",
            "session": "D1-AM",
            "round": 1,
            "start": "2026-12-03T09:55:00+08:00",
            "end": "2026-12-03T10:15:00+08:00",
            "hall": "H1",
            "booth": "A2",
            "table": 1,
            "fit": 87,
            "locked": True,
            "because": {"en": "Serves 1 of 2 lines", "zh": "满足 2 项需求中的 1 项"},
        }
    ]
    never = {"code": "never", "en": "They never meet.", "zh": "禁止洽谈。"}
    assert shown["shortfalls"] == [
        {"buyer": "B2", "meetings": 0, "wanted": 1, "reasons": [never]}
    ]
    assert shown["unplaced_musts"] == [
        {"buyer": "B1", "supplier": "S1", "reasons": [never]}
    ]
    assert "满足 2 项需求中的 1 项" in text


def test_problem_json_says_what_others_need(tmp_path):
    write_schedule(tmp_path, rich_folder())

    shown = json.loads((tmp_path / "problem.json").read_text(encoding="utf-8"))

    assert shown["candidates"] == [["B1", "S1", 0], ["B1", "S2", 87], ["B2", "S2", 100]]
    assert shown["candidate_lines"] == [0, 2**63 + 1, 2]
    first, second = shown["buyers"]
    assert (first["sessions"], first["any_session"]) == (["D1-AM"], True)
    assert "any_session" not in second
    assert second["absent"] == [
        {"session": "D1-AM", "round": 0},
        {"session": "D1-AM", "round": 1},
    ]
    assert first["lines"][1] == {"product": "阀"}
    assert first["lines"][0]["quantity"] == 0.0
    assert shown["suppliers"][0]["max_meetings"] is None


def test_a_meeting_a_line_and_a_buyer_of_candidates_a_line(tmp_path):
    write_schedule(tmp_path, rich_folder())

    lines = (tmp_path / "problem.json").read_text(encoding="utf-8").splitlines()

    at = lines.index('"candidates": [')
    assert lines[at + 1 : at + 4] == [
        '  ["B1", "S1", 0], ["B1", "S2", 87],',
        '  ["B2", "S2", 100]',
        "],",
    ]


def test_json_text_of_every_kind_of_member():
    value = {
        "b": [1, {"z": 1, "a": 2}],
        "a": {"y": [1, 2], "x": None},
        "c": [],
        "d": {},
        "e": Written(["1, 2", "3"]),
        "f": "展",
    }

    assert "".join(json_lines(value)) == (
        '{\n"a": {\n  "x": null,\n  "y": [1, 2]\n},\n'
        '"b": [\n  1,\n  {"a": 2, "z": 1}\n],\n'
        '"c": [],\n"d": {},\n'
        '"e": [\n  1, 2,\n  3\n],\n'
        '"f": "展"\n}\n'
    )


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
NUMBERS = st.none() | st.floats(allow_nan=False, allow_infinity=False)


@st.composite
def _problems(draw):
    count = draw(st.integers(0, 3))
    names = draw(
        st.lists(TEXTS.filter(bool), min_size=count, max_size=count, unique=True)
    )
    demand = st.builds(
        DemandLine,
        product=TEXTS,
        categories=st.lists(TEXTS, max_size=2).map(tuple),
        quantity=NUMBERS,
        needed_by=st.none() | st.dates(),
        id=TEXTS,
    )
    slots = st.frozensets(st.integers(0, 2).map(lambda i: Slot("D1-AM", i)))
    buyers = tuple(
        Buyer(
            id=name,
            name=draw(TEXTS),
            lines=tuple(draw(st.lists(demand, max_size=2))),
            sessions=draw(st.sampled_from([None, (), ("D1-AM",)])),
            absent=draw(slots),
            teams=draw(st.integers(1, 3)),
            wants=tuple(draw(st.lists(TEXTS, max_size=2))),
        )
        for name in names
    )
    offer = st.builds(OfferLine, product=TEXTS, price_low=NUMBERS, currency=TEXTS)
    suppliers = tuple(
        Supplier(
            id=name,
            name=draw(TEXTS),
            lines=tuple(draw(st.lists(offer, max_size=2))),
            max_meetings=draw(st.none() | st.integers(0, 9)),
        )
        for name in names
    )
    fair = Fair(
        name=Wording(draw(TEXTS), draw(TEXTS)),
        timezone=draw(st.sampled_from(["Asia/Shanghai", "Europe/Madrid", "UTC"])),
        sessions=(session(rounds=3),),
        ratio_target=draw(NUMBERS),
    )
    words = st.dictionaries(TEXTS, st.lists(TEXTS, max_size=2).map(tuple), max_size=2)
    glossary = draw(st.dictionaries(TEXTS, words, max_size=2))
    return Problem(fair, buyers, suppliers, glossary=glossary)


@given(_problems(), st.data())
@settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
def test_any_problem_comes_back(tmp_path, problem, data):
    every = [(b.id, s.id) for b in problem.buyers for s in problem.suppliers]
    chosen = data.draw(st.permutations(every))[: len(every) // 2 + 1]
    fits, bits = st.integers(0, 100), st.integers(0, 2**64 - 1)
    pairs = [(b, s, data.draw(fits), data.draw(bits)) for b, s in chosen]
    content = ScheduleFolder(
        problem,
        Candidates.build(problem, pairs),
        Schedule(()),
        Directory(),
        Summary(0, 0, 0, (), Status.NO_ANSWER),
    )

    write_schedule(tmp_path, content)
    loaded = load_schedule(tmp_path)

    assert loaded.problem == problem
    assert _columns(loaded.candidates) == _columns(content.candidates)


def test_candidates_in_another_order_are_sorted(tmp_path):
    content = rich_folder()
    write_schedule(tmp_path, content)
    path = tmp_path / "problem.json"
    shown = json.loads(path.read_text(encoding="utf-8"))
    shown["candidates"].reverse()
    shown["candidate_lines"].reverse()
    path.write_text(json.dumps(shown), encoding="utf-8")

    loaded = load_schedule(tmp_path)

    assert _columns(loaded.candidates) == _columns(content.candidates)
    assert np.all(np.diff(loaded.candidates.keys) > 0)


@pytest.mark.parametrize("name", FILES)
def test_a_file_that_cannot_be_written_raises(tmp_path, name):
    (tmp_path / name).mkdir()

    with pytest.raises(OSError, match=r"[Ii]s a directory|denied"):
        write_schedule(tmp_path, rich_folder())


def test_a_byte_order_mark_is_read_over(tmp_path):
    write_schedule(tmp_path, rich_folder())
    path: Path = tmp_path / "schedule.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_schedule(tmp_path).schedule == rich_folder().schedule


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path, collecting):
    write_schedule(tmp_path, rich_folder())
    was_on = gc.isenabled()
    (gc.enable if collecting else gc.disable)()

    try:
        load_schedule(tmp_path)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was_on else gc.disable)()


def test_words_without_their_language_are_chinese(tmp_path):
    write_schedule(tmp_path, rich_folder())
    path = tmp_path / "problem.json"
    problem = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(problem | {"glossary": {"泵": ["pump"]}}))
    assert load_schedule(tmp_path).problem.glossary == {"zh": {"泵": ("pump",)}}
