"""The way of a party between booths: which stops there are, and how they are drawn."""

from dataclasses import replace

import pypdfium2

from printouts import diary, theme
from printouts.content import build_buyer_pages, build_fair_page, build_supplier_pages
from printouts.drawing import Ink
from printouts.hall_map import HallMap, Spot, build_maps, strokes
from printouts.hall_plan import MARK, Scale
from printouts.pages import Side, page_digest
from printouts.party_paper import PartyPapers
from printouts.sheet import Box, Line, Stamp
from scheduler.fair import MeetAt, Place, Walk
from scheduler.wording import Language
from tests.printouts import paper_cases as cases


def facts(**changes):
    problem = cases.problem(fair=cases.mapped_fair(**changes))
    return problem, cases.schedule(problem), cases.DIRECTORY


def page_of(buyer, of=None):
    pages = {page.party_id: page for page in build_buyer_pages(*(of or facts()))}
    return pages[buyer]


def drawn(page, of=None, language=Language.EN):
    sheets = diary.lay_out(build_fair_page(*(of or facts())), page, language)
    return [mark for sheet in sheets for mark in sheet.marks]


def stops(marks):
    """Return the middle of each stop's mark, by its place on the page."""
    return [
        (mark.x + MARK / 2, mark.y + MARK / 2)
        for mark in marks
        if isinstance(mark, Box) and mark.width == MARK and mark.colour == theme.ACCENT
    ]


def test_route_numbers_the_meetings_hall_by_hall_in_order_of_time():
    # B0002 meets S0002 in hall 2, S0004 in hall 2, S0001 in hall 1, S0005 in hall 1
    route = page_of("B0002").route
    assert [leg.hall for leg in route] == ["2号馆", "1号馆"]
    said = [[(stop.number, stop.booth) for stop in leg.stops] for leg in route]
    assert said == [[(1, "2B12"), (2, "2B09")], [(3, "1A01"), (4, "1A10")]]


def test_route_leaves_out_booths_without_coordinates():
    booths = {Place("1号馆", "1A10"): (1.0, 1.0)}
    of = facts()
    of = (replace(of[0], fair=cases.fair(walk=Walk(booths=booths))), *of[1:])
    page = page_of("B0002", of)
    assert page.stops == {4}
    assert page_of("B0001", of).route == ()


def test_without_coordinates_there_is_no_plan():
    problem = cases.problem()
    of = (problem, cases.schedule(problem), cases.DIRECTORY)
    page = page_of("B0002", of)
    assert page.route == ()
    assert not any(isinstance(mark, Stamp) for mark in drawn(page, of))


def test_a_party_that_stays_has_no_route():
    of = facts(meet_at=MeetAt.BUYER_BOOTH)
    assert page_of("B0002", of).route == ()
    assert all(page.route == () for page in build_supplier_pages(*facts()))


def test_strokes_join_stops_of_one_session_only():
    (leg,) = page_of("B0001").route[:1]
    moved = replace_session(leg)
    assert [(a.number, b.number) for a, b in strokes(leg)] == [(1, 3)]
    assert list(strokes(moved)) == []


def replace_session(leg):
    first, *others = leg.stops
    return leg._replace(stops=(first._replace(session="D9"), *others))


def test_maps_hold_the_booths_by_hall_and_name():
    maps = build_maps(cases.mapped_fair().walk)
    assert list(maps) == ["1号馆", "2号馆"]
    assert [spot.booth for spot in maps["1号馆"].spots] == ["1A01", "1A02", "1A10"]


def test_pitch_is_the_least_distance_along_an_axis():
    def pitch(*points):
        spots = (Spot(str(i), x, y) for i, (x, y) in enumerate(points))
        return HallMap("", tuple(spots)).pitch_m

    assert pitch() == pitch((1, 1)) == pitch((1, 1), (1, 1)) == 0
    assert pitch((0, 0), (0, 7), (5, 3), (50, 50)) == 5  # (5,3) to either
    assert pitch((0, 0), (9, 0), (9, 2), (18, 0)) == 2


