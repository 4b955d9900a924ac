"""What the papers say, as data."""

from dataclasses import replace

import pytest

from printouts.content import (
    build_buyer_pages,
    build_fair_page,
    build_hall_pages,
    build_supplier_pages,
)
from printouts.list_content import build_pickup_page
from printouts.pages import (
    Place,
    name_initial,
    natural_key,
    page_digest,
    party_language,
    place_order,
)
from printouts.supplier_content import wanted_products
from scheduler.directory import Directory
from scheduler.fair import MeetAt, SessionId, Slot
from scheduler.problem import (
    Buyer,
    BuyerId,
    DemandLine,
    OfferLine,
    Supplier,
    SupplierId,
)
from scheduler.schedule import Schedule
from scheduler.wording import Language
from tests.printouts import paper_cases as cases


def buyer_page(buyer="B0001", problem=None, schedule=None):
    problem = problem or cases.problem()
    schedule = schedule or cases.schedule(problem)
    pages = build_buyer_pages(problem, schedule, cases.DIRECTORY)
    return next(page for page in pages if page.party_id == buyer)


def supplier_page(supplier="S0001", problem=None, schedule=None):
    problem = problem or cases.problem()
    schedule = schedule or cases.schedule(problem)
    pages = build_supplier_pages(problem, schedule, cases.DIRECTORY)
    return next(page for page in pages if page.party_id == supplier)


def test_diary_holds_meetings_and_the_free_slots_of_its_window():
    page = buyer_page()
    assert [(row.round_index, row.partner_id) for row in page.rows] == [
        (0, "S0001"),
        (1, "S0002"),
        (2, ""),
        (3, "S0003"),
        (4, ""),
    ]
    assert page.sessions == ("D1-AM",)
    assert len(page.meetings) == 3


def test_diary_says_the_walk_only_where_the_hall_changes():
    # hall 1 -> hall 2 -> hall 1, 5 minutes between halls
    assert [row.walk_min for row in buyer_page().meetings] == [None, 5, 5]
    # halls 2, 2, 1, 1
    assert [row.walk_min for row in buyer_page("B0002").meetings] == [
        None,
        None,
        5,
        None,
    ]


def test_diary_of_several_teams_promises_no_walk():
    problem = cases.problem()
    buyers = (replace(problem.buyers[0], teams=2), *problem.buyers[1:])
    page = buyer_page(problem=replace(problem, buyers=buyers))
    assert {row.walk_min for row in page.rows} == {None}


def test_diary_leaves_out_slots_in_which_the_buyer_is_absent():
    problem = cases.problem()
    away = replace(problem.buyers[0], absent=frozenset({Slot(SessionId("D1-AM"), 4)}))
    page = buyer_page(problem=replace(problem, buyers=(away, *problem.buyers[1:])))
    assert [row.round_index for row in page.rows] == [0, 1, 2, 3]


def test_diary_without_meetings_has_no_rows():
    assert buyer_page("B0006").rows == ()


def test_times_are_in_the_fairs_own_zone():
    problem = cases.problem(fair=cases.fair(timezone="America/Asuncion"))
    # 09:30 in Shanghai (UTC+8) is 22:30 of the day before in Asuncion (UTC-3)
    row = buyer_page(problem=problem, schedule=cases.schedule(problem)).rows[0]
    assert f"{row.start:%m-%d %H:%M}" == "12-02 22:30"


def test_booth_sheet_shows_every_open_table():
    page = supplier_page("S0002")
    # two sessions of five rounds at two tables
    assert len(page.rows) == 20
    assert len(page.meetings) == 3
    second = [row for row in page.rows if row.round_index == 1][:2]
    assert [(row.table, row.partner_id) for row in second] == [
        (1, "B0001"),
        (2, "B0002"),
    ]


def test_booth_sheet_leaves_out_slots_in_which_the_booth_is_closed():
    problem = cases.problem()
    away = replace(
        problem.suppliers[0],
        absent=frozenset(Slot(SessionId("D1-PM"), i) for i in range(5)),
    )
    schedule = cases.schedule(problem, cases.PAIRS[:1])
    page = supplier_page(
        problem=replace(problem, suppliers=(away, *problem.suppliers[1:])),
        schedule=schedule,
    )
    assert page.sessions == ("D1-AM",)


