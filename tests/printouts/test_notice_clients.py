"""What a calendar program holds after release upon release: the diary, and nothing else.

The program is played by a few lines on top of the icalendar library: it knows an event by
its UID, takes what is newer, and forgets what is cancelled, as RFC 5546 says.
"""

import email
from dataclasses import replace
from datetime import UTC, timedelta
from zoneinfo import ZoneInfo

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printouts.invitations import calendar_files, find_invitation
from printouts.notice_content import build_mailing
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from scheduler.directory import Contact
from scheduler.fair import Fair
from scheduler.problem import Buyer, Problem, Supplier
from scheduler.wording import Language
from tests.printouts.notice_cases import (
    NAME,
    make_directory,
    make_release,
    make_session,
    meet,
    parts_of,
)

BERLIN = "Europe/Berlin"


class Client:
    """A calendar program of one person."""

    def __init__(self):
        self.events = {}
        self.cancelled = {}

    def open(self, content):
        """Take a file in: whatever is older than what is known is left out."""
        calendar = icalendar.Calendar.from_ical(content)
        assert calendar.timezones, "no VTIMEZONE"
        for event in calendar.events:
            uid = str(event["UID"])
            version = (int(event["SEQUENCE"]), event["DTSTAMP"].dt)
            known = self.events.get(uid)
            if (
                max(known[0] if known else version, self.cancelled.get(uid, version))
                > version
            ):
                continue
            if str(calendar["METHOD"]) == "CANCEL":
                assert str(event["STATUS"]) == "CANCELLED"
                self.events.pop(uid, None)
                self.cancelled[uid] = version
            else:
                self.events[uid] = version, event

    @property
    def diary(self):
        """Return what its owner sees: [(start, end, where)] in order of time."""
        return sorted(
            (
                event.start.astimezone(UTC),
                event.end.astimezone(UTC),
                str(event["LOCATION"]),
            )
            for _, event in self.events.values()
        )


def _true_diary(release, buyer):
    place = release.directory.venue.name.zh
    return sorted(
        (
            one.start.astimezone(UTC),
            one.end.astimezone(UTC),
            f"{one.hall} {one.booth}, {place}",
        )
        for one in release.schedule.by_buyer.get(buyer, ())
    )


def _problem(
    zone="Asia/Shanghai", month=12, days=(3, 4), buyers=("B1", "B2"), booth="A1"
):
    sessions = (
        make_session("D1", days[0], 9, zone, month),
        make_session("D2", days[1], 9, zone, month),
    )
    suppliers = tuple(
        Supplier(id_, f"供应商 {id_}", hall="1号馆", booth=f"{booth}{id_}")
        for id_ in ("S1", "S2", "S3")
    )
    return Problem(
        Fair(NAME, zone, sessions, tables=9),
        tuple(Buyer(id_, f"采购商 {id_}", languages=("zh",)) for id_ in buyers),
        suppliers,
    )


def _tell(clients, release, since):
    """Have every buyer's program open all that the buyer gets."""
    mailing = build_mailing(release, since)
    for notice in mailing.notices:
        client = clients.setdefault(notice.party_id, Client())
        for file in calendar_files(notice, mailing, (Language.ZH,)):
            client.open(file.content)
        invitation = find_invitation(notice, mailing, (Language.ZH,))
        if invitation is not None:
            client.open(invitation.content)


SLOTS = st.tuples(st.sampled_from(["D1", "D2"]), st.integers(0, 4))
DIARIES = st.dictionaries(
    st.tuples(st.sampled_from(["B1", "B2"]), st.sampled_from(["S1", "S2", "S3"])),
    SLOTS,
    max_size=6,
)


@settings(max_examples=12, deadline=None)
@given(st.lists(DIARIES, min_size=2, max_size=5))
def test_any_sequence_of_releases_leaves_the_last_diary_and_nothing_else(diaries):
    problem = _problem()
    clients, before = {}, None
    for number, diary in enumerate(diaries, start=1):
        meetings = [meet(problem, *pair, *slot) for pair, slot in diary.items()]
        release = make_release(problem=problem, release=number)
        schedule = replace(release.schedule, meetings=tuple(meetings))
        release = replace(release, schedule=schedule)
        _tell(clients, release, before)
        for buyer in ("B1", "B2"):
            held = clients.setdefault(buyer, Client()).diary
            assert held == _true_diary(release, buyer)
        before = release