def test_scale_fits_the_longer_side_and_keeps_the_proportions():
    hall = HallMap("", (Spot("a", 10, 0), Spot("b", 110, 20)))
    scale = Scale.of(hall, 109, 90)
    # 109 wide less 4.5 on each side: 100 mm for 100 m
    assert scale.mm == 1
    assert scale.point(hall.spots[0]) == (4.5, 24.5)
    assert scale.point(hall.spots[1]) == (104.5, 4.5)
    one = Scale.of(HallMap("", (Spot("a", 3, 3),)), 100, 50)
    assert (one.mm, one.width, one.height) == (1, 9, 12)


def test_plan_shows_each_stop_at_its_booth_and_beside_its_meeting():
    marks = drawn(page_of("B0002"))
    stamps = [mark for mark in marks if isinstance(mark, Stamp)]
    assert len(stamps) == 2
    lines = [mark for mark in marks if isinstance(mark, Line)]
    ends = [
        point
        for line in lines
        for point in (
            (line.x, line.y),
            (line.x + line.right, line.y + line.down),
        )
    ]
    at = stops(marks)
    assert len(at) == 8  # four meetings, each in its row and on a plan
    on_plan = [point for point in at if any(near(point, end) for end in ends)]
    assert len(on_plan) == 4


def near(one, other):
    return max(abs(one[0] - other[0]), abs(one[1] - other[1])) < 0.01


def test_stops_at_one_spot_stand_beside_each_other():
    booths = dict.fromkeys(cases.SPOTS, (5.0, 5.0))
    of = facts()
    of = (replace(of[0], fair=cases.fair(walk=Walk(booths=booths))), *of[1:])
    at = stops(drawn(page_of("B0001", of), of))
    assert len(at) == len(set(at)) == 6
    for i, one in enumerate(at):
        for other in at[i + 1 :]:
            assert max(abs(one[0] - other[0]), abs(one[1] - other[1])) >= MARK - 0.01


def test_a_plan_with_more_stops_than_room_still_shows_each():
    booths = {supplier.place: (0.0, 0.0) for supplier in cases.busy()[0].suppliers}
    problem, schedule = cases.busy()
    fair = replace(problem.fair, walk=Walk(booths=booths))
    of = (replace(problem, fair=fair), schedule, cases.DIRECTORY)
    assert len(stops(drawn(page_of("B0001", of), of))) == 80


def test_digest_of_a_diary_follows_the_maps_of_its_halls_only():
    def digest(buyer, booths):
        of = facts()
        fair = cases.fair(walk=Walk(booths=booths))
        of = (replace(of[0], fair=fair), *of[1:])
        return page_digest(build_fair_page(*of), page_of(buyer, of))

    moved = cases.SPOTS | {Place("2号馆", "2B09"): (4.0, 4.0)}
    assert digest("B0002", moved) != digest("B0002", cases.SPOTS)
    assert digest("B0004", moved) == digest("B0004", cases.SPOTS)  # hall 1 only


def test_a_diary_that_goes_with_a_mail_shows_the_plans_too():
    pdf = pypdfium2.PdfDocument(PartyPapers(facts(), "en").render(Side.BUYER, "B0002"))
    text = pdf[0].get_textpage().get_text_range()
    pdf.close()
    assert "Your way · Hall 2" in text


def test_plans_are_kept_once_for_many_pages():
    ink = Ink()
    fair = build_fair_page(*facts())
    drawings = [
        ink.draw(sheet)
        for page in build_buyer_pages(*facts())
        for sheet in diary.lay_out(fair, page, Language.ZH)
    ]
    assert sum(len(drawing.stamps) for drawing in drawings) > len(ink.figures)
    assert len({figure.name for figure in ink.figures}) == len(ink.figures)