def test_booth_sheet_names_the_person_but_no_phone():
    first = supplier_page().meetings[0]
    assert first.person == "王淼 采购经理"
    assert supplier_page().meetings[1].person == "Ana Núñez, Head of purchasing"
    assert "1900000" not in repr(supplier_page())


def test_booth_sheet_says_what_the_buyer_wants_the_suppliers_own_kind_first():
    row = supplier_page().meetings[0]
    assert row.wants == ("打印机和复印机纸",)
    assert row.also_wants == ("不锈钢板",)
    assert row.about.en == "Wants: 打印机和复印机纸"
    assert row.about.zh == "采购需求：打印机和复印机纸"


def test_wanted_products_are_all_where_none_is_of_the_suppliers_kind():
    lines = tuple(DemandLine(name) for name in ("a", "b", " ", "a"))
    buyer = Buyer(BuyerId("b"), "b", lines)
    supplier = Supplier(SupplierId("s"), "s", lines=(OfferLine("x"),))
    assert wanted_products(buyer, supplier) == (("a", "b"), ())


def test_wanted_products_knows_the_same_product_by_name():
    buyer = Buyer(BuyerId("b"), "b", (DemandLine("Nails"), DemandLine("Screws")))
    supplier = Supplier(SupplierId("s"), "s", lines=(OfferLine("screws "),))
    assert wanted_products(buyer, supplier) == (("Screws",), ("Nails",))


def test_many_wants_are_counted_in_the_sentence():
    lines = tuple(DemandLine(f"p{i}") for i in range(7))
    problem = cases.problem()
    buyers = (replace(problem.buyers[0], lines=lines), *problem.buyers[1:])
    row = supplier_page(problem=replace(problem, buyers=buyers)).meetings[0]
    assert row.about.en == "Wants: p0; p1; p2; p3; p4 and 2 more"
    assert row.about.zh == "采购需求：p0；p1；p2；p3；p4等 7 项"


def test_at_buyer_booths_the_suppliers_walk():
    problem = cases.problem(fair=cases.fair(meet_at=MeetAt.BUYER_BOOTH))
    buyers = tuple(
        replace(buyer, hall="B馆", booth=f"B{i}")
        for i, buyer in enumerate(problem.buyers)
    )
    problem = replace(problem, buyers=buyers)
    schedule = cases.schedule(problem, cases.PAIRS[:1])
    diary = buyer_page(problem=problem, schedule=schedule)
    assert (diary.walks, diary.place) == (False, Place("B馆", "B0"))
    sheet = supplier_page(problem=problem, schedule=schedule)
    assert sheet.walks
    # one row a slot: the meeting in its own, one free row in each of the nine others
    assert [row.table for row in sheet.rows] == [1, *[0] * 9]


def test_diaries_are_in_order_of_name_latin_then_pinyin():
    problem = cases.problem(
        buyers=tuple(
            Buyer(BuyerId(f"b{i}"), name)
            for i, name in enumerate(["中信", "阿里", "Zeta", "Élan", "eta", "宝钢"])
        )
    )
    pages = build_buyer_pages(problem, cases.schedule(problem, ()), Directory())
    assert [page.name for page in pages] == [
        "Élan",
        "eta",
        "Zeta",
        "阿里",
        "宝钢",
        "中信",
    ]


def test_booth_sheets_are_in_the_order_of_the_booths():
    problem = cases.problem()
    pages = build_supplier_pages(problem, cases.schedule(problem), cases.DIRECTORY)
    assert [page.place.booth for page in pages] == [
        "1A01",
        "1A02",
        "1A10",
        "2B09",
        "2B12",
    ]


def test_hall_pages_are_one_a_session_and_hall_by_round_and_booth():
    problem = cases.problem()
    pages = build_hall_pages(problem, cases.schedule(problem))
    assert [page.id for page in pages] == [
        "D1-AM 1号馆",
        "D1-AM 2号馆",
        "D1-PM 1号馆",
        "D1-PM 2号馆",
    ]
    assert [(row.round_index, row.booth, row.buyer_id) for row in pages[0].rows] == [
        (0, "1A01", "B0001"),
        (3, "1A01", "B0002"),
        (3, "1A02", "B0001"),
        (4, "1A10", "B0002"),
    ]


