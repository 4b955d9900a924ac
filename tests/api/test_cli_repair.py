"""fairmatch repair from the shell: changes in, the next release out."""

import json
import re
from dataclasses import replace

import openpyxl
import pytest

from api import cli
from api.services.repair_schedule import parse_now
from data.changes import ReadChanges
from data.folder import ScheduleFolder, Summary, load_schedule, write_schedule
from scheduler.directory import Contact, Directory
from scheduler.fair import Slot
from scheduler.problem import OfferLine
from scheduler.repair.changes import AddedSession
from scheduler.result import Status
from tests.builders import (
    make_buyer,
    make_candidates,
    make_fair,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_supplier,
)

HEAD = "party,kind,session,round,hall,booth\n"


@pytest.fixture
def release(tmp_path):
    """Return the folder of a release: b1 meets s1, b2 meets s2, s3 is free."""
    offer = (OfferLine("pump"),)
    problem = make_problem(
        [make_buyer(f"b{i}", lines=0) for i in (1, 2)],
        [make_supplier(f"s{i}", lines=offer) for i in (1, 2, 3)],
        make_fair(2),
        locks=[make_lock()],
    )
    schedule = make_schedule(
        problem, make_meeting(problem), make_meeting(problem, "b2", "s2", 1), release=1
    )
    contacts = {"b1": Contact("王", phone="+8613800138000", email="b@x.example")}
    content = ScheduleFolder(
        problem,
        make_candidates(problem),
        schedule,
        Directory(buyers=contacts),
        Summary(2, 3, 2, (), Status.OPTIMAL),
    )
    write_schedule(tmp_path / "r1", content)
    return tmp_path / "r1"


