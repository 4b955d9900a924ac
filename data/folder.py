"""A schedule folder: four JSON files that say everything a schedule is.

schedule.json, problem.json and directory.json have the same bytes for the same content;
summary.json carries seconds, so it differs from run to run.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from data.folder_candidates import candidates_json, read_candidates
from data.folder_directory import directory_json, read_directory
from data.folder_problem import problem_json, read_problem
from data.folder_reader import ADVICE, FolderError, read_object
from data.folder_schedule import read_schedule, schedule_json
from data.folder_summary import Summary, read_summary, summary_json
from data.folder_text import write_json
from scheduler.candidates import Candidates
from scheduler.collector import collector_paused
from scheduler.directory import Directory
from scheduler.errors import ProblemError
from scheduler.problem import Problem, Session
from scheduler.schedule import Schedule
from scheduler.wording import Wording

SCHEDULE = "schedule.json"
PROBLEM = "problem.json"
DIRECTORY = "directory.json"
SUMMARY = "summary.json"
FILES = (SCHEDULE, PROBLEM, DIRECTORY, SUMMARY)

__all__ = [
    "FILES",
    "FolderError",
    "ScheduleFolder",
    "Summary",
    "load_schedule",
    "write_schedule",
    "write_summary",
]


@dataclass(frozen=True)
class ScheduleFolder:
    """Everything in a schedule folder but the papers and messages.

    `stated_sessions` are the sessions as schedule.json repeats them; empty before the
    folder was written. They differ from the problem's only when somebody changed one.
    """

    problem: Problem
    candidates: Candidates
    schedule: Schedule
    directory: Directory
    summary: Summary
    stated_sessions: tuple[Session, ...] = ()


def write_schedule(folder: Path, content: ScheduleFolder) -> None:
    """Write the four files into `folder`, which is made where it is missing.

    Raises OSError where that cannot be done; files written before stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    problem = content.problem
    pairs = candidates_json(problem, content.candidates)
    write_json(folder / PROBLEM, problem_json(problem) | pairs)
    write_json(folder / DIRECTORY, directory_json(content.directory))
    write_json(folder / SCHEDULE, schedule_json(problem.fair, content.schedule))
    write_summary(folder, content.summary)


def write_summary(folder: Path, summary: Summary) -> None:
    """Write summary.json alone, as when the last seconds are known."""
    write_json(folder / SUMMARY, summary_json(summary))


def load_schedule(folder: Path) -> ScheduleFolder:
    """Read the four files of `folder`.

    Raises FolderError, which names the file and the place in it, where one is missing,
    damaged, of another format, or contradicts itself.
    """
    try:
        with collector_paused():
            return _load(folder)
    except ProblemError as error:
        raise FolderError(
            "folder-contradiction", _in_folder(folder, error), ADVICE
        ) from (error)


def _load(folder: Path) -> ScheduleFolder:
    schedule, sessions = read_schedule(read_object(folder / SCHEDULE))
    node = read_object(folder / PROBLEM)
    problem = read_problem(node)
    return ScheduleFolder(
        problem=problem,
        candidates=read_candidates(node, problem),
        schedule=schedule,
        directory=read_directory(read_object(folder / DIRECTORY)),
        summary=read_summary(read_object(folder / SUMMARY)),
        stated_sessions=sessions,
    )


def _in_folder(folder: Path, error: ProblemError) -> Wording:
    return Wording(
        en=f"{folder} contradicts itself: {error.what.en}",
        zh=f"{folder} 中的内容互相矛盾：{error.what.zh}",
    )
