"""Phone numbers as people type them, to E.164 for messages. The typed text is kept."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

import phonenumbers

from scheduler.wording import Wording

DEFAULT_REGION = "CN"

_LOST = re.compile(r"\d(?:\.\d+)?e\+?\d+", re.IGNORECASE)
_FLOAT = re.compile(r"(\+?\d{7,15})\.0+")
_EXTENSION = re.compile(
    r"\s*(?:转|分机|ext\.?|extension|x|#)\s*:?\s*(\d{1,6})\s*$", re.I
)
_SEPARATORS = re.compile(r"[;；、,，/|\n]|\s或\s?|\bor\b|和")
_LABEL = re.compile(
    r"^\s*(?:手机|电话|联系电话|座机|tel|phone|mobile|mob|m|t|p)\.?\s*[:：]\s*", re.I
)

_TOO_SHORT = Wording(en="too few digits", zh="位数不足")
_TOO_LONG = Wording(en="too many digits", zh="位数过多")
_NO_NUMBER = Wording(en="this is no phone number", zh="不是电话号码")
_NOT_VALID = Wording(en="no such number exists", zh="号码不存在")


class Phone(NamedTuple):
    """What was understood.

    `number` is E.164 or ""; `problem` the code of the fault, `why` its reason;
    `extension` was cut off; `further` counts other numbers in the cell.
    """

    number: str = ""
    problem: str = ""
    why: Wording = _NO_NUMBER
    extension: str = ""
    further: int = 0


@lru_cache(maxsize=100_000)
def parse_phone(typed: str) -> Phone:
    """Read the first usable number of `typed`."""
    text = unicodedata.normalize("NFKC", typed).strip()
    if match := _FLOAT.fullmatch(text):
        text = match[1]
    if _LOST.fullmatch(text):
        return Phone(problem="phone-lost")
    whole = _parse_one(text)
    if whole.number:
        return whole
    parts = [part for part in _SEPARATORS.split(text) if part.strip()]
    if len(parts) < 2:  # nothing to choose from
        return whole
    numbers = [_parse_one(part) for part in parts]
    usable = next((phone for phone in numbers if phone.number), None)
    if usable is None:
        return whole
    others = sum(bool(re.search(r"\d{5}", part)) for part in parts) - 1
    return usable._replace(further=others)


def _parse_one(text: str) -> Phone:
    text = _LABEL.sub("", text.strip())
    extension = ""
    if match := _EXTENSION.search(text):
        extension, text = match[1], text[: match.start()]
    digits = re.sub(r"\D", "", text)
    if re.search(r"[^\d\s+().\-‐-―]", text) or not digits:
        return Phone(problem="phone-unusable")
    try:
        number = phonenumbers.parse(_with_plus(text, digits), DEFAULT_REGION)
    except phonenumbers.NumberParseException:
        return Phone(problem="phone-unusable", why=_length_reason(digits))
    if not phonenumbers.is_valid_number(number):
        return Phone(problem="phone-unusable", why=_length_reason(digits))
    plain = phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return Phone(plain, extension=extension)


def _with_plus(text: str, digits: str) -> str:
    """Put a plus before 0086 and 86 with a mainland mobile."""
    if digits.startswith("0086"):
        return f"+{digits[2:]}"
    if re.fullmatch(r"861[3-9]\d{9}", digits):
        return f"+{digits}"
    return text


def _length_reason(digits: str) -> Wording:
    if len(digits) < 7:  # shortest subscriber numbers
        return _TOO_SHORT
    return _TOO_LONG if len(digits) > 15 else _NOT_VALID  # E.164
