"""What jobs do is what the command line does: the same bytes from the same facts."""

import hashlib
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from api.jobs.task import Task, file_of
from api.jobs.work import WORK
from api.office.errors import UnusableError
from api.office.schedule_errors import UnsoundError
from api.services.make_schedule import make_schedule
from api.services.notify_folder import Wanted, notify_folder
from api.services.print_folder import print_folder
from api.services.stopwatch import Stopwatch
from data.folder import load_schedule, write_schedule
from data.intake import read_input
from data.kept_schedule import read_meetings, restore_basis, restore_schedule
from data.samples import sample_paths
from data.sources import InputPaths
from data.store.schedules import advance_draft
from scheduler.paper_codes import draw_seed
from scheduler.progress import Silent
from scheduler.settings import SolveSettings
from tests.data.conftest import Desk
from tests.office import new_fair
from tests.record_cases import keep_sheets
from tests.schedule_cases import keep, small_folder

SEED = {"seed": 3, "time_limit_s": 60.0, "gap": 0.0, "title": "First"}


def task_of(office, tmp_path, fair_id, kind, request):
    folder = tmp_path / "papers"
    folder.mkdir(exist_ok=True)
    url = office.app.state.settings.database
    return Task(url, str(folder), fair_id, 1, kind, request)


def do(task):
    return WORK[task.kind].do(task, Silent())


def folder_of(drafted):
    """Return the schedule that a job has made."""
    files = drafted.files
    basis = restore_basis(files.problem, files.directory)
    meetings = read_meetings(drafted.meetings, basis.zone)
    return restore_schedule(basis, meetings, files.remarks, files.summary, 0)


def written(folder, content):
    """Return the bytes of the files of a schedule folder, seconds apart."""
    write_schedule(folder, content)
    names = ("schedule.json", "problem.json", "directory.json")
    return [(folder / name).read_bytes() for name in names]


def test_schedule_of_the_records_is_that_of_the_sheets(office, tmp_path):
    paths = sample_paths("zh-invented")
    with office.database.writing() as session:
        fair = keep_sheets(session, paths)
    made = do(task_of(office, tmp_path, fair.id, "schedule", SEED))
    intake = read_input(paths)
    directory = replace(intake.directory, code_seed=draw_seed(intake.problem))
    expected = make_schedule(
        intake.problem,
        directory,
        SolveSettings(seed=3, gap_target=0.0),
        0,
        Stopwatch(Silent()),
    )
    assert made.title == "First"
    assert {"solve", "balance", "prices"} <= made.files.summary["seconds"].keys()
    assert made.files.summary["balance"]["fair"]["buyers"] == len(intake.problem.buyers)
    assert written(tmp_path / "one", folder_of(made)) == written(
        tmp_path / "two", expected
    )


def test_records_with_faults_make_no_schedule(office, tmp_path):
    fair_id = new_fair(office)
    with pytest.raises(UnusableError) as raised:
        do(task_of(office, tmp_path, fair_id, "schedule", SEED))
    assert {fault.code for fault in raised.value.faults} == {"records-missing"}


def test_codes_on_papers_stay_those_of_the_last_release(office, tmp_path):
    with office.database.writing() as session:
        fair = keep_sheets(session, InputPaths(**Desk(tmp_path).paths))
    schedule = keep(office, fair.id, small_folder())
    with office.database.writing() as session:
        advance_draft(session, schedule, 1, {"release": 0})
    made = do(task_of(office, tmp_path, fair.id, "schedule", SEED))
    assert folder_of(made).directory.code_seed == "seed"


REPAIR = {
    "changes": [],
    "walk_ins": [],
    "added_sessions": False,
    "mode": "fill",
    "now": "",
    "seed": 0,
    "papers_first": False,
    "title": "",
}


def test_repair_makes_a_draft_that_keeps_the_rest(office, tmp_path):
    fair_id = new_fair(office)
    schedule = keep(office, fair_id, small_folder())
    change = {"party": "s2", "kind": "absent", "session": "P1", "round": "2"}
    request = REPAIR | {"schedule_id": schedule, "changes": [change]}
    made = do(task_of(office, tmp_path, fair_id, "repair", request))
    meetings = {(m["buyer"], m["supplier"]): m["round_index"] for m in made.meetings}
    # s2 is away in round 1 (the second): its meeting with b1 moves, nothing else does
    assert meetings == {("b1", "s1"): 0, ("b1", "s2"): 2, ("b2", "s2"): 0}
    assert (made.based_on, made.facts["mode"]) == (schedule, "fill")
    assert folder_of(made).schedule.release == 0


