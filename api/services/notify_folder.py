"""Write the messages of a schedule folder again, all or only what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.check_folder import load_sound
from api.services.print_folder import facts_of
from api.services.stopwatch import Stopwatch
from data.folder import load_schedule
from printouts.notice_calendar import EVERYTHING, NoticeKind, find_due
from printouts.notices import NoticeOptions, NoticeReport, write_notices
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from printouts.pages import Side
    from scheduler.problem import Fair


@dataclass(frozen=True)
class Notified:
    """What was written of the notices of `fair`; None where nothing was due."""

    report: NoticeReport | None
    fair: Fair


def notify_folder(
    folder: Path,
    only: str | None = None,
    since: Path | None = None,
    due: date | None = None,
    progress: Progress | None = None,
) -> Notified:
    """Write `folder`/notices anew; the former ones stay until the new are complete.

    `only` is a kind of notice, None for all; `since` the folder of an earlier release,
    None for everybody; `due` a day whose notices alone are written, None for all. A day
    on which nothing is due writes nothing. Raises FolderError for either folder,
    BrokenFolderError where `folder` breaks a rule, OSError from the disk.
    """
    watch = Stopwatch(progress or Silent())
    content = load_sound(folder, watch)
    with watch.phase("load"):
        earlier = None if since is None else facts_of(load_schedule(since))
    fair = content.problem.fair
    kinds = _kinds(fair, only, due)
    if not kinds:
        return Notified(None, fair)
    with watch.phase("notices"):
        report = write_notices(
            *facts_of(content),
            folder,
            NoticeOptions(kinds=kinds, since=earlier),
            watch.progress,
        )
    return Notified(report, fair)


def _kinds(
    fair: Fair, only: str | None, due: date | None
) -> Mapping[NoticeKind, frozenset[Side]]:
    """Return the notices to write: those due, all without a day, of one kind or all."""
    kinds = EVERYTHING
    if due is not None:
        found = find_due(fair, due)
        kinds = found.notices if found else {}
    return {kind: sides for kind, sides in kinds.items() if only in (None, kind.value)}
