"""When which notice is due."""

from datetime import date

from printouts.notice_calendar import CALENDAR, NoticeKind, find_due, first_day
from printouts.notices import NoticeOptions, write_notices
from printouts.pages import Side
from tests.printouts.notice_cases import make_fair, make_release, parts_of


def test_days_are_counted_in_the_zone_of_the_fair():
    # 09:30 on 3 December in Honolulu is 19:30 UTC the same day; the date is the fair's
    assert first_day(make_fair("Pacific/Honolulu")) == date(2026, 12, 3)
    assert [due.day(make_fair()) for due in CALENDAR] == [
        date(2026, 11, 26),
        date(2026, 11, 30),
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
