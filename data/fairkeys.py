"""Every key of fair.toml, an example of each, and the check for unknown ones."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from data.faults import Findings, Where

if TYPE_CHECKING:
    from collections.abc import Iterator

EXAMPLES: dict[str, str] = {
    "fair": "[fair]",
    "fair.name": 'name = { zh = "供需对接会", en = "Sourcing fair" }',
    "fair.timezone": 'timezone = "Asia/Shanghai"',
    "fair.min_meetings": "min_meetings = 3",
    "fair.max_meetings": "max_meetings = 5",
    "fair.sessions_per_buyer": "sessions_per_buyer = 1",
    "fair.meet_at": 'meet_at = "supplier booth"',
    "fair.min_fit": "min_fit = 40",
    "fair.ratio_target": "ratio_target = 1.2",
    "rounds": "[rounds]",
    "rounds.count": "count = 5",
    "rounds.minutes": "minutes = 20",
    "rounds.between": "between = 5",
    "session": "[[session]]",
    "session.id": 'id = "D1-AM"',
    "session.start": "start = 2026-12-03T09:30:00+08:00",
    "session.end": "end = 2026-12-03T11:30:00+08:00",
    "walk": "[walk]",
    "walk.same_hall_min": "same_hall_min = 3",
    "walk.between_halls_min": "between_halls_min = 5",
    "booth": "[[booth]]",
    "booth.hall": 'hall = "1号馆"',
    "booth.booth": 'booth = "1A01"',
    "booth.x_m": "x_m = 12.5",
    "booth.y_m": "y_m = 3.0",
    "tables": "[tables]",
    "tables.count": "count = 30",
    "interpreter": "[[interpreter]]",
    "interpreter.languages": 'languages = ["zh", "es"]',
    "interpreter.count": "count = 4",
    "interpreter.sessions": 'sessions = ["D1-AM"]',
    "interpreter.hall": 'hall = "1号馆"',
    "venue": "[venue]",
    "venue.name": 'name = { zh = "会展中心", en = "Convention Centre" }',
    "venue.address": 'address = { zh = "会展路1号", en = "1 Expo Road" }',
    "venue.route": 'route = { zh = "地铁2号线", en = "Metro line 2" }',
    "contact": "[contact]",
    "contact.name": 'name = "组委会"',
    "contact.phone": 'phone = "400-000-0000"',
    "contact.email": 'email = "office@fair.example"',
    "sms": "[sms]",
    "sms.signature": 'signature = "【对接会】"',
    "sms.gateway": 'gateway = "generic"',
    "notices": "[notices]",
    "notices.templates": 'templates = "texts"',
    "fit": "[fit]",
    "fit.categories": 'categories = "shopify"',
    "fit.synonyms": 'synonyms = "synonyms.xlsx"',
    "fit.rates": "rates = { CNY = 1, USD = 7.1 }",
    "fit.code": "code = 0.75",
    "fit.text": "text = 0.92",
    "fit.specification": "specification = 0.4",
    "fit.translation": "translation = 1.0",
    "fit.served": "served = 0.4",
    "fit.ground": "ground = 0.6",
    "fit.coverage": "coverage = 0.1",
    "fit.best_line_full": "best_line_full = 0.9",
    "fit.others": "others = 0.1",
    "fit.choice_half": "choice_half = 0.4",
    "fit.specialist": "specialist = 0.2",
    "fit.quantity": "quantity = 0.25",
    "fit.budget": "budget = 0.25",
    "fit.certificates": "certificates = 0.3",
    "fit.region": "region = 0.05",
    "fit.language": "language = 0.1",
    "fit.history": "history = 0.3",
    "fit.suggested": "suggested = 0.1",
}
"""A line that sets each key. Keys of a list of tables (`[[session]]`) occur once each."""

FIT_WEIGHTS: dict[str, tuple[float, float]] = {
    key.removeprefix("fit."): (0.0, 1.0)
    for key, example in EXAMPLES.items()
    if key.startswith("fit.") and example[-1].isdigit()
} | {"served": (0.2, 1.0), "best_line_full": (0.1, 1.0), "others": (0.001, 10.0),
     "choice_half": (0.01, 10.0), "specialist": (0.0, 2.0)}  # fmt: skip
"""The weights of `[fit]` by name, with their least and most."""

WORDINGS = frozenset({"fair.name", "venue.name", "venue.address", "venue.route"})
"""Keys whose value is a text, or a table of the languages zh and en."""


def check_keys(settings: dict[str, object], where: Where, findings: Findings) -> None:
    """Add a fault for every key that is not in `EXAMPLES`."""
    for place, key in _keys(settings):
        if key not in EXAMPLES:
            nearest = _nearest(key)
            at = Where(where.file, "", place)
            findings.fault("key-unknown", at, place, nearest=nearest)


def _keys(settings: dict[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (place, key) of every setting: ("session[2].id", "session.id")."""
    for name, value in settings.items():
        yield name, name
        if name not in EXAMPLES:
            continue
        tables = value if isinstance(value, list) else [value]
        for index, table in enumerate(tables):
            place = f"{name}[{index + 1}]" if isinstance(value, list) else name
            for part, inner in table.items() if isinstance(table, dict) else ():
                yield f"{place}.{part}", f"{name}.{part}"
                if f"{name}.{part}" in WORDINGS and isinstance(inner, dict):
                    for language in inner.keys() - {"zh", "en"}:
                        yield f"{place}.{part}.{language}", f"{name}.{part}.{language}"


def _nearest(key: str) -> str:
    table, _, last = key.rpartition(".")
    inside = [k for k in EXAMPLES if table and k.startswith(f"{table}.")]
    best = process.extractOne(key, inside or list(EXAMPLES), scorer=fuzz.ratio)
    elsewhere = process.extractOne(last, [k.rpartition(".")[2] for k in EXAMPLES], scorer=fuzz.ratio, score_cutoff=95)  # fmt: skip
    if elsewhere:
        return next(k for k in EXAMPLES if k.rpartition(".")[2] == elsewhere[0])
    return best[0]
