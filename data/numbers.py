"""Numbers as people type them: "1,200", "1.2万", "5000吨", "约 500 箱", "￥3.15".

`comma` tells that a sheet is in a language that writes 1.200,50 for 1200.5.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import NamedTuple

_FACTORS = {
    "": 1, "百": 100, "千": 1_000, "k": 1_000, "万": 10_000, "萬": 10_000, "w": 10_000,
    "百万": 1_000_000, "百萬": 1_000_000, "mio": 1_000_000,
    "million": 1_000_000, "千万": 10_000_000, "亿": 100_000_000, "億": 100_000_000,
    "bn": 1_000_000_000, "billion": 1_000_000_000,
    "천": 1_000, "만": 10_000, "백만": 1_000_000, "억": 100_000_000,
    "тыс": 1_000, "млн": 1_000_000, "млрд": 1_000_000_000,
    "tsd": 1_000, "mrd": 1_000_000_000, "nghìn": 1_000, "triệu": 1_000_000,
}  # fmt: skip
_CURRENCIES = {
    "¥": "CNY", "rmb": "CNY", "cny": "CNY", "元": "CNY", "人民币": "CNY", "圆": "CNY",
    "块": "CNY", "$": "USD", "us$": "USD", "usd": "USD", "美元": "USD", "美金": "USD",
    "€": "EUR", "eur": "EUR", "欧元": "EUR", "£": "GBP", "gbp": "GBP", "英镑": "GBP",
    "hk$": "HKD", "hkd": "HKD", "港元": "HKD", "港币": "HKD", "日元": "JPY", "jpy": "JPY",
    "₩": "KRW", "krw": "KRW", "韩元": "KRW", "rub": "RUB", "卢布": "RUB", "₽": "RUB",
    "円": "JPY", "원": "KRW", "euro": "EUR", "euros": "EUR", "евро": "EUR", "руб": "RUB",
    "r$": "BRL", "brl": "BRL", "try": "TRY", "tl": "TRY", "₺": "TRY", "₫": "VND", "vnd": "VND",
    "đồng": "VND", "chf": "CHF", "mxn": "MXN", "pln": "PLN", "zł": "PLN",
    "pyg": "PYG", "₲": "PYG", "gs": "PYG", "sgd": "SGD", "s$": "SGD", "新元": "SGD",
}  # fmt: skip
_ABOUT = re.compile(
    r"(约|大约|近|左右|以上|上下|多|余|>=|≥|~|approx\.?|about|ca\.?|circa|\+)", re.I
)
_DIGITS = r"\d{1,3}(?:[,' ]\d{3})+(?!\d)(?:\.\d+)?|\d+(?:\.\d*)?|\.\d+"
_FACTOR = (
    r"百万|百萬|千万|[百萬万亿億]|千(?![克瓦米伏卡])|백만|[만억]|천(?!\w)"
    r"|(?:k|w|mio|million|bn|billion|tsd|mrd|nghìn|triệu|тыс|млн|млрд)(?!\w)\.?"
)
_ONE = re.compile(
    rf"(?P<before>[^\d\-−.]*)(?P<sign>[-−]?)(?P<digits>{_DIGITS})(?P<exponent>e[+-]?\d+)?"
    rf"\s*(?P<factor>{_FACTOR})?\s*(?P<after>.*)",
    re.IGNORECASE | re.DOTALL,
)
_RANGE = re.compile(
    rf"\d\s*(?:{_FACTOR})?[^\d\s.,/]{{0,3}}\s*(?:-|–|—|~|〜|至|到|\bto\b)\s*\d",
    re.IGNORECASE,
)
_EUROPEAN = re.compile(r"(?<![\d.,])(\d{1,3}(?:\.\d{3})+),(\d+)(?![\d.,])")
_COMMA_DECIMAL = re.compile(r"(?<![\d.,])(\d+(?=,\d{1,2}(?!\d))|0),(\d+)(?![\d,])")
_WITH_COMMA = re.compile(
    r"(?<![\d.,])(?:(\d{1,3}(?:([. '])\d{3})(?:\2\d{3})*|\d+),(\d+)"
    r"|(\d{1,3}(?:\.\d{3})+))(?![\d.,])"
)
_COMMA_OF_THREE = re.compile(r"(?<![\d.,])(\d{1,3}),(\d{3})(?![\d.,])")
_GROUP_MARKS = re.compile("[. ']")
_MORE_DIGITS = re.compile(r"(?<![a-zA-Z\d])\d")
LARGEST = 1e15
"""Above it a figure is a slip, or the digits of something else."""

DIGITS = 6
"""Places after the point that count."""


class Number(NamedTuple):
    """What a text says: `value`, else `problem` is the code of the fault.

    `unit` and `currency` are what stood beside the digits; `about` tells that the
    text calls the number approximate; `others` are the readings of an ambiguous one.
    """

    value: float | None = None
    unit: str = ""
    currency: str = ""
    about: bool = False
    problem: str = ""
    others: tuple[str, str] = ("", "")


@lru_cache(maxsize=100_000)
def parse_number(text: str, *, comma: bool = False) -> Number:
    """Read one number with its unit or currency."""
    plain = unicodedata.normalize("NFKC", text).strip()
    if _RANGE.search(plain):
        return Number(problem="number-range")
    if comma:
        plain = with_point(plain)
    unclear = (_COMMA_OF_THREE if comma else _COMMA_DECIMAL).search(plain)
    if unclear:
        point, joined = ".".join(unclear.groups()), "".join(unclear.groups())
        return Number(problem="number-ambiguous", others=(point, joined))
    about = bool(_ABOUT.search(plain))
    plain = _EUROPEAN.sub(_plain_digits, _ABOUT.sub("", plain)).strip()
    match = _ONE.fullmatch(plain)
    if match is None or _is_second_number(match["after"]):
        return Number(problem="number-unclear")
    if match["sign"]:
        return Number(problem="number-negative")
    currency, unit = _currency_of(match["before"], match["after"])
    if match["before"].strip() and not currency:
        return Number(problem="number-unclear")
    value = float(re.sub(r"[ ,']", "", match["digits"]) + (match["exponent"] or ""))
    value *= _factor(match["factor"])
    if value > LARGEST:
        return Number(problem="number-unclear")
    return Number(round(value, DIGITS), unit, currency, about)


def with_point(text: str) -> str:
    """Return a text of a language with decimal commas with points: 1.200,5 as 1200.5.

    A single comma before three digits stays: it is a slip for a point, or decimal.
    """
    return _WITH_COMMA.sub(_pointed, text)


def _pointed(match: re.Match[str]) -> str:
    whole, mark, fraction, groups = match.groups()
    if groups:  # 1.200
        return str(groups).replace(".", "")
    if mark is None and len(fraction) == 3 and whole.strip("0"):  # 1,500
        return match[0]
    return f"{_GROUP_MARKS.sub('', whole)}.{fraction}"


def _plain_digits(match: re.Match[str]) -> str:
    """Turn "1.200,50" into "1200.50"."""
    return f"{match[1].replace('.', '')}.{match[2]}"


def _factor(word: str | None) -> float:
    return _FACTORS[(word or "").lower().rstrip(".")]


def _is_second_number(after: str) -> bool:
    """Tell a second number from digits inside a unit: "m2", "箱(12瓶)", "de 500 ml"."""
    return after[:1] in set("/:*x×,.;；、'") and bool(_MORE_DIGITS.search(after))


def _currency_of(before: str, after: str) -> tuple[str, str]:
    front, back = before.strip().lower().rstrip(":."), after.strip()
    if front in _CURRENCIES:
        return _CURRENCIES[front], "" if back.lower() in _CURRENCIES else back
    for name in (back.lower(), back.lower().rstrip("整。.").strip()):
        if name in _CURRENCIES:
            return _CURRENCIES[name], ""
    return "", back.rstrip("。.")


_AMOUNT_IN_TEXT = re.compile(
    rf"(?<![\w.])(?P<digits>{_DIGITS})\s*(?P<factor>{_FACTOR})?\s*(?P<unit>[^\W\d_]{{1,12}})?",
    re.IGNORECASE,
)
_NO_UNIT = frozenset({"per", "a", "an", "every", "each", "每", "一"})


@lru_cache(maxsize=100_000)
def find_amount(text: str, *, comma: bool = False) -> tuple[float | None, str]:
    """Return the first figure of a text with its unit: (100000, "个") of 月产10万个.

    None where there is none; "" where no unit follows it.
    """
    plain = unicodedata.normalize("NFKC", text)
    plain = with_point(plain) if comma else plain
    match = _AMOUNT_IN_TEXT.search(re.sub(r"(?<=[^\W\d_a-zA-Z])(?=\d)", " ", plain))
    if match is None:
        return None, ""
    value = float(re.sub(r"[ ,']", "", match["digits"]))
    value *= _factor(match["factor"])
    unit = match["unit"] or ""
    return value, "" if unit.lower() in _NO_UNIT else unit


@lru_cache(maxsize=1_000)
def parse_header_unit(text: str) -> tuple[float, str, str]:
    """Return (factor, currency, unit) of what a header says in brackets: "万元"."""
    plain = unicodedata.normalize("NFKC", text).strip().lower()
    for factor in sorted(_FACTORS, key=len, reverse=True):
        rest = plain.removeprefix(factor)
        if factor and rest != plain and (rest in _CURRENCIES or not rest):
            return _FACTORS[factor], _CURRENCIES.get(rest, ""), ""
    if plain in _CURRENCIES:
        return 1, _CURRENCIES[plain], ""
    return 1, "", text.strip()


def parse_range(text: str, *, comma: bool = False) -> tuple[float, float, str] | None:
    """Read a price or a range of prices: (low, high, currency), None where unclear."""
    plain = unicodedata.normalize("NFKC", text).strip()
    parts = re.split(r"\s*(?:-|–|—|~|〜|至|到|\bto\b)\s*", plain)
    if len(parts) > 2 or not all(parts):  # low and high
        return None
    numbers = [parse_number(part, comma=comma) for part in parts]
    low, high = numbers[0], numbers[-1]
    if low.value is None or high.value is None:
        return None
    factor = _shared_factor(parts[0], parts[-1]) if len(parts) > 1 else 1
    low_value = low.value * factor
    if low_value > high.value:
        return None
    return low_value, high.value, low.currency or high.currency


def _shared_factor(low: str, high: str) -> float:
    """Return the factor that "2-3万" leaves out of its first number."""
    first, last = _ONE.fullmatch(low), _ONE.fullmatch(high)
    if first and last and last["factor"] and not first["factor"]:
        return _factor(last["factor"])
    return 1
