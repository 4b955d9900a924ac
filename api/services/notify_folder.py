"""Write the messages of a schedule folder again, all or only what changed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.services.check_folder import load_sound
from api.services.print_folder import facts_of
from api.services.stopwatch import Stopwatch
from data.folder import load_schedule
from printouts.notices import NoticeKind, NoticeOptions, NoticeReport, write_notices
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from pathlib import Path


def notify_folder(
    folder: Path,
    only: str | None = None,
    since: Path | None = None,
    progress: Progress | None = None,
) -> NoticeReport:
    """Write `folder`/notices anew; the former ones stay until the new are complete.

    `only` is a kind of notice, None for all; `since` the folder of an earlier release,
    None for everybody. Raises FolderError for either folder, BrokenFolderError where
    `folder` breaks a rule, OSError from the disk.
    """
    watch = Stopwatch(progress or Silent())
    content = load_sound(folder, watch)
    with watch.phase("load"):
        earlier = None if since is None else facts_of(load_schedule(since))
    kinds = tuple(NoticeKind) if only is None else (NoticeKind(only),)
    with watch.phase("notices"):
        return write_notices(
            *facts_of(content),
            folder,
            NoticeOptions(kinds=kinds, since=earlier),
            watch.progress,
        )
