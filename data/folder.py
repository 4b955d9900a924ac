"""A schedule folder: four JSON files that say everything a schedule is.

schedule.json, problem.json and directory.json have the same bytes for the same content;
summary.json carries seconds, so it differs from run to run.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TextIO

import numpy as np

from data.folder_candidates import (
    Pairs,
    bits_by_line,
    candidates_json,
    match_candidates,
    pairs_by_line,
    read_candidates,
)
from data.folder_directory import directory_json, read_directory
from data.folder_problem import problem_json, read_problem
from data.folder_reader import ADVICE, FolderError, Node, read_object
from data.folder_schedule import (
    SCHEDULE,
    meetings_by_line,
    read_schedule,
    schedule_json,
)
from data.folder_stream import UnlikeOurs, read_by_line, read_stream
from data.folder_summary import Summary, read_summary, summary_json
from data.folder_text import write_json
from scheduler.candidates import Candidates
from scheduler.collector import collector_paused
from scheduler.directory import Directory
from scheduler.errors import ProblemError
from scheduler.fair import Session
from scheduler.problem import Problem
from scheduler.schedule import Schedule
from scheduler.wording import Wording

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
    "write_directory",
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
    write_json(folder / PROBLEM, whole_problem_json(problem, content.candidates))
    write_json(folder / DIRECTORY, directory_json(content.directory))
    write_json(folder / SCHEDULE, schedule_json(problem.fair, content.schedule))
    write_summary(folder, content.summary)


def whole_problem_json(problem: Problem, candidates: Candidates) -> dict[str, object]:
    """Return the content of problem.json."""
    return problem_json(problem) | candidates_json(problem, candidates)


def write_directory(folder: Path, directory: Directory) -> None:
    """Write directory.json alone, whole or not at all, as when the staff changes."""
    half = folder / f"{DIRECTORY}.part"
    write_json(half, directory_json(directory))
    half.replace(folder / DIRECTORY)


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
    schedule, sessions = _load_schedule(folder / SCHEDULE)
    problem, candidates = _load_problem(folder / PROBLEM)
    return ScheduleFolder(
        problem=problem,
        candidates=candidates,
        schedule=schedule,
        directory=read_directory(read_object(folder / DIRECTORY)),
        summary=read_summary(read_object(folder / SUMMARY)),
        stated_sessions=sessions,
    )


def _load_schedule(path: Path) -> tuple[Schedule, tuple[Session, ...]]:
    """Read schedule.json line by line; as a whole where a line is not as we write it."""
    try:
        found = read_by_line(path, {"meetings": meetings_by_line})
        meetings = found.get("meetings")
        schedule, sessions = read_schedule(Node(path.name, found | {"meetings": []}))
    except (UnlikeOurs, FolderError):
        return read_schedule(read_object(path))
    if not isinstance(meetings, tuple):
        return read_schedule(read_object(path))
    return replace(schedule, meetings=meetings), sessions


def _load_problem(path: Path) -> tuple[Problem, Candidates]:
    """Read problem.json likewise."""
    try:
        with path.open(encoding="utf-8") as file:
            return read_whole_problem(file)
    except (OSError, UnlikeOurs, FolderError):
        pass
    node = read_object(path)
    problem = read_problem(node)
    return problem, read_candidates(node, problem)


def read_whole_problem(file: TextIO) -> tuple[Problem, Candidates]:
    """Read problem.json line by line; raises UnlikeOurs, and FolderError."""
    long = {"candidates": pairs_by_line, "candidate_lines": bits_by_line}
    found = read_stream(file, long)
    pairs, bits = found.get("candidates"), found.get("candidate_lines")
    if not isinstance(pairs, Pairs) or not isinstance(bits, np.ndarray):
        raise UnlikeOurs
    problem = read_problem(Node(PROBLEM, found))
    return problem, match_candidates(problem, pairs, bits)


def _in_folder(folder: Path, error: ProblemError) -> Wording:
    return Wording(
        en=f"{folder} contradicts itself: {error.what.en}",
        zh=f"{folder} 中的内容互相矛盾：{error.what.zh}",
    )
