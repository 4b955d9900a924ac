"""What a row says of a line, as text that means the same without its header and sheet.

Units in a header ("预算(万元)"), headings above a row and cells that hold numbers or days
are written out, and numbers of a language with decimal commas with points, so that
nothing is lost when the sheet is gone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from data.cells import number_text
from data.columns import columns_by_field
from data.dates import parse_day
from data.faults import Findings
from data.lines import Amount, read_amount
from data.numbers import DIGITS, parse_number, parse_range, with_point

if TYPE_CHECKING:
    from data.rows import Record

_AMOUNTS = ("quantity", "budget", "minimum_order")
_NUMBERS = (*_AMOUNTS, "price_range", "capacity")


def line_text(record: Record) -> dict[str, str]:
    """Return the texts of the line in `record` by field, without the empty ones."""
    known = columns_by_field(record.table.kind)
    line = {
        name: text
        for name in record.table.header.columns
        if not known[name].party and (text := record.text(name))
    }
    if record.heading and "product" in line:
        line.setdefault("category", record.heading)
    if record.table.decimal_comma:
        for name in _NUMBERS:
            if isinstance(record.value(name), str) and name in line:
                line[name] = with_point(line[name])
    for name in _AMOUNTS:
        if name in line:
            line[name] = _amount_text(record, name, line[name])
    if "price_range" in line:
        line["price_range"] = _price_text(record, line["price_range"])
    if "needed_by" in line:
        line["needed_by"] = _day_text(record, line["needed_by"])
    return {name: text for name, text in line.items() if text}


def _amount_text(record: Record, name: str, text: str) -> str:
    """Return `text` with what its header says; as it is where nothing is understood.

    "" where that would say more without its sheet: 1,500 among decimal commas.
    """
    amount = read_amount(record, name, Findings())
    says = _says(text)
    if amount.value is None:
        return text if says.value is None else ""
    if says == amount:
        return text
    return _spoken(amount.value, amount.currency, amount.unit)


def _says(text: str) -> Amount:
    number = parse_number(text)
    return Amount(number.value, number.unit, number.currency)


def _spoken(value: float, currency: str = "", unit: str = "") -> str:
    digits = number_text(value)
    if "e" in digits:
        digits = f"{value:.{DIGITS}f}".rstrip("0").rstrip(".")
    return " ".join(part for part in (currency, digits, unit) if part)


def _price_text(record: Record, text: str) -> str:
    factor, currency, _ = record.table.header_unit("price_range")
    says = parse_range(text)
    price = parse_range(record.text("price_range"), comma=record.table.decimal_comma)
    if price is None:
        return text if says is None else ""
    if price == says and (factor, currency) == (1, ""):
        return text
    low, high = (round(value * factor, DIGITS) for value in price[:2])
    first = _spoken(low, price[2] or currency)
    return first if low == high else f"{first} - {_spoken(high)}"


def _day_text(record: Record, text: str) -> str:
    value = record.value("needed_by")
    day = None if isinstance(value, str) else parse_day(value).value
    return text if day is None else day.isoformat()
