"""The workbooks, read back with python-calamine."""

import email
import zipfile
from datetime import date
from decimal import Decimal

import icalendar
import openpyxl
import pytest
from python_calamine import CalamineWorkbook

from printouts.call_hours import hours_text
from printouts.callers import group_by_caller, name_callers
from printouts.notice_content import build_mailing
from printouts.notice_options import NoticeOptions
from printouts.notices import write_notices
from printouts.row_height import WIDEST
from printouts.sheet_book import Book, Column
from printouts.sms import Area
from printouts.templates.reading import read_templates
from scheduler.directory import Contact, Organiser, SmsSettings, Venue
from scheduler.problem import Buyer, Supplier
from scheduler.wording import Wording
from tests.printouts.notice_cases import (
    make_directory,
    make_problem,
    make_release,
    meet,
    parts_of,
)


def _write(folder, release, **options):
    write_notices(*parts_of(release), folder, NoticeOptions(**options))
    return folder / "notices"


def _sheets(path):
    book = CalamineWorkbook.from_path(str(path))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


def test_each_batch_is_a_sheet_with_what_each_person_is_told(tmp_path):
    sheets = _sheets(_write(tmp_path, make_release()) / "sms.xlsx")
    assert list(sheets) == [
        "境内 hosting.new zh",
        "境内 visiting.new zh",
        "境外 visiting.new en",
        "模板 templates",
        "未发送 no SMS",
        "检查 check",
    ]
    head, row = sheets["境内 visiting.new zh"]
    assert head[0] == "手机\nphone"
    assert head[6:8] == ["{1} 单位名称\nname of the party", "{2} 日期\ndate"]
    name = "上海淼垚贸易有限公司"
    assert row[:4] == ["13800138000", "B1", name, "采购商 buyer"]
    assert row[4].startswith(f"【对接会】{name}您好")
    assert row[5:] == [2, name, "12月3日", "09:30", "2", "1号馆 1A01"]


def test_template_is_there_for_approval(tmp_path):
    sheets = _sheets(_write(tmp_path, make_release()) / "sms.xlsx")
    _, first, *_ = sheets["模板 templates"]
    assert first[0] == "境内 hosting.new zh"
    assert first[2] == (
        "【对接会】{1}您好，供需对接会洽谈定于{2}，自{3}起，共{4}场，"
        "请在{5}接待。咨询400-000-0000。"
    )
    assert first[3].split("\n")[0] == "1 name: 单位名称 name of the party, 1-20"
    assert first[5:] == [1, 1, 1, "", ""]


def test_cost_of_each_batch_and_of_all_is_told(tmp_path):
    prices = {Area.MAINLAND: Decimal("0.045"), Area.OVERSEAS: Decimal("0.3")}
    folder = _write(tmp_path, make_release(), sms_prices=prices)
    _, *rows = _sheets(folder / "sms.xlsx")["模板 templates"]
    assert [(row[0], *row[7:]) for row in rows] == [
        ("境内 hosting.new zh", 1, "0.045", "0.045"),
        ("境内 visiting.new zh", 2, "0.045", "0.090"),
        ("境外 visiting.new en", 2, "0.3", "0.6"),
        ("合计 total", 5, "", "0.735"),
    ]


def test_who_got_none_is_listed_with_the_reason(tmp_path):
    problem = make_problem()
    release = make_release(meet(problem, "B1", "S2"))
    head, *rows = _sheets(_write(tmp_path, release) / "sms.xlsx")["未发送 no SMS"]
    assert head[-2:] == ["原因\nwhy", "建议\nadvice"]
    assert [(row[0], row[5], row[6].split("\n")[1]) for row in rows] == [
        ("S2", 1, "No phone number is given."),
        ("B2", 0, "It has no meeting."),
        ("S1", 0, "It has no meeting."),
    ]


def test_findings_are_in_the_workbook(tmp_path):
    release = make_release(directory=make_directory(sms=SmsSettings()))
    _, first, *_ = _sheets(_write(tmp_path, release) / "sms.xlsx")["检查 check"]
    assert first[:3] == ["会被拒 refused", "signature", "fair.toml [sms] signature"]


