"""The schedule folder: what is written, that it comes back, and the same bytes."""

from __future__ import annotations

import gc
import json
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.folder import FILES, ScheduleFolder, Summary, load_schedule, write_schedule
from data.folder_text import Written, json_lines
from scheduler.candidates import Candidates
from scheduler.directory import Contact, Directory, Organiser, SmsSettings, Venue
from scheduler.fit.settings import FitSettings
from scheduler.problem import (
    Buyer,
    Categories,
    Dealing,
    DemandLine,
    Fair,
    Interpreter,
    Lock,
    MeetAt,
    OfferLine,
    Outcome,
    Place,
    Problem,
    Round,
    Session,
    Slot,
    Strength,
    Suggestion,
    Supplier,
    Walk,
)
from scheduler.reasons import Reason, ReasonCode
from scheduler.result import Status, Tier
from scheduler.schedule import Meeting, Schedule, Shortfall, UnplacedMust
from scheduler.wording import Wording

START = datetime(2026, 12, 3, 1, 30, tzinfo=UTC)
"""09:30 in Shanghai."""


def _session(name="D1-AM", rounds=2):
    cuts = [
        Round(START + timedelta(minutes=25 * i), START + timedelta(minutes=25 * i + 20))
        for i in range(rounds)
    ]
    return Session(name, START, START + timedelta(minutes=120), tuple(cuts))


def _rich_problem():
    slot = Slot("D1-AM", 1)
    fair = Fair(
        name=Wording(en="Fair", zh="展会"),
        timezone="Asia/Shanghai",
        sessions=(_session(),),
        min_meetings=1,
        max_meetings=2,
        sessions_per_buyer=2,
        min_fit=0,
        meet_at=MeetAt.BUYER_BOOTH,
        walk=Walk(3.0, 5.5, {Place("H1", "A1"): (0.0, 12.5)}, 50.0),
        tables=7,
        ratio_target=1.5,
        interpreters=(
            Interpreter(("zh", "en"), 3),
            Interpreter(("zh", "es"), 1, ("D1-AM",), "H2"),
        ),
    )
    demand = DemandLine(
        product="泵",
        categories=("40", "41"),
        specification="DN50",
        quantity=0.0,
        unit="台",
        budget=12.5,
        currency="CNY",
        needed_by=date(2027, 1, 31),
        id="L1",
        certificates=("CE",),
    )
    offer = OfferLine(
        "泵", ("40",), "100/月", 5.0, 0.0, 9.5, "CNY", ("CE",), "O1", "台", 100.0, "台"
    )
    buyers = (
        Buyer("B1", "垚鑫", (demand, DemandLine("阀"))),
        Buyer(
            "B2",
            "喆",
            (),
            ("D1-AM",),
            frozenset({slot, Slot("D1-AM", 0)}),
            2,
            "H2",
            "B2",
            "华东",
            ("zh", "es"),
            "A",
            ("S1",),
            ("S2",),
        ),
    )
    suppliers = (
        Supplier("S1", "淼", "H1", "A1"),
        Supplier(
            "S2",
            "㛃",
            "H1",
            "A2",
            2,
            4,
            frozenset({slot}),
            (offer,),
            (Place("H3", "C9"),),
            "华南",
            ("en",),
            "李",
        ),
    )
    wish = Suggestion("B1", "S1", Strength.MUST, "老客户", "李")
    return Problem(
        fair,
        buyers,
        suppliers,
        (wish,),
        (Lock("B1", "S2", slot),),
        (Dealing("B1", "S1", Outcome.DEAL),),
        FitSettings(quantity=0.5, rates=(("CNY", 1.0), ("USD", 7.25))),
        Categories({"泵": (("40", "41"),)}, {"40": Wording(en="Pumps", zh="泵")}),
        (("pump", "泵"),),
    )


def _meeting(**changed):
    facts = {
        "buyer": "B1",
        "supplier": "S2",
        "session": "D1-AM",
        "round_index": 1,
        "start": START + timedelta(minutes=25),
        "end": START + timedelta(minutes=45),
        "hall": "H1",
        "booth": "A2",
        "table": 1,
        "fit": 87,
        "locked": True,
        "because": Wording(en="Serves 1 of 2 lines", zh="满足 2 项需求中的 1 项"),
    }
    return Meeting(**(facts | changed))


def _rich_folder():
    problem = _rich_problem()
    pairs = [("B1", "S1", 0, 0), ("B1", "S2", 87, 2**63 + 1), ("B2", "S2", 100, 2)]
    reason = Reason(ReasonCode.NEVER, Wording(en="They never meet.", zh="禁止洽谈。"))
    schedule = Schedule(
        meetings=(_meeting(),),
        shortfalls=(Shortfall("B2", 0, 1, (reason,)),),
        unplaced_musts=(UnplacedMust("B1", "S1", (reason,)),),
        release=3,
        seed=-5,
    )
    directory = Directory(
        venue=Venue(Wording("a", "b"), Wording("c", "d"), Wording("e", "f")),
        organiser=Organiser("组委会", "400-1", "x@y.example"),
        sms=SmsSettings("【展】", "aliyun"),
        buyers={"B2": Contact("王", "经理", "+8613800138000", "138", "w@y.example", 2)},
        suppliers={"S1": Contact(notes="静"), "S2": Contact()},
    )
    summary = Summary(
        buyers=2,
        suppliers=2,
        meetings=1,
        tiers=(Tier("fit", 87, 90, True, 88, 0.01),),
        status=Status.FEASIBLE,
        seed=-5,
        seconds={"read": 0.1234, "solve": 2.0},
        versions={"ortools": "9"},
    )
    return ScheduleFolder(
        problem, Candidates.build(problem, pairs), schedule, directory, summary
    )


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
    content = _rich_folder()

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
    write_schedule(tmp_path / "one", _rich_folder())

    write_schedule(tmp_path / "two", load_schedule(tmp_path / "one"))

    for name in FILES:
        one, two = (tmp_path / folder / name for folder in ("one", "two"))
        assert one.read_bytes() == two.read_bytes(), name


def test_schedule_json_has_the_promised_shape(tmp_path):
    write_schedule(tmp_path, _rich_folder())

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
    write_schedule(tmp_path, _rich_folder())

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
    write_schedule(tmp_path, _rich_folder())

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
        sessions=(_session(rounds=3),),
        ratio_target=draw(NUMBERS),
    )
    return Problem(fair, buyers, suppliers)


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
    content = _rich_folder()
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
        write_schedule(tmp_path, _rich_folder())


def test_a_byte_order_mark_is_read_over(tmp_path):
    write_schedule(tmp_path, _rich_folder())
    path: Path = tmp_path / "schedule.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())

    assert load_schedule(tmp_path).schedule == _rich_folder().schedule


@pytest.mark.parametrize("collecting", [True, False])
def test_the_collector_is_left_as_it_was(tmp_path, collecting):
    write_schedule(tmp_path, _rich_folder())
    was_on = gc.isenabled()
    (gc.enable if collecting else gc.disable)()

    try:
        load_schedule(tmp_path)
        assert gc.isenabled() is collecting
    finally:
        (gc.enable if was_on else gc.disable)()
