"""When which notice is due, and what it says."""

import email
import mailbox
from contextlib import closing
from datetime import date
from email.header import decode_header, make_header
from io import BytesIO

from pypdf import PdfReader
from python_calamine import CalamineWorkbook

from printouts.kinds import NoticeKind
from printouts.mbox import mbox_entry
from printouts.notice_calendar import CALENDAR, find_due, find_next, first_day
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.pages import Side
from tests.printouts.notice_cases import make_fair, make_release, parts_of


def test_days_are_counted_in_the_zone_of_the_fair():
    # 09:30 on 3 December in Honolulu is 19:30 UTC the same day; the date is the fair's
    assert first_day(make_fair("Pacific/Honolulu")) == date(2026, 12, 3)
    assert [due.day(make_fair()) for due in CALENDAR] == [
        date(2026, 11, 26),
        date(2026, 11, 30),
        date(2026, 12, 10),
    ]


def test_nothing_is_due_between_the_days():
    fair = make_fair()
    assert find_due(fair, date(2026, 11, 27)) is None
    assert find_due(fair, date(2026, 11, 30)).days == 3


def test_a_week_before_buyers_are_phoned_and_suppliers_mailed(tmp_path):
    due = find_due(make_fair(), date(2026, 11, 26))
    options = NoticeOptions(kinds=due.notices)
    report = write_notices(*parts_of(make_release()), tmp_path, options)
    found = sorted(
        str(path.relative_to(tmp_path / "notices"))
        for path in (tmp_path / "notices").rglob("*")
        if path.is_file()
    )
    assert found == [
        "calendar/S1.ics",
        "calendar/S2.ics",
        "calls.xlsx",
        "mail/S1.eml",
        "manifest.json",
    ]
    assert (report.mails, report.sms, report.parties) == (1, 0, 4)
    assert due.notices[NoticeKind.CALLS] == {Side.BUYER}
    book = CalamineWorkbook.from_path(str(tmp_path / "notices/calls.xlsx"))
    called = {
        name: [row[-1] for row in book.get_sheet_by_name(name).to_python()[1:]]
        for name in book.sheet_names
    }
    # S2 has no mail address, so its sales rep phones
    assert called == {"办公室 office": ["B1", "B2"], "王芳": ["S2"]}


def test_the_next_day_is_found_until_the_calendar_is_done():
    fair = make_fair()
    assert find_next(fair, date(2026, 11, 1)).days == 7
    assert find_next(fair, date(2026, 11, 26)).days == 3
    assert find_next(fair, date(2026, 12, 3)).days == -7
    assert find_next(fair, date(2026, 12, 10)) is None


def _due_mail(tmp_path, day, party, **options):
    due = find_due(make_fair(), day)
    wanted = NoticeOptions(kinds=due.notices, letters=due.letters, **options)
    write_notices(*parts_of(make_release()), tmp_path, wanted)
    message = email.message_from_bytes(
        (tmp_path / f"notices/mail/{party}.eml").read_bytes()
    )
    plain = next(
        one for one in message.walk() if one.get_content_type() == "text/plain"
    )
    subject = str(make_header(decode_header(message["Subject"])))
    names = [part.get_filename() for part in message.walk() if part.get_filename()]
    return subject, plain.get_payload(decode=True).decode(), names


def test_three_days_before_everybody_is_reminded(tmp_path):
    subject, text, names = _due_mail(tmp_path, date(2026, 11, 30), "S1")
    assert subject == "洽谈提醒：供需对接会，12月3日至4日 09:30起，2场洽谈"
    assert "供需对接会即将开幕，您的洽谈共2场：" in text
    assert names == ["S1.ics"]
    subject, text, _ = _due_mail(tmp_path, date(2026, 11, 30), "B1")
    assert subject == "洽谈提醒：供需对接会，12月3日 09:30起，2场洽谈"
    assert "乘车：地铁2号线C口，或公交71路、121路" in text


def test_a_week_after_everybody_is_asked_how_it_was(tmp_path):
    subject, text, names = _due_mail(
        tmp_path, date(2026, 12, 10), "B2", with_papers=True
    )
    assert subject == "Sourcing fair: how did it go? (1 meeting)"
    assert text.startswith(
        "Dear María,\nThank you for coming to Sourcing fair. Please answer this mail with "
        "a word on each meeting; it makes the next diary better:\n\nFri 4 Dec 2026\n"
    )
    assert "For each: did you meet;" in text
    assert "How to get there" not in text
    assert names == []
    assert not (tmp_path / "notices/calendar").exists()


def test_own_sheet_goes_with_the_mail_where_it_is_wanted(tmp_path):
    options = NoticeOptions(with_papers=True, with_mbox=True)
    for name in ("a", "b"):
        report = write_notices(*parts_of(make_release()), tmp_path / name, options)
    assert report.mails == 3
    first, second = (tmp_path / name / "notices" for name in ("a", "b"))
    for party in ("B1", "B2", "S1"):
        content = (first / f"mail/{party}.eml").read_bytes()
        assert content == (second / f"mail/{party}.eml").read_bytes()
        message = email.message_from_bytes(content)
        (pdf,) = [one for one in message.walk() if one.get_filename() == f"{party}.pdf"]
        assert pdf.get_content_type() == "application/pdf"
        text = PdfReader(BytesIO(pdf.get_payload(decode=True))).pages[0].extract_text()
        assert "宁波轴承" in text
    with closing(mailbox.mbox(first / "mail.mbox", create=False)) as box:
        mails = list(box)
    assert [str(make_header(decode_header(mail["To"]))) for mail in mails] == [
        "张伟 经理 <zhang@a.example>",
        "María <maria@b.example>",
        "陈总 <chen@s.example>",
    ]
    alone = email.message_from_bytes((first / "mail/B1.eml").read_bytes())
    assert _bodies(mails[0]) == _bodies(alone)


def _bodies(message):
    return [part.get_payload(decode=True) for part in message.walk()]


def test_line_that_looks_like_a_postmark_is_marked():
    entry = mbox_entry(b"A: b\r\n\r\nFrom x\r\n>From y\r\n")
    assert entry.endswith(b"1970\nA: b\n\n>From x\n>>From y\n\n")
