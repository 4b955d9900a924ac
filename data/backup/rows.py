"""One row as a line of JSON, and back: bytes as base64, days and moments as ISO 8601."""

from __future__ import annotations

import json
from base64 import b64decode, b64encode
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import Date, LargeBinary

from data.tables.base import Moment

if TYPE_CHECKING:
    from sqlalchemy import Column, Row, Table


def write_row(row: Row[Any]) -> bytes:
    """Return the line of a row, its values in the order of the columns."""
    values = [_plain(value) for value in row]
    text = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return text.encode() + b"\n"


def read_row(table: Table, line: bytes) -> dict[str, Any]:
    """Return the values of a line by column; raises ValueError where it has others."""
    values = json.loads(line)
    pairs = zip(table.columns, values, strict=True)
    return {column.name: _of(column, value) for column, value in pairs}


def _plain(value: Any) -> Any:
    if isinstance(value, bytes):
        return b64encode(value).decode()
    if isinstance(value, date):  # a datetime is one too
        return value.isoformat()
    return value


def _of(column: Column[Any], value: Any) -> Any:
    if value is None:
        return None
    if isinstance(column.type, LargeBinary):
        return b64decode(value)
    if isinstance(column.type, Moment):
        return datetime.fromisoformat(value)
    if isinstance(column.type, Date):
        return date.fromisoformat(value)
    return value
