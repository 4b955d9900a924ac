"""What the master workbook says, sheet by sheet, before any cell is written."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from printouts import labels
from printouts.balance_sheet import balance_sheet
from printouts.book_sheet import Cell, Sheet, columns_of
from printouts.hall_sheets import hall_sheets
from printouts.interpreting import (
    between,
    interpreted,
    list_duties,
    meetings_servable,
)
from printouts.pages import natural_key
from scheduler.directory import Contact
from scheduler.languages import name_language
from scheduler.wording import Wording

if TYPE_CHECKING:
    from printouts.interpreting import Duty
    from scheduler.balance.facts import Balance
    from scheduler.directory import Directory
    from scheduler.problem import Buyer, Problem, Supplier
    from scheduler.reasons import Reason
    from scheduler.result import Tier
    from scheduler.schedule import Meeting, Schedule

NOBODY = Contact()

TIER_NAMES = {
    "musts": Wording(en="Unplaced musts", zh="未安排的必须洽谈"),
    "shortfall": Wording(en="Meetings missing to the minimum", zh="距最低场数的缺口"),
    "suggestions": Wording(en="Suggestions honoured", zh="已采纳的匹配建议"),
    "fit": Wording(en="Sum of fit", zh="匹配度合计"),
    "coverage": Wording(en="Demand lines served", zh="覆盖的采购需求"),
    "balance": Wording(en="Balance of supplier loads", zh="供应商负荷均衡"),
    "sessions": Wording(en="Balance of sessions", zh="场次均衡"),
    "walks": Wording(en="Minutes walked", zh="步行分钟数"),
    "idle": Wording(en="Idle rounds of buyers", zh="采购商空闲轮次"),
    "holes": Wording(en="Idle rounds of suppliers", zh="供应商空闲轮次"),
}


def build_sheets(
    problem: Problem,
    schedule: Schedule,
    directory: Directory,
    tiers: Sequence[Tier] = (),
    balance: Balance | None = None,
) -> tuple[Sheet, ...]:
    """Return what the workbook says, sheet by sheet."""
    duties = [_duties_sheet(problem, schedule)] if problem.fair.interpreters else []
    return (
        _meetings_sheet(problem, schedule),
        *hall_sheets(problem, schedule, directory),
        _buyers_sheet(problem, schedule, directory),
        _suppliers_sheet(problem, schedule, directory),
        *duties,
        _shortfalls_sheet(problem, schedule),
        balance_sheet(problem, schedule, balance),
        _summary_sheet(problem, schedule, tiers),
    )


def _meetings_sheet(problem: Problem, schedule: Schedule) -> Sheet:
    zone = ZoneInfo(problem.fair.timezone)
    columns = columns_of(
        ("Date", "日期", 11), ("Session", "场次", 9), ("Round", "轮次", 7),
        ("Start", "开始", 7), ("End", "结束", 7), ("Hall", "展馆", 10),
        ("Booth", "展位", 10), ("Table", "桌", 7), ("Supplier id", "供应商编号", 12),
        ("Supplier", "供应商", 36), ("Buyer id", "采购商编号", 12),
        ("Buyer", "采购商", 36), ("Fit", "匹配度", 9), ("Locked", "锁定", 9),
        ("Because (zh)", "缘由（中）", 44), ("Because (en)", "缘由（英）", 44),
    )  # fmt: skip
    if problem.fair.interpreters:
        columns += columns_of(("Interpreter", "翻译", 34))
    rows = [_meeting_row(problem, meeting, zone) for meeting in schedule.meetings]
    return Sheet("Meetings 洽谈", columns, rows, printed=12)


def _meeting_row(problem: Problem, meeting: Meeting, zone: ZoneInfo) -> list[Cell]:
    start, end = meeting.start.astimezone(zone), meeting.end.astimezone(zone)
    row: list[Cell] = [
        start.date(),
        meeting.session,
        meeting.round_index + 1,
        start.time(),
        end.time(),
        meeting.hall,
        meeting.booth,
        meeting.table,
        meeting.supplier,
        problem.supplier_by_id[meeting.supplier].name,
        meeting.buyer,
        problem.buyer_by_id[meeting.buyer].name,
        meeting.fit,
        _tick(meeting.locked),
        meeting.because.zh,
        meeting.because.en,
    ]
    if problem.fair.interpreters:
        row.append(labels.say(interpreted(problem, meeting), None))
    return row


def _buyers_sheet(problem: Problem, schedule: Schedule, directory: Directory) -> Sheet:
    zone = ZoneInfo(problem.fair.timezone)
    columns = columns_of(
        ("Id", "编号", 10), ("Buyer", "采购商", 30), ("Contact", "联系人", 14),
        ("Phone", "手机", 17), ("Meetings", "洽谈数", 9), ("Below minimum", "不足", 10),
        ("Sessions", "场次", 11), ("First meeting", "首场时间", 16),
        ("Suppliers met", "洽谈供应商", 48), ("Title", "职务", 18), ("Email", "邮箱", 28),
        ("People", "人数", 8), ("Region", "地区", 14), ("Languages", "语言", 18),
        ("Tier", "等级", 8), ("Demand lines", "需求数", 10),
    )  # fmt: skip

    def row(buyer: Buyer) -> list[Cell]:
        meetings = schedule.by_buyer.get(buyer.id, ())
        names = [problem.supplier_by_id[meeting.supplier].name for meeting in meetings]
        missing = max(0, problem.fair.min_meetings - len(meetings))
        contact = directory.buyers.get(buyer.id, NOBODY)
        return [
            buyer.id, buyer.name, contact.name, _phone(contact), len(meetings),
            missing or None, _sessions(meetings), _first(meetings, zone),
            "; ".join(names), contact.title, contact.email, contact.people,
            buyer.region, _languages(buyer), buyer.tier, len(buyer.lines),
        ]  # fmt: skip

    rows = [row(buyer) for buyer in sorted(problem.buyers, key=_id_order)]
    return Sheet("Buyers 采购商", columns, rows, printed=9, frozen=2)


def _suppliers_sheet(
    problem: Problem, schedule: Schedule, directory: Directory
) -> Sheet:
    zone = ZoneInfo(problem.fair.timezone)
    columns = columns_of(
        ("Id", "编号", 10), ("Supplier", "供应商", 30), ("Hall", "展馆", 9),
        ("Booth", "展位", 9), ("Tables", "桌数", 7), ("Contact", "联系人", 12),
        ("Phone", "手机", 17), ("Meetings", "洽谈数", 9), ("Places", "可谈场数", 9),
        ("First meeting", "首场时间", 16), ("Buyers met", "洽谈采购商", 37),
        ("Sessions", "场次", 14), ("Own maximum", "最多洽谈数", 11),
        ("Region", "地区", 14), ("Languages", "语言", 18), ("Sales rep", "负责销售", 14), ("Title", "职务", 18),
        ("Email", "邮箱", 28), ("Offer lines", "供应数", 10),
    )  # fmt: skip

    def row(supplier: Supplier) -> list[Cell]:
        meetings = schedule.by_supplier.get(supplier.id, ())
        names = [problem.buyer_by_id[meeting.buyer].name for meeting in meetings]
        slots = sum(supplier.can_attend(slot) for slot in problem.fair.slots)
        places = slots * supplier.tables
        if supplier.max_meetings is not None:
            places = min(places, supplier.max_meetings)
        contact = directory.suppliers.get(supplier.id, NOBODY)
        return [
            supplier.id, supplier.name, supplier.hall, supplier.booth, supplier.tables,
            contact.name, _phone(contact), len(meetings), places,
            _first(meetings, zone), "; ".join(names), _sessions(meetings),
            supplier.max_meetings, supplier.region, _languages(supplier), supplier.sales_rep, contact.title,
            contact.email, len(supplier.lines),
        ]  # fmt: skip

    rows = [row(one) for one in sorted(problem.suppliers, key=_id_order)]
    return Sheet("Suppliers 供应商", columns, rows, printed=11, frozen=2)


def _duties_sheet(problem: Problem, schedule: Schedule) -> Sheet:
    zone = ZoneInfo(problem.fair.timezone)
    columns = columns_of(
        ("Date", "日期", 11), ("Session", "场次", 9), ("Round", "轮次", 7),
        ("Start", "开始", 7), ("End", "结束", 7), ("Interpreters", "译员", 26),
        ("Hall", "展馆", 10), ("There", "在场人数", 9), ("Needed", "需要人数", 9),
        ("Where, and for whom", "地点与洽谈双方", 70),
    )  # fmt: skip
    rows = [_duty_row(problem, duty, zone) for duty in list_duties(problem, schedule)]
    return Sheet("Interpreters 译员", columns, rows, printed=10)


def _duty_row(problem: Problem, duty: Duty, zone: ZoneInfo) -> list[Cell]:
    times = problem.fair.round_at(duty.slot)
    start, end = times.start.astimezone(zone), times.end.astimezone(zone)
    return [
        start.date(),
        duty.slot.session,
        duty.slot.round_index + 1,
        start.time(),
        end.time(),
        labels.say(between(duty.interpreter.languages), None),
        duty.interpreter.hall,
        duty.interpreter.count,
        len(duty.meetings),
        "; ".join(_station(problem, meeting) for meeting in duty.meetings),
    ]


def _station(problem: Problem, meeting: Meeting) -> str:
    """Say where an interpreter is needed: "1号馆 1A01: 甲公司 – 乙公司"."""
    place = " ".join(part for part in (meeting.hall, meeting.booth) if part)
    buyer = problem.buyer_by_id[meeting.buyer].name
    supplier = problem.supplier_by_id[meeting.supplier].name
    at = place or labels.say(labels.table_number(meeting.table), None)
    return f"{at}: {buyer} – {supplier}"


def _shortfalls_sheet(problem: Problem, schedule: Schedule) -> Sheet:
    columns = columns_of(
        ("Kind", "类型", 15), ("Buyer id", "采购商编号", 12), ("Buyer", "采购商", 23),
        ("Supplier id", "供应商编号", 12), ("Supplier", "供应商", 23),
        ("Meetings", "洽谈数", 9), ("Wanted", "应有", 8), ("Reason (zh)", "原因（中）", 31),
        ("Reason (en)", "原因（英）", 32), ("Code", "代码", 18),
    )  # fmt: skip
    rows: list[Sequence[Cell]] = []
    for short in schedule.shortfalls:
        name = problem.buyer_by_id[short.buyer].name
        head: list[Cell] = ["不足 shortfall", short.buyer, name, None, None]
        head += [short.meetings, short.wanted]
        rows += _reason_rows(head, short.reasons)
    for must in schedule.unplaced_musts:
        head = ["必须洽谈未安排 unplaced must"]
        head += [must.buyer, problem.buyer_by_id[must.buyer].name]
        head += [must.supplier, problem.supplier_by_id[must.supplier].name, None, None]
        rows += _reason_rows(head, must.reasons)
    return Sheet("Shortfalls 不足", columns, rows, printed=9)


def _reason_rows(head: list[Cell], reasons: Sequence[Reason]) -> list[Sequence[Cell]]:
    """Return a row a reason; one without where none is known."""
    if not reasons:
        return [head]
    return [
        [*head, reason.wording.zh, reason.wording.en, reason.code.value]
        for reason in reasons
    ]


def _summary_sheet(
    problem: Problem, schedule: Schedule, tiers: Sequence[Tier]
) -> Sheet:
    columns = columns_of(
        ("Subject", "项目", 40), ("Value", "数值", 36), ("Bound", "界", 14),
        ("Gap", "差距", 12),
    )  # fmt: skip
    rows = [
        *_fact_rows(problem, schedule),
        *(_tier_row(tier) for tier in tiers),
    ]
    return Sheet("Summary 汇总", columns, rows, printed=4)


def _fact_rows(problem: Problem, schedule: Schedule) -> list[list[Cell]]:
    fits = [meeting.fit for meeting in schedule.meetings]
    enough = problem.fair.min_meetings
    served = sum(
        len(schedule.by_buyer.get(buyer.id, ())) >= enough for buyer in problem.buyers
    )
    facts: list[tuple[str, str, Cell]] = [
        ("Fair", "展会", labels.say(problem.fair.name, None)),
        ("Release", "版本", labels.say(labels.release(schedule.release), None)),
        ("Buyers", "采购商", len(problem.buyers)),
        (f"Buyers with {enough} or more", f"达到 {enough} 场的采购商", served),
        ("Suppliers", "供应商", len(problem.suppliers)),
        ("Suppliers with a meeting", "有洽谈的供应商", len(schedule.by_supplier)),
        ("Meetings", "洽谈", len(fits)),
        ("Mean fit", "平均匹配度", round(sum(fits) / len(fits), 1) if fits else None),
        ("Buyers below the minimum", "未达最低场数", len(schedule.shortfalls)),
        ("Unplaced musts", "未安排的必须洽谈", len(schedule.unplaced_musts)),
    ]
    if problem.fair.interpreters:
        served = sum(len(duty.meetings) for duty in list_duties(problem, schedule))
        could = meetings_servable(problem.fair)
        facts.append(("Interpreted meetings", "有译员的洽谈", f"{served} / {could}"))
    return [[f"{zh} {en}", value] for en, zh, value in facts]


def _tier_row(tier: Tier) -> list[Cell]:
    name = TIER_NAMES.get(tier.name, Wording.same(tier.name))
    if not tier.is_telling:
        return [labels.say(name, None), tier.value]
    return [labels.say(name, None), tier.value, tier.bound, round(tier.gap, 6)]


def _id_order(party: Buyer | Supplier) -> tuple[object, ...]:
    return natural_key(party.id)


def _languages(party: Buyer | Supplier) -> str:
    names = (name_language(code) for code in party.languages)
    return "; ".join(labels.say(name, None) for name in names)


def _phone(contact: Contact) -> str:
    return contact.phone or contact.phone_typed


def _sessions(meetings: Sequence[Meeting]) -> str:
    return ", ".join(dict.fromkeys(meeting.session for meeting in meetings))


def _first(meetings: Sequence[Meeting], zone: ZoneInfo) -> str:
    return f"{meetings[0].start.astimezone(zone):%Y-%m-%d %H:%M}" if meetings else ""


def _tick(is_set: bool) -> str:
    return "是 yes" if is_set else ""
