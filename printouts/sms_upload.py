"""The files that gateways take: exactly their columns, one template a file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import xlsxwriter

from printouts.sheet_book import MADE_AT, NO_FORMULAS
from printouts.sms_book import AREAS, sort_batches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from printouts.sms import Sms
    from printouts.sms_book import Batch


def write_uploads(folder: Path, messages: Sequence[Sms]) -> dict[str, int]:
    """Write a workbook for each batch into `folder`; return rows by file name.

    A batch of more rows than the gateway takes is divided. Raises OSError.
    """
    written = {}
    for batch, rows in sort_batches(messages).items():
        most = rows[0].gateway.upload.rows
        for number, first in enumerate(range(0, len(rows), most), start=1):
            part = rows[first : first + most]
            name = f"{_stem(batch)}{number}.xlsx"
            _write(folder / name, part)
            written[name] = len(part)
    return written


def _stem(batch: Batch) -> str:
    """Return a file name of letters and Chinese alone: some gateways take no others."""
    area, code, language = batch
    return f"{AREAS[area].zh}{code.replace('.', '')}{language}"


def _write(path: Path, rows: Sequence[Sms]) -> None:
    with xlsxwriter.Workbook(str(path), NO_FORMULAS) as book:
        book.set_properties({"created": MADE_AT})
        text = book.add_format({"num_format": "@"})
        sheet = book.add_worksheet()
        for at, cells in enumerate([_heads(rows[0]), *map(_cells, rows)]):
            for column, cell in enumerate(cells):
                sheet.write_string(at, column, cell, text)


def _heads(sms: Sms) -> list[str]:
    return [head for head, _ in _columns(sms)]


def _cells(sms: Sms) -> list[str]:
    return [cell for _, cell in _columns(sms)]


def _columns(sms: Sms) -> Iterator[tuple[str, str]]:
    """Yield header and cell of each column that the gateway knows."""
    upload = sms.gateway.upload
    yield upload.phone, sms.number
    if upload.variable:
        for index, (name, value) in enumerate(sms.values.items(), start=1):
            head = upload.variable.replace("{index}", str(index))
            yield head.replace("{name}", name), value.text
    if upload.text:
        yield upload.text, sms.text
