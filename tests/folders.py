"""A schedule folder in which every field says something, to see that nothing is lost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from data.folder import ScheduleFolder, Summary
from scheduler.candidates import Candidates
from scheduler.directory import Contact, Directory, Organiser, SmsSettings, Venue
from scheduler.fair import Fair, Interpreter, MeetAt, Place, Round, Session, Slot, Walk
from scheduler.fit.settings import FitSettings
from scheduler.problem import (
    Buyer,
    Categories,
    Dealing,
    DemandLine,
    Lock,
    OfferLine,
    Outcome,
    Problem,
    Strength,
    Suggestion,
    Supplier,
)
from scheduler.reasons import Reason, ReasonCode
from scheduler.result import Status, Tier
from scheduler.schedule import Meeting, Schedule, Shortfall, UnplacedMust
from scheduler.wording import Wording

START = datetime(2026, 12, 3, 1, 30, tzinfo=UTC)
"""09:30 in Shanghai."""


def session(name="D1-AM", rounds=2):
    cuts = [
        Round(START + timedelta(minutes=25 * i), START + timedelta(minutes=25 * i + 20))
        for i in range(rounds)
    ]
    return Session(name, START, START + timedelta(minutes=120), tuple(cuts))


def rich_problem():
    slot = Slot("D1-AM", 1)
    fair = Fair(
        name=Wording(en="Fair", zh="展会"),
        timezone="Asia/Shanghai",
        sessions=(session(),),
        min_meetings=1,
        max_meetings=2,
        sessions_per_buyer=2,
        min_fit=0,
        meet_at=MeetAt.BUYER_BOOTH,
        walk=Walk(3.0, 5.5, {Place("H1", "A1"): (0.0, 12.5)}, 50.0),
        tables=7,
        ratio_target=1.5,
        interpreters=(
            Interpreter(("zh", "en"), 3),
            Interpreter(("zh", "es"), 1, ("D1-AM",), "H2"),
        ),
    )
    demand = DemandLine(
        product="泵",
        categories=("40", "41"),
        specification="DN50",
        quantity=0.0,
        unit="台",
        budget=12.5,
        currency="CNY",
        needed_by=date(2027, 1, 31),
        id="L1",
        certificates=("CE",),
    )
    offer = OfferLine(
        "泵", ("40",), "100/月", 5.0, 0.0, 9.5, "CNY", ("CE",), "O1", "台", 100.0, "台"
    )
    buyers = (
        Buyer("B1", "垚鑫", (demand, DemandLine("阀"))),
        Buyer(
            "B2",
            "喆",
            (),
            ("D1-AM",),
            frozenset({slot, Slot("D1-AM", 0)}),
            2,
            "H2",
            "B2",
            "华东",
            ("zh", "es"),
            "A",
            ("S1",),
            ("S2",),
        ),
    )
    suppliers = (
        Supplier("S1", "淼", "H1", "A1"),
        Supplier(
            "S2",
            "㛃",
            "H1",
            "A2",
            2,
            4,
            frozenset({slot}),
            (offer,),
            (Place("H3", "C9"),),
            "华南",
            ("en",),
            "李",
        ),
    )
    wish = Suggestion("B1", "S1", Strength.MUST, "老客户", "李")
    return Problem(
        fair,
        buyers,
        suppliers,
        (wish,),
        (Lock("B1", "S2", slot),),
        (Dealing("B1", "S1", Outcome.DEAL),),
        FitSettings(quantity=0.5, rates=(("CNY", 1.0), ("USD", 7.25))),
        Categories({"泵": (("40", "41"),)}, {"40": Wording(en="Pumps", zh="泵")}),
        (("pump", "泵"),),
    )


def meeting(**changed):
    facts = {
        "buyer": "B1",
        "supplier": "S2",
        "session": "D1-AM",
        "round_index": 1,
        "start": START + timedelta(minutes=25),
        "end": START + timedelta(minutes=45),
        "hall": "H1",
        "booth": "A2",
        "table": 1,
        "fit": 87,
        "locked": True,
        "because": Wording(en="Serves 1 of 2 lines", zh="满足 2 项需求中的 1 项"),
    }
    return Meeting(**(facts | changed))


def rich_folder():
    problem = rich_problem()
    pairs = [("B1", "S1", 0, 0), ("B1", "S2", 87, 2**63 + 1), ("B2", "S2", 100, 2)]
    reason = Reason(ReasonCode.NEVER, Wording(en="They never meet.", zh="禁止洽谈。"))
    schedule = Schedule(
        meetings=(meeting(),),
        shortfalls=(Shortfall("B2", 0, 1, (reason,)),),
        unplaced_musts=(UnplacedMust("B1", "S1", (reason,)),),
        release=3,
        seed=-5,
    )
    directory = Directory(
        venue=Venue(Wording("a", "b"), Wording("c", "d"), Wording("e", "f")),
        organiser=Organiser("组委会", "400-1", "x@y.example"),
        sms=SmsSettings("【展】", "aliyun"),
        buyers={"B2": Contact("王", "经理", "+8613800138000", "138", "w@y.example", 2)},
        suppliers={"S1": Contact(notes="静"), "S2": Contact()},
    )
    summary = Summary(
        buyers=2,
        suppliers=2,
        meetings=1,
        tiers=(Tier("fit", 87, 90, True, 88, 0.01),),
        status=Status.FEASIBLE,
        seed=-5,
        seconds={"read": 0.1234, "solve": 2.0},
        versions={"ortools": "9"},
    )
    return ScheduleFolder(
        problem, Candidates.build(problem, pairs), schedule, directory, summary
    )
