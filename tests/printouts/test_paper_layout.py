"""Layout as data: nothing over an edge, no row cut, nothing lost."""

from dataclasses import replace

import pytest

from printouts import (
    booth_sheet,
    diary,
    hall_list,
    master_book,
    master_contents,
    pickup_list,
    theme,
)
from printouts.content import (
    build_buyer_pages,
    build_fair_page,
    build_hall_pages,
    build_supplier_pages,
)
from printouts.frame import fewest_pages
from printouts.list_content import build_pickup_page
from printouts.master_content import build_chapter, build_contents, order_chapters
from printouts.sheet import Block, Box, Group, Line, Qr, Rule, Text, flow
from printouts.text import width
from printouts.theme import MM
from scheduler.directory import Directory, Organiser, Venue
from scheduler.fair import MeetAt
from scheduler.problem import SupplierId
from scheduler.wording import Language, Wording
from tests.printouts import paper_cases as cases

LANGUAGES = (Language.ZH, Language.EN, None)
LONG_NOTE = "词 " * 5_000
EDGE = 8.0
"""Millimetres from the edge that every printer leaves white."""


def hostile():
    """Build the fair with names, sentences and a venue that go on for ever."""
    problem = cases.problem()
    names = ["x" * 500, "超" * 500, "W " * 300, "", "\x00\x07", LONG_NOTE]
    problem = replace(
        problem,
        buyers=tuple(
            replace(buyer, name=name, region=name)
            for buyer, name in zip(problem.buyers, names, strict=True)
        ),
        suppliers=tuple(
            replace(supplier, name=name, region=name, hall=name, booth=name)
            for supplier, name in zip(problem.suppliers, names, strict=False)
        ),
    )
    schedule = cases.schedule(problem)
    schedule = replace(
        schedule,
        meetings=tuple(
            replace(meeting, because=Wording.same(LONG_NOTE))
            for meeting in schedule.meetings
        ),
    )
    endless = Wording.same("y" * 3_000)
    directory = Directory(
        Venue(endless, endless, endless), Organiser("o" * 900, "1" * 900, "e" * 900)
    )
    return problem, schedule, directory


def at_tables():
    problem = cases.problem(fair=cases.fair(meet_at=MeetAt.TABLES, tables=40))
    return problem, cases.schedule(problem), cases.DIRECTORY


def at_buyer_booths():
    problem = cases.problem(fair=cases.fair(meet_at=MeetAt.BUYER_BOOTH))
    buyers = tuple(
        replace(buyer, hall="3", booth=f"3A{i:02}")
        for i, buyer in enumerate(problem.buyers)
    )
    problem = replace(problem, buyers=buyers)
    return problem, cases.schedule(problem), cases.DIRECTORY


def plain():
    problem = cases.problem()
    return problem, cases.schedule(problem), cases.DIRECTORY


def busy():
    return *cases.busy(), cases.DIRECTORY


def mapped():
    """Build the plain fair with booths that have coordinates, two of them at one spot."""
    problem = cases.problem(fair=cases.mapped_fair())
    return problem, cases.schedule(problem), cases.DIRECTORY


