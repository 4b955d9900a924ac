"""The letters of a run: a mail and calendar files for each party."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from printouts.invitations import calendar_files, find_invitation
from printouts.kinds import NoticeKind
from printouts.mail import Attachment, render_mail, sender_of, write_letter
from printouts.mbox import mbox_entry
from printouts.notice_content import News
from printouts.party_paper import PartyPapers
from scheduler.errors import FairmatchError
from scheduler.progress import Event
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from printouts.notice_content import Notice
    from printouts.notice_work import NoticeWork
    from scheduler.wording import Language

MBOX = "mail.mbox"


class StoppedError(FairmatchError):
    """Somebody stopped the writing; earlier notices are as they were."""

    def __init__(self, done: int, total: int) -> None:
        super().__init__(
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


def write_letters(work: NoticeWork) -> None:
    """Write the mails and calendars that are wanted; raises StoppedError, OSError."""
    notices = work.mailing_of(NoticeKind.MAIL, NoticeKind.CALENDAR).notices
    writer = _Writer(work)
    total = len(notices)
    for done, notice in enumerate(notices):
        if work.progress.should_stop():
            raise StoppedError(done, total)
        work.progress.tell(Event("notices", done, total))
        writer.write(notice)
    work.progress.tell(Event("notices", total, total))
    if writer.in_mbox:
        work.add(MBOX, NoticeKind.MAIL, None, pages=writer.in_mbox)


class _Writer:
    """Writes the letters of one party after the other."""

    def __init__(self, work: NoticeWork) -> None:
        self.work = work
        self.in_mbox = 0

    def write(self, notice: Notice) -> None:
        """Write mail and calendar files of a party, as far as they are wanted."""
        work, letters = self.work, self.work.options.letters
        if notice.news is News.NEW:
            notice = replace(notice, news=letters.get(notice.side, News.NEW))
        languages = work.languages(notice)
        calendars = calendar_files(notice, work.mailing, languages)
        if work.wants(NoticeKind.CALENDAR, notice):
            for file in calendars:
                name = f"calendar/{file.name}"
                work.write(name, NoticeKind.CALENDAR, notice, file.content)
        if work.wants(NoticeKind.MAIL, notice) and notice.emails:
            self._write_mail(notice, languages, calendars)

    def _write_mail(
        self,
        notice: Notice,
        languages: Sequence[Language],
        calendars: Sequence[Attachment],
    ) -> None:
        work = self.work
        attached, invitation = [*calendars, *self._papers_of(notice)], None
        if notice.news is News.SURVEY:
            attached = []
        else:
            invitation = find_invitation(notice, work.mailing, languages)
        mail = render_mail(
            write_letter(notice, work.mailing, languages),
            sender_of(work.mailing),
            notice.person or notice.name,
            notice.emails,
            attached,
            invitation,
        )
        work.write(f"mail/{notice.stem}.eml", NoticeKind.MAIL, notice, mail)
        if work.options.with_mbox:
            with (work.folder / MBOX).open("ab") as mbox:
                mbox.write(mbox_entry(mail))
            self.in_mbox += 1

    def _papers_of(self, notice: Notice) -> list[Attachment]:
        """Return the party's own sheet, where it is wanted and says something."""
        if not self.work.options.with_papers or not notice.lines:
            return []
        content = self._papers.render(notice.side, notice.party_id)
        return [Attachment(f"{notice.stem}.pdf", content)]

    @cached_property
    def _papers(self) -> PartyPapers:
        release = self.work.mailing.release
        facts = (release.problem, release.schedule, release.directory)
        return PartyPapers(facts, self.work.options.language)