def test_call_sheet_by_caller_with_the_unreachable_on_top(tmp_path):
    buyers = {"B1": Contact("张伟", "经理", "+8613800138000"), "B2": Contact("María")}
    release = make_release(directory=make_directory(buyers=buyers))
    sheets = _sheets(_write(tmp_path, release) / "calls.xlsx")
    assert list(sheets) == ["办公室 office", "王芳"]
    _, first, second, third = sheets["办公室 office"]
    assert (first[1], second[1], third[1]) == (
        "Banco Nacional",
        "上海淼垚贸易有限公司",
        "宁波轴承",
    )
    assert first[3].startswith("没有电话")
    assert second[2:6] == [
        "张伟\n经理",
        "+8613800138000",
        "09:00-18:00",
        "12/3 09:30-09:50 1号馆 1A01 宁波轴承\n12/3 09:55-10:15 2号馆 2B02 Präzision GmbH",
    ]
    assert second[6] == (
        "您好，请问是上海淼垚贸易有限公司的张伟 经理吗？我是供需对接会组委会的工作人员。"
        "您的洽谈已排定：12月3日，09:30开始，共2场，首场在1号馆 1A01。"
        "请问届时能到场吗？到场的是您本人吗？如有变动，请拨打400-000-0000。"
    )
    assert first[6].startswith("Hello, is this María of Banco Nacional?")
    assert sheets["王芳"][1][11:] == ["供应商 supplier", "王芳", "S2"]


def test_callers_share_the_office_and_the_script_knows_its_caller(tmp_path):
    path = tmp_path / "texts"
    path.mkdir()
    (path / "calls.toml").write_text(
        '[new]\nzh = "[[我是{caller}。]]您好"\nen = "Hello[[ from {caller}]]"\n',
        encoding="utf-8",
    )
    texts = read_templates(path).texts
    release = make_release()
    folder = _write(tmp_path, release, callers=("甲", "王芳"), texts=texts)
    sheets = _sheets(folder / "calls.xlsx")
    # three of the office for two callers, and the one that the sales rep 王芳 has
    assert {name: [row[13] for row in rows[1:]] for name, rows in sheets.items()} == {
        "甲": ["B1"],
        "王芳": ["S2", "B2", "S1"],
    }
    assert sheets["甲"][1][6] == "我是甲。您好"
    assert sheets["甲"][1][12] == "甲"
    folder = _write(tmp_path, release, texts=texts)
    assert _sheets(folder / "calls.xlsx")["办公室 office"][1][6] == "您好"


def test_more_callers_than_parties_leave_no_empty_sheet():
    notices = build_mailing(make_release()).notices
    groups = group_by_caller(notices, name_callers("9"))
    assert [len(theirs) for theirs in groups.values()] == [1, 1, 1, 1]
    assert list(groups)[-1] == "王芳"


@pytest.mark.parametrize(
    ("phone", "hours"),
    [
        ("+8613800138000", "09:00-18:00"),
        ("+85291234567", "09:00-18:00"),
        ("+4930123456", "16:00-01:00 +1"),  # Berlin is 7 hours behind in winter
        ("+595981123456", "20:00-05:00 +1"),  # Asuncion, 11 hours
        ("+819012345678", "08:00-17:00"),
        ("+12125550123", "03:00-07:00"),  # 9:00 in Honolulu to 18:00 in New York
        ("+79161234567", "09:00-18:00 RU"),  # Kamchatka closes before Kaliningrad opens
        ("+5511961234567", "22:00-04:00 +1"),  # 9:00 at UTC-5 to 18:00 at UTC-2
        ("+8823212345", ""),  # satellite, no country
        ("no number", ""),
        ("", ""),
    ],
)
def test_hours_to_call_are_those_of_the_fair(phone, hours):
    assert hours_text(phone, date(2026, 11, 26), "Asia/Shanghai") == hours


def test_outcome_is_chosen_from_a_list(tmp_path):
    path = _write(tmp_path, make_release()) / "calls.xlsx"
    with zipfile.ZipFile(path) as book:
        sheet = book.read("xl/worksheets/sheet1.xml").decode()
    assert 'type="list"' in sheet
    assert 'sqref="H2:H4"' in sheet
    for outcome in ("confirmed", "moved", "cancelled", "no answer", "other person"):
        assert outcome in sheet


def test_every_page_is_printed_large_enough_to_read(tmp_path):
    folder = _write(tmp_path, make_release())
    for file in ("sms.xlsx", "calls.xlsx"):
        for sheet in openpyxl.load_workbook(folder / file):
            area = sheet.print_area.rpartition("!")[2]
            last = sheet[area][0][-1].column
            widths = [  # of neighbours as wide only the first is kept
                one.width
                for one in sheet.column_dimensions.values()
                for at in range(one.min, one.max + 1)
                if at <= last
            ]
            assert sum(widths) < WIDEST + last  # Excel adds 0.71 to each


def test_call_sheet_of_a_change_names_what_is_gone(tmp_path):
    problem = make_problem()
    before = make_release(meet(problem, "B1", "S1"), meet(problem, "B2", "S1", at=1))
    after = make_release(meet(problem, "B1", "S1"), release=2)
    folder = _write(tmp_path, after, since=parts_of(before))
    _, *rows = _sheets(folder / "calls.xlsx")["办公室 office"]
    assert [row[13] for row in rows] == ["B2", "S1"]
    assert rows[0][5] == "取消 cancelled: 12/3 09:55-10:15 1号馆 1A01 宁波轴承"
    assert "had to be cancelled" in rows[0][6]


