"""Cases for the papers: a small bilingual fair with the odd things that people bring.

Six buyers, five suppliers, two sessions of five rounds; names that are long, rare, in
four scripts, or that look like markup; a buyer without meetings and one with forty.
"""

from __future__ import annotations

import subprocess
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from printouts.binder import EVERYBODY
from printouts.case import PaperLanguage, build_case, fair_texts
from printouts.kinds import PaperKind
from printouts.pack import PackOptions, write_pack
from printouts.papers import PAPERS
from printouts.text import MissingGlyph, find_missing
from scheduler.directory import Contact, Directory, Organiser, Venue
from scheduler.fair import Fair, MeetAt, Place, Round, Session, SessionId, Walk
from scheduler.problem import (
    Buyer,
    BuyerId,
    DemandLine,
    OfferLine,
    Problem,
    Supplier,
    SupplierId,
)
from scheduler.progress import Event, Silent
from scheduler.reasons import Reason, ReasonCode
from scheduler.schedule import (
    Meeting,
    Schedule,
    Shortfall,
    UnplacedMust,
    meeting_order,
)
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable

ZONE = ZoneInfo("Asia/Shanghai")
MORNING = datetime(2026, 12, 3, 9, 30, tzinfo=ZONE)
LONG_NAME = (
    "Ministerio de Obras Públicas y Comunicaciones, Dirección General de Contrataciones"
)
LONG_CHINESE = "中国国际进出口贸易与供应链管理服务（长江三角洲一体化示范区）集团股份有限公司上海分公司"
RARE = "淼垚鑫燊喆旻㛃𬭼商贸有限公司"
MARKUP = "<b>A&B</b> <para>=1+1</para> {{x}} & Söhne"
BECAUSE = Wording(
    en="You want printer paper; they offer copier and printer paper (14111507).",
    zh="您采购“打印机和复印机纸”；对方供应“复印纸、打印纸”（14111507）。",
)


def session(session_id: str, start: datetime, rounds: int = 5) -> Session:
    """Build a session of 20 minutes' rounds with 5 between."""
    step, length = timedelta(minutes=25), timedelta(minutes=20)
    cut = tuple(
        Round(start + i * step, start + i * step + length) for i in range(rounds)
    )
    return Session(SessionId(session_id), start, cut[-1].end, cut)


def fair(**changes: Any) -> Fair:
    """Build the fair: one day, a morning and an afternoon."""
    plain = Fair(
        name=Wording(en="Yangtze Sourcing Fair 2026", zh="2026 长三角供需对接会"),
        timezone="Asia/Shanghai",
        sessions=(
            session("D1-AM", MORNING),
            session("D1-PM", MORNING + timedelta(hours=4)),
        ),
        walk=Walk(same_hall_min=3, between_halls_min=5),
    )
    return replace(plain, **changes)


SPOTS = {
    Place("1号馆", "1A01"): (0.0, 0.0),
    Place("1号馆", "1A02"): (6.0, 0.0),
    Place("1号馆", "1A10"): (54.0, 12.0),
    Place("2号馆", "2B09"): (3.0, 3.0),
    Place("2号馆", "2B12"): (3.0, 9.0),
}


def mapped_fair(**changes: Any) -> Fair:
    """Build the fair with booths whose coordinates are known."""
    walk = Walk(same_hall_min=3, between_halls_min=5, booths=SPOTS)
    return fair(walk=walk, **changes)


BUYERS = (
    Buyer(
        BuyerId("B0001"),
        "上海淼垚商贸有限公司",
        (
            DemandLine("不锈钢板", ("30102204",)),
            DemandLine("打印机和复印机纸", ("14111507",)),
        ),
        region="上海",
        languages=("zh",),
    ),
    Buyer(
        BuyerId("B0002"),
        LONG_NAME,
        (DemandLine("Printer paper", ("14111507",)), DemandLine("Air conditioners")),
        region="Asunción",
        languages=("es",),
    ),
    Buyer(BuyerId("B0003"), RARE, (DemandLine("铜线"),), region="宁波"),
    Buyer(BuyerId("B0004"), MARKUP, (DemandLine("<i>paper</i>"),), languages=("en",)),
    Buyer(
        BuyerId("B0005"), "대한무역 주식회사 / ООО «Восток» / Ελλάς", languages=("ko",)
    ),
    Buyer(BuyerId("B0006"), LONG_CHINESE, languages=("zh",)),
)
SUPPLIERS = (
    Supplier(
        SupplierId("S0001"),
        "宁波鑫燊文具制造有限公司",
        "1号馆",
        "1A01",
        lines=(OfferLine("复印纸", ("14111507",)),),
        languages=("zh",),
    ),
    Supplier(
        SupplierId("S0002"),
        "Acme Industrial Supplies & Refrigeration Equipment (Suzhou) Co., Ltd.",
        "2号馆",
        "2B12",
        tables=2,
        languages=("en",),
    ),
    Supplier(SupplierId("S0003"), "绍兴㛃喆纺织有限公司", "1号馆", "1A02"),
    Supplier(SupplierId("S0004"), LONG_CHINESE, "2号馆", "2B09", languages=("zh",)),
    Supplier(SupplierId("S0005"), "Distribuidora del Este S.A.", "1号馆", "1A10"),
)
DIRECTORY = Directory(
    venue=Venue(
        Wording(en="Convention Centre", zh="会展中心"),
        Wording(en="1 Riverside Avenue", zh="滨江大道 1 号"),
        Wording(
            en="Metro line 2, Convention Centre station, exit C; bus 71 or 121",
            zh="地铁2号线会展中心站C口，或公交71路、121路会展中心站",
        ),
    ),
    organiser=Organiser(
        "组委会 Organising office", "400-000-0000", "desk@fair.example"
    ),
    buyers={
        BuyerId("B0001"): Contact("王淼", "采购经理", phone="+8619000000001"),
        BuyerId("B0002"): Contact("Ana Núñez", "Head of purchasing"),
    },
)
PAIRS = (
    ("B0001", "S0001", "D1-AM", 0),
    ("B0001", "S0002", "D1-AM", 1),
    ("B0001", "S0003", "D1-AM", 3),
    ("B0002", "S0002", "D1-AM", 1),
    ("B0002", "S0004", "D1-AM", 2),
    ("B0002", "S0001", "D1-AM", 3),
    ("B0002", "S0005", "D1-AM", 4),
    ("B0003", "S0001", "D1-PM", 0),
    ("B0003", "S0004", "D1-PM", 1),
    ("B0004", "S0005", "D1-PM", 0),
    ("B0005", "S0002", "D1-PM", 2),
)


