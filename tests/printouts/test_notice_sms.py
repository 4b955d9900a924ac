"""SMS: parts counted exactly, texts filled, who gets none."""

from decimal import Decimal

import pytest

from printouts.sms import Area
from printouts.sms_cost import cost_of
from printouts.sms_numbers import (
    BAD_PHONE,
    NO_MEETING,
    NO_PHONE,
    NOT_MOBILE,
    find_mobile,
)
from printouts.sms_parts import characters_over, count_parts
from scheduler.directory import Contact, Directory
from scheduler.fair import MeetAt
from scheduler.problem import Buyer, Supplier
from scheduler.wording import Language
from tests.printouts.notice_cases import (
    MAINLAND,
    OVERSEAS,
    PHONE,
    build_texts,
    make_directory,
    make_problem,
    make_release,
    meet,
)


@pytest.mark.parametrize(
    ("characters", "parts"),
    [
        (0, 1),
        (1, 1),
        (70, 1),
        (71, 2),
        (134, 2),
        (135, 3),
        (160, 3),
        (201, 3),
        (202, 4),
    ],
)
def test_chinese_text_is_counted_in_parts_of_67(characters, parts):
    assert count_parts("中" * characters, MAINLAND) == parts
    assert count_parts("中" * characters, OVERSEAS) == parts


def test_letters_count_like_chinese_at_home_and_as_septets_abroad():
    assert count_parts("a" * 71, MAINLAND) == 2
    assert count_parts("a" * 160, OVERSEAS) == 1
    assert count_parts("a" * 161, OVERSEAS) == 2
    assert count_parts("a" * 306, OVERSEAS) == 2
    assert count_parts("a" * 307, OVERSEAS) == 3


def test_surrogate_pair_is_not_split_between_parts():
    # 134 UTF-16 units, but the pair would lie over the border of 67
    assert count_parts("中" * 66 + "𬭼" + "中" * 66, MAINLAND) == 3
    assert count_parts("中" * 68 + "𬭼", MAINLAND) == 1
    assert count_parts("中" * 69 + "𬭼", MAINLAND) == 2


def test_double_septet_is_not_split_between_parts():
    assert count_parts("€" * 80, OVERSEAS) == 1
    assert count_parts("€" * 81, OVERSEAS) == 2
    assert count_parts("a" * 152 + "€" + "a" * 152, OVERSEAS) == 3


def test_buyer_reads_when_where_and_how_to_get_there():
    messages, _ = build_texts()
    first = messages[0]
    assert first.text == (
        "【对接会】上海淼垚贸易有限公司您好，供需对接会的洽谈定于12月3日，自09:30起，"
        "共2场，首场在1号馆 1A01。会展中心，地铁2号线C口，或公交71路、121路，"
        "签到处取日程单。咨询400-000-0000。"
    )
    assert first.parts == 2
    assert first.number == "13800138000"
    assert (first.area, first.code) == (Area.MAINLAND, "visiting.new")
    assert {name: value.text for name, value in first.values.items()} == {
        "name": "上海淼垚贸易有限公司",
        "date": "12月3日",
        "time": "09:30",
        "count": "2",
        "place": "1号馆 1A01",
    }


def test_number_abroad_gets_english_and_its_country_code():
    sms = next(one for one in build_texts()[0] if one.notice.party_id == "B2")
    assert (sms.area, sms.language, sms.number) == ("overseas", "en", "595981123456")
    assert sms.text.startswith(
        "Dear Banco Nacional, your meetings at Sourcing fair are"
    )
    assert "the first at Hall 1, booth 1A01." in sms.text


def test_supplier_at_its_booth_is_told_that_they_come():
    sms = next(one for one in build_texts()[0] if one.notice.party_id == "S1")
    assert sms.code == "hosting.new"
    assert "定于12月3日至4日，自09:30起，共2场，请在1号馆 1A01接待。" in sms.text


def test_language_can_be_forced():
    messages, _ = build_texts(language=Language.EN)
    assert {sms.language for sms in messages} == {"en"}


def test_party_without_language_gets_that_of_its_number():
    buyers = (Buyer("B1", "A"), Buyer("B2", "B"))
    problem = make_problem(buyers=buyers)
    release = make_release(
        meet(problem, "B1", "S1"), meet(problem, "B2", "S2"), problem=problem
    )
    spoken = {sms.notice.party_id: sms.language for sms in build_texts(release)[0]}
    assert spoken == {"B1": "zh", "B2": "en", "S1": "zh"}


def test_tables_are_told_by_number():
    problem = make_problem(meet_at=MeetAt.TABLES)
    release = make_release(meet(problem, "B1", "S1", table=7), problem=problem)
    messages, _ = build_texts(release)
    assert {sms.values["place"].text for sms in messages} == {"7号桌"}
    assert {sms.code for sms in messages} == {"visiting.new"}


