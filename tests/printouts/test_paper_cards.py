"""Badges, signs and door sheets: what they say, of whom, and that nothing is cut off."""

import re
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest

from printouts import badge, door_sheet, sign, theme
from printouts.badge_content import MOST_BADGES, build_badge_page
from printouts.case import PaperLanguage, build_case
from printouts.content import build_fair_page
from printouts.door_content import build_door_page, mask_phone
from printouts.fitted import fit_text
from printouts.kinds import PaperKind
from printouts.pack import PackOptions, write_pack
from printouts.pages import Side, card_digest
from printouts.papers import PAPERS
from printouts.sheet import Box, Qr
from printouts.sign_content import (
    TableOf,
    build_booth_sign,
    build_table_sign,
    order_hosts,
    order_tables,
)
from printouts.text import MissingGlyph
from scheduler.directory import Contact, Directory
from scheduler.fair import MeetAt
from scheduler.problem import BuyerId, SupplierId
from scheduler.schedule import Schedule
from scheduler.wording import Language, Wording
from tests.printouts import paper_cases as cases
from tests.printouts.test_paper_layout import CASES, ink, right_end

LANGUAGES = [PaperLanguage.EN, PaperLanguage.BOTH]
KINDS = [
    PaperKind.DOOR_SHEET,
    PaperKind.BADGE,
    PaperKind.BOOTH_SIGN,
    PaperKind.TABLE_SIGN,
]
LEAST_EDGE = 4.0
"""Millimetres from the edge of paper or card that no text comes nearer to."""


def pages_of(kind, of, language):
    case = build_case(of, language)
    paper = PAPERS[kind]
    for subject in paper.subjects(case):
        yield from paper.leaf(case, subject).lay_out()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("name", ["plain", "hostile", "busy", "tables", "buyer booths"])
def test_no_text_leaves_its_card_or_covers_another(name, kind, language):
    wide, high = PAPERS[kind].imposition[2:4]
    slug = 10.0 if kind is PaperKind.BADGE else 0.0  # said below the cut
    for page in pages_of(kind, CASES[name](), language):
        assert page.height == high
        for mark in (*page.texts, *(m for m in page.flat if isinstance(m, Qr))):
            assert mark.x >= LEAST_EDGE
            assert right_end(mark) <= wide - LEAST_EDGE + 0.01
            assert 0 < mark.y <= high - LEAST_EDGE + slug
        boxes = sorted(map(ink, page.texts))
        for at, (_, bottom, left, right) in enumerate(boxes):
            for top, _, other_left, other_right in boxes[at + 1 :]:
                apart = right <= other_left or other_right <= left
                assert top >= bottom or apart, page.lines


@pytest.mark.parametrize("kind", KINDS)
def test_no_text_covers_the_qr_code(kind):
    for page in pages_of(kind, CASES["hostile"](), PaperLanguage.BOTH):
        (code,) = (mark for mark in page.flat if isinstance(mark, Qr))
        for top, bottom, left, right in map(ink, page.texts):
            beside = right <= code.x - 1.0 or left >= code.x + code.size
            assert beside or bottom <= code.y - 1.0 or top >= code.y + code.size


def with_contact(contact, party="B0001"):
    return replace(cases.DIRECTORY, buyers={BuyerId(party): contact})


def badges(directory, party, language=None):
    problem = cases.problem()
    fair = build_fair_page(problem, cases.schedule(problem), directory)
    page = build_badge_page(problem, directory, party)
    return badge.lay_out(fair, page, language, card_digest(fair, page, "both"))


def said(page):
    return [mark.text for mark in page.texts]


def test_badge_of_a_buyer():
    directory = with_contact(Contact("王淼", "采购经理", phone="+8619000000001"))
    (page,) = badges(directory, (Side.BUYER, "B0001"))
    code, version = page.texts[6], page.texts[-2]
    assert said(page) == [
        "2026 长三角供需对接会",
        "Yangtze Sourcing Fair 2026",
        "王淼",
        "采购经理",
        "上海淼垚商贸有限公司",
        "上海",
        "E44-YHM-6WX",
        "采购商 Buyer",
        "第 1 版 Release 1",
        version.text,
        "B0001 · 1/1",
    ]
    assert re.fullmatch("[0-9A-F]{4}-[0-9A-F]{4}", version.text)
    assert page.texts[2].style == theme.SIGN
    assert code.x < 96
    assert version.y < badge.HEIGHT < page.texts[-1].y  # above and below the cut


