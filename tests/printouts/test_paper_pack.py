"""The print pack: files, manifest, changes, and what happens when it cannot be done."""

import hashlib
import json
from dataclasses import replace
from io import BytesIO

import pypdf
import pytest

from printouts.drawing import Drawing
from printouts.kinds import PaperKind
from printouts.pack import PackError, PackOptions, PaperLanguage, write_pack
from printouts.papers import PAPERS
from printouts.render import Pdf
from printouts.text import MissingGlyph
from scheduler.directory import Directory
from scheduler.executor.pool import Pool
from scheduler.problem import BuyerId
from scheduler.progress import Event
from scheduler.schedule import Schedule
from scheduler.wording import Wording
from tests.printouts import paper_cases as cases

ALL_FILES = [
    "badges-buyers.pdf",
    "badges-suppliers.pdf",
    "booth-sheets.pdf",
    "booth-signs.pdf",
    "diaries.pdf",
    "door-sheets.pdf",
    "hall-lists.pdf",
    "manifest.json",
    "master-book.pdf",
    "master.xlsx",
    "pickup-list.pdf",
    "table-signs.pdf",
]


@pytest.fixture
def case():
    problem = cases.problem()
    return problem, cases.schedule(problem), cases.DIRECTORY


def entries_of(folder):
    return json.loads((folder / "print" / "manifest.json").read_text(encoding="utf-8"))


def parties_of(folder, kind):
    return {e["party"] for e in entries_of(folder) if e["kind"] == kind and e["party"]}


def text_of(folder, file):
    reader = pypdf.PdfReader(folder / "print" / file)
    return [page.extract_text() for page in reader.pages]


def test_pack_holds_every_paper_and_nothing_else(case, tmp_path):
    write_pack(*case, tmp_path)
    assert sorted(p.name for p in (tmp_path / "print").iterdir()) == ALL_FILES
    assert [p.name for p in tmp_path.iterdir()] == ["print"]


def test_manifest_tells_each_file_and_each_partys_first_page(case, tmp_path):
    write_pack(*case, tmp_path)
    entries = entries_of(tmp_path)
    for entry in entries:
        if entry["party"] is None:
            content = (tmp_path / "print" / entry["file"]).read_bytes()
            assert entry["sha256"] == hashlib.sha256(content).hexdigest()
            assert "page" not in entry
    diaries = [e for e in entries if e["kind"] == "diary"]
    assert (diaries[0]["party"], diaries[0]["pages"]) == (None, 6)
    # in order of name: "<b>", "Ministerio", then Chinese by pinyin where common
    assert [(e["party"], e["page"], e["pages"]) for e in diaries[1:]] == [
        (party, page, 1)
        for page, party in enumerate(
            ["B0004", "B0002", "B0001", "B0006", "B0003", "B0005"], start=1
        )
    ]


def test_pdf_says_what_the_party_meets(case, tmp_path):
    write_pack(*case, tmp_path)
    pages = text_of(tmp_path, "diaries.pdf")
    for name in ("宁波鑫燊文具制造有限公司", "绍兴㛃喆纺织有限公司", "1A01"):
        assert name in pages[2]
    assert cases.RARE in pages[4]
    assert "대한무역" in pages[5]
    assert "Восток" in pages[5]


def test_pdf_has_title_language_and_outline(case, tmp_path):
    write_pack(*case, tmp_path, PackOptions(language="en"))
    reader = pypdf.PdfReader(tmp_path / "print" / "diaries.pdf")
    title = "Meeting diary · Yangtze Sourcing Fair 2026 · Release 1"
    assert reader.metadata.title == title
    assert reader.root_object["/Lang"] == "en"
    assert [entry.title for entry in reader.outline][1:3] == [
        cases.LONG_NAME,
        "上海淼垚商贸有限公司",
    ]
    halls = pypdf.PdfReader(tmp_path / "print" / "booth-sheets.pdf").outline
    assert [e.title for e in halls if not isinstance(e, list)] == ["1号馆", "2号馆"]
    assert halls[1][0].title == "1A01 宁波鑫燊文具制造有限公司"


def test_every_font_is_embedded(case, tmp_path):
    write_pack(*case, tmp_path)
    for file in ("diaries.pdf", "booth-sheets.pdf", "hall-lists.pdf"):
        reader = pypdf.PdfReader(tmp_path / "print" / file)
        fonts = reader.pages[0]["/Resources"]["/Font"].values()
        for font in fonts:
            assert "FairSansCJK" in font["/BaseFont"]
            assert "/FontFile2" in font["/FontDescriptor"]