def test_unknown_place_is_said_so():
    suppliers = (Supplier("S1", "A"), Supplier("S2", "B"))
    problem = make_problem(suppliers=suppliers)
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    assert build_texts(release)[0][0].values["place"].text == "现场公布"


def test_facts_that_are_missing_leave_no_gap():
    release = make_release(
        directory=Directory(buyers={"B1": Contact(phone="+8613800138000")})
    )
    (sms,) = build_texts(release)[0]
    assert sms.text == (
        "上海淼垚贸易有限公司您好，供需对接会的洽谈定于12月3日，自09:30起，共2场，"
        "首场在1号馆 1A01。签到处取日程单。"
    )


def test_long_name_is_shortened_so_that_one_sees_it():
    buyers = (Buyer("B1", "长" * 30, languages=("zh",)),)
    problem = make_problem(buyers=buyers)
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    value = build_texts(release)[0][0].values["name"]
    assert value.text == "长" * 19 + "…"
    assert value.whole == "长" * 30


@pytest.mark.parametrize(
    ("hall", "booth", "place"),
    [
        ("国家会展中心北区特大展厅", "A-01234", "国家会展中心北区特大展厅 A-01234"),
        ("国家会展中心北区特大展厅", "A-012345", "国家会展中心北区特大展厅A-012345"),
        ("Exhibition Hall 12", "345", "345"),
        ("国家会展中心北区特大展厅", "A-0123456", "A-0123456"),
        (
            "国家会展中心北区特大展厅" * 3,
            "号" * 30,
            "国家会展中心北区特大展厅国家会展中心北…",
        ),
    ],
)
def test_long_place_keeps_the_booth_as_long_as_it_can(hall, booth, place):
    suppliers = (Supplier("S1", "A", hall=hall, booth=booth),)
    problem = make_problem(suppliers=suppliers)
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    assert build_texts(release)[0][0].values["place"].text == place


def test_booth_and_table_do_not_run_together():
    suppliers = (Supplier("S1", "A", hall="1号馆", booth="1A01", tables=2),)
    problem = make_problem(suppliers=suppliers)
    contacts = {"S1": Contact(phone="+8613900139000")}
    release = make_release(
        meet(problem, "B1", "S1", table=2),
        problem=problem,
        directory=make_directory(suppliers=contacts),
    )
    buyer, supplier = build_texts(release)[0]
    assert buyer.values["place"].text == "1号馆 1A01 2号桌"
    assert supplier.values["place"].text == "1号馆 1A01"


def test_characters_over_are_those_that_would_save_a_part():
    assert characters_over("中" * 70, MAINLAND) == 0
    assert characters_over("中" * 75, MAINLAND) == 5
    assert characters_over("中" * 140, MAINLAND) == 6
    assert characters_over("€" * 81, OVERSEAS) == 1


def test_brackets_and_symbols_leave_the_variables():
    buyers = (Buyer("B1", "★【甲】公司", languages=("zh",)),)
    problem = make_problem(buyers=buyers)
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    value = build_texts(release)[0][0].values["name"]
    assert (value.text, value.whole) == ("甲 公司", "★【甲】公司")


def test_template_in_a_name_is_not_filled():
    buyers = (Buyer("B1", "{phone}{date}", languages=("zh",)),)
    problem = make_problem(buyers=buyers)
    release = make_release(meet(problem, "B1", "S1"), problem=problem)
    assert build_texts(release)[0][0].text.startswith("【对接会】{phone}{date}您好")


@pytest.mark.parametrize(
    ("phone", "typed", "excuse"),
    [
        ("", "", NO_PHONE),
        ("", "1.38E+10", BAD_PHONE),
        ("138", "138", BAD_PHONE),
        ("+861380013800", "", BAD_PHONE),
        ("+862161234567", "", NOT_MOBILE),
        ("+864001234567", "", NOT_MOBILE),
    ],
)
def test_no_sms_without_a_mobile_number(phone, typed, excuse):
    assert find_mobile(phone, typed) == excuse


def test_everybody_is_sent_or_listed_once():
    problem = make_problem()
    messages, unsent = build_texts(make_release(meet(problem, "B1", "S2")))
    assert [sms.notice.party_id for sms in messages] == ["B1"]
    assert {(one.notice.party_id, one.excuse) for one in unsent} == {
        ("S2", NO_PHONE),
        ("B2", NO_MEETING),
        ("S1", NO_MEETING),
    }


def _shared(*meetings, problem=None, since=None, names=None, **release):
    """Build the messages of a fair where B1, B2 and S2 have one number."""
    contacts = {"B1": Contact(phone=PHONE), "B2": Contact(phone=PHONE)}
    directory = make_directory(buyers=contacts, suppliers={"S2": Contact(phone=PHONE)})
    problem = problem or make_problem()
    now = make_release(*meetings, problem=problem, directory=directory, **release)
    before = since and make_release(*since, problem=problem, directory=directory)
    return build_texts(now, since=before)[0]


