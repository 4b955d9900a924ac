"""Papers and messages as one file to download, the same bytes as the command line's.

The file lies in a folder beside the records. It may be thrown away at any time: the
same job started again makes the same bytes.
"""

from __future__ import annotations

import hashlib
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from api.jobs.load import is_release, load
from api.jobs.task import Filed, file_of
from api.office.schedule_errors import UnsoundError
from api.services.print_folder import facts_of
from data.folder import write_schedule
from printouts.kinds import PaperKind
from printouts.notice_calendar import EVERYTHING
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.pack import PackOptions, write_pack
from scheduler.check import check_schedule
from scheduler.progress import Event

if TYPE_CHECKING:
    from api.jobs.task import Task
    from data.folder import ScheduleFolder
    from printouts.notice_work import Told
    from printouts.pack import PackReport
    from scheduler.directory import Directory
    from scheduler.problem import Problem
    from scheduler.progress import Progress
    from scheduler.schedule import Schedule

OLDEST = (1980, 1, 1, 0, 0, 0)
"""The time of every file in an archive, so that the same content has the same bytes."""


def print_pack(task: Task, progress: Progress) -> Filed:
    """Print papers, all or what changed; raises UnsoundError, PackError, OSError."""
    content, earlier = _open(task, progress)
    kinds = tuple(PaperKind(kind) for kind in task.request["kinds"])
    options = PackOptions(kinds=kinds or None, since=_facts(earlier))
    with tempfile.TemporaryDirectory(dir=task.folder) as folder:
        report = _print(content, Path(folder), options, progress)
        facts = _pack(task, Path(folder))
    files = [entry for entry in report.entries if entry.party is None]
    return Filed(facts | {"pages": sum(entry.pages for entry in files)})


def write_messages(task: Task, progress: Progress) -> Filed:
    """Write notices, to everybody or whom a change concerns; raises as `print_pack`."""
    content, earlier = _open(task, progress)
    wanted = task.request["kinds"]
    kinds = {k: sides for k, sides in EVERYTHING.items() if not wanted or k in wanted}
    with tempfile.TemporaryDirectory(dir=task.folder) as folder:
        report = write_notices(
            *facts_of(content),
            Path(folder),
            NoticeOptions(kinds=kinds, since=_facts(earlier)),
            progress,
        )
        facts = _pack(task, Path(folder))
    counts = {
        "parties": report.parties,
        "sms": report.sms,
        "sms_parts": report.sms_parts,
        "unsent": report.unsent,
        "mails": report.mails,
        "calendars": report.calendars,
        "findings": len(report.findings),
    }
    return Filed(facts | counts, report.told)


def write_folder(task: Task, progress: Progress) -> Filed:
    """Write a whole schedule folder, as the command line does; raises as `print_pack`.

    Papers are in it where they are asked for, messages of a release beside them.
    """
    content, _ = _open(task, progress)
    wanted = task.request["papers"]
    told: tuple[Told, ...] = ()
    with tempfile.TemporaryDirectory(dir=task.folder) as name:
        folder = Path(name)
        if wanted:
            _print(content, folder, PackOptions(), progress)
        if wanted and is_release(task, task.request["schedule_id"]):
            facts = facts_of(content)
            told = write_notices(*facts, folder, NoticeOptions(), progress).told
        write_schedule(folder, content)
        return Filed(_pack(task, folder), told)


def _print(
    content: ScheduleFolder, folder: Path, options: PackOptions, progress: Progress
) -> PackReport:
    return write_pack(
        *facts_of(content),
        folder,
        options,
        progress,
        tiers=content.summary.tiers,
        balance=content.summary.balance,
    )


def _open(
    task: Task, progress: Progress
) -> tuple[ScheduleFolder, ScheduleFolder | None]:
    """Return the schedule to tell of and the one known before, None for none."""
    progress.tell(Event("load"))
    asked = task.request
    content, *earlier = load(task, asked["schedule_id"], asked.get("since"))
    progress.tell(Event("check"))
    facts = content.problem, content.candidates, content.schedule
    violations = check_schedule(*facts)
    if violations:
        raise UnsoundError(violations)
    return content, (earlier[0] if earlier else None)


def _facts(
    content: ScheduleFolder | None,
) -> tuple[Problem, Schedule, Directory] | None:
    return None if content is None else facts_of(content)


def _pack(task: Task, made: Path) -> dict[str, object]:
    """Put what was made into one file, which appears whole; return what is in it."""
    half = made / f"job-{task.job_id}.zip"
    paths = sorted(path for path in made.rglob("*") if path.is_file())
    with zipfile.ZipFile(half, "w", zipfile.ZIP_DEFLATED) as archive:
        for path in paths:
            name = path.relative_to(made).as_posix()
            info = zipfile.ZipInfo(name, OLDEST)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, path.read_bytes())
    with half.open("rb") as file:
        sha256 = hashlib.file_digest(file, "sha256").hexdigest()
    facts = {"files": len(paths), "bytes": half.stat().st_size, "sha256": sha256}
    half.replace(file_of(Path(task.folder), sha256))
    return facts