@pytest.mark.parametrize("language", list(PaperLanguage))
def test_same_input_same_bytes(case, tmp_path, language):
    options = PackOptions(language=language)
    for name in ("a", "b"):
        write_pack(*case, tmp_path / name, options)
    for file in ALL_FILES:
        first, second = (tmp_path / n / "print" / file for n in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()


def test_whoever_draws_the_bytes_are_the_same(case, tmp_path, monkeypatch):
    for kind, paper in PAPERS.items():
        monkeypatch.setitem(PAPERS, kind, paper._replace(at_once=2))
    options = PackOptions(since=(case[0], Schedule(()), case[2]))
    pool = Pool(2)
    here = write_pack(*case, tmp_path / "a", options)
    there = write_pack(*case, tmp_path / "b", options, executor=pool)
    pool.close()
    assert here == there
    assert cases.packs_are_equal(tmp_path / "a", tmp_path / "b")


def test_order_of_rows_does_not_matter(case, tmp_path):
    problem, schedule, directory = case
    turned = replace(
        problem, buyers=problem.buyers[::-1], suppliers=problem.suppliers[::-1]
    )
    write_pack(*case, tmp_path / "a")
    write_pack(turned, schedule, directory, tmp_path / "b")
    for file in ALL_FILES:
        first, second = (tmp_path / n / "print" / file for n in ("a", "b"))
        assert first.read_bytes() == second.read_bytes()


def test_language_of_the_paper_is_an_option(case, tmp_path):
    write_pack(*case, tmp_path, PackOptions(language=PaperLanguage.ZH))
    assert all("洽谈日程" in page for page in text_of(tmp_path, "diaries.pdf"))
    assert not any("diary" in page for page in text_of(tmp_path, "diaries.pdf"))
    write_pack(*case, tmp_path, PackOptions(language=PaperLanguage.BOTH))
    assert all("Meeting diary" in page for page in text_of(tmp_path, "diaries.pdf"))
    assert all("洽谈日程" in page for page in text_of(tmp_path, "diaries.pdf"))


def test_only_the_kinds_asked_for(case, tmp_path):
    write_pack(*case, tmp_path, PackOptions(kinds=(PaperKind.DIARY,)))
    names = sorted(p.name for p in (tmp_path / "print").iterdir())
    assert names == ["diaries.pdf", "manifest.json"]


def test_since_prints_only_those_whose_content_differs(case, tmp_path):
    problem, schedule, directory = case
    # B0001 no longer meets S0003: three sheets say something else
    fewer = [pair for pair in cases.PAIRS if pair[:2] != ("B0001", "S0003")]
    later = cases.schedule(problem, fewer, release=2)
    options = PackOptions(since=(problem, schedule, directory))
    report = write_pack(problem, later, directory, tmp_path, options)
    assert parties_of(tmp_path, "diary") == {"B0001"}
    assert parties_of(tmp_path, "booth-sheet") == {"S0003"}
    assert parties_of(tmp_path, "hall-list") == {"D1-AM 1号馆"}
    assert len(report.unchanged[PaperKind.DIARY]) == 5
    assert report.gone[PaperKind.DIARY] == ()


def test_since_tells_sheets_to_take_away(case, tmp_path):
    problem, schedule, directory = case
    later = cases.schedule(problem, cases.PAIRS[:7], release=2)  # nothing after noon
    options = PackOptions(since=(problem, schedule, directory))
    report = write_pack(problem, later, directory, tmp_path, options)
    assert report.gone[PaperKind.HALL_LIST] == ("D1-PM 1号馆", "D1-PM 2号馆")
    assert "hall-lists.pdf" not in {e["file"] for e in entries_of(tmp_path)}


def test_since_with_nothing_changed_prints_no_sheet(case, tmp_path):
    problem, _, directory = case
    later = cases.schedule(problem, release=2)
    options = PackOptions(since=case)
    write_pack(problem, later, directory, tmp_path, options)
    assert [e["file"] for e in entries_of(tmp_path)] == ["master.xlsx"]


def test_a_moved_bus_stop_changes_every_sheet(case, tmp_path):
    problem, schedule, directory = case
    venue = replace(directory.venue, route=Wording.same("Bus 99"))
    options = PackOptions(since=case)
    write_pack(problem, schedule, replace(directory, venue=venue), tmp_path, options)
    assert len(parties_of(tmp_path, "diary")) == 6


def test_missing_characters_are_reported_by_party_and_printed_as_boxes(tmp_path):
    problem = cases.problem()
    strange = replace(problem.buyers[0], name="ᎠᎡᎢᎣ 𓀀 Ltd")
    problem = replace(problem, buyers=(strange, *problem.buyers[1:]))
    schedule = cases.schedule(problem)
    report = write_pack(problem, schedule, cases.DIRECTORY, tmp_path)
    assert MissingGlyph("𓀀", "B0001") in report.missing
    assert MissingGlyph("Ꭰ", "S0001") in report.missing  # on its booth sheet too
    assert report.missing == cases.missing_glyphs(problem, schedule, cases.DIRECTORY)
    # Latin letters count first in a name, Cherokee ones come after Chinese
    assert any("▢▢▢▢ ▢ Ltd" in page for page in text_of(tmp_path, "diaries.pdf"))


def test_missing_characters_of_the_fair_belong_to_everybody(case, tmp_path):
    problem, schedule, directory = case
    venue = replace(directory.venue, address=Wording.same("𓁀 1"))
    report = write_pack(problem, schedule, replace(directory, venue=venue), tmp_path)
    assert report.missing == (MissingGlyph("𓁀", ""),)


def test_nothing_is_missing_in_the_plain_case(case):
    assert cases.missing_glyphs(*case) == ()


def test_an_empty_schedule_has_diaries_and_booth_sheets(tmp_path):
    problem = cases.problem()
    write_pack(problem, Schedule(()), Directory(), tmp_path)
    files = [e["file"] for e in entries_of(tmp_path) if e["party"] is None]
    assert files == [
        "badges-buyers.pdf",
        "badges-suppliers.pdf",
        "booth-sheets-no-meeting.pdf",
        "diaries.pdf",
        "master-book.pdf",
        "master.xlsx",
        "pickup-list.pdf",
    ]


def test_booths_without_a_meeting_have_a_file_of_their_own(case, tmp_path):
    problem, schedule, directory = case
    gone = schedule.meetings[0].supplier
    kept = tuple(m for m in schedule.meetings if m.supplier != gone)
    write_pack(problem, replace(schedule, meetings=kept), directory, tmp_path)
    sheets = {e["party"]: e for e in entries_of(tmp_path) if e["kind"] == "booth-sheet"}
    assert sheets[gone]["file"] == "booth-sheets-no-meeting.pdf"
    assert (sheets[gone]["page"], sheets[gone]["pages"]) == (1, 1)
    files = {e["file"] for party, e in sheets.items() if party not in (None, gone)}
    assert files == {"booth-sheets.pdf"}


def test_a_fair_without_parties_has_a_workbook(tmp_path):
    problem = cases.problem(buyers=(), suppliers=())
    write_pack(problem, Schedule(()), Directory(), tmp_path)
    assert [e["file"] for e in entries_of(tmp_path)] == ["master.xlsx"]


def test_progress_is_told_by_kind(case, tmp_path):
    watcher = cases.Watcher()
    write_pack(*case, tmp_path, progress=watcher)
    assert watcher.events[:2] == [
        Event("print diary", 0, 6),
        Event("print diary", 6, 6),
    ]


def test_stopping_leaves_the_earlier_pack(case, tmp_path):
    write_pack(*case, tmp_path)
    before = {p.name: p.read_bytes() for p in (tmp_path / "print").iterdir()}
    problem = cases.problem()
    other = cases.schedule(problem, release=7)
    with pytest.raises(PackError) as caught:
        write_pack(problem, other, cases.DIRECTORY, tmp_path, progress=cases.Watcher(2))
    assert caught.value.code == "print-stopped"
    after = {p.name: p.read_bytes() for p in (tmp_path / "print").iterdir()}
    assert after == before
    assert [p.name for p in tmp_path.iterdir()] == ["print"]


def test_a_full_disk_leaves_the_earlier_pack(case, tmp_path, monkeypatch):
    write_pack(*case, tmp_path)
    before = sorted((tmp_path / "print").iterdir())

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.write_bytes", full)
    with pytest.raises(OSError, match="No space"):
        write_pack(*case, tmp_path)
    assert sorted((tmp_path / "print").iterdir()) == before
    assert [p.name for p in tmp_path.iterdir()] == ["print"]


def test_a_party_id_like_a_path_writes_nowhere_else(tmp_path):
    problem = cases.problem()
    evil = replace(problem.buyers[0], id=BuyerId("../../evil"))
    problem = replace(problem, buyers=(evil,))
    write_pack(problem, Schedule(()), Directory(), tmp_path / "in")
    assert [p.name for p in tmp_path.rglob("*evil*")] == []


def test_a_pdf_needs_a_page():
    with pytest.raises(ValueError, match="needs a page"):
        Pdf("x", "en").to_bytes()


def test_a_pdf_without_outline_opens():
    pdf = Pdf("x", "en")
    pdf.add_page(Drawing("", ()), (), ())
    assert len(pypdf.PdfReader(BytesIO(pdf.to_bytes())).pages) == 1
