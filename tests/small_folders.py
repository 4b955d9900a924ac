"""A schedule folder of two pairs, for the commands that work on folders."""

import json

from data.folder import ScheduleFolder, Summary, write_schedule
from scheduler.directory import Contact, Directory
from scheduler.problem import OfferLine, Strength
from scheduler.result import Status
from tests.builders import (
    make_candidates,
    make_lock,
    make_meeting,
    make_problem,
    make_schedule,
    make_suggestion,
    make_supplier,
)


def small_problem(**changes):
    """Return two buyers and two suppliers: b1 prefers s1, b2 never meets it."""
    offer = OfferLine("product 1")
    facts = {
        "suppliers": [make_supplier(f"s{i}", lines=(offer,)) for i in (1, 2)],
        "suggestions": [
            make_suggestion(Strength.PREFER),
            make_suggestion(Strength.NEVER, "b2", "s1"),
        ],
        "locks": [make_lock()],
    }
    return make_problem(**(facts | changes))


def write_small(folder, problem=None, *meetings):
    """Write a schedule, by default b1 with s1 and b2 with s2; return the folder."""
    problem = problem or small_problem()
    meetings = meetings or (
        make_meeting(problem),
        make_meeting(problem, "b2", "s2", 1),
    )
    schedule = make_schedule(problem, *meetings)
    contacts = {"b1": Contact("王", phone="+8613800138000", email="b@x.example")}
    summary = Summary(2, 2, len(meetings), (), Status.OPTIMAL)
    candidates = make_candidates(problem)
    directory = Directory(buyers=contacts)
    content = ScheduleFolder(problem, candidates, schedule, directory, summary)
    write_schedule(folder, content)
    return str(folder)


def change_file(folder, file, change):
    """Let `change` do something to what a JSON file of the folder holds."""
    path = folder / file
    shown = json.loads(path.read_text(encoding="utf-8"))
    change(shown)
    path.write_text(json.dumps(shown), encoding="utf-8")
