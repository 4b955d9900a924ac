"""The main job: sheets in, a whole schedule folder out."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from api.services.errors import InputRejectedError
from api.services.kept_texts import (
    add_findings,
    find_texts,
    keep_texts,
    read_texts,
)
from api.services.make_schedule import make_schedule
from api.services.stopwatch import Stopwatch
from api.services.weigh_fair import price_fair, weigh_fair
from api.services.whole_folder import refuse_unusable, whole_folder
from data.folder import ScheduleFolder, load_schedule, write_schedule, write_summary
from data.intake import read_input
from data.prices_json import price_json
from data.sources import InputPaths
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.pack import write_pack
from scheduler.directory import Directory
from scheduler.paper_codes import draw_seed
from scheduler.progress import Progress, Silent
from scheduler.settings import SolveSettings

if TYPE_CHECKING:
    from pathlib import Path

    from data.faults import Fault, Note
    from data.intake import Intake
    from data.sources import InputPaths
    from printouts.notices import NoticeReport
    from printouts.pack import PackReport
    from scheduler.balance.facts import Balance
    from scheduler.executor.protocol import Executor
    from scheduler.prices import Price
    from scheduler.problem import Problem


@dataclass(frozen=True)
class ScheduleRequest:
    """What to schedule and where to; `previous` is the folder of the last release."""

    inputs: InputPaths
    out: Path
    settings: SolveSettings = field(default_factory=SolveSettings)
    previous: Path | None = None


@dataclass(frozen=True)
class ScheduledFair:
    """What was written, and what the input left to say.

    `balance` is None for a fair of so many pairs that weighing them would hold up the
    schedule; `balance_sheets` weighs any. Then there are no `prices` either.
    """

    content: ScheduleFolder
    balance: Balance | None
    prices: tuple[Price, ...]
    printed: PackReport
    notified: NoticeReport
    warnings: tuple[Fault, ...]
    notes: tuple[Note, ...]


def schedule_fair(
    request: ScheduleRequest,
    progress: Progress | None = None,
    executor: Executor | None = None,
) -> ScheduledFair:
    """Read, schedule, check and write; the folder appears whole or not at all.

    `executor` does the parts of the work, here where it is None. Raises
    InputRejectedError with every fault, TemplatesError with those of edited texts,
    WrongRequestError where `out` holds something else, FolderError for `previous`, and what `make_schedule` raises.
    """
    progress = progress or Silent()
    watch = Stopwatch(progress)
    refuse_unusable(request.out)
    with watch.phase("read"):
        previous = load_schedule(request.previous) if request.previous else None
        intake = read_input(request.inputs)
    problem = _accepted(intake)
    texts = _texts_of(intake, request.inputs)
    read_texts(texts)  # a fault in them is told before the work, not after it
    before = previous.directory if previous else Directory()
    directory = carry_over(intake.directory, problem, before)
    release = previous.schedule.release + 1 if previous else 0
    content = make_schedule(
        problem, directory, request.settings, release, watch, executor
    )
    weighed = weigh_fair(content, watch), price_fair(content, watch)
    with whole_folder(request.out) as folder:
        keep_texts(texts, folder)
        return _write_all(folder, content, weighed, intake, watch, executor)


def _texts_of(intake: Intake, inputs: InputPaths) -> Path | None:
    """Return the folder of texts that fair.toml names, beside it."""
    return inputs.fair.parent / intake.templates if intake.templates else None


def carry_over(directory: Directory, problem: Problem, before: Directory) -> Directory:
    """Return `directory` with the seed of codes that papers of `before` show.

    So is its staff, where no staff sheet was given this time.
    """
    return replace(
        directory,
        staff=directory.staff or before.staff,
        code_seed=before.code_seed or draw_seed(problem),
    )


def _accepted(intake: Intake) -> Problem:
    if intake.problem is None or any(fault.is_error for fault in intake.faults):
        raise InputRejectedError(intake.faults, intake.notes)
    return intake.problem


def _write_all(
    folder: Path,
    content: ScheduleFolder,
    weighed: tuple[Balance | None, tuple[Price, ...]],
    intake: Intake,
    watch: Stopwatch,
    executor: Executor | None,
) -> ScheduledFair:
    facts = (content.problem, content.schedule, content.directory)
    (balance, prices), progress = weighed, watch.progress
    with watch.phase("print"):
        printed = write_pack(
            *facts,
            folder,
            progress=progress,
            tiers=content.summary.tiers,
            executor=executor,
            balance=balance,
        )
    with watch.phase("notices"):
        edited = read_texts(find_texts(folder))
        options = NoticeOptions(texts=edited.texts)
        notified = write_notices(*facts, folder, options, progress)
    with watch.phase("write"):
        write_schedule(folder, content)
    summary = replace(
        content.summary,
        seconds=dict(watch.seconds),
        balance=balance,
        prices=[price_json(price) for price in prices],
    )
    write_summary(folder, summary)
    content = replace(content, summary=summary)
    return ScheduledFair(
        content,
        balance,
        prices,
        printed,
        add_findings(notified, edited),
        intake.faults,
        intake.notes,
    )
