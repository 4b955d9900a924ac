"""Writes the messages of a schedule: SMS workbook, mails, calendars, call sheets."""

from __future__ import annotations

import hashlib
import json
import shutil
import tempfile
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING

from printouts.calls import write_call_book
from printouts.findings import Finding
from printouts.gateways import (
    DEFAULT_MAINLAND,
    DEFAULT_OVERSEAS,
    gateway_names,
    load_gateway,
)
from printouts.invitations import calendar_files, find_invitation
from printouts.mail import render_mail, sender_of, write_letter
from printouts.mail_check import check_mail
from printouts.notice_calendar import EVERYTHING, NoticeKind
from printouts.notice_content import Mailing, Notice, Release, build_mailing
from printouts.sms import Area, build_sms
from printouts.sms_book import write_sms_book
from printouts.sms_lint import lint_sms
from scheduler.errors import FairmatchError
from scheduler.progress import Event, Progress, Silent
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from printouts.gateways import Gateway
    from printouts.pages import Side
    from scheduler.directory import Directory, SmsSettings
    from scheduler.problem import Problem
    from scheduler.schedule import Schedule

FOLDER = "notices"
BOTH = (Language.ZH, Language.EN)
LANGUAGES = tuple(language.value for language in Language)
READABLE = 0o755
"""Mode of the folder; temporary folders are made for their owner alone."""


class NoticeLanguage(StrEnum):
    """Which language notices speak: each party's own, one for all, or both."""

    PARTY = "party"
    ZH = "zh"
    EN = "en"
    BOTH = "both"


