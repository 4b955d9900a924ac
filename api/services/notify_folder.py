"""Write the messages of a schedule folder again, all or only what changed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.check_folder import load_sound
from api.services.kept_texts import add_findings, find_texts, read_texts
from api.services.print_folder import facts_of
from api.services.stopwatch import Stopwatch
from data.folder import load_schedule
from printouts.notice_calendar import EVERYTHING, find_due
from printouts.notice_options import NoticeOptions
from printouts.notices import NoticeReport, write_notices
from printouts.sms import Area
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal
    from pathlib import Path

    from scheduler.fair import Fair


@dataclass(frozen=True)
class Wanted:
    """Which notices to write, and how.

    `only` is a kind of notice, None for all; `since` the folder of an earlier release,
    None for everybody; `due` a day whose notices alone are written, None for all.
    `templates` is a folder of edited texts, None for those that the schedule was made
    with; `callers` share the calls of
    the office. Prices are of a part of an SMS, None where they are not known.
    """

    only: str | None = None
    since: Path | None = None
    due: date | None = None
    templates: Path | None = None
    callers: tuple[str, ...] | None = None
    sms_price: Decimal | None = None
    sms_price_overseas: Decimal | None = None
    with_papers: bool = False
    with_mbox: bool = False


@dataclass(frozen=True)
class Notified:
    """What was written of the notices of `fair`; None where nothing was due."""

    report: NoticeReport | None
    fair: Fair


def notify_folder(
    folder: Path, wanted: Wanted | None = None, progress: Progress | None = None
) -> Notified:
    """Write `folder`/notices anew; the former ones stay until the new are complete.

    A day on which nothing is due writes nothing. Raises FolderError for either folder,
    BrokenFolderError where `folder` breaks a rule, TemplatesError with the faults of
    edited texts, OSError from the disk.
    """
    wanted = wanted or Wanted()
    watch = Stopwatch(progress or Silent())
    edited = read_texts(find_texts(folder, wanted.templates))
    content = load_sound(folder, watch)
    with watch.phase("load"):
        earlier = (
            None if wanted.since is None else facts_of(load_schedule(wanted.since))
        )
    fair = content.problem.fair
    due = find_due(fair, wanted.due) if wanted.due else None
    notices = EVERYTHING if wanted.due is None else (due.notices if due else {})
    kinds = {kind: notices[kind] for kind in notices if wanted.only in (None, kind)}
    if not kinds:
        return Notified(None, fair)
    options = NoticeOptions(
        since=earlier,
        kinds=kinds,
        letters=due.letters if due else {},
        texts=edited.texts,
        callers=wanted.callers or (),
        sms_prices=_prices(wanted),
        with_papers=wanted.with_papers,
        with_mbox=wanted.with_mbox,
    )
    with watch.phase("notices"):
        report = write_notices(*facts_of(content), folder, options, watch.progress)
    return Notified(add_findings(report, edited), fair)


def _prices(wanted: Wanted) -> dict[Area, Decimal]:
    prices = {
        Area.MAINLAND: wanted.sms_price,
        Area.OVERSEAS: wanted.sms_price_overseas,
    }
    return {area: price for area, price in prices.items() if price is not None}
