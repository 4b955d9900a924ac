"""Calendar files, read back with the icalendar library."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printouts.calendar_file import (
    CalendarEvent,
    Method,
    Person,
    escape,
    fold,
    meeting_uid,
    render_calendar,
    zone_changes,
)
from printouts.invitations import calendar_files, find_invitation
from printouts.notice_content import build_mailing
from printouts.notice_text import clean
from scheduler.directory import Organiser
from scheduler.problem import Buyer
from scheduler.wording import Language
from tests.printouts.notice_cases import (
    make_directory,
    make_problem,
    make_release,
    meet,
)

OFFICE = Person('组委会 "Expo" ^1', "office@fair.example")
GUEST = Person("张伟; CN=x:y,z", "zhang@a.example")
STAMP = datetime(2026, 11, 26, tzinfo=UTC)


def _event(zone="Asia/Shanghai", month=12, **parts):
    start = datetime(2026, month, 3, 9, 30, tzinfo=ZoneInfo(zone))
    facts = {
        "uid": "u@fairmatch.invalid",
        "start": start,
        "end": start + timedelta(minutes=20),
        "summary": "洽谈: 宁波, 轴承; \\ 公司",
        "location": "1号馆 1A01",
        "description": "第一行\n第二行",
        "sequence": 2,
        "stamp": STAMP,
    }
    return CalendarEvent(**(facts | parts))


def _read(content):
    return icalendar.Calendar.from_ical(content)


@pytest.mark.parametrize(
    ("zone", "month", "kinds"),
    [
        ("Asia/Shanghai", 12, ["STANDARD"]),
        ("Asia/Kolkata", 12, ["STANDARD"]),
        (
            "Europe/Berlin",
            7,
            ["STANDARD", *["DAYLIGHT", "STANDARD"] * 3],
        ),
        ("America/New_York", 1, None),
        ("Australia/Lord_Howe", 1, None),
        ("America/St_Johns", 7, None),
    ],
)
def test_event_reads_back_as_written(zone, month, kinds):
    event = _event(zone, month)
    calendar = _read(render_calendar([event], zone, Method.REQUEST, OFFICE, GUEST))
    (read,) = calendar.events
    assert str(calendar["METHOD"]) == "REQUEST"
    assert read.start == event.start
    assert read.end == event.end
    assert read.start.utcoffset() == event.start.utcoffset()
    assert read["DTSTART"].params["TZID"] == zone
    assert str(read["SUMMARY"]) == event.summary
    assert str(read["LOCATION"]) == event.location
    assert str(read["DESCRIPTION"]) == event.description
    assert (int(read["SEQUENCE"]), read["DTSTAMP"].dt) == (2, STAMP)
    assert str(read["STATUS"]) == "CONFIRMED"
    assert str(read["ORGANIZER"]) == "mailto:office@fair.example"
    assert read["ORGANIZER"].params["CN"] == OFFICE.name
    assert str(read["ATTENDEE"]) == "mailto:zhang@a.example"
    assert read["ATTENDEE"].params["CN"] == GUEST.name
    if kinds is not None:
        assert [part.name for part in calendar.timezones[0].subcomponents] == kinds


@pytest.mark.parametrize(
    "zone",
    ["Asia/Shanghai", "Europe/Berlin", "America/New_York", "Australia/Lord_Howe"],
)
@pytest.mark.parametrize("month", [1, 3, 7, 10, 11, 12])
def test_zone_as_written_gives_the_true_offset(zone, month):
    """A program that knows no zone names has to come to the same instant."""
    event = _event(zone, month)
    calendar = _read(render_calendar([event], zone, Method.PUBLISH, OFFICE))
    written = calendar.timezones[0].to_tz(lookup_tzid=False)
    naive = event.start.replace(tzinfo=None)
    assert naive.replace(tzinfo=written).utcoffset() == event.start.utcoffset()


def test_change_of_the_clocks_is_found_to_the_second():
    first, last = datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 12, 31, tzinfo=UTC)
    begin, spring, autumn = zone_changes(ZoneInfo("Europe/Berlin"), first, last)
    assert (begin.name, begin.is_daylight) == ("CET", False)
    assert (spring.local.isoformat(), spring.name) == ("2026-03-29T02:00:00", "CEST")
    assert (spring.before, spring.after) == (timedelta(hours=1), timedelta(hours=2))
    assert (autumn.local.isoformat(), autumn.name) == ("2026-10-25T03:00:00", "CET")


def test_negative_offset_is_written_with_its_minutes():
    content = render_calendar(
        [_event("America/St_Johns", 12)], "America/St_Johns", Method.PUBLISH, OFFICE
    )
    assert b"TZOFFSETTO:-0330\r\n" in content


def test_cancellation_says_so():
    calendar = _read(
        render_calendar([_event()], "Asia/Shanghai", Method.CANCEL, OFFICE, GUEST)
    )
    assert str(calendar["METHOD"]) == "CANCEL"
    assert str(calendar.events[0]["STATUS"]) == "CANCELLED"


def test_published_file_names_no_guest():
    content = render_calendar(
        [_event()], "Asia/Shanghai", Method.PUBLISH, OFFICE, GUEST
    )
    assert b"ATTENDEE" not in content


def test_request_of_two_events_or_without_guest_is_refused():
    two = [_event(), _event(uid="v@fairmatch.invalid")]
    with pytest.raises(ValueError, match="exactly one event, not 2"):
        render_calendar(two, "Asia/Shanghai", Method.REQUEST, OFFICE, GUEST)
    with pytest.raises(ValueError, match="needs an attendee"):
        render_calendar([_event()], "Asia/Shanghai", Method.REQUEST, OFFICE)


def test_empty_calendar_is_well_formed():
    assert (
        _read(render_calendar([], "Asia/Shanghai", Method.PUBLISH, OFFICE)).events == []
    )


def test_line_of_75_octets_stays_whole_and_76_is_folded():
    assert fold("a" * 75) == b"a" * 75 + b"\r\n"
    assert fold("a" * 76) == b"a" * 75 + b"\r\n a\r\n"


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=300))
def test_folding_never_cuts_a_character(text):
    folded = fold(text)
    lines = folded.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 for line in lines)
    assert (
        "".join([lines[0].decode(), *(line[1:].decode() for line in lines[1:])]) == text
    )


@settings(max_examples=50)
@given(st.text(max_size=200))
def test_any_text_reads_back_without_its_controls(text):
    event = _event(summary=text, description=text)
    read = _read(
        render_calendar([event], "Asia/Shanghai", Method.PUBLISH, OFFICE)
    ).events
    expected = "\n".join(clean(line) for line in text.splitlines())
    assert [str(event["SUMMARY"]) for event in read] == [expected]
    assert str(read[0]["DESCRIPTION"]) == expected


def test_huge_text_is_cut_where_one_sees_it():
    assert escape("长" * 10_000) == "长" * 1_999 + "…"


def test_uid_is_stable_and_tells_nothing():
    uid = meeting_uid("fair", "B1", "S1")
    assert uid == meeting_uid("fair", "B1", "S1")
    assert uid != meeting_uid("fair", "B1S", "1")
    assert "B1" not in uid
    assert uid.endswith("@fairmatch.invalid")


def _files(release, since=None):
    mailing = build_mailing(release, since)
    return {
        file.name: _read(file.content)
        for notice in mailing.notices
        for file in calendar_files(notice, mailing, (notice.language or Language.ZH,))
    }


def test_party_gets_an_event_per_meeting():
    release = make_release()
    files = _files(release)
    assert sorted(files) == ["B1.ics", "B2.ics", "S1.ics", "S2.ics"]
    events = files["B1.ics"].events
    meetings = release.schedule.by_buyer["B1"]
    assert [event.start for event in events] == [one.start for one in meetings]
    assert [event.end for event in events] == [one.end for one in meetings]
    assert str(events[0]["SUMMARY"]) == "洽谈：宁波轴承"
    assert str(events[0]["LOCATION"]) == "1号馆 1A01, 会展中心"
    assert str(events[0]["DESCRIPTION"]).split("\n") == [
        "洽谈对象：宁波轴承",
        "展馆展位：1号馆 1A01",
        "匹配理由：贵方采购轴承，对方主营轴承。",
        "供需对接会，会展中心，博览路1号",
        "乘车：地铁2号线C口，或公交71路、121路",
        "联系电话：400-000-0000",
    ]
    assert int(events[0]["SEQUENCE"]) == 1


def test_both_sides_know_the_meeting_by_one_name():
    files = _files(make_release())
    buyer = {str(event["UID"]) for event in files["B2.ics"].events}
    supplier = {str(event["UID"]) for event in files["S1.ics"].events}
    assert buyer < supplier


def test_since_tells_only_changed_parties_and_cancels_what_is_gone():
    problem = make_problem()
    kept = meet(problem, "B2", "S2")
    before = make_release(meet(problem, "B1", "S1"), kept)
    after = make_release(meet(problem, "B1", "S2", at=1), kept, release=2)
    files = _files(after, since=before)
    assert sorted(files) == [
        "B1.cancel-1.ics",
        "B1.ics",
        "S1.cancel-1.ics",
        "S2.ics",
    ]
    (gone,) = files["B1.cancel-1.ics"].events
    (first,) = _files(before)["B1.ics"].events
    assert str(gone["UID"]) == str(first["UID"])
    assert (int(first["SEQUENCE"]), int(gone["SEQUENCE"])) == (1, 2)
    assert gone["DTSTAMP"].dt > first["DTSTAMP"].dt


def test_moved_meeting_keeps_its_uid_and_rises():
    problem = make_problem()
    before = make_release(meet(problem, "B1", "S1"), release=0)
    after = make_release(meet(problem, "B1", "S1", at=3), release=0)
    (old,) = _files(before)["B1.ics"].events
    (new,) = _files(after, since=before)["B1.ics"].events
    assert str(old["UID"]) == str(new["UID"])
    assert (int(old["SEQUENCE"]), int(new["SEQUENCE"])) == (0, 1)
    assert new.start - old.start == timedelta(minutes=75)


def test_nothing_changed_tells_nobody():
    assert _files(make_release(release=2), since=make_release()) == {}


def test_party_that_left_the_fair_is_cancelled():
    problem = make_problem(
        buyers=(Buyer("B1", "上海淼垚贸易有限公司", languages=("zh",)),)
    )
    before = make_release()
    after = make_release(
        meet(problem, "B1", "S1", at=0),
        meet(problem, "B1", "S2", at=1),
        problem=problem,
        release=2,
    )
    assert sorted(_files(after, since=before)) == [
        "B2.cancel-1.ics",
        "S1.cancel-1.ics",
        "S1.ics",
    ]


def _invitation(release, party, since=None):
    mailing = build_mailing(release, since)
    notice = next(one for one in mailing.notices if one.party_id == party)
    return find_invitation(notice, mailing, (Language.ZH,))


def test_single_meeting_is_an_invitation():
    invitation = _invitation(make_release(), "B2")
    calendar = _read(invitation.content)
    assert (invitation.method, str(calendar["METHOD"])) == ("REQUEST", "REQUEST")
    assert str(calendar.events[0]["ATTENDEE"]) == "mailto:maria@b.example"


def test_several_meetings_are_no_invitation():
    assert _invitation(make_release(), "B1") is None


def test_no_invitation_without_both_addresses():
    assert _invitation(make_release(), "S2") is None
    directory = make_directory(organiser=Organiser("组委会"))
    assert _invitation(make_release(directory=directory), "B2") is None


def test_single_cancellation_is_acted_on():
    problem = make_problem()
    kept = meet(problem, "B1", "S1")
    before = make_release(kept, meet(problem, "B2", "S1", at=1))
    invitation = _invitation(make_release(kept, release=2), "B2", since=before)
    assert invitation.method == "CANCEL"
    assert str(_read(invitation.content).events[0]["STATUS"]) == "CANCELLED"
