"""Values of one line or party with their faults: numbers, counts, days, products."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from data.cells import number_text
from data.columns import columns_by_field
from data.dates import parse_day
from data.numbers import DIGITS, LARGEST, Number, parse_number
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import date

    from data.faults import Findings
    from data.rows import Record
    from data.workbook import Value

NOT_LIMITED = Wording(en="no limit", zh="不限")
NOT_KNOWN = Wording(en="no value", zh="空")


class Amount(NamedTuple):
    """A number of a cell with what its text or its header said of the unit."""

    value: float | None = None
    unit: str = ""
    currency: str = ""


_NO_AMOUNT = Amount()


def read_amount(record: Record, field: str, findings: Findings) -> Amount:
    """Read a number of at least 0; a fault and no value where it is unclear."""
    text = record.text(field)
    if not text:
        return _NO_AMOUNT
    comma = record.table.decimal_comma
    number = _number_of(record.value(field), text, comma=comma)
    column = columns_by_field(record.table.kind)[field].wording
    if number.value is None:
        one, two = number.others
        findings.fault(number.problem, record.where(field), text, column=column, one=one, two=two)  # fmt: skip
        return _NO_AMOUNT
    if number.about:
        findings.note("number-about", record.where(field), number=number_text(number.value))  # fmt: skip
    factor, currency, unit = record.table.header_unit(field)
    value = round(number.value * factor, DIGITS)
    return Amount(value, number.unit or unit, number.currency or currency)


def _number_of(value: Value, text: str, *, comma: bool) -> Number:
    """Return the number of a cell; a date (Excel makes one of "1-2") is none."""
    if isinstance(value, str):
        return parse_number(text, comma=comma)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return Number(problem="number-unclear")
    if value < 0:
        return Number(problem="number-negative")
    if value > LARGEST:
        return Number(problem="number-unclear")
    return Number(round(float(value), DIGITS))


def read_count(
    record: Record,
    field: str,
    default: int | None,
    findings: Findings,
    *,
    high: int = 1000,
) -> int | None:
    """Read a whole number from 1 to `high`; `default` with a fault where it is not."""
    text = record.text(field)
    if not text:
        return default
    number = parse_number(text, comma=record.table.decimal_comma)
    value = number.value
    if value is not None and value.is_integer() and 1 <= value <= high:
        return int(value)
    spoken = NOT_LIMITED if field == "max_meetings" else NOT_KNOWN
    findings.fault(
        "count-unclear", record.where(field), text,
        column=columns_by_field(record.table.kind)[field].wording,
        low=1, high=high, default=spoken if default is None else default,
    )  # fmt: skip
    return default


def read_day(record: Record, field: str, findings: Findings) -> date | None:
    """Read a day; None with a fault where it is unclear."""
    value = record.value(field)
    if value == "" or (isinstance(value, str) and not record.text(field)):
        return None
    day = parse_day(record.text(field) if isinstance(value, str) else value)
    if day.value is None:
        findings.fault(
            "date-unclear", record.where(field), record.text(field), why=day.why
        )
    elif day.from_serial:
        findings.note("date-from-serial", record.where(field), date=day.value)
    return day.value
