"""Writes the messages of a schedule: SMS workbook, mails, calendars, call sheets."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from printouts.calls import write_call_book
from printouts.gateways import (
    DEFAULT_MAINLAND,
    DEFAULT_OVERSEAS,
    gateway_names,
    load_gateway,
)
from printouts.kinds import NoticeKind
from printouts.letters import write_letters
from printouts.mail_check import check_mail
from printouts.notice_content import Release, build_mailing
from printouts.notice_options import NoticeOptions
from printouts.notice_work import ManifestEntry, NoticeWork, Told
from printouts.sms import Area, build_sms
from printouts.sms_book import write_sms_book
from printouts.sms_cost import cost_of
from printouts.sms_lint import lint_sms
from printouts.sms_upload import write_uploads
from scheduler.progress import Progress, Silent

if TYPE_CHECKING:
    from decimal import Decimal

    from printouts.findings import Finding
    from printouts.gateways import Gateway
    from scheduler.directory import Directory, SmsSettings
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule

FOLDER = "notices"
UPLOADS = "sms"
READABLE = 0o755
"""Mode of the folder; temporary folders are made for their owner alone."""


@dataclass(frozen=True)
class NoticeReport:
    """What was written, in numbers, and what a person should look at.

    `sms_cost` is None where not every price is known.
    """

    parties: int
    sms: int
    sms_parts: int
    unsent: int
    mails: int
    calendars: int
    findings: tuple[Finding, ...]
    files: tuple[ManifestEntry, ...]
    sms_cost: Decimal | None = None
    told: tuple[Told, ...] = ()


def write_notices(
    problem: Problem,
    schedule: Schedule,
    directory: Directory,
    folder: Path,
    options: NoticeOptions | None = None,
    progress: Progress | None = None,
) -> NoticeReport:
    """Write `folder`/notices, whole or not at all, and say what is in it.

    Raises StoppedError when told to stop, OSError where the disk refuses; notices
    written before are then untouched.
    """
    options = options or NoticeOptions()
    earlier = Release(*options.since) if options.since else None
    release = Release(problem, schedule, directory)
    mailing = build_mailing(release, earlier, options.texts)
    folder.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=folder))
    try:
        work = NoticeWork(making, mailing, options, progress or Silent())
        _write_all(work)
        making.chmod(READABLE)
        _put_in_place(making, folder / FOLDER)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return _report(work)


def _write_all(work: NoticeWork) -> None:
    kinds = work.options.kinds
    if NoticeKind.MAIL in kinds or NoticeKind.CALENDAR in kinds:
        write_letters(work)
    if NoticeKind.MAIL in kinds:
        work.findings += check_mail(work.mailing_of(NoticeKind.MAIL))
    if NoticeKind.CALLS in kinds:
        _write_calls(work)
    if NoticeKind.SMS in kinds:
        _write_sms(work)
    work.write_manifest()


def _write_calls(work: NoticeWork) -> None:
    """Write whom to phone: those it is due for, and those whom no mail reaches."""
    told = (
        one
        for one in work.mailing.notices
        if work.wants(NoticeKind.CALLS, one)
        or (work.wants(NoticeKind.MAIL, one) and not one.emails)
    )
    mailing = replace(work.mailing, notices=tuple(told))
    spoken = {(one.side, one.party_id): work.languages(one) for one in mailing.notices}
    callers = work.options.callers
    write_call_book(work.folder / "calls.xlsx", mailing, spoken, callers)
    work.add("calls.xlsx", NoticeKind.CALLS, None, pages=1, told=mailing.notices)


def _write_sms(work: NoticeWork) -> None:
    mailing = work.mailing_of(NoticeKind.SMS)
    gateways = _gateways(mailing.release.directory.sms)
    messages, unsent = build_sms(mailing, gateways, work.one_language)
    work.findings += lint_sms(mailing, messages, gateways)
    prices = work.options.sms_prices
    path = work.folder / "sms.xlsx"
    write_sms_book(path, mailing, messages, unsent, work.findings, prices)
    work.sms, work.unsent = len(messages), len(unsent)
    work.sms_cost = cost_of(messages, prices)
    parts = sum(sms.parts for sms in messages)
    told = (sms.notice for sms in messages)
    work.add("sms.xlsx", NoticeKind.SMS, None, parts, told)
    uploads = work.folder / UPLOADS
    uploads.mkdir()
    for name, rows in write_uploads(uploads, messages).items():
        work.add(f"{UPLOADS}/{name}", NoticeKind.SMS, None, rows)


def _gateways(settings: SmsSettings) -> dict[Area, Gateway]:
    known = settings.gateway in gateway_names()
    mainland = settings.gateway if known else DEFAULT_MAINLAND
    return {
        Area.MAINLAND: load_gateway(mainland),
        Area.OVERSEAS: load_gateway(DEFAULT_OVERSEAS),
    }


def _put_in_place(made: Path, goal: Path) -> None:
    """Swap the finished folder in; the former one is gone only after that."""
    if not goal.exists():
        made.rename(goal)
        return
    former = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-former-", dir=goal.parent))
    goal.rename(former / FOLDER)
    try:
        made.rename(goal)
    except OSError:
        (former / FOLDER).rename(goal)
        raise
    finally:
        shutil.rmtree(former, ignore_errors=True)


def _report(work: NoticeWork) -> NoticeReport:
    kinds = [entry.kind for entry in work.files if entry.party is not None]
    parts = (entry.pages for entry in work.files if entry.file == "sms.xlsx")
    return NoticeReport(
        parties=len(work.mailing_of(*work.options.kinds).notices),
        sms=work.sms,
        sms_parts=sum(parts),
        unsent=work.unsent,
        sms_cost=work.sms_cost,
        mails=kinds.count(NoticeKind.MAIL),
        calendars=kinds.count(NoticeKind.CALENDAR),
        findings=tuple(sorted(work.findings)),
        files=tuple(work.files),
        told=tuple(work.told),
    )