def test_badges_are_cut_from_the_middle_of_four_quarters(tmp_path):
    problem = cases.problem()
    facts = (problem, cases.schedule(problem), cases.DIRECTORY)
    write_pack(*facts, tmp_path, PackOptions(kinds=(PaperKind.BADGE,)))
    page = pypdfium2.PdfDocument(tmp_path / "print" / "badges-buyers.pdf")[0]
    assert page.get_size() == pytest.approx((210 * theme.MM, 297 * theme.MM), abs=0.01)
    image = page.render(scale=4 / theme.MM).to_numpy().astype(int)[:, :, :3]
    accent = np.array([round(255 * part) for part in theme.ACCENT[::-1]])
    is_band = (abs(image - accent) < 3).all(axis=2)
    quarter = is_band[: 297 * 2, : 105 * 4]
    rows, columns = np.nonzero(quarter[300:])
    # card from 4.5 to 100.5 mm across and 33.25 to 115.25 down; 1.5 mm go over the cut
    edges = [columns.min() / 4, (columns.max() + 1) / 4, (rows.max() + 301) / 4]
    assert edges == pytest.approx([4.5 - 1.5, 100.5 + 1.5, 115.25 + 1.5], abs=0.3)
    second = np.nonzero(is_band[300 : 297 * 2, 105 * 4 :])[1].min() / 4
    assert second == pytest.approx(4.5 - 1.5, abs=0.3)


@pytest.mark.parametrize(
    ("kind", "size"),
    [
        (PaperKind.BOOTH_SIGN, (297, 210)),
        (PaperKind.DOOR_SHEET, (297, 210)),
        (PaperKind.TABLE_SIGN, (210, 297)),
    ],
)
def test_signs_fill_an_a4(kind, size, tmp_path):
    write_pack(*CASES["tables"](), tmp_path, PackOptions(kinds=(kind,)))
    for path in (tmp_path / "print").glob("*.pdf"):
        page = pypdfium2.PdfDocument(path)[0]
        points = tuple(side * theme.MM for side in size)
        assert page.get_size() == pytest.approx(points, abs=0.01)


def test_badge_of_a_supplier_says_where_it_stands():
    (page,) = badges(cases.DIRECTORY, (Side.SUPPLIER, "S0001"), Language.EN)
    assert said(page)[1:-3] == [
        "宁波鑫燊文具",
        "制造有限公司",
        "1A01",
        "Hall 1 (1号馆)",
        "GBQ-G67-M4K",
        "Supplier",
    ]


def test_roles_are_told_apart_without_colour():
    (buyer,) = badges(cases.DIRECTORY, (Side.BUYER, "B0003"))
    (supplier,) = badges(cases.DIRECTORY, (Side.SUPPLIER, "S0001"))
    high = [
        max(
            mark.height
            for mark in page.flat
            if isinstance(mark, Box) and mark.width > 9
        )
        for page in (buyer, supplier)
    ]
    assert high == [15.5, 0.7]


def test_what_the_font_lacks_in_a_badges_name_is_reported():
    problem = cases.problem()
    directory = with_contact(Contact("محمد", "Head 𓀀"))
    missing = cases.missing_glyphs(problem, cases.schedule(problem), directory)
    assert MissingGlyph("𓀀", "B0001") in missing


def test_a_badge_for_each_person_the_first_with_the_name():
    directory = with_contact(Contact("王淼", people=3))
    first, *others = badges(directory, (Side.BUYER, "B0001"))
    assert "王淼" in said(first)
    assert len(others) == 2
    for page in others:
        assert "王淼" not in said(page)
        assert any(mark.dotted for mark in page.flat if hasattr(mark, "dotted"))


def test_nobody_gets_five_hundred_badges():
    directory = with_contact(Contact("王淼", people=500))
    assert len(badges(directory, (Side.BUYER, "B0001"))) == MOST_BADGES


def test_a_booth_has_a_badge_for_each_of_its_tables():
    assert len(badges(cases.DIRECTORY, (Side.SUPPLIER, "S0002"))) == 2


def test_a_buyer_who_stays_has_its_booth_on_the_badge():
    problem = CASES["buyer booths"]()[0]
    page = build_badge_page(problem, cases.DIRECTORY, (Side.BUYER, "B0002"))
    assert page.place.booth == "3A01"


def test_the_person_is_larger_than_the_company():
    long = "Maria-Magdalena von und zu Habsburg-Lothringen"
    directory = with_contact(Contact(long, "Head"), "B0004")
    (page,) = badges(directory, (Side.BUYER, "B0004"))
    by_text = {mark.text: mark.style.size for mark in page.texts}
    company = by_text["<b>A&B</b> <para>=1+1</para> {{x}} & Söhne"]
    assert by_text["Maria-Magdalena von und"] > company