def test_who_walked_in_and_added_sessions_come_out_of_the_records(office, tmp_path):
    fair_id = new_fair(office)
    schedule = keep(office, fair_id, small_folder(offers=("water pump",)))
    body = {"side": "buyer", "code": "b9", "name": "Late Works"}
    body |= {"cells": {"phone": "13800138000"}, "lines": [{"product": "water pump"}]}
    path = f"/api/v1/fairs/{fair_id}/parties"
    assert office.client("supervisor").post(path, json=body).status_code == 201
    more = {"schedule_id": schedule, "walk_ins": ["b9"], "added_sessions": True}
    made = folder_of(do(task_of(office, tmp_path, fair_id, "repair", REPAIR | more)))
    assert {"P1", "D1-AM", "D2-AM"} < set(made.problem.fair.session_by_id)
    assert made.directory.buyers["b9"].phone == "+8613800138000"
    assert {m.supplier for m in made.schedule.by_buyer["b9"]} <= {"s1", "s2"}
    assert made.schedule.by_buyer.keys() == {"b1", "b2", "b9"}


def unzipped(folder, target):
    """Return the files in the one archive of a folder by name."""
    (path,) = folder.iterdir()
    with zipfile.ZipFile(path) as archive:
        archive.extractall(target)
    return files_below(target)


def files_below(folder):
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.fixture
def two(office, tmp_path):
    """Return a fair with two schedules, in the records and in folders."""
    fair_id = new_fair(office)
    before = small_folder()
    after = small_folder(("b1", "s1", 0), ("b1", "s2", 2), ("b2", "s2", 0))
    ids = [keep(office, fair_id, before), keep(office, fair_id, after)]
    for name, content in (("before", before), ("after", after)):
        write_schedule(tmp_path / name, content)
    return fair_id, ids


@pytest.mark.parametrize("since", [False, True])
def test_papers_are_those_of_the_command_line(office, tmp_path, two, since):
    fair_id, (before, after) = two
    request = {"schedule_id": after, "since": before if since else None, "kinds": []}
    task = task_of(office, tmp_path, fair_id, "print", request)
    filed = do(task)
    folder = tmp_path / "after"
    print_folder(folder, since=tmp_path / "before" if since else None)
    made = unzipped(Path(task.folder), tmp_path / "made")
    ours = {f"print/{n}": b for n, b in files_below(folder / "print").items()}
    assert made == ours
    assert filed.facts["files"] == len(made) > 3
    sha256 = filed.facts["sha256"]
    assert [*Path(task.folder).iterdir()] == [file_of(Path(task.folder), sha256)]


@pytest.mark.parametrize("since", [False, True])
def test_messages_are_those_of_the_command_line(office, tmp_path, two, since):
    fair_id, (before, after) = two
    request = {"schedule_id": after, "since": before if since else None, "kinds": []}
    task = task_of(office, tmp_path, fair_id, "notices", request)
    filed = do(task)
    folder = tmp_path / "after"
    notify_folder(folder, Wanted(since=tmp_path / "before" if since else None))
    made = unzipped(Path(task.folder), tmp_path / "made")
    ours = {f"notices/{n}": b for n, b in files_below(folder / "notices").items()}
    assert made == ours
    told = {(one.side, one.party) for one in filed.told if one.kind == "mail"}
    # b1 and s2 changed rounds and have an address; b2 and s1 have none
    assert told == {("buyer", "b1"), ("supplier", "s2")}
    assert {one.sha256 for one in filed.told if one.kind == "mail"} == {
        hashlib.sha256(content).hexdigest()
        for name, content in made.items()
        if name.endswith(".eml")
    }


@pytest.mark.parametrize("released", [False, True])
def test_folder_is_that_of_the_command_line(office, tmp_path, two, released):
    fair_id, (_, after) = two
    if released:
        with office.database.writing() as session:
            advance_draft(session, after, 1, {"release": 0})
    request = {"schedule_id": after, "papers": True}
    task = task_of(office, tmp_path, fair_id, "folder", request)
    first, second = do(task), do(task)
    folder = tmp_path / "after"
    print_folder(folder)
    if released:
        notify_folder(folder, Wanted())
    made = unzipped(Path(task.folder), tmp_path / "made")
    assert made == files_below(folder)
    assert bool(first.told) == released
    assert first.facts["sha256"] == second.facts["sha256"]
    assert load_schedule(tmp_path / "made").schedule == load_schedule(folder).schedule


def test_folder_without_papers_says_the_schedule_only(office, tmp_path, two):
    fair_id, (before, _) = two
    request = {"schedule_id": before, "papers": False}
    task = task_of(office, tmp_path, fair_id, "folder", request)
    assert do(task).told == ()
    made = unzipped(Path(task.folder), tmp_path / "made")
    assert made == files_below(tmp_path / "before")


def test_same_papers_are_the_same_archive(office, tmp_path, two):
    fair_id, (_, after) = two
    request = {"schedule_id": after, "since": None, "kinds": ["diary"]}
    task = task_of(office, tmp_path, fair_id, "print", request)
    assert do(task).facts["sha256"] == do(task).facts["sha256"]


def test_nothing_is_printed_of_what_breaks_a_rule(office, tmp_path):
    fair_id = new_fair(office)
    broken = small_folder(("b1", "s1", 0), ("b1", "s2", 0), ("b2", "s2", 1))
    request = {
        "schedule_id": keep(office, fair_id, broken),
        "since": None,
        "kinds": ["diary"],
    }
    with pytest.raises(UnsoundError):
        do(task_of(office, tmp_path, fair_id, "print", request))
