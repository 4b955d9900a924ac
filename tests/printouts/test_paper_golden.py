"""Text and position of everything on a few sheets, as files that a person can read.

`RENEW_GOLDEN=1 pytest tests/printouts/test_paper_golden.py` writes them anew; look at
the difference before it is committed.
"""

import os
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest

from printouts import booth_sheet, diary, hall_list, pickup_list
from printouts.case import PaperLanguage, build_case
from printouts.content import (
    build_buyer_pages,
    build_fair_page,
    build_hall_pages,
    build_supplier_pages,
)
from printouts.kinds import PaperKind
from printouts.list_content import build_pickup_page
from printouts.pack import PackOptions, write_pack
from printouts.papers import PAPERS
from printouts.sheet import Text
from scheduler.staff import Duty, StaffMember
from scheduler.wording import Language
from tests.printouts import paper_cases as cases

LEAVES = {
    "door-sheet",
    "badge",
    "booth-sign",
    "table-sign",
    "change-slip",
    "staff-card",
    "book",
}
AM, PM = cases.fair().sessions
STAFF = (
    StaffMember(
        "王五",
        "+8613800138000",
        "13800138000",
        (
            Duty(AM.start, AM.end, "1号馆", "引导 floor", "D1-AM"),
            Duty(PM.start, PM.end, "2号馆", "引导 floor", "D1-PM"),
        ),
    ),
    StaffMember(
        "Ana Núñez",
        "",
        "8001",
        (Duty(AM.start, PM.end, "1", "First aid"),),
        is_emergency_contact=True,
        emergency="医疗 medical",
    ),
)
GOLDEN = Path(__file__).parent / "golden"
IS_RENEWED = os.environ.get("RENEW_GOLDEN") == "1"


def of(kind, which, language):
    problem = cases.problem()
    if kind == "way":  # a diary with plans of the halls
        problem, kind = cases.problem(fair=cases.mapped_fair()), "diary"
    schedule = cases.schedule(problem)
    case = (problem, schedule, replace(cases.DIRECTORY, staff=STAFF))
    fair = build_fair_page(*case)
    if kind in LEAVES:
        later = schedule.meetings[2:]
        before = (problem, replace(schedule, meetings=later), cases.DIRECTORY)
        pack = build_case(case, PaperLanguage(language or "both"), before)
        paper = PAPERS[PaperKind(kind)]
        found = {paper.id(one): one for one in paper.subjects(pack)}
        return paper.leaf(pack, found[which]).lay_out()
    if kind == "pickup-list":
        return pickup_list.lay_out(fair, build_pickup_page(*case), language)
    if kind == "hall-list":
        pages = {page.id: page for page in build_hall_pages(problem, schedule)}
        return hall_list.lay_out(fair, pages[which], language)
    if kind == "diary":
        pages = {page.party_id: page for page in build_buyer_pages(*case)}
        return diary.lay_out(fair, pages[which], language)
    pages = {page.party_id: page for page in build_supplier_pages(*case)}
    return booth_sheet.lay_out(fair, pages[which], language)


def written(pages):
    """Return a line a text: millimetres from the left and the top, points, text."""
    lines = []
    for number, page in enumerate(pages, start=1):
        lines.append(f"page {number}")
        for mark in sorted(page.texts, key=lambda mark: (round(mark.y, 1), mark.x)):
            weight = "b" if mark.style.face.endswith("Bold") else " "
            lines.append(
                f"{mark.x:6.1f} {mark.y:6.1f} {mark.style.size:4.1f}{weight} {mark.text}"
            )
    return "\n".join(lines) + "\n"


@pytest.mark.parametrize(
    ("kind", "which", "language"),
    [
        ("diary", "B0001", Language.ZH),
        ("diary", "B0002", Language.EN),
        ("diary", "B0003", None),
        ("diary", "B0006", None),
        ("way", "B0002", Language.EN),
        ("book", "contents", None),
        ("book", "time D1-AM", Language.EN),
        ("book", "hall 1号馆", Language.ZH),
        ("book", "buyers 1", None),
        ("book", "suppliers 1", Language.EN),
        ("booth-sheet", "S0001", Language.ZH),
        ("booth-sheet", "S0002", Language.EN),
        ("hall-list", "D1-AM 1号馆", None),
        ("pickup-list", "A-Z", Language.EN),
        ("pickup-list", "A-Z", None),
        ("door-sheet", "S0002", Language.EN),
        ("door-sheet", "S0003", None),
        ("badge", "B0001", None),
        ("badge", "S0004", Language.ZH),
        ("booth-sign", "S0002", Language.EN),
        ("table-sign", "S0002 2", None),
        ("change-slip", "B0001", Language.ZH),
        ("change-slip", "S0002", None),
        ("staff-card", "王五", None),
    ],
)
def test_sheet_is_as_it_was(kind, which, language):
    name = f"{kind}-{which.split()[0]}-{language or 'both'}.txt"
    now = written(of(kind, which, language))
    path = GOLDEN / name
    if IS_RENEWED:
        path.write_text(now, encoding="utf-8")
    assert now == path.read_text(encoding="utf-8")


@pytest.mark.tool("pdftotext")
def test_pdftotext_finds_every_line_of_every_page(tmp_path):
    problem = cases.problem()
    schedule = cases.schedule(problem)
    options = PackOptions(kinds=(PaperKind.DIARY,), language="both")
    write_pack(problem, schedule, cases.DIRECTORY, tmp_path, options)
    done = subprocess.run(  # noqa: S603
        ["pdftotext", "-layout", tmp_path / "print" / "diaries.pdf", "-"],  # noqa: S607
        capture_output=True,
        check=True,
    )
    found = done.stdout.decode().split("\f")
    fair = build_fair_page(problem, schedule, cases.DIRECTORY)
    pages = build_buyer_pages(problem, schedule, cases.DIRECTORY)
    for text, page in zip(found, pages, strict=False):
        squeezed = "".join(text.split())
        for sheet in diary.lay_out(fair, page, None):
            for mark in sheet.marks:
                if isinstance(mark, Text) and "校验码" not in mark.text:
                    assert "".join(mark.text.split()) in squeezed
