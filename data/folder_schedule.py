"""schedule.json: the meetings people were given, there and back."""

from __future__ import annotations

from collections.abc import Iterable
from zoneinfo import ZoneInfo

from data.folder_problem import moment_text, read_sessions, sessions_json
from data.folder_reader import Node
from scheduler.problem import BuyerId, Fair, Session, SessionId, SupplierId
from scheduler.reasons import Reason, ReasonCode
from scheduler.schedule import Meeting, Schedule, Shortfall, UnplacedMust
from scheduler.wording import Wording

FORMAT = 1


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
        "meetings": [_meeting_json(meeting, zone) for meeting in schedule.meetings],
        "shortfalls": [_shortfall_json(short) for short in schedule.shortfalls],
        "unplaced_musts": [_must_json(must) for must in schedule.unplaced_musts],
    }


def _meeting_json(meeting: Meeting, zone: ZoneInfo) -> dict[str, object]:
    return {
        "buyer": meeting.buyer,
        "supplier": meeting.supplier,
        "session": meeting.session,
        "round": meeting.round_index,
        "start": moment_text(meeting.start, zone),
        "end": moment_text(meeting.end, zone),
        "hall": meeting.hall,
        "booth": meeting.booth,
        "table": meeting.table,
        "fit": meeting.fit,
        "locked": meeting.locked,
        "because": _wording_json(meeting.because),
    }


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
        shortfalls=tuple(_read_shortfall(item) for item in node.nodes("shortfalls")),
        unplaced_musts=tuple(_read_must(item) for item in node.nodes("unplaced_musts")),
        release=node.whole("release"),
        seed=node.whole("seed", low=-(2**53)),
    )
    return schedule, read_sessions(node, zone)


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
