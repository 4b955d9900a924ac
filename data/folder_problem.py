"""problem.json: everything a schedule was made from, there and back."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from zoneinfo import ZoneInfo

from data.folder_fit import (
    fit_json,
    read_categories,
    read_glossary,
    read_history,
    read_settings,
    read_synonyms,
)
from data.folder_parties import (
    buyer_json,
    read_buyer,
    read_place,
    read_slot,
    read_supplier,
    stated,
    supplier_json,
)
from data.folder_reader import Node
from scheduler.fair import Fair, Interpreter, MeetAt, Round, Session, SessionId, Walk
from scheduler.problem import BuyerId, Lock, Problem, Strength, Suggestion, SupplierId
from scheduler.wording import Wording


def problem_json(problem: Problem) -> dict[str, object]:
    """Return the content of problem.json but for the candidates."""
    return {
        "format": 1,
        "fair": _fair_json(problem.fair),
        "buyers": [buyer_json(buyer, problem.fair) for buyer in problem.buyers],
        "suppliers": [supplier_json(supplier) for supplier in problem.suppliers],
        "suggestions": [_suggestion_json(wish) for wish in problem.suggestions],
        "locks": [_lock_json(lock) for lock in problem.locks],
    } | fit_json(problem)


def sessions_json(fair: Fair) -> list[dict[str, object]]:
    """Return the sessions with their rounds, times in the fair's own zone."""
    zone = ZoneInfo(fair.timezone)
    return [
        {
            "id": session.id,
            "start": moment_text(session.start, zone),
            "end": moment_text(session.end, zone),
            "rounds": [
                {
                    "start": moment_text(round_.start, zone),
                    "end": moment_text(round_.end, zone),
                }
                for round_ in session.rounds
            ],
        }
        for session in fair.sessions
    ]


def moment_text(moment: datetime, zone: ZoneInfo) -> str:
    """Return the ISO text with the offset of `zone`."""
    return moment.astimezone(zone).isoformat()


def _fair_json(fair: Fair) -> dict[str, object]:
    return {
        "name": {"en": fair.name.en, "zh": fair.name.zh},
        "timezone": fair.timezone,
        "sessions": sessions_json(fair),
        "min_meetings": fair.min_meetings,
        "max_meetings": fair.max_meetings,
        "sessions_per_buyer": fair.sessions_per_buyer,
        "min_fit": fair.min_fit,
        "meet_at": fair.meet_at.value,
        "tables": fair.tables,
        "ratio_target": fair.ratio_target,
        "interpreters": [_interpreter_json(one) for one in fair.interpreters],
        "walk": {
            "same_hall_min": fair.walk.same_hall_min,
            "between_halls_min": fair.walk.between_halls_min,
            "metres_per_min": fair.walk.metres_per_min,
            "booths": [
                {"hall": place.hall, "booth": place.booth, "x_m": x, "y_m": y}
                for place, (x, y) in sorted(fair.walk.booths.items())
            ],
        },
    }


def _interpreter_json(interpreter: Interpreter) -> dict[str, object]:
    """Return the interpreters; without `sessions` they are there in all of them."""
    sessions = interpreter.sessions
    shown: dict[str, object] = {
        "languages": interpreter.languages,
        "count": interpreter.count,
    }
    return (
        shown
        | ({} if sessions is None else {"sessions": sessions})
        | stated(hall=interpreter.hall)
    )


def _suggestion_json(wish: Suggestion) -> dict[str, object]:
    return {
        "buyer": wish.buyer,
        "supplier": wish.supplier,
        "strength": wish.strength.value,
    } | stated(reason=wish.reason, sales_rep=wish.sales_rep)


def _lock_json(lock: Lock) -> dict[str, object]:
    return {
        "buyer": lock.buyer,
        "supplier": lock.supplier,
        "session": lock.slot.session,
        "round": lock.slot.round_index,
    }


def read_problem(node: Node) -> Problem:
    """Return the problem; raises FolderError, and ProblemError on contradictions."""
    return Problem(
        fair=_read_fair(node.node("fair")),
        buyers=tuple(read_buyer(item) for item in node.nodes("buyers")),
        suppliers=tuple(read_supplier(item) for item in node.nodes("suppliers")),
        suggestions=tuple(_read_suggestion(item) for item in node.nodes("suggestions")),
        locks=tuple(_read_lock(item) for item in node.nodes("locks")),
        history=read_history(node),
        fit=read_settings(node),
        categories=read_categories(node),
        synonyms=read_synonyms(node),
        glossary=read_glossary(node),
    )


def read_sessions(node: Node, zone: ZoneInfo) -> tuple[Session, ...]:
    """Return the sessions at key "sessions"."""
    return tuple(
        Session(
            id=SessionId(item.text("id")),
            start=item.moment("start", zone),
            end=item.moment("end", zone),
            rounds=tuple(
                Round(round_.moment("start", zone), round_.moment("end", zone))
                for round_ in item.nodes("rounds")
            ),
        )
        for item in node.nodes("sessions")
    )


def _read_fair(node: Node) -> Fair:
    return Fair(
        name=node.wording("name"),
        timezone=node.text("timezone"),
        sessions=read_sessions(node, node.zone("timezone")),
        min_meetings=node.whole("min_meetings"),
        max_meetings=node.whole("max_meetings"),
        sessions_per_buyer=node.whole("sessions_per_buyer"),
        min_fit=node.whole("min_fit", high=100),
        meet_at=_read_meet_at(node),
        walk=_read_walk(node.node("walk")),
        tables=node.whole_or_none("tables"),
        ratio_target=node.number_or_none("ratio_target"),
        interpreters=tuple(
            _read_interpreter(item)
            for item in node.nodes("interpreters", optional=True)
        ),
    )


def _read_meet_at(node: Node) -> MeetAt:
    value = node.text("meet_at")
    if value not in list(MeetAt):
        raise node.wrong("meet_at", _one_of(list(MeetAt)), value)
    return MeetAt(value)


def _one_of(names: Iterable[str]) -> Wording:
    shown = ", ".join(names)
    return Wording(en=f"one of {shown}", zh=f"以下之一：{shown}")


def _read_walk(node: Node) -> Walk:
    return Walk(
        same_hall_min=node.number("same_hall_min"),
        between_halls_min=node.number("between_halls_min"),
        metres_per_min=node.number("metres_per_min"),
        booths={
            read_place(item): (item.number("x_m"), item.number("y_m"))
            for item in node.nodes("booths")
        },
    )


def _read_interpreter(node: Node) -> Interpreter:
    sessions = tuple(SessionId(name) for name in node.texts("sessions", optional=True))
    return Interpreter(
        languages=node.texts("languages"),
        count=node.whole("count"),
        sessions=sessions if "sessions" in node.names() else None,
        hall=node.text("hall", ""),
    )


def _read_suggestion(node: Node) -> Suggestion:
    strength = node.text("strength")
    if strength not in list(Strength):
        raise node.wrong("strength", _one_of(list(Strength)), strength)
    return Suggestion(
        buyer=BuyerId(node.text("buyer")),
        supplier=SupplierId(node.text("supplier")),
        strength=Strength(strength),
        reason=node.text("reason", ""),
        sales_rep=node.text("sales_rep", ""),
    )


def _read_lock(node: Node) -> Lock:
    return Lock(
        buyer=BuyerId(node.text("buyer")),
        supplier=SupplierId(node.text("supplier")),
        slot=read_slot(node),
    )
