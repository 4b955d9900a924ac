"""Mails, read back with the email library as a receiving program would."""

import email
from email.header import decode_header, make_header

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from printouts.mail import (
    NO_SENDER,
    Attachment,
    Letter,
    render_mail,
    sender_of,
    write_letter,
)
from printouts.notice_content import build_mailing
from scheduler.directory import Contact, Organiser
from scheduler.problem import Buyer, DemandLine, Supplier
from scheduler.wording import Language
from tests.printouts.notice_cases import (
    make_directory,
    make_problem,
    make_release,
    meet,
)

LETTER = Letter("洽谈安排", "您好\n", "<p>您好</p>")
NAMES = [
    "张伟 采购经理",
    "张 Wei 经理 of ACME 公司 Ltd",
    "Maria Pérez, Head of “Purchasing”",
    '"quoted" <evil@x.example>',
    "=?utf-8?q?fake?=",
    "㛃𬭼 淼垚喆 " * 8,
    "A",
]


def _read(content):
    return email.message_from_bytes(content)


def _header(message, name):
    return str(make_header(decode_header(message[name])))


def _text(message, kind):
    (part,) = [one for one in message.walk() if one.get_content_type() == kind]
    return part.get_payload(decode=True).decode()


def _mail(name="张伟", letter=LETTER, files=(), **parts):
    return render_mail(
        letter, ("组委会", "office@fair.example"), name, ["z@a.example"], files, **parts
    )


@pytest.mark.parametrize("name", NAMES)
def test_names_survive_the_headers(name):
    shown = name.strip()
    if len(name) > 120:
        shown = name[:119].rstrip() + "…"
    content = _mail(name)
    message = _read(content)
    assert " ".join(_header(message, "To").split()) == f"{shown} <z@a.example>"
    assert _header(message, "From") == "组委会 <office@fair.example>"
    assert message.defects == []


@settings(max_examples=60)
@given(st.text(st.sampled_from('采购 Ab,"<>@:;()=?_é𬭼'), min_size=1, max_size=120))
def test_any_subject_survives(subject):
    message = _read(_mail(letter=Letter(subject, "x", "x")))
    assert _header(message, "Subject").strip() == subject.strip()
    assert message["To"] is not None


def test_headers_are_short_lines_of_ascii():
    head = _mail("采购 Wei " * 10, Letter("题目 title " * 12, "x", "x"))
    lines = head.split(b"\r\n\r\n")[0].split(b"\r\n")
    assert all(len(line) <= 78 and line.isascii() for line in lines)
    assert b"\n" not in head.replace(b"\r\n", b"")


def test_structure_is_mixed_alternative_and_files():
    files = [Attachment("B1.ics", b"BEGIN"), Attachment("采购商-1.ics", b"END")]
    invitation = Attachment("invite.ics", b"INVITE", "REQUEST")
    message = _read(_mail(files=files, invitation=invitation))
    kinds = [part.get_content_type() for part in message.walk()]
    assert kinds == [
        "multipart/mixed",
        "multipart/alternative",
        "text/plain",
        "text/html",
        "text/calendar",
        "text/calendar",
        "text/calendar",
    ]
    acted, *attached = [
        part for part in message.walk() if part.get_content_type() == "text/calendar"
    ]
    assert acted.get_param("method") == "REQUEST"
    assert acted.get_filename() is None
    assert acted.get_payload(decode=True) == b"INVITE"
    assert [part.get_filename() for part in attached] == ["B1.ics", "采购商-1.ics"]
    assert [part.get_param("method") for part in attached] == [None, None]
    assert attached[1].get_payload(decode=True) == b"END"


def test_bytes_and_identity_depend_on_the_content_alone():
    assert _mail() == _mail()
    first, other = (
        _read(_mail()),
        _read(_mail(letter=Letter("洽谈安排", "您好！\n", ""))),
    )
    assert first["Message-ID"].endswith("@fair.example>")
    assert first["Message-ID"] != other["Message-ID"]
    assert first["Date"] is None
    assert first["X-Unsent"] == "1"


def _letter(release, party, languages, since=None):
    mailing = build_mailing(release, since)
    notice = next(one for one in mailing.notices if one.party_id == party)
    return write_letter(notice, mailing, languages)


def test_chinese_letter_reads_as_a_person_would_want():
    letter = _letter(make_release(), "B1", (Language.ZH,))
    assert letter.subject == "洽谈安排：供需对接会，12月3日 09:30起，2场洽谈"
    assert letter.plain == (
        "张伟 经理，您好：\n"
        "您在供需对接会的洽谈已排定，共2场：\n"
        "\n"
        "2026年12月3日 周四\n"
        "  09:30-09:50  1号馆 1A01\n"
        "    宁波轴承\n"
        "    匹配理由：贵方采购轴承，对方主营轴承。\n"
        "\n"
        "  09:55-10:15  2号馆 2B02\n"
        "    Präzision GmbH\n"
        "    匹配理由：贵方采购轴承，对方主营轴承。\n"
        "\n"
        "所有时间均为当地时间（Asia/Shanghai）。\n"
        "请您按时前往对方的展位或洽谈桌。\n"
        "地点：会展中心，博览路1号\n"
        "乘车：地铁2号线C口，或公交71路、121路\n"
        "附件中的日历文件（.ics）可直接导入手机或电脑日历。\n"
        "如不能到场或有疑问，请尽早联系我们：组委会，电话 400-000-0000，"
        "邮箱 office@fair.example。\n"
        "日程版本：第 1 版\n"
    )