def test_fair_page_holds_the_days():
    problem = cases.problem()
    page = build_fair_page(problem, cases.schedule(problem), cases.DIRECTORY)
    assert str(page.first_on) == str(page.last_on) == "2026-12-03"
    assert [session.rounds for session in page.sessions] == [5, 5]


def test_digest_ignores_the_release_and_sees_everything_else():
    problem = cases.problem()
    first, second = (
        build_fair_page(problem, cases.schedule(problem, release=n), cases.DIRECTORY)
        for n in (1, 2)
    )
    page = buyer_page()
    assert page_digest(first, page) == page_digest(second, page)
    other = replace(page, rows=page.rows[1:])
    assert page_digest(first, page) != page_digest(first, other)
    assert page_digest(first, page) != page_digest(first, page, "en")


@pytest.mark.parametrize(
    ("languages", "expected"),
    [
        ((), None),
        (("zh",), Language.ZH),
        (("en", "zh"), Language.EN),
        (("es", "zh"), Language.ZH),
        (("es",), Language.EN),
    ],
)
def test_party_language_is_the_first_that_we_print_in(languages, expected):
    assert party_language(languages) is expected


def test_natural_key_counts():
    booths = ["1A10", "1A2", "1a1", "10A1", "2A1", "", "A1"]
    assert sorted(booths, key=natural_key) == [
        "",
        "1a1",
        "1A2",
        "1A10",
        "2A1",
        "10A1",
        "A1",
    ]


def test_unknown_places_come_last():
    places = [Place("", "X1"), Place("10号馆", "1"), Place("2号馆", "1")]
    assert sorted(places, key=place_order) == [places[2], places[1], places[0]]


@pytest.mark.parametrize(
    ("name", "initial"),
    [
        ("Árpád Kft.", "A"),
        ("zenith", "Z"),
        ("阿里", "汉A"),
        ("重庆", "汉Z"),  # its commoner reading: zhong
        ("杭州", "汉H"),
        ("座", "汉Z"),  # the last of the common characters
        ("亍", "#"),  # the first of the rarer ones
        ("3M", "#"),
        ("Ωμέγα", "#"),
        ("대한", "#"),
        ("", "#"),
    ],
)
def test_names_are_looked_for_under_a_letter(name, initial):
    assert name_initial(name) == initial


def test_each_letter_of_pinyin_begins_where_its_first_character_stands():
    first = "阿八擦搭蛾发噶哈击喀垃妈拿哦啪期然撒塌挖昔压匝"
    assert "".join(map(name_initial, first)).replace("汉", "") == (
        "ABCDEFGHJKLMNOPQRSTWXYZ"
    )
    before = "澳怖错堕贰咐过获骏阔络穆诺沤曝群弱所唾误迅孕"
    assert "".join(map(name_initial, before)).replace("汉", "") == (
        "ABCDEFGHJKLMNOPQRSTWXY"
    )


def test_desk_list_holds_everybody_and_those_without_a_letter_last():
    problem = cases.problem()
    page = build_pickup_page(problem, cases.schedule(problem), cases.DIRECTORY)
    shown = [(row.initial, row.party_id, row.person) for row in page.rows]
    assert shown == [
        ("M", "B0002", "Ana Núñez, Head of purchasing"),
        ("汉S", "B0001", "王淼 采购经理"),
        ("汉Z", "B0006", ""),
        ("#", "B0004", ""),
        ("#", "B0003", ""),
        ("#", "B0005", ""),
    ]
    assert f"{page.rows[0].start:%H:%M}" == "09:55"
    assert page.rows[0].place == ("2号馆", "2B12")
    assert (page.rows[2].start, page.rows[2].place) == (None, ("", ""))


def test_nobody_no_desk_list():
    problem = cases.problem(buyers=(), suppliers=())
    assert build_pickup_page(problem, Schedule(()), Directory()).rows == ()
