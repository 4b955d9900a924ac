"""Repair the release in a folder: what happened in, the next release out."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from api.services.kept_texts import (
    add_findings,
    find_texts,
    keep_texts,
    read_texts,
)
from api.services.print_folder import facts_of
from api.services.repair_schedule import RepairHow, repair_schedule
from api.services.stopwatch import Stopwatch
from api.services.touched import touched_json
from api.services.weigh_fair import weigh_fair
from api.services.whole_folder import refuse_unusable, whole_folder
from data.changes import ChangePaths, ReadChanges, read_changes
from data.folder import ScheduleFolder, load_schedule, write_schedule, write_summary
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.pack import PackOptions, write_pack
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from pathlib import Path

    from api.services.repair_schedule import Repaired, Steps
    from data.faults import Fault, Note
    from printouts.notices import NoticeReport
    from printouts.pack import PackReport
    from scheduler.repair.result import RepairResult

TOUCHED = "touched.json"


@dataclass(frozen=True)
class RepairRequest:
    """Which folder to repair after what, how, and where to."""

    folder: Path
    paths: ChangePaths
    out: Path
    how: RepairHow = field(default_factory=RepairHow)


@dataclass(frozen=True)
class RepairedFolder:
    """What was written; `standbys` says who could step in for each freed slot."""

    content: ScheduleFolder
    result: RepairResult
    standbys: Steps
    printed: PackReport
    notified: NoticeReport
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def repair_folder(
    request: RepairRequest, progress: Progress | None = None
) -> RepairedFolder:
    """Read, repair, check and write; the folder appears whole or not at all.

    Papers and messages are made only for those who are touched. Raises FolderError for
    the folder, InputRejectedError with every fault of the changes, TemplatesError with
    those of edited texts, WrongRequestError
    for `out` or `now`, and what `repair` raises.
    """
    watch = Stopwatch(progress or Silent())
    refuse_unusable(request.out)
    with watch.phase("load"):
        before = load_schedule(request.folder)
    with watch.phase("read"):
        read = read_changes(request.paths, before.problem)
    texts = find_texts(request.folder)
    read_texts(texts)  # a fault in them is told before the work, not after it
    done = repair_schedule(before, read, request.how, watch)
    with whole_folder(request.out) as folder:
        keep_texts(texts, folder)
        return _write(folder, before, done, read, watch)


def _write(
    folder: Path,
    before: ScheduleFolder,
    done: Repaired,
    read: ReadChanges,
    watch: Stopwatch,
) -> RepairedFolder:
    content, result, steps = done.content, done.result, done.standbys
    facts, since, progress = facts_of(content), facts_of(before), watch.progress
    balance = weigh_fair(content, watch)
    with watch.phase("print"):
        printed = write_pack(
            *facts,
            folder,
            PackOptions(since=since),
            progress=progress,
            tiers=content.summary.tiers,
            balance=balance,
        )
    with watch.phase("notices"):
        edited = read_texts(find_texts(folder))
        options = NoticeOptions(since=since, texts=edited.texts)
        notified = add_findings(
            write_notices(*facts, folder, options, progress), edited
        )
    with watch.phase("write"):
        write_schedule(folder, content)
        shown = json.dumps(
            touched_json(result, steps), ensure_ascii=False, indent=1, sort_keys=True
        )
        (folder / TOUCHED).write_text(shown + "\n", encoding="utf-8")
    summary = replace(content.summary, seconds=dict(watch.seconds), balance=balance)
    write_summary(folder, summary)
    content = replace(content, summary=summary)
    return RepairedFolder(
        content, result, steps, printed, notified, read.faults, read.notes
    )
