"""Pages per second and peak memory of printing: `python benchmarks/print.py [PAGES]`.

The same 3,000 one-page diaries (five meetings each, half in Chinese, half in English)
are printed by Fairmatch, by a plain reportlab document with a Paragraph in every cell,
and by a bare canvas that draws every string: what most programs do, and the floor.
Each way runs in a process of its own, font loading included.
"""

from __future__ import annotations

import argparse
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from io import BytesIO
from multiprocessing import get_context
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from scheduler.directory import Directory, Organiser, Venue
from scheduler.problem import (
    Buyer,
    BuyerId,
    Fair,
    Problem,
    Round,
    Session,
    SessionId,
    Supplier,
    SupplierId,
    Walk,
)
from scheduler.schedule import Meeting, Schedule, meeting_order
from scheduler.wording import Wording

ROUNDS = 5
SESSIONS = 9
SUPPLIERS = 600
OPENS_AT = datetime(2026, 12, 3, 9, 30, tzinfo=timezone(timedelta(hours=8)))
Case = tuple[Problem, Schedule, Directory]


def main() -> None:
    """Time each way and print a table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("pages", nargs="?", type=int, default=3_000)
    pages = parser.parse_args().pages
    print(f"{'way':34} {'seconds':>8} {'pages/s':>8} {'peak MB':>8} {'KB/page':>8}")
    for name, way in WAYS.items():
        with get_context("spawn").Pool(1) as pool:
            seconds, peak, size = pool.apply(measure, (way, pages))
        per_page = size / pages / 1024
        rate = pages / seconds
        print(f"{name:34} {seconds:8.1f} {rate:8.0f} {peak:8.0f} {per_page:8.1f}")


def measure(way: Callable[[Case], int], pages: int) -> tuple[float, float, int]:
    """Return seconds, the rise to peak memory in MB included, and bytes written."""
    case = build_case(pages)
    start = time.perf_counter()
    size = way(case)
    seconds = time.perf_counter() - start
    return seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, size


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
            language="zh" if index % 2 else "en",
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


def by_fairmatch(case: Case) -> int:
    """Print the diaries as `fairmatch print --only diary` does."""
    from printouts.pack import PackOptions, PaperKind, write_pack

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        write_pack(*case, folder, PackOptions(kinds=(PaperKind.DIARY,)))
        return (folder / "print" / "diaries.pdf").stat().st_size


def by_platypus(case: Case) -> int:
    """Print them as a plain document: a Table a buyer, a Paragraph a cell."""
    from reportlab.lib.pagesizes import A4
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import (
        Flowable,
        PageBreak,
        Paragraph,
        SimpleDocTemplate,
        Table,
    )

    from printouts.typeface import Face, load_faces

    load_faces()
    style = ParagraphStyle(
        "cell", fontName=Face.REGULAR.value, fontSize=10, wordWrap="CJK"
    )
    story: list[Flowable] = []
    for rows in cells(case):
        table = [[Paragraph(cell, style) for cell in row] for row in rows]
        story += [Table(table, colWidths=(90, 90, 330)), PageBreak()]
    buffer = BytesIO()
    SimpleDocTemplate(buffer, pagesize=A4).build(story)
    return len(buffer.getvalue())


def by_canvas(case: Case) -> int:
    """Print them as bare strings on a canvas: no wrapping, no rules, no outline."""
    from reportlab.lib.pagesizes import A4
    from reportlab.pdfgen.canvas import Canvas

    from printouts.typeface import Face, load_faces

    load_faces()
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=A4)
    for rows in cells(case):
        y = 780.0
        canvas.setFont(Face.REGULAR.value, 10)
        for row in rows:
            for x, cell in zip((40, 130, 220), row, strict=True):
                for line in cell.split("<br/>"):
                    canvas.drawString(x, y, line)
                    y -= 14
        canvas.showPage()
    canvas.save()
    return len(buffer.getvalue())


def cells(case: Case) -> list[list[tuple[str, str, str]]]:
    """Return the rows of each diary as time, place and whom with the sentence."""
    problem, schedule, _ = case
    pages = []
    for buyer in problem.buyers:
        rows = [("", "", buyer.name), ("", "", "Sourcing fair"), ("", "", "Notes")]
        for meeting in schedule.by_buyer[buyer.id]:
            name = problem.supplier_by_id[meeting.supplier].name
            said = meeting.because.zh if buyer.language == "zh" else meeting.because.en
            rows.append(
                (
                    f"{meeting.start:%H:%M}-{meeting.end:%H:%M}<br/>Round",
                    f"{meeting.booth}<br/>{meeting.hall}<br/>Table {meeting.table}",
                    f"{name}<br/>{meeting.supplier}<br/>{said}",
                )
            )
        pages.append(rows)
    return pages


WAYS = {
    "fairmatch": by_fairmatch,
    "platypus, Paragraph in each cell": by_platypus,
    "bare canvas, drawString": by_canvas,
}

if __name__ == "__main__":
    main()