def test_english_letter_to_a_supplier():
    letter = _letter(make_release(), "S2", (Language.EN,))
    assert letter.subject == "Sourcing fair: 1 meeting on 3 Dec, from 09:55"
    assert letter.plain.startswith(
        "Dear Hans,\n"
        "Your diary for Sourcing fair is ready, 1 meeting:\n"
        "\n"
        "Thu 3 Dec 2026\n"
        "  09:55-10:15  Hall 2, booth 2B02\n"
        "    上海淼垚贸易有限公司 (张伟 经理)\n"
    )
    assert "They come to your place: please have somebody there." in letter.plain


def test_supplier_is_told_what_the_buyer_wants():
    buyer = Buyer("B1", "A", lines=(DemandLine("pumps"),), languages=("en",))
    problem = make_problem(buyers=(buyer,))
    letter = _letter(
        make_release(meet(problem, "B1", "S1"), problem=problem), "S1", (Language.EN,)
    )
    assert "    Wants: pumps\n" in letter.plain
    assert "Because" not in letter.plain + letter.html


def test_letter_in_both_languages_says_it_twice():
    letter = _letter(make_release(), "S2", (Language.ZH, Language.EN))
    assert letter.subject.count(" / ") == 1
    assert letter.plain.index("您好") < letter.plain.index("Dear Hans")
    assert letter.html.count("<table") == 2


def test_facts_that_are_missing_leave_no_gap():
    directory = make_directory(
        organiser=Organiser(), venue=type(make_directory().venue)()
    )
    letter = _letter(make_release(directory=directory), "B1", (Language.ZH,))
    assert "如不能到场或有疑问，请尽早联系我们。" in letter.plain
    assert "地点" not in letter.plain
    assert "乘车" not in letter.plain


def test_markup_in_names_is_shown_and_not_run():
    evil = '<script>alert("x")</script>&<b>'
    problem = make_problem(
        buyers=(Buyer("B1", evil, languages=("zh",)),),
        suppliers=(Supplier("S1", evil),),
    )
    release = make_release(
        meet(problem, "B1", "S1"),
        problem=problem,
        directory=make_directory(buyers={"B1": Contact(evil, email="a@b.example")}),
    )
    letter = _letter(release, "B1", (Language.ZH,))
    assert "<script>" not in letter.html
    assert (
        "&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt;&amp;&lt;b&gt;" in letter.html
    )
    assert evil in letter.plain


def test_line_breaks_in_names_cannot_add_headers():
    evil = "张\r\nBcc: all@x.example\r\n\r\n伟"
    release = make_release(
        directory=make_directory(buyers={"B1": Contact(evil, email="a@b.example")})
    )
    mailing = build_mailing(release)
    notice = mailing.notices[0]
    assert notice.person == "张 Bcc: all@x.example 伟"
    letter = write_letter(notice, mailing, (Language.ZH,))
    message = _read(
        render_mail(letter, sender_of(mailing), notice.person, notice.emails, [])
    )
    assert message["Bcc"] is None
    assert _header(message, "To") == "张 Bcc: all@x.example 伟 <a@b.example>"


def test_html_needs_no_network():
    letter = _letter(make_release(), "B1", (Language.ZH,))
    assert not {"http", "src=", "url("} & set(letter.html.split())
    assert "http" not in letter.html


def test_change_shows_new_moved_and_gone():
    problem = make_problem()
    before = make_release(
        meet(problem, "B1", "S1"), meet(problem, "B2", "S1", at=1), problem=problem
    )
    after = make_release(
        meet(problem, "B1", "S1", at=2),
        meet(problem, "B1", "S2", at=3),
        problem=problem,
        release=2,
    )
    plain = _letter(after, "B1", (Language.ZH,), since=before).plain
    assert "此前的安排作废" in plain
    assert "宁波轴承 [变更，原为 2026年12月3日 周四 09:30 1号馆 1A01]" in plain
    assert "Präzision GmbH [新增]" in plain
    supplier = _letter(after, "S1", (Language.EN,), since=before)
    assert supplier.subject.startswith("Changed: ")
    assert "Cancelled:\n\nThu 3 Dec 2026\n  09:55-10:15" in supplier.plain
    gone = _letter(after, "B2", (Language.EN,), since=before)
    assert gone.subject == "Cancelled: Sourcing fair, 1 meeting on 3 Dec, from 09:55"
    assert "go to the place given" not in gone.plain
    assert "cancellation files" in gone.plain


def test_sender_without_address_says_what_to_do():
    directory = make_directory(organiser=Organiser("组委会", "", "not an address"))
    assert sender_of(build_mailing(make_release(directory=directory))) == (
        "组委会",
        NO_SENDER,
    )
