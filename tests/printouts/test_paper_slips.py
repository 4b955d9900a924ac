"""Change slips: for whom, what was and what is, and which release they replace."""

from dataclasses import replace

import pytest

from printouts import change_slip
from printouts.case import PaperLanguage, build_case
from printouts.content import build_fair_page
from printouts.kinds import PaperKind
from printouts.leaves import change_slip_leaf
from printouts.pack import PackOptions, write_pack
from printouts.pages import Side
from printouts.papers import PAPERS
from printouts.sheet import Qr
from printouts.slip_content import build_slip_page, find_changed
from scheduler.fair import MeetAt
from scheduler.problem import BuyerId, SupplierId
from scheduler.wording import Language
from tests.printouts import paper_cases as cases
from tests.printouts.test_paper_layout import CASES, ink, right_end

EVERYBODY = [(Side.BUYER, f"B000{i}") for i in range(1, 7)]
EVERYBODY += [(Side.SUPPLIER, f"S000{i}") for i in range(1, 6)]


def case(pairs=cases.PAIRS, release=3, **changes):
    problem = cases.problem(**changes)
    return problem, cases.schedule(problem, pairs, release), cases.DIRECTORY


def moved():
    """B0001 meets S0001 later, S0003 no more, S0005 instead; all else stays."""
    kept = [
        pair
        for pair in cases.PAIRS
        if pair[:2] not in {("B0001", "S0001"), ("B0001", "S0003")}
    ]
    more = [("B0001", "S0001", "D1-AM", 4), ("B0001", "S0005", "D1-AM", 0)]
    return case(kept + more, release=4)


def slip(party, language=Language.EN, now=None, before=None):
    now, before = now or moved(), before or case()
    page = build_slip_page(now, before, party)
    pages = change_slip.lay_out(build_fair_page(*now), page, language, "a" * 64)
    texts = [mark.text for sheet in pages for mark in sheet.texts]
    begin = max(texts.index(word) for word in ("Is now", "现安排") if word in texts)
    return texts[begin - 2 :]


def test_only_those_who_meet_otherwise_get_one():
    assert find_changed(moved(), case(), EVERYBODY) == [
        (Side.BUYER, "B0001"),
        (Side.SUPPLIER, "S0001"),
        (Side.SUPPLIER, "S0003"),
        (Side.SUPPLIER, "S0005"),
    ]
    assert find_changed(case(release=4), case(), EVERYBODY) == []


def test_who_was_not_there_before_gets_none():
    problem, schedule, directory = case()
    before = replace(problem, buyers=problem.buyers[1:])
    fewer = tuple(m for m in schedule.meetings if m.buyer != "B0001")
    former = before, replace(schedule, meetings=fewer), directory
    changed = find_changed(case(), former, EVERYBODY)
    assert [id_ for _, id_ in changed] == ["S0001", "S0002", "S0003"]


def test_slip_says_what_was_and_what_is():
    assert slip((Side.BUYER, "B0001"))[:27] == [
        "Buyer B0001 · replaces release 3",
        "Was",
        "Is now",
        # the new meeting first, because it is the earliest now
        "New",
        *("09:30–09:50", "Thu 3 Dec", "1A10", "Hall 1 (1号馆)"),
        *("Distribuidora del Este S.A.", "→"),
        *("10:45–11:05", "Thu 3 Dec", "1A02", "Hall 1 (1号馆)"),
        *("绍兴㛃喆纺织有限公司", "Cancelled", "→"),
        *("09:30–09:50", "Thu 3 Dec", "1A01", "Hall 1 (1号馆)"),
        "宁波鑫燊文具制造有限公司",
        *("11:10–11:30", "Thu 3 Dec", "1A01", "Hall 1 (1号馆)"),
        "宁波鑫燊文具制造有限公司",
    ]
    assert "The other meeting stays as it is." in slip((Side.BUYER, "B0001"))


def test_slip_of_a_supplier_names_the_buyer_and_no_place():
    said = slip((Side.SUPPLIER, "S0003"))
    begin = said.index("10:45–11:05")
    row = ["10:45–11:05", "Thu 3 Dec", "上海淼垚商贸有限公司", "Cancelled", "→"]
    assert said[begin : begin + 5] == row
    assert "There is no other meeting." in said


def test_slip_of_the_first_release_replaces_the_draft():
    now = moved()
    said = slip((Side.BUYER, "B0001"), Language.ZH, now, case(release=0))
    assert "采购商 B0001 · 取代草稿" in said
    again = slip((Side.BUYER, "B0001"), Language.ZH, now, case(release=3))
    assert "采购商 B0001 · 取代第 3 版" in again


