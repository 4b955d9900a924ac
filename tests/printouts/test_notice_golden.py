"""Every message as people read it, in files to be read and renewed by one command:

RENEW_GOLDEN=1 pytest tests/printouts/test_notice_golden.py
"""

import os
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

import icalendar
import pytest
from python_calamine import CalamineWorkbook

from printouts.calls import write_call_book
from printouts.gateways import load_gateway
from printouts.invitations import calendar_files
from printouts.mail import write_letter
from printouts.notice_content import News, build_mailing
from printouts.sms import Area, approval_text, build_sms, template_text
from scheduler.wording import Language
from tests.printouts.notice_cases import make_problem, make_release, meet

GOLDEN = Path(__file__).parent / "golden" / "notices"
GATEWAYS = {area: load_gateway(area) for area in Area}
RULE = "-" * 60


def _problem():
    return make_problem()


def _before():
    problem = _problem()
    return make_release(
        meet(problem, "B1", "S1", at=0),
        meet(problem, "B1", "S2", at=1),
        meet(problem, "B2", "S1", "D2", 0),
    )


def _after():
    """S1 meets B1 later, S2 does not; B2 meets nobody any more."""
    return make_release(meet(_problem(), "B1", "S1", "D2", 2), release=2)


def _mailings():
    return {
        "new": build_mailing(_before()),
        "changed": build_mailing(_after(), _before()),
    }


def _mails(language):
    texts = []
    for mailing in _mailings().values():
        for notice in mailing.notices:
            kinds = [notice.news]
            if (notice.party_id, notice.news) == ("B1", News.NEW):
                kinds += [News.REMINDER, News.SURVEY]
            for news in kinds:
                letter = write_letter(replace(notice, news=news), mailing, (language,))
                head = f"{notice.side} {notice.party_id}, {news}\n{letter.subject}\n"
                texts.append(f"{head}\n{letter.plain}")
    return f"\n{RULE}\n".join(texts)


def _pages(language):
    """Return the HTML of a mail that shows new, moved and gone."""
    mailing = build_mailing(_after(), _before())
    notice = mailing.notices[0]
    return write_letter(notice, mailing, (language,)).html + "\n"


def _sms(language):
    texts = []
    for mailing in _mailings().values():
        for sms in build_sms(mailing, GATEWAYS, language)[0]:
            template = template_text(sms.code, sms.language, mailing)
            approval = approval_text(template, sms.gateway)
            head = f"{sms.notice.side} {sms.notice.party_id}, {sms.code}, {sms.area}"
            texts.append(f"{head}, {sms.parts}\n{sms.text}\n{approval}\n")
    return "\n".join(texts)


def _calendars(language):
    files = [
        file
        for mailing in _mailings().values()
        for notice in mailing.notices
        for file in calendar_files(notice, mailing, (language,))
    ]
    texts = []
    for file in files:
        calendar = icalendar.Calendar.from_ical(file.content)
        texts += [
            f"{file.name} {calendar['METHOD']} {event['SEQUENCE']}\n"
            f"{event.start:%Y-%m-%d %H:%M}-{event.end:%H:%M}\n"
            f"{event['SUMMARY']}\n{event['LOCATION']}\n{event['DESCRIPTION']}\n"
            for event in calendar.events
        ]
    return "\n".join(texts)


def _calls(language):
    texts = []
    for mailing in _mailings().values():
        spoken = {(one.side, one.party_id): (language,) for one in mailing.notices}
        with TemporaryDirectory() as folder:
            path = Path(folder) / "calls.xlsx"
            write_call_book(path, mailing, spoken)
            book = CalamineWorkbook.from_path(str(path))
        for name in book.sheet_names:
            rows = book.get_sheet_by_name(name).to_python()
            texts += [" | ".join(str(cell) for cell in row) for row in rows]
    return "\n\n".join(texts) + "\n"


KINDS = {
    "mail": _mails,
    "mail-page": _pages,
    "sms": _sms,
    "calendar": _calendars,
    "calls": _calls,
}


@pytest.mark.parametrize("language", list(Language))
@pytest.mark.parametrize("kind", KINDS)
def test_message_reads_as_it_did(kind, language):
    text = KINDS[kind](language)
    path = GOLDEN / f"{kind}-{language}.txt"
    if os.environ.get("RENEW_GOLDEN"):
        path.write_text(text, encoding="utf-8")
    assert text == path.read_text(encoding="utf-8")
