"""The master book: what is in it, its contents, its page numbers and its outline."""

import json
import re
from dataclasses import replace

import pypdf
import pypdfium2
import pytest

from printouts import master_book, master_contents
from printouts.content import build_fair_page
from printouts.kinds import PaperKind
from printouts.master_content import (
    PARTIES,
    build_chapter,
    build_contents,
    order_chapters,
)
from printouts.master_pages import Chapter, Part
from printouts.pack import PackOptions, write_pack
from printouts.sheet import Anchor, Folio, PageOf
from scheduler.directory import Directory
from scheduler.fair import MeetAt, Place
from scheduler.problem import Buyer, BuyerId, Problem
from scheduler.schedule import Schedule
from scheduler.wording import Language
from tests.printouts import paper_cases as cases

BOOK = PackOptions(kinds=(PaperKind.BOOK,))


@pytest.fixture
def case():
    problem = cases.problem()
    return problem, cases.schedule(problem), cases.DIRECTORY


def chapter(case, part, key=""):
    chapters = order_chapters(*case[:2])
    found = next(one for one in chapters if (one.part, one.key) == (part, key))
    return build_chapter(*case, found)


def told(entry):
    return [(f"{line.start:%H:%M}", line.booth, line.buyer) for line in entry.lines]


def names(*ids):
    problem = cases.problem()
    return [
        (problem.buyer_by_id.get(one) or problem.supplier_by_id[one]).name
        for one in ids
    ]


def test_chapters_are_sessions_halls_and_parties(case):
    said = [one.id for one in order_chapters(*case[:2])]
    assert said == [
        "contents",
        "time D1-AM",
        "time D1-PM",
        "hall 1号馆",
        "hall 2号馆",
        "buyers 1",
        "suppliers 1",
    ]


def test_there_is_no_book_of_nobody():
    assert order_chapters(Problem(cases.fair(), (), ()), Schedule(())) == []


def test_by_time_stands_every_meeting_of_a_session_by_round_and_place(case):
    page = chapter(case, Part.TIME, "D1-AM")
    b1, b2 = names("B0001", "B0002")
    assert [told(entry) for entry in page.entries] == [
        [("09:30", "1A01", b1)],
        [("09:55", "2B12", b1), ("09:55", "2B12", b2)],
        [("10:20", "2B09", b2)],
        [("10:45", "1A01", b2), ("10:45", "1A02", b1)],
        [("11:10", "1A10", b2)],
    ]
    assert [line.table for line in page.entries[1].lines] == [1, 2]
    assert page.entries[0].lines[0].table == 0  # the booth has no other


def test_by_hall_stands_every_meeting_of_a_booth_by_time(case):
    page = chapter(case, Part.HALL, "2号馆")
    assert [entry.heading[0].zh for entry in page.entries] == ["2B09", "2B12"]
    b1, b2, b5 = names("B0001", "B0002", "B0005")
    at = [("09:55", "2B12", b1), ("09:55", "2B12", b2), ("14:20", "2B12", b5)]
    assert told(page.entries[1]) == at
    assert page.entries[1].host == names("S0002")[0]


def test_at_tables_each_table_is_a_place():
    problem = cases.problem(fair=cases.fair(meet_at=MeetAt.TABLES, tables=40))
    of = (problem, cases.schedule(problem), cases.DIRECTORY)
    page = chapter(of, Part.HALL)
    assert [entry.heading[0].en for entry in page.entries] == ["Table 1", "Table 2"]
    assert page.title[0].en == "Meeting tables"
    assert page.entries[0].host == ""  # several suppliers meet there
    text = lines_of(of, page)
    assert any("–" in line and names("S0002")[0][:20] in line for line in text)


def test_a_booth_in_no_hall_is_said_so(case):
    problem = replace(
        case[0], suppliers=tuple(replace(s, hall="") for s in case[0].suppliers)
    )
    of = (problem, cases.schedule(problem), cases.DIRECTORY)
    assert chapter(of, Part.HALL).title[0].en == "Hall not given"


def lines_of(case, page, language=Language.EN):
    sheets = master_book.lay_out(build_fair_page(*case), page, language)
    return [line for sheet in sheets for line in sheet.lines]


def test_parties_stand_by_name_and_say_when_they_meet_nobody(case):
    page = chapter(case, Part.BUYERS, "1")
    assert [entry.initial for entry in page.entries[:2]] == ["M", "汉S"]
    text = "\n".join(lines_of(case, page))
    assert text.count("No meeting yet") == 1  # B0006
    assert "王淼 采购经理" in text
    assert "+86" not in text


def many_buyers(count):
    buyers = tuple(
        Buyer(BuyerId(f"B{i:04}"), f"{'AB'[i >= count - 5]} buyer {i:04}")
        for i in range(count)
    )
    return Problem(cases.fair(), buyers, ()), Schedule(()), Directory()


def test_many_parties_are_cut_into_chapters_and_each_initial_begins_once():
    of = many_buyers(2 * PARTIES + 3)
    fair = build_fair_page(*of)
    chapters = [one for one in order_chapters(*of[:2]) if one.part is Part.BUYERS]
    assert [len(one.parties) for one in chapters] == [PARTIES, PARTIES, 3]
    anchors = [
        mark.name
        for one in chapters
        for sheet in master_book.lay_out(fair, build_chapter(*of, one), Language.ZH)
        for mark in sheet.marks
        if isinstance(mark, Anchor) and mark.level == 1
    ]
    assert anchors == ["buyers/A", "buyers/B"]
    assert "A (continued)" in "\n".join(lines_of(of, build_chapter(*of, chapters[1])))