def test_fitted_text_shrinks_before_it_breaks_a_word():
    steps = (theme.SIGN, theme.TITLE, theme.BODY)
    assert fit_text("Industrieausstellung", steps, 80, 40).style == theme.TITLE
    two = fit_text("Acme Industrial Supplies", steps, 70, 17)
    assert (two.lines, two.style) == (("Acme Industrial", "Supplies"), theme.TITLE)


def test_fitted_text_that_fits_nowhere_is_shortened_visibly():
    fitted = fit_text("x" * 500, (theme.TITLE, theme.BODY), 40, 9)
    assert fitted.style == theme.BODY
    assert [len(line) for line in fitted.lines] == [21, 20]
    assert fitted.lines[-1].endswith("…")


def test_the_end_of_a_company_name_stays_whole():
    fitted = fit_text("绍兴㛃喆纺织有限公司", (theme.SIGN,), 86, 30)
    assert fitted.lines[-1].endswith("有限公司")


def test_hosts_are_those_who_are_visited_in_order_of_booths():
    problem = cases.problem()
    some = cases.schedule(problem, cases.PAIRS[:2])
    assert order_hosts(problem, some) == ["S0001", "S0002"]
    assert order_hosts(problem, Schedule(())) == []
    problem, schedule, _ = CASES["buyer booths"]()
    assert order_hosts(problem, schedule) == [f"B000{i}" for i in range(1, 6)]
    problem, schedule, _ = CASES["tables"]()
    assert order_hosts(problem, schedule) == []


def test_tables_with_a_number_are_those_of_the_organiser_or_of_large_booths():
    problem = cases.problem()
    tables = order_tables(problem, cases.schedule(problem))
    assert [one.id for one in tables] == ["S0002 1", "S0002 2"]
    problem, schedule, _ = CASES["tables"]()
    assert [one.id for one in order_tables(problem, schedule)] == [
        str(number) for number in range(1, 41)
    ]
    unknown = replace(problem, fair=cases.fair(meet_at=MeetAt.TABLES))
    assert [one.id for one in order_tables(unknown, schedule)] == ["1", "2"]


def test_a_table_of_a_buyer_with_two_teams_has_a_sign():
    problem, schedule, _ = CASES["buyer booths"]()
    buyers = tuple(
        replace(one, teams=2 if one.id == "B0002" else 1) for one in problem.buyers
    )
    problem = replace(problem, buyers=buyers)
    assert order_tables(problem, schedule) == [TableOf("B0002", 1), TableOf("B0002", 2)]
    assert build_table_sign(problem, TableOf("B0002", 2)).place.booth == "3A01"


def test_booth_sign_has_the_number_large():
    problem = cases.problem()
    fair = build_fair_page(problem, cases.schedule(problem), cases.DIRECTORY)
    page = build_booth_sign(problem, "S0001")
    (drawn,) = sign.lay_out_booth(fair, page, Language.ZH, "f" * 64)
    largest = max(drawn.texts, key=lambda mark: mark.style.size)
    assert (largest.text, largest.style.size) == ("1A01", 190)
    assert "宁波鑫燊文具制造有限公司" in said(drawn)
    assert "1号馆" in said(drawn)


def test_a_host_with_a_hall_alone_has_the_hall_large():
    problem = cases.problem()
    first, *others = problem.suppliers
    problem = replace(problem, suppliers=(replace(first, booth=""), *others))
    fair = build_fair_page(problem, cases.schedule(problem), cases.DIRECTORY)
    page = build_booth_sign(problem, "S0001")
    (drawn,) = sign.lay_out_booth(fair, page, Language.ZH, "f" * 64)
    largest = max(drawn.texts, key=lambda mark: mark.style.size)
    assert largest.text == "1号馆"
    assert "展位" in said(drawn)


def test_table_sign_of_the_organiser_names_no_party():
    problem, schedule, directory = CASES["tables"]()
    fair = build_fair_page(problem, schedule, directory)
    page = build_table_sign(problem, TableOf("", 12))
    (drawn,) = sign.lay_out_table(fair, page, None, "f" * 64)
    assert said(drawn)[:2] == ["洽谈桌 Table", "12"]
    assert drawn.texts[1].style.size == 190


def test_phones_are_masked():
    assert mask_phone("+8619012340001") == "190****0001"
    assert mask_phone("+4915112345678") == "****5678"
    assert mask_phone("+861234") == "****34"