def busy_mapped():
    problem, schedule = cases.busy()
    booths = {
        s.place: (i % 8 * 4.0, i // 8 * 5.0) for i, s in enumerate(problem.suppliers)
    }
    walk = replace(problem.fair.walk, booths=booths)
    problem = replace(problem, fair=replace(problem.fair, walk=walk))
    return problem, schedule, cases.DIRECTORY


def walking_suppliers():
    problem, schedule, directory = at_buyer_booths()
    booths = {b.place: (float(i), 0.0) for i, b in enumerate(problem.buyers)}
    walk = replace(problem.fair.walk, booths=booths)
    problem = replace(problem, fair=replace(problem.fair, walk=walk))
    return problem, schedule, directory


CASES = {
    "plain": plain,
    "mapped": mapped,
    "busy mapped": busy_mapped,
    "walking suppliers": walking_suppliers,
    "hostile": hostile,
    "busy": busy,
    "tables": at_tables,
    "buyer booths": at_buyer_booths,
    "nothing": lambda: (
        cases.problem(),
        cases.schedule(cases.problem(), ()),
        Directory(),
    ),
}


def all_pages(case, language):
    fair = build_fair_page(*case)
    papers = (
        (diary.lay_out, build_buyer_pages(*case)),
        (booth_sheet.lay_out, build_supplier_pages(*case)),
        (hall_list.lay_out, build_hall_pages(*case[:2])),
        (pickup_list.lay_out, [build_pickup_page(*case)]),
    )
    book = [
        page
        for chapter in order_chapters(*case[:2])[1:]
        for page in master_book.lay_out(fair, build_chapter(*case, chapter), language)
    ]
    book += master_contents.lay_out(fair, build_contents(*case[:2]), language)
    return book + [
        page
        for lay_out, contents in papers
        for content in contents
        for page in lay_out(fair, content, language)
    ]


@pytest.mark.parametrize("language", LANGUAGES, ids=["zh", "en", "both"])
@pytest.mark.parametrize("name", CASES)
def test_nothing_is_over_an_edge(name, language):
    for page in all_pages(CASES[name](), language):
        for mark in page.flat:
            assert mark.x >= theme.MARGIN - 0.01
            assert theme.TOP - 0.01 <= mark.y <= theme.PAGE_HEIGHT - EDGE
            assert right_end(mark) <= theme.PAGE_WIDTH - theme.MARGIN + 0.01


def right_end(mark):
    if isinstance(mark, Text):
        wide = width(mark.text, mark.style.face, mark.style.size) / MM
        assert wide <= mark.room + 0.01
        return mark.x + wide
    if isinstance(mark, Qr):
        return mark.x + mark.size
    if isinstance(mark, Line):
        return mark.x + max(0.0, mark.right)
    return mark.x + (mark.length if isinstance(mark, Rule) else mark.width)


@pytest.mark.parametrize("language", LANGUAGES, ids=["zh", "en", "both"])
@pytest.mark.parametrize("name", CASES)
def test_no_text_covers_another(name, language):
    for page in all_pages(CASES[name](), language):
        boxes = sorted(map(ink, page.texts))
        for i, (_, bottom, left, right) in enumerate(boxes):
            for other_top, _, other_left, other_right in boxes[i + 1 :]:
                if other_top >= bottom:
                    break
                assert right <= other_left or other_right <= left, page.lines


def ink(mark):
    """Return top, bottom, left, right of what is printed: capitals' height only."""
    high = mark.style.size * 0.7 / MM
    wide = width(mark.text, mark.style.face, mark.style.size) / MM
    return mark.y - high, mark.y, mark.x, mark.x + wide


def diary_of(buyer, language=None, case=None):
    case = case or plain()
    page = next(p for p in build_buyer_pages(*case) if p.party_id == buyer)
    return diary.lay_out(build_fair_page(*case), page, language)


def text_of(pages):
    return "\n".join(line for page in pages for line in page.lines)


def test_forty_meetings_are_all_there_and_no_page_is_cut():
    pages = diary_of("B0001", Language.ZH, busy())
    said = text_of(pages)
    assert len(pages) > 4
    assert all(f"S{i:04}" in said for i in range(40))
    assert f"第 {len(pages)} 页，共 {len(pages)} 页" in pages[-1].lines[-1]
    assert "续" in text_of(pages[1:2])


def test_a_diary_of_five_meetings_is_one_page_in_one_language():
    for language in (Language.ZH, Language.EN):
        assert len(diary_of("B0002", language)) == 1


def test_a_diary_without_meetings_says_whom_to_ask():
    (page,) = diary_of("B0006", Language.EN)
    said = text_of([page])
    assert "There is no meeting on your diary yet." in said
    assert "organiser's desk" in said
    assert "400-000-0000" in said


def test_markup_is_printed_as_it_stands():
    assert "<b>A&B</b> <para>=1+1</para> {{x}} & Söhne" in text_of(diary_of("B0004"))


def test_draft_and_release_are_told_apart():
    problem = cases.problem()
    draft = (problem, cases.schedule(problem, release=0), cases.DIRECTORY)
    assert "草稿 Draft" in "".join(diary_of("B0001", None, draft)[0].lines[:2])
    assert "第 1 版 Release 1" in "".join(diary_of("B0001")[0].lines[:2])


def test_at_tables_the_table_is_what_is_large():
    said = text_of(diary_of("B0001", Language.EN, at_tables()))
    assert "Table 1" in said
    assert "Hall" not in said


def test_fit_and_phones_are_on_no_sheet():
    said = text_of(all_pages(plain(), None))
    assert "19000000001" not in said
    assert "Fit" not in said


def test_an_unbooked_booth_is_told_so_on_one_page():
    problem = cases.problem()
    case = (problem, cases.schedule(problem, ()), cases.DIRECTORY)
    page = next(
        p for p in build_supplier_pages(*case) if p.party_id == SupplierId("S0001")
    )
    (sheet,) = booth_sheet.lay_out(build_fair_page(*case), page, Language.EN)
    said = text_of([sheet])
    assert "No meeting is booked at this booth." in said
    assert said.count(":") >= 10  # every one of the ten rounds with its hours


def test_more_wants_than_there_is_room_for_are_counted():
    case = plain()
    page = next(p for p in build_supplier_pages(*case) if p.party_id == "S0001")
    row = replace(page.meetings[0], wants=tuple(f"p{i}" for i in range(11)))
    sheets = booth_sheet.lay_out(
        build_fair_page(*case), replace(page, rows=(row,)), Language.EN
    )
    assert "Wants: p0; p1; p2; p3; p4; p5; p6; p7; and 3 more" in text_of(sheets)


def test_flow_repeats_a_heading_and_never_leaves_it_alone():
    group = Group(Block(5), Block(5, (Box(0, 0, 1, 1),)))
    rows = [Block(10, group=group) for _ in range(4)]
    # 5 + 10 + 10 = 25 fit in 26; then 5 + 10 + 10 again
    assert [len(page) for page in flow(rows, 26, 26)] == [3, 3]
    assert flow(rows, 26, 26)[1][0] is group.continued
    # after 12 mm of something else no heading fits with its first row any more
    assert [len(page) for page in flow([Block(12), *rows], 26, 100)] == [1, 5]


def test_flow_puts_a_block_taller_than_a_page_on_its_own():
    assert [len(page) for page in flow([Block(50), Block(5)], 20, 20)] == [1, 1]


def test_pages_are_dense_only_where_that_saves_one():
    roomy, dense = ["a", "b"], ["c"]
    assert fewest_pages(lambda is_dense: dense if is_dense else roomy) == dense
    assert fewest_pages(lambda is_dense: ["d", "e"] if is_dense else roomy) == roomy
    assert fewest_pages(lambda is_dense: dense if is_dense else ["f"]) == ["f"]


def test_a_booth_that_stays_is_told_whom_to_call_and_not_the_way():
    case = plain()
    fair = build_fair_page(*case)
    sheet = build_supplier_pages(*case)[0]
    said = text_of(booth_sheet.lay_out(fair, sheet, Language.EN))
    assert f"Questions on the day: {fair.organiser.name}" in said
    assert "Getting there" not in said


def test_a_sheet_without_an_organiser_has_no_line_for_one():
    problem, schedule, _ = plain()
    nobody = (problem, schedule, Directory())
    sheet = build_supplier_pages(*nobody)[0]
    said = text_of(booth_sheet.lay_out(build_fair_page(*nobody), sheet, Language.EN))
    assert "Questions" not in said


def test_hall_list_has_only_the_columns_it_needs():
    said = text_of(hall_pages(at_tables()))
    assert "Booth" not in said
    assert "Table" in said


def hall_pages(case):
    page = build_hall_pages(*case[:2])[0]
    return hall_list.lay_out(build_fair_page(*case), page, Language.EN)


def test_hall_list_says_where_no_hall_is_given():
    page = build_hall_pages(*plain()[:2])[0]
    assert hall_list.where(replace(page, hall=""), Language.EN) == "Hall not given"
