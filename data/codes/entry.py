"""What a fault's text is made of."""

from __future__ import annotations

from typing import NamedTuple

from scheduler.wording import Wording


class Entry(NamedTuple):
    """A fault's usual severity, what was expected, and what to do."""

    severity: str
    expected: Wording
    advice: Wording


def _entry(severity: str, en: str, zh: str, do_en: str, do_zh: str) -> Entry:
    return Entry(severity, Wording(en=en, zh=zh), Wording(en=do_en, zh=do_zh))


def error(en: str, zh: str, do_en: str, do_zh: str) -> Entry:
    """Build a fault that rejects the input."""
    return _entry("error", en, zh, do_en, do_zh)


def warning(en: str, zh: str, do_en: str, do_zh: str) -> Entry:
    """Build a fault that leaves a value out while work goes on."""
    return _entry("warning", en, zh, do_en, do_zh)
