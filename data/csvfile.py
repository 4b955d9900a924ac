"""CSV text: its encoding and its separator, found out and told."""

from __future__ import annotations

import codecs
import csv
import io
from typing import TYPE_CHECKING

from data.encodings import guess_encoding
from data.faults import Findings, Where
from data.limits import MAX_CELLS, MAX_COLUMNS, MAX_ROWS
from data.xlsxscan import column_letters

if TYPE_CHECKING:
    from pathlib import Path

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_DELIMITERS = {",": ",", ";": ";", "\t": "tab", "|": "|"}
_FIELD_LIMIT = 1_000_000


def read_csv(path: Path, findings: Findings) -> list[list[str]] | None:
    """Return the rows of `path`, padded to equal length; None with a fault."""
    where = Where(path.name)
    content = path.read_bytes()
    text = _decode(content, where, findings)
    if text is None:
        return None
    delimiter = _find_delimiter(text)
    if delimiter != ",":
        findings.note("delimiter", where, delimiter=_DELIMITERS[delimiter])
    rows = _split(text, delimiter, where, findings)
    if rows is None or not _within_limits(rows, where, findings):
        return None
    width = max((len(row) for row in rows), default=0)
    for row in rows:
        row.extend([""] * (width - len(row)))
    return rows


def _decode(content: bytes, where: Where, findings: Findings) -> str | None:
    for bom, encoding in _BOMS:
        if content.startswith(bom):
            return _decode_as(content[len(bom) :], encoding, where, findings)
    if b"\0" in content:
        findings.fault("nul-bytes", where)
        return None
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        encoding = guess_encoding(content)
    findings.note("encoding", where, encoding=encoding)
    return _decode_as(content, encoding, where, findings)


def _decode_as(
    content: bytes, encoding: str, where: Where, findings: Findings
) -> str | None:
    try:
        text = content.decode(encoding)
    except UnicodeDecodeError:
        findings.fault("bad-encoding", where)
        return None
    if "\0" in text:
        findings.fault("nul-bytes", where)
        return None
    return text


def _find_delimiter(text: str) -> str:
    """Return the separator that cuts the first lines into most fields."""
    lines = [line for line in text[:20_000].splitlines()[:20] if line.strip()]
    counts = {
        mark: max((line.count(mark) for line in lines), default=0)
        for mark in _DELIMITERS
    }
    best = max(counts, key=lambda mark: counts[mark])
    return best if counts[best] > counts[","] else ","


def _split(
    text: str, delimiter: str, where: Where, findings: Findings
) -> list[list[str]] | None:
    csv.field_size_limit(_FIELD_LIMIT)
    try:
        return list(csv.reader(io.StringIO(text, newline=""), delimiter=delimiter))
    except csv.Error as error:
        findings.fault("csv-broken", where, why=error)
        return None


def _within_limits(rows: list[list[str]], where: Where, findings: Findings) -> bool:
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((len(row) for row in rows), default=0)
    if len(rows) > MAX_ROWS:
        findings.fault("too-many-rows", where, limit=MAX_ROWS, last=len(rows))
    elif width > MAX_COLUMNS:
        last = column_letters(width - 1)
        findings.fault("too-many-columns", where, limit=MAX_COLUMNS, last=last)
    elif len(rows) * width > MAX_CELLS:
        findings.fault("too-many-cells", where, limit=MAX_CELLS, size=len(rows) * width)
    else:
        return True
    return False