def test_contents_mention_what_there_is_and_no_more():
    of = many_buyers(3)
    mentions = build_contents(*of[:2]).mentions
    assert [mention.anchor for mention in mentions] == ["buyers", "buyers/B"]


def test_every_mention_has_its_anchor_and_every_page_its_number(case):
    fair = build_fair_page(*case)
    contents = master_contents.lay_out(fair, build_contents(*case[:2]), None)
    sheets = [
        sheet
        for one in order_chapters(*case[:2])[1:]
        for sheet in master_book.lay_out(fair, build_chapter(*case, one), None)
    ]
    anchors = [m.name for s in sheets for m in s.marks if isinstance(m, Anchor)]
    assert len(anchors) == len(set(anchors))
    mentioned = {m.anchor for s in contents for m in s.marks if isinstance(m, PageOf)}
    assert mentioned <= set(anchors)
    for sheet in contents + sheets:
        assert sum(isinstance(mark, Folio) for mark in sheet.marks) == 1


def read(folder):
    return pypdf.PdfReader(folder / "print" / "master-book.pdf")


@pytest.mark.parametrize("language", ["zh", "en", "both"])
def test_contents_tell_the_page_that_each_part_begins_on(case, tmp_path, language):
    write_pack(*case, tmp_path, replace(BOOK, language=language))
    book = read(tmp_path)
    contents = seen(tmp_path)[0]
    word = {"zh": "采购商索引", "en": "Buyers A–Z", "both": "采购商索引 Buyers A–Z"}
    told_page = int(re.search(rf"{word[language]}\s+(\d+)", contents)[1])
    (found,) = [entry for entry in flat(book.outline) if entry.title == word[language]]
    assert book.get_destination_page_number(found) + 1 == told_page
    assert word[language] in book.pages[told_page - 1].extract_text()
    links = book.pages[0]["/Annots"]
    assert len(links) == len(build_contents(*case[:2]).mentions)


def seen(folder):
    """Return the text of each page; what forms show is among it."""
    book = pypdfium2.PdfDocument(folder / "print" / "master-book.pdf")
    texts = [page.get_textpage().get_text_range() for page in book]
    book.close()
    return texts


def flat(outline):
    for entry in outline:
        if isinstance(entry, list):
            yield from flat(entry)
        else:
            yield entry


@pytest.mark.parametrize(
    ("language", "text"),
    [("zh", "第 {} 页，共 {} 页"), ("en", "page {} of {}"), ("both", "{} / {}")],
)
def test_pages_are_numbered_throughout(case, tmp_path, language, text):
    write_pack(*case, tmp_path, replace(BOOK, language=language))
    pages = seen(tmp_path)
    for number, page in enumerate(pages, start=1):
        said = " ".join(page.split())
        assert text.format(number, len(pages)) in said


def test_outline_leads_to_parts_sessions_and_rounds(case, tmp_path):
    write_pack(*case, tmp_path, replace(BOOK, language="en"))
    outline = read(tmp_path).outline
    tops = [entry.title for entry in outline if not isinstance(entry, list)]
    assert tops == ["Contents", "By time", "By hall", "Buyers A–Z", "Suppliers A–Z"]
    by_time = outline[outline.index(next(e for e in outline if isinstance(e, list)))]
    assert by_time[0].title == "Thu 3 Dec 09:30–11:30"
    assert by_time[1][0].title == "09:30–09:50 Round 1"


def test_manifest_tells_where_each_chapter_begins(case, tmp_path):
    write_pack(*case, tmp_path, BOOK)
    text = (tmp_path / "print" / "manifest.json").read_text(encoding="utf-8")
    chapters = [one for one in json.loads(text) if one["party"]]
    assert [one["party"] for one in chapters] == [
        one.id for one in order_chapters(*case[:2])
    ]
    assert [one["page"] for one in chapters] == list(range(1, 8))


def test_since_prints_all_of_the_book_or_none_of_it(case, tmp_path):
    problem, schedule, directory = case
    same = replace(BOOK, since=(problem, replace(schedule, release=0), directory))
    report = write_pack(*case, tmp_path, same)
    assert [entry for entry in report.entries if entry.party is None] == []
    assert len(report.unchanged[PaperKind.BOOK]) == 7
    fewer = cases.schedule(problem, cases.PAIRS[:-1])
    report = write_pack(
        *case, tmp_path, replace(BOOK, since=(problem, fewer, directory))
    )
    assert len([entry for entry in report.entries if entry.party]) == 7
    assert report.unchanged[PaperKind.BOOK] == ()
    assert report.gone[PaperKind.BOOK] == ()
    nobody = (replace(problem, buyers=problem.buyers[:5]), Schedule(()), directory)
    report = write_pack(*case, tmp_path, replace(BOOK, since=nobody))
    assert len([entry for entry in report.entries if entry.party]) == 7


def test_a_suppliers_meetings_elsewhere_name_the_place():
    problem = cases.problem(fair=cases.fair(meet_at=MeetAt.BUYER_BOOTH))
    buyers = tuple(
        replace(buyer, hall="3", booth=f"3A{i:02}")
        for i, buyer in enumerate(problem.buyers)
    )
    problem = replace(problem, buyers=buyers)
    of = (problem, cases.schedule(problem), cases.DIRECTORY)
    page = chapter(of, Part.SUPPLIERS, "1")
    text = "\n".join(lines_of(of, page))
    assert "Hall 3 3A00" in text
    assert page.entries[0].place == Place("2号馆", "2B12")


def test_chapters_of_a_part_open_once():
    assert Chapter(Part.CONTENTS).id == "contents"
    of = many_buyers(PARTIES + 1)
    chapters = [one for one in order_chapters(*of[:2]) if one.part is Part.BUYERS]
    first = [build_chapter(*of, one).is_first for one in chapters]
    assert first == [True, False]
