"""Typed values out of nested settings, with a fault for each that is not as expected."""

from __future__ import annotations

import re
from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from data.fairkeys import EXAMPLES
from data.faults import Findings, Where
from scheduler.directory import EMPTY
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

Choice = TypeVar("Choice", bound=StrEnum)

_TEXT = Wording(en="a text in quotation marks", zh="引号内的文字")
_TEXTS = Wording(
    en="a text, or { zh = ..., en = ... }", zh="文字，或 { zh = ..., en = ... }"
)
_WORDS = Wording(en="a list of texts in quotation marks", zh="列表，每项为引号内的文字")
_MOMENT = Wording(en="a date and time with an offset", zh="带时区偏移的日期时间")
_TABLES = Wording(en="a list of tables", zh="表的列表")


class Reader:
    """Reads keys like "fair.name" and "session[2].start" (lists count from 1)."""

    def __init__(
        self, settings: Mapping[str, object], file: str, findings: Findings
    ) -> None:
        self._settings = settings
        self._file = file
        self._findings = findings

    def has(self, key: str) -> bool:
        """Tell whether `key` is set."""
        return self._get(key) is not None

    def fault(self, code: str, key: str, found: object, **facts: object) -> None:
        """Add a fault at `key`."""
        self._findings.fault(code, Where(self._file, "", key), found, **facts)

    def note(self, code: str, key: str, **facts: object) -> None:
        """Add a note at `key`."""
        self._findings.note(code, Where(self._file, "", key), **facts)

    def wrong(self, key: str, expected: Wording) -> None:
        """Add the fault that the value of `key` is not `expected`."""
        example = EXAMPLES[re.sub(r"\[\d+\]", "", key)]
        said = Wording(
            en=expected.en[:1].upper() + expected.en[1:],
            zh=f" {expected.zh}" if expected.zh[:1].isascii() else expected.zh,
        )
        self.fault("setting-wrong", key, self._get(key), expected=said, example=example)

    def text(self, key: str, *, required: bool = False) -> str:
        """Return a text, "" where it is not set."""
        value = self._get(key)
        if value is None or (required and value == ""):
            self._missing(key, required=required)
        elif isinstance(value, str):
            return value.strip()
        else:
            self.wrong(key, _TEXT)
        return ""

    def texts(self, key: str, *, required: bool = False) -> tuple[str, ...]:
        """Return a list of texts, () where it is not set; blank ones are left out."""
        value = self._get(key)
        if value is None or (required and value == []):
            self._missing(key, required=required)
        elif isinstance(value, list) and all(isinstance(text, str) for text in value):
            return tuple(text.strip() for text in value if text.strip())
        else:
            self.wrong(key, _WORDS)
        return ()

    def wording(self, key: str, *, required: bool = False) -> Wording:
        """Return a text in both languages; one text stands for both."""
        value = self._get(key)
        if isinstance(value, str):
            return Wording.same(value.strip())
        if isinstance(value, dict):
            sides = [value.get("en", ""), value.get("zh", "")]
            if all(isinstance(side, str) for side in sides):
                return Wording(en=sides[0].strip(), zh=sides[1].strip())
        if value is None:
            self._missing(key, required=required)
        else:
            self.wrong(key, _TEXTS)
        return EMPTY

    def whole(self, key: str, default: int, low: int, high: int) -> int:
        """Return a whole number within [low, high]."""
        value = self.optional_whole(key, low, high)
        return default if value is None else value

    def optional_whole(self, key: str, low: int, high: int) -> int | None:
        """Return a whole number within [low, high], None where it is not set."""
        value = self._get(key)
        if value is None:
            return None
        if (
            isinstance(value, int)
            and not isinstance(value, bool)
            and low <= value <= high
        ):
            return value
        self.wrong(key, _span(low, high, whole=True))
        return None

    def number(
        self,
        key: str,
        default: float | None,
        low: float,
        high: float,
        *,
        required: bool = False,
    ) -> float | None:
        """Return a number within [low, high]."""
        value = self._get(key)
        if value is None:
            self._missing(key, required=required)
            return default
        is_number = isinstance(value, int | float) and not isinstance(value, bool)
        if isinstance(value, int | float) and is_number and low <= value <= high:
            return float(value)
        self.wrong(key, _span(low, high, whole=False))
        return default

    def choice(self, key: str, default: Choice, options: type[Choice]) -> Choice:
        """Return one of `options`."""
        value = self._get(key)
        if value is None:
            return default
        for option in options:
            if isinstance(value, str) and value.strip().lower() == option.value:
                return option
        listed = ", ".join(f'"{option.value}"' for option in options)
        self.wrong(key, Wording(en=f"one of {listed}", zh=f"以下之一：{listed}"))
        return default

    def moment(self, key: str) -> datetime | None:
        """Return an aware datetime; it is required."""
        value = self._get(key)
        if value is None:
            self._missing(key, required=True)
        elif isinstance(value, datetime) and value.tzinfo is not None:
            return value
        else:
            self.wrong(key, _MOMENT)
        return None

    def table(self, key: str, expected: Wording) -> dict[str, object]:
        """Return a table of any keys, an empty one where it is not set."""
        value = self._get(key)
        if isinstance(value, dict):
            return value
        if value is not None:
            self.wrong(key, expected)
        return {}

    def tables(self, key: str) -> list[str]:
        """Return the keys of the tables in the list `key`: "session[1]", ..."""
        value = self._get(key)
        if value is None:
            return []
        if isinstance(value, list) and all(isinstance(table, dict) for table in value):
            return [f"{key}[{index}]" for index in range(1, len(value) + 1)]
        self.wrong(key, _TABLES)
        return []

    def _missing(self, key: str, *, required: bool) -> None:
        if required:
            example = EXAMPLES[re.sub(r"\[\d+\]", "", key)]
            self.fault("key-missing", key, "", example=example)

    def _get(self, key: str) -> object:
        value: object = self._settings
        for part in re.findall(r"[^.\[\]]+", key):
            if isinstance(value, dict):
                value = value.get(part)
            elif isinstance(value, list) and part.isdigit():
                value = value[int(part) - 1]
            else:
                return None
        return value


def _span(low: float, high: float, *, whole: bool) -> Wording:
    kind_en, kind_zh = ("a whole number", "整数") if whole else ("a number", "数字")
    return Wording(
        en=f"{kind_en} from {low:g} to {high:g}",
        zh=f"{low:g} 到 {high:g} 的{kind_zh}",
    )