def test_one_person_gets_one_message_for_all_parties():
    problem = make_problem()
    (sms,) = _shared(
        meet(problem, "B1", "S1", "D2", 0),
        meet(problem, "B2", "S1", at=1),
        meet(problem, "B1", "S2", "D2", 2),
    )
    # B1: 4 December 9:30 and, at S2, 10:20; B2: 3 December 9:55; S2: 4 December 10:20
    assert (sms.code, sms.number) == ("visiting.new", "13800138000")
    assert [party.party_id for party in sms.person.parties] == ["B1", "B2", "S2"]
    assert {name: value.text for name, value in sms.values.items()} == {
        "name": "上海淼垚贸易有限公司等3家",
        "date": "12月3日至4日",
        "time": "09:55",
        "count": "4",
        "place": "1号馆 1A01",
    }
    assert (
        sms.values["name"].whole
        == "上海淼垚贸易有限公司、Banco Nacional、Präzision GmbH"
    )


def test_long_names_of_shared_numbers_are_cut_and_short_ones_are_not():
    long = Buyer("B1", "很长的公司名称" * 4, languages=("zh",))
    for buyers, said in (
        ((long, Buyer("B2", "乙")), "很长的公司名称很长的公司名称很长…等2家"),
        ((Buyer("B1", "甲"), Buyer("B2", "乙")), "甲、乙"),
        ((Buyer("B1", "甲"), Buyer("B2", "甲")), "甲"),
    ):
        problem = make_problem(buyers=buyers)
        meetings = meet(problem, "B1", "S1"), meet(problem, "B2", "S1", at=1)
        (sms,) = _shared(*meetings, problem=problem)
        assert sms.values["name"].text == said


def test_a_host_with_two_booths_is_told_where_the_first_meeting_is():
    problem = make_problem()
    contacts = {id_: Contact(phone=PHONE) for id_ in ("S1", "S2")}
    directory = make_directory(buyers={}, suppliers=contacts)
    meetings = meet(problem, "B1", "S1", at=1), meet(problem, "B2", "S2")
    (sms,) = build_texts(make_release(*meetings, directory=directory))[0]
    assert (sms.code, sms.values["place"].text) == ("visiting.new", "2号馆 2B02")


def test_one_person_is_never_told_two_things():
    problem = make_problem()
    before = meet(problem, "B1", "S1"), meet(problem, "B2", "S1", at=1)
    (sms,) = _shared(before[1], since=before, release=2)
    assert sms.code == "visiting.cancelled"
    (sms,) = _shared(meet(problem, "B2", "S1", at=3), since=before, release=2)
    assert (sms.code, sms.values["count"].text) == ("visiting.changed", "1")
    assert sms.values["time"].text == "10:45"
    (sms,) = _shared(meet(problem, "B1", "S2"), since=before, release=2)[:1]
    assert (sms.code, sms.values["count"].text) == ("visiting.changed", "2")
    kept = make_problem(buyers=(*problem.buyers, Buyer("B3", "丙")))
    last = meet(kept, "B3", "S1", at=4)
    before = meet(kept, "B1", "S1"), meet(kept, "B2", "S1", at=1), last
    (sms,) = _shared(last, since=before, problem=kept, release=2)
    assert (sms.code, sms.values["count"].text) == ("visiting.cancelled", "2")


def test_cost_is_parts_times_price_and_unknown_without_one():
    messages = build_texts()[0]
    parts = {sms.notice.party_id: sms.parts for sms in messages}
    assert parts == {"B1": 2, "B2": 2, "S1": 1}
    prices = {Area.MAINLAND: Decimal("0.05"), Area.OVERSEAS: Decimal("0.3")}
    assert cost_of(messages, prices) == Decimal("0.75")  # 3 x 0.05 + 2 x 0.3
    assert cost_of(messages, {Area.MAINLAND: Decimal(1)}) is None
    assert cost_of([], prices) is None


def test_change_and_cancellation_have_their_own_texts():
    problem = make_problem()
    before = make_release(meet(problem, "B1", "S1"), meet(problem, "B2", "S1", at=1))
    after = make_release(meet(problem, "B1", "S1", at=2), release=2)
    messages, unsent = build_texts(after, since=before)
    codes = {sms.notice.party_id: sms.code for sms in messages}
    assert codes == {
        "B1": "visiting.changed",
        "B2": "visiting.cancelled",
        "S1": "hosting.changed",
    }
    cancelled = next(sms for sms in messages if sms.notice.party_id == "B2")
    assert "on 3 Dec, from 09:55, altogether 1, are cancelled." in cancelled.text
    assert unsent == []
