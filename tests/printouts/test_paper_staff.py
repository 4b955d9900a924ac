"""Staff cards: whose duties, beside and after whom, and whom to call."""

from dataclasses import replace
from datetime import timedelta

import pytest

from printouts import staff_card
from printouts.case import PaperLanguage, build_case
from printouts.content import build_fair_page
from printouts.kinds import PaperKind
from printouts.pack import PackOptions, write_pack
from printouts.papers import PAPERS
from printouts.sheet import Qr
from printouts.staff_content import (
    EmergencyContact,
    build_staff_page,
    order_staff,
    phone_text,
)
from scheduler.directory import Directory
from scheduler.staff import Duty, StaffMember
from scheduler.wording import Language
from tests.printouts import paper_cases as cases
from tests.printouts.test_paper_layout import ink, right_end

AM, PM = cases.fair().sessions


def duty(session, hall="1号馆", role="引导"):
    return Duty(session.start, session.end, hall, role, session.id)


def member(name, *duties, phone="", **more):
    return StaffMember(name, phone, phone.removeprefix("+86"), duties, **more)


STAFF = (
    member("王五", duty(AM), duty(PM, "2"), phone="+8613800138000"),
    member("赵六", duty(PM, "1 号馆")),
    member("Ana", duty(AM, "1", "Interpreter")),
    member(
        "钱大夫",
        Duty(AM.start - timedelta(hours=1), PM.end, "入口", "医疗点"),
        phone="+8613900139000",
        is_emergency_contact=True,
        emergency="医疗",
    ),
    member("孙七"),
)


def case(staff=STAFF):
    problem = cases.problem()
    directory = replace(cases.DIRECTORY, staff=staff)
    return problem, cases.schedule(problem), directory


def test_cards_are_in_order_of_name():
    assert order_staff(case()[2]) == ["Ana", "钱大夫", "孙七", "王五", "赵六"]


def test_two_of_a_name_are_told_apart_by_their_phone():
    two = (member("王五", phone="+8613800138000"), member("王五", phone="8001"))
    directory = Directory(staff=two)
    ids = order_staff(directory)
    assert ids == ["王五 138 0013 8000", "王五 8001"]
    pages = [build_staff_page(*case()[:2], directory, id_) for id_ in ids]
    assert [page.phone for page in pages] == ["138 0013 8000", "8001"]


def test_phones_are_said_as_they_are_dialled():
    assert phone_text(member("a", phone="+8613800138000")) == "138 0013 8000"
    assert phone_text(member("a", phone="+862151234567")) == "+862151234567"
    assert phone_text(member("a", phone="8001")) == "8001"
    assert phone_text(member("a")) == ""


def test_card_says_who_is_where_meanwhile():
    page = build_staff_page(*case(), "王五")
    morning, afternoon = page.rows
    assert morning.beside == ("Ana",)
    assert morning.elsewhere == (("钱大夫", "入口"),)
    assert afternoon.beside == ()
    assert afternoon.elsewhere == (("钱大夫", "入口"), ("赵六", "1 号馆"))
    # in the morning S0001 meets twice in hall 1, S0003 and S0005 once; see cases.PAIRS
    assert (morning.meetings, afternoon.meetings) == (4, 2)


def test_card_says_from_whom_and_to_whom():
    assert build_staff_page(*case(), "王五").rows[0].after == ("赵六",)
    assert build_staff_page(*case(), "赵六").rows[0].before == ("王五",)
    alone = build_staff_page(*case(), "Ana").rows[0]
    assert (alone.before, alone.after) == ((), ())


def test_nobody_takes_over_from_whoever_stays():
    later = Duty(PM.end, PM.end + timedelta(hours=1), "1号馆", "引导")
    stays = member("赵六", duty(PM), later)
    staff = (STAFF[0], stays)
    first, second = build_staff_page(*case(staff), "赵六").rows
    assert (first.before, first.after) == (("王五",), ())
    assert (second.before, second.after) == ((), ())