def _sheet(folder, *rows, name="changes.csv", head=HEAD):
    path = folder.parent / name
    path.write_text(head + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return str(path)


def _repair(release, *args):
    out = release.parent / "r2"
    return cli.run(["repair", str(release), "--out", str(out), *args]), out


def _load(path):
    return json.loads(path.read_text(encoding="utf-8"))


def test_a_withdrawn_supplier_is_replaced_and_only_changes_are_written(release, capsys):
    status, out = _repair(release, "--changes", _sheet(release, "s1,withdrawn"))

    assert status == 0
    said = capsys.readouterr().out.splitlines()
    assert said[0] == "Fair: release 2, 2 meetings; 1 had become impossible."
    assert said[1] == (
        "3 parties get a new paper (2 in any case; proven: no fewer than 3):"
    )
    assert "cancelled P1 round 1 (Supplier s1 (s1))" in said[2]
    assert re.search(r"new P1 round \d \(Supplier s3 \(s3\)\), H1 s3", said[2])
    assert "1 lock cannot be kept any more and was lifted." in said
    assert said[-1] == f"Written to {out}; print/ and notices/ hold only what changed."
    shown = _load(out / "schedule.json")
    assert shown["release"] == 2
    assert {(m["buyer"], m["supplier"]) for m in shown["meetings"]} == {
        ("b1", "s3"),
        ("b2", "s2"),
    }
    assert all(m["because"]["en"] for m in shown["meetings"])
    touched = _load(out / "touched.json")
    assert [one["party"] for one in touched["touched"]] == ["b1", "s1", "s3"]
    assert touched["unlocked"] == [
        {"buyer": "b1", "supplier": "s1", "session": "P1", "round": 0}
    ]
    papers = {entry["party"] for entry in _load(out / "print" / "manifest.json")}
    assert "b1" in papers
    assert "b2" not in papers
    assert cli.run(["check", str(out)]) == 0


def test_the_workbook_of_a_repair_weighs_supply_and_demand(release):
    status, out = _repair(release, "--changes", _sheet(release, "s1,withdrawn,,,,"))
    assert status == 0
    sheet = openpyxl.load_workbook(out / "print" / "master.xlsx")["Balance 供需平衡"]
    kinds = [row[0].value for row in sheet.iter_rows(min_row=2)]
    assert kinds[:3] == ["场次 session", "场次 session", "全场 fair"]
    # the folder keeps it, so that printing again says the same
    assert load_schedule(out).summary.balance is not None


def test_papers_first_leaves_a_buyer_short_for_the_sake_of_others(release, capsys):
    args = ["--changes", _sheet(release, "s1,withdrawn"), "--papers-first"]
    status, out = _repair(release, *args)
    assert status == 0
    touched = _load(out / "touched.json")
    assert [one["party"] for one in touched["touched"]] == ["b1", "s1"]
    assert touched["bound"] == 2
    assert "1 meeting is missing" in capsys.readouterr().out


def test_cancel_leaves_a_gap_and_names_standbys(release, capsys):
    args = ["--changes", _sheet(release, "b2,no-show"), "--mode", "cancel"]
    status, out = _repair(release, *args)

    assert status == 0
    said = capsys.readouterr().out
    assert "1 meeting is missing to the minimum (proven: no fewer than 1)." in said
    assert "  Supplier s2 (s2), P1 round 2: Buyer b1 (b1) 80" in said
    assert _load(out / "touched.json")["freed"] == [
        {
            "side": "supplier",
            "party": "s2",
            "session": "P1",
            "round": 1,
            "standbys": [{"buyer": "b1", "fit": 80, "lacks": 0, "walk_min": 0.0}],
        }
    ]


def test_nothing_changed_is_said_in_chinese_and_a_repair_can_be_repaired(
    release, capsys
):
    changes = _sheet(release, "s3,退展")
    status, out = _repair(release, "--changes", changes, "--lang", "zh")
    assert status == 0
    assert "没有任何单位的洽谈发生变化。" in capsys.readouterr().out

    again = ["repair", str(out), "--changes", changes, "--out", str(out)]
    assert cli.run(again) == 0
    assert _load(out / "schedule.json")["release"] == 3


def test_walk_ins_are_scored_and_told(release, capsys):
    rows = ["b9,New Co,pump,12", "b1,Buyer b1,pump,"]
    sheet = _sheet(release, *rows, name="new.csv", head="id,buyer,product,phone\n")
    status, out = _repair(release, "--buyers", sheet)

    assert status == 0
    beside = capsys.readouterr().err
    assert "is in the schedule already" in beside
    assert "Warning in new.csv D2" in beside
    shown = _load(out / "schedule.json")
    assert [m for m in shown["meetings"] if m["buyer"] == "b9"]
    assert "b9" in {one["party"] for one in _load(out / "touched.json")["touched"]}


def test_a_walk_in_who_writes_in_chinese_is_understood(release):
    sheet = _sheet(
        release, "b9,新公司,水泵,", name="new.csv", head="id,buyer,product,phone\n"
    )
    status, out = _repair(release, "--buyers", sheet)

    assert status == 0
    meetings = _load(out / "schedule.json")["meetings"]
    assert [m["supplier"] for m in meetings if m["buyer"] == "b9"] == ["s3"]
    assert _load(out / "problem.json")["glossary"] == {"zh": {"水泵": ["water pump"]}}


@pytest.mark.parametrize(
    ("args", "status", "said"),
    [
        ([], 2, "--changes is missing."),
        (["--now", "yesterday"], 2, "--now cannot be 'yesterday'"),
        (["--now", "P1:9"], 3, "The fair has no session P1 round 9"),
        (["--mode", "magic"], 2, "'magic' is nothing that --mode knows"),
    ],
)
def test_wrong_use_is_said(release, capsys, args, status, said):
    changes = ["--changes", _sheet(release, "s1,withdrawn")] if args else []
    found, out = _repair(release, *changes, *args)
    assert (found, out.exists()) == (status, False)
    assert said in capsys.readouterr().err


def test_faults_in_the_changes_reject_them(release, capsys):
    status, out = _repair(release, "--changes", _sheet(release, "nobody,withdrawn"))
    assert (status, out.exists()) == (3, False)
    assert "party-unknown" in capsys.readouterr().err


def test_now_is_a_time_or_a_round():
    fair = make_fair()
    nothing = ReadChanges((), (), (), ())
    (session,) = make_fair().sessions
    added = replace(nothing, changes=(AddedSession(replace(session, id="X")),))
    assert parse_now("", fair, nothing) is None
    assert parse_now("P1:2", fair, nothing) == Slot("P1", 1)
    assert parse_now("X:1", fair, added) == Slot("X", 0)
    naive = parse_now("2026-12-03 10:05", fair, nothing)
    assert naive == parse_now("2026-12-03T10:05+08:00", fair, nothing)


def test_long_lists_are_cut_and_refer_to_the_file(tmp_path, capsys):
    n = 10
    problem = make_problem(n, n, make_fair(1, 2))
    meetings = [make_meeting(problem, f"b{i}", f"s{i}") for i in range(1, n + 1)]
    content = ScheduleFolder(
        problem,
        make_candidates(problem),
        make_schedule(problem, *meetings),
        Directory(),
        Summary(n, n, n, (), Status.OPTIMAL),
    )
    write_schedule(tmp_path / "r1", content)
    rows = [f"b{i},no-show" for i in range(1, n + 1)]
    status, _ = _repair(tmp_path / "r1", "--changes", _sheet(tmp_path / "r1", *rows))
    assert status == 0
    said = capsys.readouterr().out
    assert "... and 12 more, in touched.json." in said
    assert "P1 round 1: nobody" in said
    assert "... and 2 more, in touched.json." in said


FAIR = """
[fair]
name = "Fair"
timezone = "Asia/Shanghai"
[[session]]
id = "P3"
start = 2026-12-09T09:00:00+08:00
end = 2026-12-09T10:00:00+08:00
[rounds]
count = 2
minutes = 20
between = 5
"""


@pytest.mark.parametrize("mode", ["cancel", "fill", "retime"])
@pytest.mark.parametrize("grows", [True, False])
def test_just_the_touched_get_new_papers_and_messages(tmp_path, mode, grows):
    offer = (OfferLine("pump"),)
    ids = [f"b{i}" for i in range(1, 6)], [f"s{i}" for i in range(1, 6)]
    problem = make_problem(
        [make_buyer(b) for b in ids[0]],
        [make_supplier(s, lines=offer) for s in ids[1]],
        make_fair(1, 3),
    )
    meetings = [
        make_meeting(problem, b, s) for b, s in zip(*ids, strict=True) if b != "b5"
    ]
    people = [
        {one: Contact(one, email=f"{one}@x.example") for one in group} for group in ids
    ]
    content = ScheduleFolder(
        problem,
        make_candidates(problem),
        make_schedule(problem, *meetings, release=1),
        Directory(buyers=people[0], suppliers=people[1]),
        Summary(5, 5, 4, (), Status.OPTIMAL),
    )
    release = tmp_path / "r1"
    write_schedule(release, content)
    happened = ["b1,no-show", "s2,booth moved,,,H1,Z9", "b3,late,P1,2", "s4,withdrawn"]
    fair = tmp_path / "fair.toml"
    fair.write_text(FAIR, encoding="utf-8")
    head = "id,buyer,product,email\n"
    new = _sheet(release, "b9,New Co,pump,n@x.example", name="new.csv", head=head)
    given = ["--changes", _sheet(release, *happened), "--mode", mode]
    given += ["--buyers", new, "--fair", str(fair)] if grows else []

    status, out = _repair(release, *given)

    assert status == 0
    touched = {one["party"] for one in _load(out / "touched.json")["touched"]}
    assert {"b1", "s1", "b2", "s2", "b3", "s3", "b4", "s4"} <= touched
    papers, sent = (
        _load(out / room / "manifest.json") for room in ("print", "notices")
    )
    sheets = _parties(papers, "diary") | _parties(papers, "booth-sheet")
    # an added session is an open round on the sheets of those who had none, too
    assert sheets == touched | ({"b5", "s5", "b9"} if grows else set())
    assert _parties(sent, "calendar") == _parties(sent, "mail") == touched
    assert cli.run(["check", str(out)]) == 0


def _parties(manifest, kind):
    """Return whose sheets or messages of a kind there are; bundles are nobody's."""
    found = {entry["party"] for entry in manifest if entry["kind"] == kind}
    return found - {None}