def test_invited_moved_and_cancelled_over_a_change_of_the_clocks():
    """The fair is on both sides of 25 October 2026, when Berlin leaves summer time."""
    problem = _problem(BERLIN, 10, (24, 26))
    clients = {}
    first = make_release(
        meet(problem, "B1", "S1", "D1", 0),
        meet(problem, "B1", "S2", "D2", 1),
        meet(problem, "B2", "S3", "D1", 2),
        problem=problem,
    )
    _tell(clients, first, None)
    summer, winter = clients["B1"].events.values()
    assert summer[1].start.utcoffset() == timedelta(hours=2)
    assert winter[1].start.utcoffset() == timedelta(hours=1)
    assert str(winter[1].start.astimezone(ZoneInfo(BERLIN)).time()) == "09:55:00"
    # S1 moves over the change of the clocks, S2 goes, S3 is new; the booths move
    moved = _problem(BERLIN, 10, (24, 26), booth="C9")
    second = make_release(
        meet(moved, "B1", "S1", "D2", 0),
        meet(moved, "B1", "S3", "D1", 4),
        meet(moved, "B2", "S3", "D1", 2),
        problem=moved,
        release=2,
    )
    _tell(clients, second, first)
    assert clients["B1"].diary == _true_diary(second, "B1")
    assert clients["B2"].diary == _true_diary(second, "B2")
    # B2 leaves the fair altogether; S2 comes back to B1
    third_problem = _problem(BERLIN, 10, (24, 26), buyers=("B1",), booth="C9")
    third = make_release(
        meet(third_problem, "B1", "S1", "D2", 0),
        meet(third_problem, "B1", "S2", "D1", 3),
        problem=third_problem,
        release=3,
    )
    _tell(clients, third, second)
    assert clients["B1"].diary == _true_diary(third, "B1")
    assert clients["B2"].diary == []


def test_files_opened_late_or_twice_or_out_of_order_change_nothing():
    problem = _problem()
    first = make_release(
        meet(problem, "B1", "S1"), meet(problem, "B1", "S2", at=1), problem=problem
    )
    second = make_release(meet(problem, "B1", "S1", at=4), problem=problem, release=2)
    late, clients = {}, {}
    _tell(clients, first, None)
    _tell(clients, second, first)
    _tell(clients, first, None)
    _tell(clients, second, first)
    _tell(late, second, first)
    _tell(late, first, None)
    assert clients["B1"].diary == late["B1"].diary == _true_diary(second, "B1")


@pytest.mark.parametrize("zone", ["Asia/Shanghai", "America/New_York"])
def test_mails_carry_the_same_calendars(tmp_path, zone):
    problem = _problem(zone)
    directory = make_directory(
        buyers={id_: Contact(id_, email=f"{id_}@a.example") for id_ in ("B1", "B2")}
    )
    first = make_release(
        meet(problem, "B1", "S1"),
        meet(problem, "B1", "S2", at=1),
        meet(problem, "B2", "S3"),
        problem=problem,
        directory=directory,
    )
    second = make_release(
        meet(problem, "B1", "S1", at=2),
        problem=problem,
        directory=directory,
        release=2,
    )
    clients = {"B1": Client(), "B2": Client()}
    for release, since in ((first, None), (second, first)):
        options = NoticeOptions(since=since and parts_of(since), language="zh")
        write_notices(*parts_of(release), tmp_path, options)
        for party, client in clients.items():
            mail = email.message_from_bytes(
                (tmp_path / f"notices/mail/{party}.eml").read_bytes()
            )
            parts = [
                one for one in mail.walk() if one.get_content_type() == "text/calendar"
            ]
            assert parts
            for part in parts:
                client.open(part.get_payload(decode=True))
            assert client.diary == _true_diary(release, party)
