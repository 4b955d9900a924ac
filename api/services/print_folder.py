"""Make the papers of a schedule folder again, all or only what changed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.services.check_folder import load_sound
from api.services.errors import InputRejectedError, WrongRequestError
from api.services.stopwatch import Stopwatch
from data.columns import Kind
from data.faults import Findings
from data.folder import ScheduleFolder, load_schedule, write_directory
from data.sheets_in import read_kind
from data.staff import read_staff
from printouts.kinds import PaperKind
from printouts.pack import PackOptions, PackReport, write_pack
from scheduler.progress import Progress, Silent
from scheduler.wording import Wording

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
    sheet, WrongRequestError where `only` asks for what cannot be, OSError from the disk.
    """
    if only == PaperKind.CHANGE_SLIP and since is None:
        raise _nothing_to_compare()
    watch = Stopwatch(progress or Silent())
    content = load_sound(folder, watch)
    with watch.phase("load"):
        earlier = None if since is None else facts_of(load_schedule(since))
        findings = Findings()
        if staff is not None:
            content = _with_staff(content, staff, findings)
        if only == PaperKind.STAFF_CARD and not content.directory.staff:
            raise _no_staff()
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


def _nothing_to_compare() -> WrongRequestError:
    return WrongRequestError(
        "slips-need-since",
        Wording(
            en="Change slips tell what is different from an earlier release.",
            zh="变更单说明与先前版本的不同之处。",
        ),
        Wording(
            en="Name its folder with --since.", zh="请用 --since 指定先前版本的文件夹。"
        ),
    )


def _no_staff() -> WrongRequestError:
    return WrongRequestError(
        "staff-missing",
        Wording(
            en="There is no staff in this folder.", zh="该文件夹中没有工作人员班次表。"
        ),
        Wording(
            en="Give the sheet with --staff; 'fairmatch template' writes one to fill in.",
            zh="请用 --staff 指定班次表；fairmatch template 可生成模板。",
        ),
    )


def facts_of(content: ScheduleFolder) -> tuple[Problem, Schedule, Directory]:
    """Return what papers and messages are made from."""
    return content.problem, content.schedule, content.directory
