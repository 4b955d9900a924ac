"""Make the papers of a schedule folder again, all or only what changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.services.check_folder import load_sound
from api.services.errors import InputRejectedError
from api.services.stopwatch import Stopwatch
from data.columns import Kind
from data.faults import Findings
from data.folder import ScheduleFolder, load_schedule, write_directory
from data.sheets_in import read_kind
from data.staff import read_staff
from printouts.pack import PackOptions, PackReport, PaperKind, write_pack
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from pathlib import Path

    from data.faults import Fault, Note
    from scheduler.directory import Directory
    from scheduler.executor.protocol import Executor
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule


@dataclass(frozen=True)
class Printed:
    """How many files and PDF pages were made, and the whole report behind them.

    `warnings` and `notes` are what a staff sheet left to say.
    """

    files: int
    pages: int
    report: PackReport
    warnings: tuple[Fault, ...] = ()
    notes: tuple[Note, ...] = ()


def print_folder(
    folder: Path,
    only: str | None = None,
    since: Path | None = None,
    progress: Progress | None = None,
    executor: Executor | None = None,
    staff: Path | None = None,
) -> Printed:
    """Write `folder`/print anew; the former papers stay until the new are complete.

    What a stopped run has drawn is not drawn again.

    `only` is a kind of paper, None for all; `since` the folder of an earlier release,
    None for everything; `executor` does the parts, here where it is None; `staff` is a
    sheet that takes the place of the staff in the folder. Raises FolderError for either
    folder, BrokenFolderError where `folder` breaks a rule, InputRejectedError for the
    sheet, OSError from the disk.
    """
    watch = Stopwatch(progress or Silent())
    content = load_sound(folder, watch)
    with watch.phase("load"):
        earlier = None if since is None else facts_of(load_schedule(since))
        findings = Findings()
        if staff is not None:
            content = _with_staff(content, staff, findings)
    kinds = None if only is None else (PaperKind(only),)
    with watch.phase("print"):
        report = write_pack(
            *facts_of(content),
            folder,
            PackOptions(kinds=kinds, since=earlier, resumes=True),
            watch.progress,
            tiers=content.summary.tiers,
            balance=content.summary.balance,
            executor=executor,
        )
    if staff is not None:
        write_directory(folder, content.directory)
    files = [entry for entry in report.entries if entry.party is None]
    return Printed(
        len(files),
        sum(entry.pages for entry in files),
        report,
        findings.all_faults(),
        findings.all_notes(),
    )


def _with_staff(
    content: ScheduleFolder, sheet: Path, findings: Findings
) -> ScheduleFolder:
    records = read_kind(sheet, Kind.STAFF, findings)
    people = read_staff(records, content.problem.fair, findings)
    if findings.has_errors:
        raise InputRejectedError(findings.all_faults(), findings.all_notes())
    return replace(content, directory=replace(content.directory, staff=people))


def facts_of(content: ScheduleFolder) -> tuple[Problem, Schedule, Directory]:
    """Return what papers and messages are made from."""
    return content.problem, content.schedule, content.directory
