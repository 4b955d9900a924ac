"""When a party can be phoned, in the hours of the fair's own zone.

The zone of a party is that of its number's country, from the table of the tz database
(zone.tab); where a country has several, the hours that suit all of them.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, time
from functools import cache, lru_cache
from importlib.resources import files
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import phonenumbers

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

OPENS, CLOSES = time(9), time(18)
"""Office hours, wherever somebody is phoned."""
ONE_TIME = {"CN": ("Asia/Shanghai",)}
"""Countries where offices keep one time although the tz database knows several."""


def hours_text(phone: str, day: date, zone: str) -> str:
    """Return "09:00-18:00" or "21:00-06:00 +1" in `zone`; "" for an unknown country.

    `phone` is E.164. A country too wide for common hours gives its own: "09:00-18:00 US".
    """
    try:
        number = phonenumbers.parse(phone)
    except phonenumbers.NumberParseException:
        return ""
    return _hours(phonenumbers.region_code_for_number(number) or "", day, zone)


@lru_cache(maxsize=1_024)
def _hours(region: str, day: date, zone: str) -> str:
    zones = _zones().get(region)
    if not zones:
        return ""
    opens, closes = (
        [datetime.combine(day, hour, ZoneInfo(name)) for name in zones]
        for hour in (OPENS, CLOSES)
    )
    first, last = max(opens), min(closes)
    if first >= last:
        return f"{OPENS:%H:%M}-{CLOSES:%H:%M} {region}"
    begin, end = first.astimezone(ZoneInfo(zone)), last.astimezone(ZoneInfo(zone))
    later = (end.date() - begin.date()).days
    return f"{begin:%H:%M}-{end:%H:%M}" + (f" +{later}" if later else "")


@cache
def _zones() -> Mapping[str, tuple[str, ...]]:
    """Return the zones of each country by its code."""
    table = (files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8")
    zones: defaultdict[str, list[str]] = defaultdict(list)
    for line in table.splitlines():
        if not line.startswith("#"):
            region, _, zone, *_ = line.split("\t")
            zones[region].append(zone)
    return {region: tuple(names) for region, names in zones.items()} | ONE_TIME