def problem(**changes: Any) -> Problem:
    """Build the fair with its parties."""
    plain = Problem(fair(), BUYERS, SUPPLIERS)
    return replace(plain, **changes)


def meeting(
    of: Problem, buyer: str, supplier: str, session_id: str, index: int, table: int = 1
) -> Meeting:
    """Build a meeting where the fair says that meetings are held."""
    at = of.fair.session_by_id[SessionId(session_id)].rounds[index]
    place = {
        MeetAt.SUPPLIER_BOOTH: of.supplier_by_id[SupplierId(supplier)].place,
        MeetAt.BUYER_BOOTH: of.buyer_by_id[BuyerId(buyer)].place,
        MeetAt.TABLES: Place("", ""),
    }[of.fair.meet_at]
    return Meeting(
        BuyerId(buyer),
        SupplierId(supplier),
        SessionId(session_id),
        index,
        at.start,
        at.end,
        *place,
        table=table,
        fit=80,
        locked=False,
        because=BECAUSE,
    )


def schedule(
    of: Problem,
    pairs: Iterable[tuple[str, str, str, int]] = PAIRS,
    release: int = 1,
) -> Schedule:
    """Build a schedule; the second meeting of a booth in a slot is at table 2."""
    used: dict[tuple[str, str, int], int] = {}
    meetings = []
    for buyer, supplier, session_id, index in pairs:
        at = (supplier, session_id, index)
        used[at] = used.get(at, 0) + 1
        meetings.append(meeting(of, buyer, supplier, session_id, index, used[at]))
    reason = Reason(
        ReasonCode.NO_LINES,
        Wording(en="The buyer's sheet has no product.", zh="采购表中没有采购产品。"),
    )
    return Schedule(
        tuple(sorted(meetings, key=meeting_order)),
        shortfalls=(Shortfall(BuyerId("B0006"), 0, 3, (reason,)),),
        unplaced_musts=(
            UnplacedMust(BuyerId("B0006"), SupplierId("S0001"), (reason,)),
        ),
        release=release,
    )


def busy(meetings: int = 40) -> tuple[Problem, Schedule]:
    """Build a fair of ten sessions in which one buyer has `meetings` meetings."""
    sessions = tuple(
        session(f"D{day + 1}-{part}", MORNING + timedelta(days=day, hours=hours))
        for day in range(5)
        for part, hours in (("AM", 0), ("PM", 4))
    )
    long_fair = fair(sessions=sessions, sessions_per_buyer=10)
    suppliers = tuple(
        Supplier(
            SupplierId(f"S{i:04}"),
            f"供应商第 {i} 号 Supplier number {i} of a long row of them, Limited",
            f"{i % 3 + 1}号馆",
            f"{i % 3 + 1}C{i:02}",
        )
        for i in range(meetings)
    )
    case = Problem(long_fair, BUYERS[:1], suppliers)
    pairs = [("B0001", f"S{i:04}", sessions[i // 5].id, i % 5) for i in range(meetings)]
    return case, schedule(case, pairs)


def missing_glyphs(
    problem: Problem, schedule: Schedule, directory: Directory
) -> tuple[MissingGlyph, ...]:
    """Return what the font lacks for all papers, by party, without printing any."""
    case = build_case((problem, schedule, directory), PaperLanguage.PARTY)
    found = set(find_missing(EVERYBODY, fair_texts(case.fair)))
    for paper in PAPERS.values():
        for subject in paper.subjects(case):
            leaf = paper.leaf(case, subject)
            found.update(find_missing(leaf.id, leaf.texts))
    return tuple(sorted(found, key=lambda glyph: (glyph.party, glyph.character)))


def copied_pickup_list(case, folder):
    """Return the text that a reader copies out of the pick-up list of a fair."""
    write_pack(*case, folder, PackOptions(kinds=(PaperKind.PICKUP_LIST,)))
    done = subprocess.run(  # noqa: S603
        ["pdftotext", folder / "print" / "pickup-list.pdf", "-"],  # noqa: S607
        capture_output=True,
        check=True,
    )
    return done.stdout.decode()


class Watcher(Silent):
    """Notes the events and stops after `stop_after` of them."""

    def __init__(self, stop_after: int = 1_000_000) -> None:
        self.events: list[Event] = []
        self.stop_after = stop_after

    def tell(self, event: Event) -> None:
        """Note `event`."""
        self.events.append(event)

    def should_stop(self) -> bool:
        """Stop after so many events."""
        return len(self.events) >= self.stop_after


def packs_are_equal(one, other):
    """Tell whether two folders hold the same papers, byte by byte."""
    first, second = (
        {path.name: path.read_bytes() for path in (folder / "print").iterdir()}
        for folder in (one, other)
    )
    return first == second