@dataclass(frozen=True)
class NoticeOptions:
    """Which notices, in which language, and against which earlier release.

    PARTY speaks to each in its own language, in both where none is given. `since` is an
    earlier (problem, schedule, directory): then only parties whose meetings changed are
    told. An SMS is in one language always: without any, Chinese to mainland numbers.
    `kinds` says which notices go to which side.
    """

    language: NoticeLanguage | str = NoticeLanguage.PARTY
    since: tuple[Problem, Schedule, Directory] | None = None
    kinds: Mapping[NoticeKind, Collection[Side]] = field(
        default_factory=lambda: EVERYTHING
    )


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A written file; `pages` are SMS parts in all for the workbook, else 1.

    `party` is None for a file that speaks to several.
    """

    file: str
    kind: str
    party: str | None
    pages: int
    sha256: str


@dataclass(frozen=True)
class NoticeReport:
    """What was written, in numbers, and what a person should look at."""

    parties: int
    sms: int
    sms_parts: int
    unsent: int
    mails: int
    calendars: int
    findings: tuple[Finding, ...]
    files: tuple[ManifestEntry, ...]


class StoppedError(FairmatchError):
    """Somebody stopped the writing; earlier notices are as they were."""


@dataclass
class _Work:
    """One run: where it writes, and what it has written so far."""

    folder: Path
    mailing: Mailing
    options: NoticeOptions
    progress: Progress
    files: list[ManifestEntry] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)
    sms: int = 0
    unsent: int = 0

    @property
    def one_language(self) -> Language | None:
        """Return the language asked for everybody, None where there is none."""
        chosen = NoticeLanguage(self.options.language).value
        return Language(chosen) if chosen in LANGUAGES else None

    def mailing_of(self, *kinds: NoticeKind) -> Mailing:
        """Return the mailing with the notices of any of `kinds` alone."""
        sides = {side for kind in kinds for side in self.options.kinds.get(kind, ())}
        told = (one for one in self.mailing.notices if one.side in sides)
        return replace(self.mailing, notices=tuple(told))

    def wants(self, kind: NoticeKind, notice: Notice) -> bool:
        """Tell whether `notice` goes out as `kind`."""
        return notice.side in self.options.kinds.get(kind, ())

    def languages(self, notice: Notice) -> tuple[Language, ...]:
        """Return the languages to speak to a party in."""
        if self.one_language:
            return (self.one_language,)
        if self.options.language == NoticeLanguage.BOTH or notice.language is None:
            return BOTH
        return (notice.language,)

    def add(self, file: str, kind: NoticeKind, party: str | None, pages: int) -> None:
        """Enter a written file into the manifest."""
        digest = hashlib.sha256((self.folder / file).read_bytes()).hexdigest()
        self.files.append(ManifestEntry(file, kind, party, pages, digest))

    def write(self, file: str, kind: NoticeKind, party: str, content: bytes) -> None:
        """Write a file of one party."""
        path = self.folder / file
        path.parent.mkdir(exist_ok=True)
        path.write_bytes(content)
        self.add(file, kind, party, pages=1)


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
    mailing = build_mailing(Release(problem, schedule, directory), earlier)
    folder.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(prefix=f".{FOLDER}-", dir=folder))
    try:
        work = _Work(making, mailing, options, progress or Silent())
        _write_all(work)
        making.chmod(READABLE)
        _put_in_place(making, folder / FOLDER)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return _report(work)


def _write_all(work: _Work) -> None:
    kinds = work.options.kinds
    if NoticeKind.MAIL in kinds or NoticeKind.CALENDAR in kinds:
        _write_letters(work)
    if NoticeKind.MAIL in kinds:
        work.findings += check_mail(work.mailing_of(NoticeKind.MAIL))
    if NoticeKind.CALLS in kinds:
        _write_calls(work)
    if NoticeKind.SMS in kinds:
        _write_sms(work)
    work.files.sort(key=lambda entry: entry.file)
    rows = [
        {name: getattr(entry, name) for name in ManifestEntry.__slots__}
        for entry in work.files
    ]
    text = json.dumps(rows, ensure_ascii=False, indent=1, sort_keys=True)
    (work.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")


def _write_calls(work: _Work) -> None:
    mailing = work.mailing_of(NoticeKind.CALLS)
    spoken = {(one.side, one.party_id): work.languages(one) for one in mailing.notices}
    write_call_book(work.folder / "calls.xlsx", mailing, spoken)
    work.add("calls.xlsx", NoticeKind.CALLS, None, pages=1)


def _write_letters(work: _Work) -> None:
    notices = work.mailing_of(NoticeKind.MAIL, NoticeKind.CALENDAR).notices
    total = len(notices)
    for done, notice in enumerate(notices):
        if work.progress.should_stop():
            raise StoppedError(
                "notices-stopped",
                Wording(
                    en=f"Stopped after the notices of {done} of {total} parties.",
                    zh=f"已停止：{total} 家单位中完成 {done} 家。",
                ),
                Wording(
                    en="Nothing was written; run the command again.",
                    zh="没有写入任何文件，请重新运行。",
                ),
            )
        work.progress.tell(Event("notices", done, total))
        _write_letter(work, notice)
    work.progress.tell(Event("notices", total, total))


def _write_letter(work: _Work, notice: Notice) -> None:
    languages = work.languages(notice)
    calendars = calendar_files(notice, work.mailing, languages)
    if work.wants(NoticeKind.CALENDAR, notice):
        for file in calendars:
            name = f"calendar/{file.name}"
            work.write(name, NoticeKind.CALENDAR, notice.party_id, file.content)
    if work.wants(NoticeKind.MAIL, notice) and notice.emails:
        invitation = find_invitation(notice, work.mailing, languages)
        mail = render_mail(
            write_letter(notice, work.mailing, languages),
            sender_of(work.mailing),
            notice.person or notice.name,
            notice.emails,
            calendars,
            invitation,
        )
        work.write(f"mail/{notice.stem}.eml", NoticeKind.MAIL, notice.party_id, mail)


def _write_sms(work: _Work) -> None:
    mailing = work.mailing_of(NoticeKind.SMS)
    gateways = _gateways(mailing.release.directory.sms)
    messages, unsent = build_sms(mailing, gateways, work.one_language)
    work.findings += lint_sms(mailing, messages, gateways)
    path = work.folder / "sms.xlsx"
    write_sms_book(path, mailing, messages, unsent, work.findings)
    work.sms, work.unsent = len(messages), len(unsent)
    work.add("sms.xlsx", NoticeKind.SMS, None, sum(sms.parts for sms in messages))


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


def _report(work: _Work) -> NoticeReport:
    kinds = [entry.kind for entry in work.files]
    parts = (entry.pages for entry in work.files if entry.kind == NoticeKind.SMS)
    return NoticeReport(
        parties=len(work.mailing_of(*work.options.kinds).notices),
        sms=work.sms,
        sms_parts=sum(parts),
        unsent=work.unsent,
        mails=kinds.count(NoticeKind.MAIL),
        calendars=kinds.count(NoticeKind.CALENDAR),
        findings=tuple(sorted(work.findings)),
        files=tuple(work.files),
    )
