"""The staff sheet: people, duties and hours as they are written, and what is wrong."""

from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from data.clock_times import ClockTime, parse_clock
from data.columns import Kind
from data.faults import Findings
from data.folder_directory import directory_json, read_directory
from data.folder_reader import FolderError, Node
from data.inspect import inspect_file
from data.samples import sample_paths
from data.staff import read_staff
from data.text_sheet import TextRow, text_records
from scheduler.directory import Directory
from scheduler.staff import Duty, StaffMember
from tests.printouts import paper_cases as cases

ZONE = ZoneInfo("Asia/Shanghai")
COLUMNS = ("name", "phone", "role", "hall", "session", "from", "to", "emergency")


def read(*rows, fair=None):
    """Read rows of texts in the order of COLUMNS; those left out are blank."""
    named = [
        TextRow(str(at), dict(zip(COLUMNS, row, strict=False)))
        for at, row in enumerate(rows, 1)
    ]
    findings = Findings()
    records = text_records(Kind.STAFF, named, "staff")
    staff = read_staff(records, fair or cases.fair(), findings)
    return staff, [fault.code for fault in findings.all_faults()]


def hours(member):
    return [f"{duty.start:%d %H:%M}-{duty.end:%H:%M}" for duty in member.duties]


@pytest.mark.parametrize(
    ("text", "minute", "day"),
    [
        ("08:30", 510, ""),
        ("８：３０", 510, ""),
        ("8:30:00", 510, ""),
        ("8点半", 510, ""),
        ("8点30分", 510, ""),
        ("8h30", 510, ""),
        ("14.30", 870, ""),
        ("下午2:00", 840, ""),
        ("上午9点", 540, ""),
        ("2pm", 840, ""),
        ("12 am", 0, ""),
        ("中午12:00", 720, ""),
        ("24:00", 1440, ""),
        ("0.354166666666667", 510, ""),  # as Excel keeps 08:30
        ("2026-12-03 08:30:00", 510, "2026-12-03"),
        ("12月3日 08:30", 510, "12月3日"),
    ],
)
def test_clock_is_understood(text, minute, day):
    assert parse_clock(text) == ClockTime(minute, day)


@pytest.mark.parametrize(
    "text", ["", "9", "25:00", "24:30", "8:75", "abc", "2026-12-03", "30 people"]
)
def test_what_is_no_clock_is_none(text):
    assert parse_clock(text) == ClockTime()


def test_a_session_gives_its_hours():
    (member,), faults = read(("王五", "13800138000", "引导", "1号馆", "D1-AM"))
    start = datetime(2026, 12, 3, 9, 30, tzinfo=ZONE)
    end = datetime(2026, 12, 3, 11, 30, tzinfo=ZONE)
    assert member == StaffMember(
        "王五",
        "+8613800138000",
        "13800138000",
        (Duty(start, end, "1号馆", "引导", "D1-AM"),),
    )
    assert faults == []


def test_hours_of_the_row_count_before_those_of_the_session():
    (member,), _ = read(("王五", "", "引导", "", "D1-AM", "09:00"))
    assert hours(member) == ["03 09:00-11:30"]


def test_without_a_session_the_hours_are_those_of_every_day():
    fair = cases.fair(
        sessions=(
            cases.session("A", datetime(2026, 12, 3, 9, 30, tzinfo=ZONE)),
            cases.session("B", datetime(2026, 12, 4, 13, 0, tzinfo=ZONE)),
        )
    )
    (member,), _ = read(("王五", "", "安保", "", "", "08:00", "18:00"), fair=fair)
    assert hours(member) == ["03 08:00-18:00", "04 08:00-18:00"]
    (member,), _ = read(("王五", "", "总指挥"), fair=fair)
    assert hours(member) == ["03 09:30-11:30", "04 13:00-15:00"]


@pytest.mark.parametrize("day", ["2026-12-02", "12月3日", "第一天"])
def test_a_day_before_the_time_is_the_day_meant(day):
    (member,), faults = read(("王五", "", "布展", "", "", f"{day} 08:00", "18:00"))
    date = "02" if "-" in day else "03"
    assert hours(member) == [f"{date} 08:00-18:00"]
    assert faults == []


def test_a_shift_may_end_at_midnight():
    (member,), _ = read(("王五", "", "夜班", "", "", "18:00", "24:00"))
    assert hours(member) == ["03 18:00-00:00"]