def test_nobody_to_call_leaves_an_empty_sheet(tmp_path):
    release = make_release(release=2)
    folder = _write(tmp_path, release, since=parts_of(make_release()))
    assert [len(rows) for rows in _sheets(folder / "calls.xlsx").values()] == [1]


HOSTILE = [
    "=1+1",
    '=HYPERLINK("http://x.example","y")',
    "+86 138",
    "@SUM(A1)",
    "-1",
    "http://x.example",
    "<b>&amp;</b>",
    "a\x00b\x0bc\ud800d\ufffee\u202ef",
    "0013800138000",
    "1e5",
    "长" * 10_000,
    "😀" * 10_000,
]


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_is_text_in_every_cell(tmp_path, name):
    problem = make_problem(
        buyers=(Buyer("B1", name, languages=("zh",)),),
        suppliers=(Supplier("S1", name, hall="1", booth=name[:30], sales_rep=name),),
    )
    contact = Contact(name, name, "+8613800138000", name, "a@b.example", notes=name)
    release = make_release(
        meet(problem, "B1", "S1"),
        problem=problem,
        directory=make_directory(buyers={"B1": contact}, suppliers={"S1": contact}),
    )
    folder = _write(tmp_path, release)
    for file in ("sms.xlsx", "calls.xlsx"):
        with zipfile.ZipFile(folder / file) as book:
            for part in book.namelist():
                assert b"<f>" not in book.read(part)
                assert b"hyperlink" not in book.read(part)
    cells = {
        cell
        for file in ("sms.xlsx", "calls.xlsx")
        for rows in _sheets(folder / file).values()
        for row in rows
        for cell in row
    }
    shown = name.replace("a\x00b\x0bc\ud800d\ufffee\u202ef", "ab cdef")
    shown = shown if len(shown) <= 80 else shown[:79] + "…"
    assert shown in cells


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_text_leaves_mails_and_calendars_whole(tmp_path, name):
    problem = make_problem(
        buyers=(Buyer("B1", name, languages=("en",)),),
        suppliers=(Supplier("S1", name, hall=name, booth=name),),
        name=Wording.same(name),
    )
    contact = Contact(name, name, email="a@b.example")
    facts = Venue(*[Wording.same(name)] * 3)
    release = make_release(
        meet(problem, "B1", "S1"),
        problem=problem,
        directory=make_directory(
            {"B1": contact},
            {"S1": contact},
            venue=facts,
            organiser=Organiser(name, name, "office@fair.example"),
        ),
    )
    folder = _write(tmp_path, release)
    for party in ("B1", "S1"):
        mail = (folder / f"mail/{party}.eml").read_bytes()
        message = email.message_from_bytes(mail)
        assert message.defects == []
        assert message.keys() == [
            "Content-Type",
            "MIME-Version",
            "From",
            "To",
            "Subject",
            "Message-ID",
            "X-Unsent",
        ]
        assert max(map(len, mail.split(b"\r\n"))) < 998
        html = message.get_payload(0).get_payload(1).get_payload(decode=True)
        assert b"<b>&amp;</b>" not in html
        content = (folder / f"calendar/{party}.ics").read_bytes()
        (event,) = icalendar.Calendar.from_ical(content).events
        assert event.start == release.schedule.meetings[0].start
        assert max(map(len, content.split(b"\r\n"))) <= 75


def test_same_content_gives_the_same_workbooks(tmp_path):
    first = _write(tmp_path / "a", make_release())
    second = _write(tmp_path / "b", make_release())
    for file in ("sms.xlsx", "calls.xlsx"):
        assert (first / file).read_bytes() == (second / file).read_bytes()


def test_sheet_names_that_excel_refuses_are_altered(tmp_path):
    book = Book(tmp_path / "x.xlsx", "x")
    columns = [Column("a", 5)]
    for name in ("a/b:c", "A_B_C", "history", "", "'q'", "长" * 40):
        book.add_sheet(name, columns)
    book.close()
    names = CalamineWorkbook.from_path(str(tmp_path / "x.xlsx")).sheet_names
    assert names == ["a_b_c", "A_B_C 2", "history 2", "_", "q", "长" * 31]


def test_too_long_cell_ends_in_an_ellipsis(tmp_path):
    book = Book(tmp_path / "x.xlsx", "x")
    columns = [Column("a", 5, wraps=True)]
    sheet = book.add_sheet("x", columns)
    book.write_row(sheet, 1, ["a" * 40_000], columns)
    book.close()
    text = _sheets(tmp_path / "x.xlsx")["x"][1][0]
    assert text == "a" * 14_999 + "…"
