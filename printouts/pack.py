"""The print pack: every paper of a schedule in one folder, written whole or not at all.

`print/` holds the files that docs/papers.md lists, and manifest.json, whose entries it
explains.
"""

from __future__ import annotations

import shutil
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from printouts.binder import Binder, Entry, PackError, PackReport
from printouts.case import PaperLanguage, build_case
from printouts.kinds import PaperKind
from printouts.parts import Parts
from printouts.workbook import render_workbook
from scheduler.directory import Directory
from scheduler.executor.in_process import InProcess
from scheduler.problem import Problem
from scheduler.progress import Progress, Silent
from scheduler.schedule import Schedule

if TYPE_CHECKING:
    from scheduler.balance.facts import Balance
    from scheduler.executor.protocol import Executor
    from scheduler.result import Tier

__all__ = [
    "Entry",
    "PackError",
    "PackOptions",
    "PackReport",
    "PaperKind",
    "PaperLanguage",
    "write_pack",
]

FOLDER = "print"
PARTS = ".print.parts"
"""Hidden beside it: what was drawn before a stop."""


@dataclass(frozen=True)
class PackOptions:
    """What to print.

    `kinds` None are all; with `since` all but the master book, which would be printed
    whole for the sake of one meeting.
    `since` is an earlier (problem, schedule, directory): then only the sheets that say
    something else than then are printed. The workbook is always written whole.
    `resumes` keeps what is drawn, in a hidden folder until the pack is complete, and
    goes on from what a stopped run has kept.
    """

    language: PaperLanguage | str = PaperLanguage.PARTY
    kinds: tuple[PaperKind, ...] | None = None
    since: tuple[Problem, Schedule, Directory] | None = None
    resumes: bool = False

    @property
    def asked(self) -> tuple[PaperKind, ...]:
        """Return the kinds to print."""
        if self.kinds is not None:
            return self.kinds
        left_out = PaperKind.BOOK if self.since else None
        return tuple(kind for kind in PaperKind if kind is not left_out)


def write_pack(
    problem: Problem,
    schedule: Schedule,
    directory: Directory,
    folder: Path,
    options: PackOptions | None = None,
    progress: Progress | None = None,
    tiers: Sequence[Tier] = (),
    executor: Executor | None = None,
    balance: Balance | None = None,
) -> PackReport:
    """Write the papers into `folder`/print, replacing an earlier pack as a whole.

    `tiers` and `balance` are for the workbook; `executor` lays out and draws; the bytes
    are the same whichever it is. Raises
    PackError when `progress` asks to stop, OSError when the disk is full or forbids
    writing; in both cases an earlier pack stays as it was.
    """
    options = options or PackOptions()
    language = PaperLanguage(options.language)
    case = build_case((problem, schedule, directory), language, options.since)
    parts = Parts(folder / PARTS if options.resumes else None)
    half = folder / f"{FOLDER}.part"
    binder = Binder(half, progress or Silent(), executor or InProcess(), parts)
    try:
        binder.open(case)
        for kind in PaperKind:
            if kind not in options.asked:
                continue
            if kind is PaperKind.WORKBOOK:
                content = render_workbook(problem, schedule, directory, tiers, balance)
                binder.keep(kind, "master.xlsx", content, pages=0)
            else:
                binder.bind(kind, case)
        binder.publish(folder / FOLDER)
    except OSError:
        parts.drop()  # the disk may need the room
        raise
    finally:
        shutil.rmtree(half, ignore_errors=True)
    return binder.report()
