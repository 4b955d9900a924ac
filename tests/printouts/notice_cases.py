"""A tiny fair with people in it, for the tests of messages."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from printouts.gateways import load_gateway
from printouts.notice_content import Release, build_mailing
from printouts.sms import Area, build_sms
from scheduler.directory import (
    Contact,
    Directory,
    Organiser,
    SmsSettings,
    Venue,
)
from scheduler.fair import Fair, MeetAt, Round, Session
from scheduler.problem import Buyer, Problem, Supplier
from scheduler.schedule import Meeting, Schedule, meeting_order
from scheduler.wording import Wording

MAINLAND = load_gateway("mainland")
OVERSEAS = load_gateway("overseas")
GATEWAYS = {Area.MAINLAND: MAINLAND, Area.OVERSEAS: OVERSEAS}
PHONE = "+8613800138000"

ROUTE = Wording(
    en="Metro line 2, exit C; bus 71 or 121", zh="地铁2号线C口，或公交71路、121路"
)
BECAUSE = Wording(
    en="You want bearings; they make bearings.", zh="贵方采购轴承，对方主营轴承。"
)


def make_session(name, day, hour, zone="Asia/Shanghai", month=12):
    start = datetime(2026, month, day, hour, 30, tzinfo=ZoneInfo(zone))
    rounds = tuple(
        Round(
            start + timedelta(minutes=25 * at), start + timedelta(minutes=25 * at + 20)
        )
        for at in range(5)
    )
    return Session(name, start, start + timedelta(minutes=120), rounds)


NAME = Wording(en="Sourcing fair", zh="供需对接会")


def make_fair(zone="Asia/Shanghai", month=12, meet_at=MeetAt.SUPPLIER_BOOTH, name=NAME):
    sessions = (
        make_session("D1", 3, 9, zone, month),
        make_session("D2", 4, 9, zone, month),
    )
    return Fair(name, zone, sessions, meet_at=meet_at, tables=9)


def make_problem(buyers=None, suppliers=None, **fair):
    return Problem(
        make_fair(**fair),
        buyers
        or (
            Buyer("B1", "上海淼垚贸易有限公司", languages=("zh",)),
            Buyer("B2", "Banco Nacional", languages=("en",)),
        ),
        suppliers
        or (
            Supplier("S1", "宁波轴承", hall="1号馆", booth="1A01", languages=("zh",)),
            Supplier(
                "S2", "Präzision GmbH", hall="2号馆", booth="2B02", sales_rep="王芳"
            ),
        ),
    )


def meet(problem, buyer, supplier, session="D1", at=0, table=1):
    times = problem.fair.session_by_id[session].rounds[at]
    place = problem.supplier_by_id[supplier].place
    if problem.fair.meet_at is MeetAt.TABLES:
        place = ("", "")
    return Meeting(
        buyer, supplier, session, at, times.start, times.end, *place, table, 80, False, BECAUSE
    )  # fmt: skip


def make_schedule(*meetings, release=1):
    return Schedule(tuple(sorted(meetings, key=meeting_order)), release=release)


def make_directory(buyers=None, suppliers=None, **parts):
    facts = {
        "venue": Venue(
            Wording(en="Expo Centre", zh="会展中心"),
            Wording(en="1 Expo Road", zh="博览路1号"),
            ROUTE,
        ),
        "organiser": Organiser("组委会", "400-000-0000", "office@fair.example"),
        "sms": SmsSettings("【对接会】", ""),
    } | parts
    return Directory(
        **facts,
        buyers=buyers
        if buyers is not None
        else {
            "B1": Contact("张伟", "经理", "+8613800138000", "", "zhang@a.example"),
            "B2": Contact("María", "", "+595981123456", "", "maria@b.example"),
        },
        suppliers=suppliers
        if suppliers is not None
        else {
            "S1": Contact("陈总", "", "+8613900139000", "", "chen@s.example"),
            "S2": Contact("Hans", "", "", "", ""),
        },
    )


def make_release(*meetings, problem=None, directory=None, release=1):
    problem = problem or make_problem()
    if not meetings:
        meetings = (
            meet(problem, "B1", "S1", at=0),
            meet(problem, "B1", "S2", at=1),
            meet(problem, "B2", "S1", "D2", 0),
        )
    schedule = make_schedule(*meetings, release=release)
    return Release(problem, schedule, directory or make_directory())


def parts_of(release):
    return release.problem, release.schedule, release.directory


def build_texts(release=None, language=None, since=None):
    mailing = build_mailing(release or make_release(), since)
    return build_sms(mailing, GATEWAYS, language)