def test_a_hand_over_is_within_one_day():
    day = timedelta(days=1)
    next_day = Duty(AM.start + day, AM.end + day, "1号馆", "引导")
    staff = (STAFF[0], member("赵六", next_day))
    assert build_staff_page(*case(staff), "王五").rows[0].after == ()


def test_emergency_contacts_are_the_others():
    doctor = EmergencyContact("钱大夫", "139 0013 9000", "医疗")
    assert build_staff_page(*case(), "王五").emergency == (doctor,)
    assert build_staff_page(*case(), "钱大夫").emergency == ()


def card(id_, staff=STAFF, language=Language.ZH, directory=None):
    facts = case(staff)
    if directory is not None:
        facts = (*facts[:2], directory)
    page = build_staff_page(*facts, id_)
    pages = staff_card.lay_out(build_fair_page(*facts), page, language, "a" * 64)
    return [mark.text for sheet in pages for mark in sheet.texts]


def test_card_shows_duties_and_whom_to_call():
    said = card("王五")
    for text in (
        "138 0013 8000",
        "09:30–11:30",
        "同馆：Ana",
        "交班给：赵六",
        "别处：钱大夫 入口",
        "4 场洽谈",
        "紧急联系",
        "139 0013 9000",
        "医疗 · 钱大夫",
        "400-000-0000",
    ):
        assert text in said


def test_names_in_latin_letters_stand_between_latin_commas():
    staff = (*STAFF, member("Bo", duty(AM, "1", "Guide")))
    assert "With: Ana, Bo" in card("王五", staff, Language.EN)


def test_card_without_duties_says_so():
    assert "班次表中没有安排。" in card("孙七")


def test_card_without_anybody_to_call_has_no_line_for_it():
    lonely = Directory(staff=STAFF[:1])
    assert "紧急联系" not in card("王五", directory=lonely)


def test_staff_cards_are_in_the_pack_and_only_changed_ones_with_since(tmp_path):
    write_pack(*case(), tmp_path)
    assert (tmp_path / "print" / "staff-cards.pdf").exists()
    other = (*STAFF[:4], member("孙七", duty(AM, "2号馆", "签到")))
    problem, schedule, directory = case()
    now = problem, schedule, replace(directory, staff=other)
    options = PackOptions(kinds=(PaperKind.STAFF_CARD,), since=case())
    report = write_pack(*now, tmp_path, options)
    # 孙七 is elsewhere for all who are on duty in the morning; 赵六 comes at noon
    changed = [entry.party for entry in report.entries if entry.party]
    assert changed == ["Ana", "钱大夫", "孙七", "王五"]
    assert report.unchanged[PaperKind.STAFF_CARD] == ("赵六",)


@pytest.mark.parametrize("language", [PaperLanguage.EN, PaperLanguage.BOTH])
def test_no_text_leaves_a_card_or_covers_another(language):
    long = "很长的名字 very long name " * 20
    many = [duty(AM, long, long), *(duty(PM, f"{i}号馆", long) for i in range(12))]
    crowd = [
        member(
            f"{i} {long}",
            *many,
            phone="+8613800138000",
            is_emergency_contact=True,
            emergency=long,
        )
        for i in range(4)
    ]
    pack = build_case(case((*STAFF, *crowd)), language)
    paper = PAPERS[PaperKind.STAFF_CARD]
    for id_ in paper.subjects(pack)[:5]:
        for page in paper.leaf(pack, id_).lay_out():
            (code,) = (mark for mark in page.flat if isinstance(mark, Qr))
            boxes = sorted(map(ink, page.texts))
            for at, (top, bottom, left, right) in enumerate(boxes):
                assert (left >= 15, top > 0, bottom <= page.height - 4) == (True,) * 3
                assert right <= code.x or bottom <= code.y
                for other_top, _, other_left, other_right in boxes[at + 1 :]:
                    apart = right <= other_left or other_right <= left
                    assert other_top >= bottom or apart, page.lines
            assert all(right_end(mark) <= 195.01 for mark in page.texts)
