"""schedule.json: the meetings people were given, there and back."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from data.folder_problem import moment_text, read_sessions, sessions_json
from data.folder_reader import MOST, Node, parse_moment
from data.folder_stream import Rows, UnlikeOurs, parse
from data.folder_text import Quoted, Written, quote
from scheduler.fair import Fair, Session, SessionId
from scheduler.problem import BuyerId, SupplierId
from scheduler.reasons import Reason, ReasonCode
from scheduler.schedule import Meeting, Schedule, Shortfall, UnplacedMust
from scheduler.wording import Wording

FORMAT = 1
SCHEDULE = "schedule.json"
NAMES = ("buyer", "supplier", "session", "hall", "booth", "start", "end")
NUMBERS = ("round", "table", "fit")


def schedule_json(fair: Fair, schedule: Schedule) -> dict[str, object]:
    """Return the content of schedule.json."""
    zone = ZoneInfo(fair.timezone)
    return {
        "format": FORMAT,
        "fair": {
            "name": fair.name.en or fair.name.zh,
            "names": _wording_json(fair.name),
            "timezone": fair.timezone,
        },
        "release": schedule.release,
        "seed": schedule.seed,
        "sessions": sessions_json(fair),
        "meetings": Written(_meeting_rows(schedule.meetings, zone)),
        **remarks_json(schedule),
    }


def remarks_json(schedule: Schedule) -> dict[str, object]:
    """Return the lists beside the meetings."""
    return {
        "shortfalls": [_shortfall_json(short) for short in schedule.shortfalls],
        "unplaced_musts": [_must_json(must) for must in schedule.unplaced_musts],
    }


def _meeting_rows(meetings: Iterable[Meeting], zone: ZoneInfo) -> Iterator[str]:
    """Yield each meeting as JSON, keys in order; there may be a million."""
    text = Quoted()
    moments: dict[datetime, str] = {}
    for m in meetings:
        for moment in (m.start, m.end):
            if moment not in moments:
                moments[moment] = quote(moment_text(moment, zone))
        yield (
            f'{{"because": {{"en": {quote(m.because.en)}, "zh": {quote(m.because.zh)}}}, '
            f'"booth": {text[m.booth]}, "buyer": {text[m.buyer]}, '
            f'"end": {moments[m.end]}, "fit": {m.fit}, "hall": {text[m.hall]}, '
            f'"locked": {"true" if m.locked else "false"}, "round": {m.round_index}, '
            f'"session": {text[m.session]}, "start": {moments[m.start]}, '
            f'"supplier": {text[m.supplier]}, "table": {m.table}}}'
        )


def _shortfall_json(short: Shortfall) -> dict[str, object]:
    return {
        "buyer": short.buyer,
        "meetings": short.meetings,
        "wanted": short.wanted,
        "reasons": _reasons_json(short.reasons),
    }


def _must_json(must: UnplacedMust) -> dict[str, object]:
    return {
        "buyer": must.buyer,
        "supplier": must.supplier,
        "reasons": _reasons_json(must.reasons),
    }


def _reasons_json(reasons: Iterable[Reason]) -> list[dict[str, object]]:
    return [{"code": r.code.value} | _wording_json(r.wording) for r in reasons]


def _wording_json(wording: Wording) -> dict[str, object]:
    return {"en": wording.en, "zh": wording.zh}


def read_schedule(node: Node) -> tuple[Schedule, tuple[Session, ...]]:
    """Return the schedule and the sessions it states; raises FolderError."""
    if node.raw("format") != FORMAT:
        expected = Wording(
            en=f"format {FORMAT}, the one this version reads",
            zh=f"格式版本 {FORMAT}（本程序只能读取该版本）",
        )
        raise node.wrong("format", expected, node.raw("format"))
    zone = node.node("fair").zone("timezone")
    schedule = Schedule(
        meetings=tuple(_read_meeting(item, zone) for item in node.nodes("meetings")),
        release=node.whole("release"),
        seed=node.whole("seed", low=-(2**53)),
    )
    return read_remarks(node, schedule), read_sessions(node, zone)


def read_remarks(node: Node, schedule: Schedule) -> Schedule:
    """Return `schedule` with the lists beside the meetings; raises FolderError."""
    return replace(
        schedule,
        shortfalls=tuple(_read_shortfall(item) for item in node.nodes("shortfalls")),
        unplaced_musts=tuple(_read_must(item) for item in node.nodes("unplaced_musts")),
    )


def meetings_by_line(rows: Rows, before: Mapping[str, object]) -> tuple[Meeting, ...]:
    """Return the meetings of the rows; raises UnlikeOurs where anything is odd."""
    zone = Node(SCHEDULE, dict(before)).node("fair").zone("timezone")
    shared: dict[str, str] = {}
    return tuple(_quick_meeting(parse(row), zone, shared.setdefault) for row in rows)


def _quick_meeting(
    item: object, zone: ZoneInfo, shared: Callable[[str, str], str]
) -> Meeting:
    """Return a meeting whose names are the objects known already."""
    if type(item) is not dict or type(item.get("because")) is not dict:
        raise UnlikeOurs
    try:
        names = [item[key] for key in NAMES]
        numbers = [item[key] for key in NUMBERS]
        because = [item["because"][key] for key in ("en", "zh")]
        locked = item["locked"]
    except KeyError:
        raise UnlikeOurs from None
    if not (
        {*map(type, names), *map(type, because)} == {str}
        and set(map(type, numbers)) == {int}
        and min(numbers) >= 0
        and max(numbers) <= MOST
        and numbers[2] <= 100
        and type(locked) is bool
    ):
        raise UnlikeOurs
    buyer, supplier, session, hall, booth, start, end = names
    times = parse_moment(start, zone), parse_moment(end, zone)
    if times[0] is None or times[1] is None:
        raise UnlikeOurs
    return Meeting(
        buyer=BuyerId(shared(buyer, buyer)),
        supplier=SupplierId(shared(supplier, supplier)),
        session=SessionId(shared(session, session)),
        round_index=numbers[0],
        start=times[0],
        end=times[1],
        hall=shared(hall, hall),
        booth=shared(booth, booth),
        table=numbers[1],
        fit=numbers[2],
        locked=locked,
        because=Wording(*because),
    )


def _read_meeting(node: Node, zone: ZoneInfo) -> Meeting:
    return Meeting(
        buyer=BuyerId(node.text("buyer")),
        supplier=SupplierId(node.text("supplier")),
        session=SessionId(node.text("session")),
        round_index=node.whole("round"),
        start=node.moment("start", zone),
        end=node.moment("end", zone),
        hall=node.text("hall"),
        booth=node.text("booth"),
        table=node.whole("table"),
        fit=node.whole("fit", high=100),
        locked=node.flag("locked"),
        because=node.wording("because"),
    )


def _read_shortfall(node: Node) -> Shortfall:
    return Shortfall(
        buyer=BuyerId(node.text("buyer")),
        meetings=node.whole("meetings"),
        wanted=node.whole("wanted"),
        reasons=_read_reasons(node),
    )


def _read_must(node: Node) -> UnplacedMust:
    return UnplacedMust(
        buyer=BuyerId(node.text("buyer")),
        supplier=SupplierId(node.text("supplier")),
        reasons=_read_reasons(node),
    )


def _read_reasons(node: Node) -> tuple[Reason, ...]:
    return tuple(_read_reason(item) for item in node.nodes("reasons"))


def _read_reason(node: Node) -> Reason:
    code = node.text("code")
    if code not in list(ReasonCode):
        expected = Wording(en="a reason's code", zh="原因代码")
        raise node.wrong("code", expected, code)
    wording = Wording(en=node.text("en"), zh=node.text("zh"))
    return Reason(ReasonCode(code), wording)
