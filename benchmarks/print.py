"""Pages per second and peak memory of printing: `python benchmarks/print.py`.

3,000 one-page diaries (five meetings each, half in Chinese, half in English) and a book
of about 5,000 pages (the master book of 45,000 meetings, each in it four times, in both
languages) are printed by Fairmatch, by a plain reportlab document with a Paragraph in
every cell, by one with plain strings in its cells, and by a bare canvas that draws every
string: what most programs do, what some do, and the floor. Each way runs in a
process of its own, font loading included; the plain document prints a tenth, because it
takes minutes, and its memory is that of the tenth. With `--workers` Fairmatch prints a
second time with as many processes.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta, timezone
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path
from resource import RUSAGE_CHILDREN as CHILDREN
from resource import RUSAGE_SELF as SELF
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scheduler.directory import Directory, Organiser, Venue
from scheduler.fair import Fair, Round, Session, SessionId, Walk
from scheduler.problem import Buyer, BuyerId, Problem, Supplier, SupplierId
from scheduler.schedule import Meeting, Schedule, meeting_order
from scheduler.wording import Language, Wording

ROUNDS = 5
SESSIONS = 9
SUPPLIERS = 600
TENTH = 10
BUYERS_A_PAGE = 1.81
"""Buyers of a master book for each of its pages."""
LISTINGS = 4
"""A meeting stands in the book by time, by hall, and under both who meet."""
LINES = 36
"""Meetings on a page of the book."""
OPENS_AT = datetime(2026, 12, 3, 9, 30, tzinfo=timezone(timedelta(hours=8)))
Case = tuple[Problem, Schedule, Directory]
Pages = Iterator[list[tuple[str, ...]]]


@dataclass(frozen=True)
class Done:
    """What a way took: `peak_mb` is that of the largest of its processes."""

    pages: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    size: int


def main() -> None:
    """Time each way and print a table for each kind of paper."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=3_000)
    parser.add_argument("--book", type=int, default=5_000, metavar="PAGES")
    parser.add_argument("--workers", default="auto")
    asked = parser.parse_args()
    buyers = {"diaries": asked.pages, "book": round(asked.book * BUYERS_A_PAGE)}
    for kind, count in buyers.items():
        print(f"{kind} of {count:,} buyers")
        print(
            f"{'way':36} {'pages':>6} {'wall s':>7} {'cpu s':>7} {'pages/s':>8} "
            f"{'pages/cpu s':>11} {'peak MB':>8} {'KB/page':>8}"
        )
        for name, way, share, workers in ways(asked.workers):
            print_row(name, measure_apart(way, kind, count // share, workers))


def ways(
    workers: str,
) -> list[tuple[str, Callable[[Case, str, str], tuple[int, int]], int, str]]:
    """Return name, function, which share of the buyers, and workers of each way."""
    return [
        ("Fairmatch, one process", by_fairmatch, 1, "1"),
        (f"Fairmatch, --workers {workers}", by_fairmatch, 1, workers),
        ("platypus, Paragraph in each cell", by_paragraphs, TENTH, ""),
        ("platypus, strings in the cells", by_strings, TENTH, ""),
        ("bare canvas, drawString", by_canvas, 1, ""),
    ]


def print_row(name: str, done: Done) -> None:
    """Print one way."""
    print(
        f"{name:36} {done.pages:6,} {done.wall_s:7.1f} {done.cpu_s:7.1f} "
        f"{done.pages / done.wall_s:8.0f} {done.pages / done.cpu_s:11.0f} "
        f"{done.peak_mb:8.0f} {done.size / done.pages / 1024:8.1f}",
        flush=True,
    )


def measure_apart(*call: Any) -> Done:
    """Measure in a process of its own, which may have workers."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(measure, *call).result()


def measure(
    way: Callable[[Case, str, str], tuple[int, int]],
    kind: str,
    buyers: int,
    workers: str,
) -> Done:
    """Print once; processor seconds are those of all processes."""
    case = build_case(buyers)
    wall, cpu = time.perf_counter(), processor_seconds()
    pages, size = way(case, kind, workers)
    wall, cpu = time.perf_counter() - wall, processor_seconds() - cpu
    peak = max(resource.getrusage(who).ru_maxrss for who in (SELF, CHILDREN))
    return Done(pages, wall, cpu, peak / 1024, size)


def processor_seconds() -> float:
    """Return the seconds of this process and of the workers that have ended."""
    used = [resource.getrusage(who) for who in (SELF, CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def build_case(buyers: int) -> Case:
    """Build a fair in which each buyer has five meetings in one session."""
    sessions = tuple(build_session(index) for index in range(SESSIONS))
    fair = Fair(
        Wording(en="Sourcing fair", zh="供需对接会"),
        "Asia/Shanghai",
        sessions,
        walk=Walk(3, 5),
    )
    suppliers = tuple(build_supplier(index) for index in range(SUPPLIERS))
    parties = tuple(
        Buyer(
            BuyerId(f"B{index:05}"),
            f"杭州第 {index} 采购有限公司 Purchasing {index} Ltd.",
            languages=("zh",) if index % 2 else ("en",),
        )
        for index in range(buyers)
    )
    meetings = [
        build_meeting(index, turn, sessions, suppliers)
        for index in range(buyers)
        for turn in range(ROUNDS)
    ]
    directory = Directory(
        Venue(
            Wording(en="Convention Centre", zh="会展中心"),
            Wording(en="1 Riverside Avenue", zh="滨江大道 1 号"),
            Wording(en="Metro line 2, exit C; bus 71", zh="地铁2号线C口，公交71路"),
        ),
        Organiser("组委会", "400-000-0000", "desk@fair.example"),
    )
    schedule = Schedule(tuple(sorted(meetings, key=meeting_order)), release=1)
    return Problem(fair, parties, suppliers), schedule, directory


def build_session(index: int) -> Session:
    """Build a session of five rounds."""
    day, part = divmod(index, 3)
    start = OPENS_AT + timedelta(days=day, hours=3 * part)
    cut = tuple(
        Round(start + timedelta(minutes=25 * i), start + timedelta(minutes=25 * i + 20))
        for i in range(ROUNDS)
    )
    return Session(SessionId(f"D{day + 1}-{part + 1}"), start, cut[-1].end, cut)


def build_supplier(index: int) -> Supplier:
    """Build a supplier with a name in two languages."""
    hall = index % 4 + 1
    name = f"宁波第 {index} 制造有限公司 Manufacturing {index} Co., Ltd."
    return Supplier(
        SupplierId(f"S{index:04}"), name, f"{hall}号馆", f"{hall}A{index // 4:03}"
    )


def build_meeting(
    index: int,
    turn: int,
    sessions: tuple[Session, ...],
    suppliers: tuple[Supplier, ...],
) -> Meeting:
    """Build a meeting with a sentence that differs from most others."""
    session = sessions[index % SESSIONS]
    supplier = suppliers[(index * ROUNDS + turn * 7) % SUPPLIERS]
    at, lines = session.rounds[turn], index % 97 + 3
    return Meeting(
        BuyerId(f"B{index:05}"),
        supplier.id,
        session.id,
        turn,
        at.start,
        at.end,
        supplier.hall,
        supplier.booth,
        1,
        80,
        False,
        Wording(
            en=f"Serves 3 of your {lines} lines: printer paper, toner, labels.",
            zh=f"可供应您 {lines} 项需求中的 3 项：打印纸、硒鼓、标签。",
        ),
    )


def by_fairmatch(case: Case, kind: str, workers: str) -> tuple[int, int]:
    """Print as `fairmatch print --only KIND --workers N` does."""
    from printouts.kinds import PaperKind
    from printouts.pack import PackOptions, write_pack
    from scheduler.executor.choose import executor_for

    paper = PaperKind.DIARY if kind == "diaries" else PaperKind.BOOK
    options = PackOptions(kinds=(paper,), resumes=True)
    with executor_for(workers) as executor, tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        report = write_pack(*case, folder, options, executor=executor)
        (file,) = [entry for entry in report.entries if entry.party is None]
        return file.pages, (folder / "print" / file.file).stat().st_size


def by_paragraphs(case: Case, kind: str, _: str) -> tuple[int, int]:
    """Print a plain document: a Table a page, a Paragraph a cell, which wraps."""
    return by_platypus(case, kind, wraps=True)


def by_strings(case: Case, kind: str, _: str) -> tuple[int, int]:
    """Print a plain document: a Table a page, a string a cell, which does not wrap."""
    return by_platypus(case, kind, wraps=False)


def by_platypus(case: Case, kind: str, *, wraps: bool) -> tuple[int, int]:
    """Print a plain document of tables."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        Flowable,
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
        Table,
        TableStyle,
    )

    from printouts.typeface import Face, load_faces

    load_faces()
    style = ParagraphStyle(
        "cell", fontName=Face.REGULAR.value, fontSize=8, wordWrap="CJK"
    )
    story: list[Flowable] = []
    for rows in CELLS[kind](case):
        cells: list[list[Any]] = [
            [Paragraph(c, style) if wraps else c.replace("<br/>", "\n") for c in row]
            for row in rows
        ]
        table = Table(cells, colWidths=(80, 90, 330))
        if not wraps:
            font = ("FONT", (0, 0), (-1, -1), Face.REGULAR.value, 8)
            tight = [
                (f"{side}PADDING", (0, 0), (-1, -1), 1) for side in ("TOP", "BOTTOM")
            ]
            table.setStyle(TableStyle([font, *tight]))
        story += [table, PageBreak()]
    buffer = BytesIO()
    document = SimpleDocTemplate(buffer, pagesize=A4, topMargin=20, bottomMargin=20)
    document.build(story)
    return document.page, len(buffer.getvalue())


def by_canvas(case: Case, kind: str, _: str) -> tuple[int, int]:
    """Print bare strings on a canvas: no wrapping, no rules, no outline."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from printouts.typeface import Face, load_faces

    load_faces()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    pages = 0
    for rows in CELLS[kind](case):
        y = 810.0
        canvas.setFont(Face.REGULAR.value, 8)
        for row in rows:
            for x, cell in zip((40, 130, 220), row, strict=True):
                for line in cell.split("<br/>"):
                    canvas.drawString(x, y, line)
                    y -= 10
        canvas.showPage()
        pages += 1
    canvas.save()
    return pages, len(buffer.getvalue())


def cells_of_diaries(case: Case) -> Pages:
    """Yield the rows of each diary as time, place and whom with the sentence."""
    problem, schedule, _ = case
    for buyer in problem.buyers:
        rows = [("", "", buyer.name), ("", "", "Sourcing fair"), ("", "", "Notes")]
        for meeting in schedule.by_buyer[buyer.id]:
            name = problem.supplier_by_id[meeting.supplier].name
            said = meeting.because.text(Language(buyer.languages[0]))
            rows.append(
                (
                    f"{meeting.start:%H:%M}-{meeting.end:%H:%M}<br/>Round",
                    f"{meeting.booth}<br/>{meeting.hall}<br/>Table {meeting.table}",
                    f"{name}<br/>{meeting.supplier}<br/>{said}",
                )
            )
        yield rows


def cells_of_book(case: Case) -> Pages:
    """Yield pages of rows, each meeting four times: time, place, and who meet."""
    problem, schedule, _ = case
    listed = schedule.meetings * LISTINGS
    for first in range(0, len(listed), LINES):
        yield [
            (
                f"{meeting.start:%H:%M}-{meeting.end:%H:%M}",
                f"{meeting.hall} {meeting.booth}",
                " ".join(
                    (
                        problem.supplier_by_id[meeting.supplier].name,
                        problem.buyer_by_id[meeting.buyer].name,
                    )
                ),
            )
            for meeting in listed[first : first + LINES]
        ]


CELLS: dict[str, Callable[[Case], Pages]] = {
    "diaries": cells_of_diaries,
    "book": cells_of_book,
}

if __name__ == "__main__":
    main()