def door(schedule=None, host="S0001", directory=cases.DIRECTORY, language=None):
    problem = cases.problem()
    schedule = schedule or cases.schedule(problem)
    fair = build_fair_page(problem, schedule, directory)
    page = build_door_page(problem, schedule, directory, host)
    return door_sheet.lay_out(fair, page, language, "f" * 64)


def test_door_sheet_names_companies_and_no_people():
    (page,) = door(language=Language.ZH)
    lines = said(page)
    assert "上海淼垚商贸有限公司" in lines
    assert "190****0001" in lines
    assert not any("王淼" in line or "0000000" in line for line in lines)
    assert "空档，可接待临时来访：09:55 · 10:20 · 11:10" in lines


def test_door_sheet_times_are_read_at_two_metres():
    (page,) = door()
    sizes = {mark.text: mark.style.size for mark in page.texts}
    assert sizes["09:30"] == sizes["上海淼垚商贸有限公司"] == 30


def test_each_day_of_a_door_sheet_begins_a_page_and_says_whom_to_call():
    problem, schedule = cases.busy(20)  # one buyer, half a day each, at three halls
    pairs = [("B0001", "S0000", f"D{day}-AM", 0) for day in range(1, 6)]
    pairs += [("B0001", "S0000", f"D{day}-PM", 0) for day in range(1, 6)]
    schedule = cases.schedule(problem, pairs)
    fair = build_fair_page(problem, schedule, cases.DIRECTORY)
    page = build_door_page(problem, schedule, cases.DIRECTORY, "S0000")
    pages = door_sheet.lay_out(fair, page, Language.EN, "f" * 64)
    assert len(pages) == 5
    for day, sheet in enumerate(pages, start=3):
        text = "\n".join(sheet.lines)
        assert text.count(f" {day} Dec 2026 ") == 2
        assert "400-000-0000" in text


def test_a_day_without_meetings_has_no_door_sheet():
    problem, _ = cases.busy(5)
    schedule = cases.schedule(problem, [("B0001", "S0000", "D2-AM", 0)])
    fair = build_fair_page(problem, schedule, cases.DIRECTORY)
    page = build_door_page(problem, schedule, cases.DIRECTORY, "S0000")
    (sheet,) = door_sheet.lay_out(fair, page, Language.EN, "f" * 64)
    text = "\n".join(sheet.lines)
    assert "Fri 4 Dec 2026" in text
    assert "Thu 3 Dec 2026 09:30" not in text


def test_a_full_session_has_no_open_rounds_on_the_door():
    full = [(f"B000{i + 1}", "S0001", "D1-AM", i) for i in range(5)]
    schedule = cases.schedule(cases.problem(), full)
    (page,) = door(schedule, language=Language.EN)
    open_rounds = [line for line in said(page) if line.startswith("Open for walk-ins")]
    assert len(open_rounds) == 1  # of the afternoon


def test_a_host_with_a_hall_alone_has_it_on_the_door_once():
    problem = cases.problem()
    first, *others = problem.suppliers
    problem = replace(problem, suppliers=(replace(first, booth=""), *others))
    schedule = cases.schedule(problem)
    fair = build_fair_page(problem, schedule, cases.DIRECTORY)
    page = build_door_page(problem, schedule, cases.DIRECTORY, "S0001")
    (sheet,) = door_sheet.lay_out(fair, page, Language.ZH, "f" * 64)
    assert said(sheet).count("1号馆") == 1


def test_door_sheet_of_a_buyer_masks_the_phones_of_suppliers():
    problem, schedule, _ = CASES["buyer booths"]()
    contact = Contact("应淼", phone="+8613912345678")
    directory = Directory(suppliers={SupplierId("S0001"): contact})
    page = build_door_page(problem, schedule, directory, "B0001")
    assert page.phones == {"S0001": "139****5678"}


def test_badges_stay_right_when_the_route_changes_and_not_when_the_fair_is_renamed():
    problem = cases.problem()
    schedule = cases.schedule(problem)
    page = build_badge_page(problem, cases.DIRECTORY, (Side.BUYER, "B0001"))
    fair = build_fair_page(problem, schedule, cases.DIRECTORY)
    venue = replace(cases.DIRECTORY.venue, route=Wording.same("Bus 99"))
    moved = replace(fair, venue=venue)
    renamed = replace(fair, name=Wording.same("Another"))
    assert card_digest(fair, page, "zh") == card_digest(moved, page, "zh")
    assert card_digest(fair, page, "zh") != card_digest(renamed, page, "zh")
    assert card_digest(fair, page, "zh") != card_digest(fair, page, "en")
