"""fair.toml to the fair and what its papers say; unknown keys are refused by name."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from data.fairkeys import EXAMPLES, check_keys
from data.faults import Findings, Where, shorten
from data.fit_settings import read_fit
from data.interpreters_in import read_interpreters
from data.os_words import word_os_error
from data.settings_read import Reader
from scheduler.directory import Organiser, SmsSettings, Venue
from scheduler.fair import Fair, MeetAt, Place, Round, Session, SessionId, Walk
from scheduler.fit.settings import FitSettings
from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

_AT_LINE = re.compile(r"at line (\d+), column (\d+)")
MAX_TOML_BYTES = 1_000_000


@dataclass(frozen=True)
class FairFile:
    """What a fair.toml says; "" for none of the files that it names.

    `templates` is a folder of edited texts of the notices.
    """

    fair: Fair
    venue: Venue
    organiser: Organiser
    sms: SmsSettings
    fit: FitSettings = field(default_factory=FitSettings)
    categories: str = ""
    synonyms: str = ""
    templates: str = ""


def read_fair(path: Path, findings: Findings) -> FairFile | None:
    """Read `path`; None with faults where the settings cannot be used."""
    text = _load(path, findings)
    return None if text is None else read_fair_text(text, path.name, findings)


def read_fair_text(text: str, name: str, findings: Findings) -> FairFile | None:
    """Read the `text` of a fair.toml that faults call `name`."""
    settings = _parse(text, Where(name), findings)
    if settings is None:
        return None
    before = len(findings.faults)
    check_keys(settings, Where(name), findings)
    reader = Reader(settings, name, findings)
    file = FairFile(
        _read_event(reader),
        _read_venue(reader),
        _read_organiser(reader),
        _read_sms(reader),
        read_fit(reader),
        reader.text("fit.categories"),
        reader.text("fit.synonyms"),
        reader.text("notices.templates"),
    )
    failed = any(fault.is_error for fault in findings.faults[before:])
    return None if failed else file


def _load(path: Path, findings: Findings) -> str | None:
    where = Where(path.name)
    try:
        if path.stat().st_size > MAX_TOML_BYTES:
            findings.fault(
                "file-too-big", where, size=path.stat().st_size // 10**6, limit=1
            )
            return None
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        findings.fault("file-missing", where, path)
    except UnicodeDecodeError:
        findings.fault("toml-encoding", where)
    except OSError as error:
        findings.fault("file-unreadable", where, path, why=word_os_error(error))
    return None


def _parse(text: str, where: Where, findings: Findings) -> dict[str, object] | None:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        findings.fault("toml-broken", where, why=_word_toml_error(error, text))
    return None


def _word_toml_error(error: tomllib.TOMLDecodeError, text: str) -> Wording:
    """Return where the text stops being TOML, with the line itself."""
    place = _AT_LINE.search(str(error))
    if place is None:
        return Wording(en=str(error), zh="文件在应有内容之处结束")
    number, column = int(place[1]), place[2]
    line = shorten(text.splitlines()[number - 1])
    return Wording(
        en=f"{error}: {line}", zh=f"第 {number} 行第 {column} 列不合 TOML 格式：{line}"
    )


def _read_event(reader: Reader) -> Fair:
    low = reader.whole("fair.min_meetings", 3, 0, 50)
    high = reader.whole("fair.max_meetings", 5, 1, 50)
    if low > high:
        reader.fault("limits-cross", "fair.min_meetings", low)
    meet_at = reader.choice("fair.meet_at", MeetAt.SUPPLIER_BOOTH, MeetAt)
    tables = reader.optional_whole("tables.count", 1, 10_000)
    if meet_at is MeetAt.TABLES and tables is None:
        reader.fault("tables-missing", "tables.count", "")
    if not reader.has("fair.min_fit"):
        reader.note("min-fit-default", "fair.min_fit", value=Fair.min_fit)
    name, timezone = reader.wording("fair.name", required=True), _read_timezone(reader)
    sessions = _read_sessions(reader)
    fair = Fair(
        name=name,
        timezone=timezone,
        sessions=sessions,
        min_meetings=low,
        max_meetings=high,
        sessions_per_buyer=reader.whole("fair.sessions_per_buyer", 1, 1, 100),
        min_fit=reader.whole("fair.min_fit", Fair.min_fit, 0, 100),
        meet_at=meet_at,
        walk=_read_walk(reader),
        tables=tables,
        ratio_target=reader.number("fair.ratio_target", None, 0.01, 1000),
        interpreters=read_interpreters(reader, sessions),
    )
    longest = max((len(session.rounds) for session in fair.sessions), default=high)
    most = longest * fair.sessions_per_buyer
    if most < low <= high:
        reader.fault("minimum-out-of-reach", "fair.min_meetings", low, most=most)
    return fair


def _read_timezone(reader: Reader) -> str:
    name = reader.text("fair.timezone", required=True)
    try:
        if name:
            ZoneInfo(name)
    except (KeyError, ValueError, OSError):
        wanted = Wording(en="an IANA time zone", zh="IANA 时区名称")
        reader.wrong("fair.timezone", wanted)
    return name


def _read_sessions(reader: Reader) -> tuple[Session, ...]:
    count = reader.whole("rounds.count", 5, 1, 100)
    minutes = reader.number("rounds.minutes", 20.0, 1, 600) or 20.0
    between = reader.number("rounds.between", 5.0, 0, 600) or 0.0
    sessions: dict[str, Session] = {}
    keys = reader.tables("session")
    for key in keys:
        session = _read_session(reader, key, count, minutes, between)
        if session is None:
            continue
        if session.id in sessions:
            reader.fault("session-twice", f"{key}.id", session.id, id=session.id)
        sessions.setdefault(session.id, session)
    if not keys:
        reader.fault("key-missing", "session", "", example=EXAMPLES["session"])
    ordered = sorted(sessions.values(), key=lambda s: (s.start, s.id))
    for one, two in pairwise(ordered):
        if two.start < one.end:
            reader.fault("sessions-overlap", "session", "", one=one.id, two=two.id)
    return tuple(ordered)


def _read_session(
    reader: Reader, key: str, count: int, minutes: float, between: float
) -> Session | None:
    name = reader.text(f"{key}.id", required=True)
    start, end = reader.moment(f"{key}.start"), reader.moment(f"{key}.end")
    if start is None or end is None or not name:
        return None
    if start >= end:
        reader.fault("session-backwards", f"{key}.end", end.isoformat())
        return None
    length = (end - start).total_seconds() / 60
    needed = count * minutes + (count - 1) * between
    if needed > length:
        reader.fault(
            "rounds-do-not-fit", "rounds.count", count,
            count=count, minutes=f"{minutes:g}", between=f"{between:g}",
            needed=f"{needed:g}", session=name, length=f"{length:g}",
        )  # fmt: skip
        return None
    rounds = _cut_rounds(start, count, minutes, between)
    return Session(SessionId(name), start, end, rounds)


def _cut_rounds(
    start: datetime, count: int, minutes: float, between: float
) -> tuple[Round, ...]:
    step, length = timedelta(minutes=minutes + between), timedelta(minutes=minutes)
    return tuple(
        Round(start + index * step, start + index * step + length)
        for index in range(count)
    )


def _read_walk(reader: Reader) -> Walk:
    booths = {}
    for key in reader.tables("booth"):
        place = Place(
            reader.text(f"{key}.hall"), reader.text(f"{key}.booth", required=True)
        )
        x = reader.number(f"{key}.x_m", None, -1e5, 1e5, required=True)
        y = reader.number(f"{key}.y_m", None, -1e5, 1e5, required=True)
        booths[place] = (x or 0.0, y or 0.0)
    return Walk(
        same_hall_min=reader.number("walk.same_hall_min", 0.0, 0, 600) or 0.0,
        between_halls_min=reader.number("walk.between_halls_min", 0.0, 0, 600) or 0.0,
        booths=booths,
    )


def _read_venue(reader: Reader) -> Venue:
    return Venue(
        reader.wording("venue.name"),
        reader.wording("venue.address"),
        reader.wording("venue.route"),
    )


def _read_organiser(reader: Reader) -> Organiser:
    return Organiser(
        reader.text("contact.name"),
        reader.text("contact.phone"),
        reader.text("contact.email"),
    )


def _read_sms(reader: Reader) -> SmsSettings:
    return SmsSettings(reader.text("sms.signature"), reader.text("sms.gateway"))