def test_a_row_without_a_name_is_a_further_duty():
    (member,), faults = read(
        ("王五", "13800138000", "引导", "1号馆", "D1-PM"),
        ("", "", "引导", "2号馆", "D1-AM"),
    )
    assert [duty.hall for duty in member.duties] == ["2号馆", "1号馆"]  # by time
    assert faults == []


def test_the_same_name_with_another_phone_is_somebody_else():
    staff, _ = read(
        ("王五", "13800138000", "引导", "", "D1-AM"),
        ("王五", "13900139000", "安保", "", "D1-AM"),
        ("王五", "", "安保", "", "D1-PM"),
    )
    assert [(one.phone[-4:], len(one.duties)) for one in staff] == [
        ("8000", 2),
        ("9000", 1),
    ]


def test_a_phone_may_come_with_a_later_row():
    (member,), _ = read(
        ("王五", "", "引导", "", "D1-AM"),
        ("王五", "13800138000", "引导", "", "D1-PM"),
    )
    assert member.phone == "+8613800138000"


def test_an_inner_number_is_kept_as_typed_and_reported():
    (member,), faults = read(("王五", "8001", "引导", "", "D1-AM"))
    assert (member.phone, member.phone_typed) == ("", "8001")
    assert faults == ["phone-unusable"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", (False, "")),
        ("否", (False, "")),
        ("是", (True, "")),
        ("Yes", (True, "")),
        ("医疗", (True, "医疗")),
    ],
)
def test_emergency_says_whether_and_for_what(text, expected):
    (member,), _ = read(("王五", "", "引导", "", "D1-AM", "", "", text))
    assert (member.is_emergency_contact, member.emergency) == expected


@pytest.mark.parametrize(
    ("row", "code"),
    [
        (("", "", "引导", "", "D1-AM"), "value-missing"),
        (("王五", "", "", "", "D1-AM"), "value-missing"),
        (("王五", "", "引导", "", "D9"), "session-unknown"),
        (("王五", "", "引导", "", "", "soon"), "time-unclear"),
        (("王五", "", "引导", "", "", "", "late"), "time-unclear"),
        (("王五", "", "引导", "", "D1-AM", "12:00"), "time-backwards"),
        (("王五", "", "引导", "", "", "someday 08:00", "18:00"), "date-unclear"),
        (("王五", "", "引导", "", "", "2026-12-01 08:00"), "value-missing"),
        (("王五", "", "引导", "", "", "", "2026-12-01 08:00"), "value-missing"),
    ],
)
def test_faults_are_found(row, code):
    _, faults = read(row)
    assert faults == [code]


def test_order_of_people_does_not_depend_on_rows():
    rows = [("乙", "", "引导", "", "D1-AM"), ("甲", "", "引导", "", "D1-AM")]
    assert read(*rows) == read(*rows[::-1])


def test_inspect_knows_the_sheet_and_its_faults(tmp_path):
    path = tmp_path / "people.csv"
    path.write_text(
        "姓名,手机,职责,场次,开始\n王五,1.38E+10,引导,D1-AM,9点\n,,引导,D1-PM,soon\n",
        encoding="utf-8",
    )
    report = inspect_file(path)
    assert report.kind is Kind.STAFF
    assert report.lines == 2
    assert [fault.code for fault in report.faults] == ["phone-lost", "time-unclear"]
    path.write_text("姓名,职责\n,引导\n", encoding="utf-8")
    (fault,) = inspect_file(path).faults
    assert (fault.code, fault.cell) == ("value-missing", "A2")


def test_staff_is_kept_with_the_directory():
    staff, _ = read(
        ("王五", "13800138000", "引导", "1号馆", "D1-AM", "", "", "医疗"),
        ("赵六", "8001", "安保", "", "", "08:00", "18:00", "是"),
    )
    directory = Directory(staff=staff)
    plain = directory_json(directory)
    assert read_directory(Node("directory.json", plain)) == directory
    assert "staff" not in directory_json(Directory())


def test_a_damaged_duty_is_named_by_its_place():
    staff, _ = read(("王五", "", "引导", "1号馆", "D1-AM"))
    plain = directory_json(Directory(staff=staff))
    plain["staff"][0]["duties"][0]["start"] = "2026-12-03 09:30"  # without an offset
    with pytest.raises(FolderError, match=r"staff\[0\].duties\[0\].start"):
        read_directory(Node("directory.json", plain))


def test_sample_has_a_staff_sheet():
    path = sample_paths("zh-invented").staff
    assert path == Path(path)
    report = inspect_file(path)
    assert (report.kind, report.lines, report.faults) == (Kind.STAFF, 11, ())