def test_a_moved_stand_is_told_once_to_who_stands_there():
    problem = cases.problem()
    first, *others = problem.suppliers
    new = case(release=4, suppliers=(replace(first, booth="1A99"), *others))
    page = build_slip_page(new, case(), (Side.SUPPLIER, "S0001"))
    assert (page.rows, page.same) == ((), 3)
    said = slip((Side.SUPPLIER, "S0001"), now=new)
    stand = [f"Your booth: {booth} · Hall 1 (1号馆)" for booth in ("1A01", "1A99")]
    assert said[3:6] == [*stand, "→"]
    assert "The other 3 meetings stay as they are." in said
    walks = build_slip_page(new, case(), (Side.BUYER, "B0001"))
    assert [(row.old.booth, row.new.booth) for row in walks.rows] == [("1A01", "1A99")]


def test_slips_are_printed_with_changes_only_and_say_for_whom(tmp_path):
    write_pack(*case(), tmp_path)
    assert not (tmp_path / "print" / "change-slips.pdf").exists()
    report = write_pack(*moved(), tmp_path, PackOptions(since=case()))
    entries = [e for e in report.entries if e.kind is PaperKind.CHANGE_SLIP]
    # two to a sheet; in the manifest by the sheet that each is on
    assert [(e.party, e.page, e.pages) for e in entries] == [
        (None, 0, 2),
        ("B0001", 1, 1),
        ("S0001", 1, 1),
        ("S0003", 2, 1),
        ("S0005", 2, 1),
    ]
    sheets = {
        e.party
        for e in report.entries
        if e.kind in (PaperKind.DIARY, PaperKind.BOOTH_SHEET) and e.party
    }
    assert sheets == {e.party for e in entries if e.party}


def test_nothing_to_compare_with_is_an_error_of_ours():
    pack = build_case(case(), PaperLanguage.PARTY)
    assert PAPERS[PaperKind.CHANGE_SLIP].subjects(pack) == []
    with pytest.raises(ValueError, match="compare"):
        change_slip_leaf(pack, (Side.BUYER, "B0001"))


@pytest.mark.parametrize("language", [PaperLanguage.EN, PaperLanguage.BOTH])
@pytest.mark.parametrize("name", ["plain", "hostile", "busy", "tables", "buyer booths"])
def test_no_text_leaves_a_slip_or_covers_another(name, language):
    problem, schedule, directory = CASES[name]()
    before = problem, replace(schedule, meetings=schedule.meetings[1::2]), directory
    pack = build_case((problem, schedule, directory), language, before)
    paper = PAPERS[PaperKind.CHANGE_SLIP]
    parties = paper.subjects(pack)
    assert parties
    for party in parties:
        for page in paper.leaf(pack, party).lay_out():
            (code,) = (mark for mark in page.flat if isinstance(mark, Qr))
            boxes = sorted(map(ink, page.texts))
            for at, (top, bottom, left, right) in enumerate(boxes):
                assert left >= 15
                assert bottom <= page.height - 4
                assert right <= code.x or bottom <= code.y
                for other_top, _, other_left, other_right in boxes[at + 1 :]:
                    apart = right <= other_left or other_right <= left
                    assert other_top >= bottom or apart, page.lines
                assert top > 0
            assert all(right_end(mark) <= 195.01 for mark in page.texts)


def test_forty_changes_are_on_as_many_slips_as_they_need():
    problem, schedule = cases.busy()
    before = problem, replace(schedule, meetings=()), cases.DIRECTORY
    now = problem, schedule, cases.DIRECTORY
    page = build_slip_page(now, before, (Side.BUYER, "B0001"))
    pages = change_slip.lay_out(build_fair_page(*now), page, None, "a" * 64)
    text = " ".join(mark.text for sheet in pages for mark in sheet.texts)
    assert all(f"供应商第 {i} 号 Supplier" in text for i in range(40))
    assert f"page {len(pages)} of {len(pages)}" in text


def test_a_supplier_who_walks_is_told_the_new_booth():
    buyers = tuple(
        replace(one, hall="3", booth=f"3A{i:02}") for i, one in enumerate(cases.BUYERS)
    )
    at = cases.fair(meet_at=MeetAt.BUYER_BOOTH)
    before = case(fair=at, buyers=buyers)
    else_where = (replace(buyers[0], booth="3Z99"), *buyers[1:])
    now = case(fair=at, buyers=else_where, release=4)
    changed = find_changed(now, before, EVERYBODY)
    assert (Side.BUYER, BuyerId("B0001")) in changed
    assert (Side.SUPPLIER, SupplierId("S0001")) in changed
    said = slip((Side.SUPPLIER, "S0001"), now=now, before=before)
    assert said.index("3A00") < said.index("3Z99")
