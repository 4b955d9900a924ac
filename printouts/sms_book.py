"""The SMS workbook: a sheet a batch, the texts to approve, who got none, what to mend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.notice_content import Fate
from printouts.sheet_book import Book, Column
from printouts.sms import (
    Area,
    Sms,
    Unsent,
    approval_text,
    fields_of,
    signed,
    template_text,
)
from printouts.sms_cost import cost_of
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from decimal import Decimal
    from pathlib import Path

    from printouts.notice_content import Mailing, Notice
    from printouts.sms_people import Person
    from scheduler.wording import Language

AREAS = {
    Area.MAINLAND: Wording(en="mainland", zh="境内"),
    Area.OVERSEAS: Wording(en="overseas", zh="境外"),
}
SIDES = {"buyer": "采购商 buyer", "supplier": "供应商 supplier"}
LEVELS = {
    Level.REFUSED: "会被拒 refused",
    Level.CHANGED: "已调整 changed",
    Level.WARNING: "请核对 look",
}
PARTY_COLUMNS = (
    Column("编号\nid", 10, wraps=True),
    Column("单位\nparty", 26, wraps=True, strong=True),
    Column("类别\nside", 10, wraps=True),
)

Batch = tuple[Area, str, "Language"]


def write_sms_book(
    path: Path,
    mailing: Mailing,
    messages: Sequence[Sms],
    unsent: Sequence[Unsent],
    findings: Sequence[Finding],
    prices: Mapping[Area, Decimal],
) -> None:
    """Write the workbook; batches come first, because people look there first.

    `prices` are what a part costs; without them the columns of the cost stay empty.
    """
    book = Book(path, "SMS", mailing.heading)
    batches = sort_batches(messages)
    for batch, rows in batches.items():
        _write_batch(book, batch, rows, mailing.texts.sms)
    _write_templates(book, mailing, batches, prices)
    _write_unsent(book, unsent)
    write_findings(book, findings)
    book.close()


def sort_batches(messages: Iterable[Sms]) -> dict[Batch, list[Sms]]:
    """Return the messages by area, template and language: one batch has one template."""
    batches: dict[Batch, list[Sms]] = {}
    for sms in messages:
        batches.setdefault((sms.area, sms.code, sms.language), []).append(sms)
    return dict(sorted(batches.items()))


def batch_name(batch: Batch) -> str:
    """Return the sheet name of a batch: "境内 visiting.new zh"."""
    area, code, language = batch
    return f"{AREAS[area].zh} {code} {language}"


def _write_batch(
    book: Book, batch: Batch, rows: Sequence[Sms], words: Mapping[str, Wording]
) -> None:
    names = list(rows[0].values)
    columns = [
        Column("手机\nphone", 15),
        *PARTY_COLUMNS,
        Column("全文\nfull text", 90, wraps=True),
        Column("条数\nparts", 8),
        *(_variable(at, words[f"variable.{n}"]) for at, n in enumerate(names, start=1)),
    ]
    sheet = book.add_sheet(batch_name(batch), columns, frozen=1)
    for at, sms in enumerate(rows, start=1):
        values = [sms.values[name].text for name in names]
        cells = [sms.number, *_parties(sms.person), sms.text, sms.parts, *values]
        book.write_row(sheet, at, cells, columns)
    sheet.autofilter(0, 0, len(rows), len(columns) - 1)


def _variable(index: int, said: Wording) -> Column:
    return Column(f"{{{index}}} {said.zh}\n{said.en}", 22, printed=False)


def _write_templates(
    book: Book,
    mailing: Mailing,
    batches: dict[Batch, list[Sms]],
    prices: Mapping[Area, Decimal],
) -> None:
    columns = [
        Column("批次\nbatch", 13, wraps=True),
        Column("网关\ngateway", 13, wraps=True),
        Column("报审文本\ntext for approval", 38, wraps=True),
        Column("变量\nvariables", 22, wraps=True),
        Column("示例\nexample", 38, wraps=True),
        Column("人数\npeople", 8),
        Column("每条最多\nmost parts", 9),
        Column("总条数\nparts in all", 8),
        Column("单价\nprice a part", 8),
        Column("费用\ncost", 8),
    ]
    sheet = book.add_sheet("模板 templates", columns)
    for at, (batch, rows) in enumerate(batches.items(), start=1):
        cells = _template_cells(mailing, batch, rows)
        cells += [_money(prices.get(batch[0])), _money(cost_of(rows, prices))]
        book.write_row(sheet, at, cells, columns)
    total = [sms for rows in batches.values() for sms in rows]
    if len(batches) > 1:
        cells = ["合计 total", *[""] * 4, len(total), ""]
        cells += [sum(sms.parts for sms in total), "", _money(cost_of(total, prices))]
        book.write_row(sheet, len(batches) + 1, cells, columns)


def _money(amount: Decimal | None) -> str:
    return "" if amount is None else f"{amount:f}"


def _template_cells(
    mailing: Mailing, batch: Batch, rows: Sequence[Sms]
) -> list[str | int]:
    _, code, language = batch
    gateway = rows[0].gateway
    template = template_text(code, language, mailing)
    words = mailing.texts.sms
    variables = [
        f"{index} {name}: {words[f'variable.{name}'].zh} "
        f"{words[f'variable.{name}'].en}, {gateway.shortest}-{gateway.longest}"
        for index, name in enumerate(fields_of(template), start=1)
    ]
    signature = mailing.release.directory.sms.signature
    return [
        batch_name(batch),
        f"{gateway.name.zh} {gateway.name.en}",
        signed(approval_text(template, gateway), signature, gateway),
        "\n".join(variables),
        rows[0].text,
        len(rows),
        max(sms.parts for sms in rows),
        sum(sms.parts for sms in rows),
    ]


def _write_unsent(book: Book, unsent: Sequence[Unsent]) -> None:
    columns = [
        *PARTY_COLUMNS,
        Column("联系人\ncontact", 16, wraps=True),
        Column("表格中的电话\nphone in the sheet", 18, wraps=True),
        Column("洽谈\nmeetings", 9),
        Column("原因\nwhy", 32, wraps=True),
        Column("建议\nadvice", 44, wraps=True),
    ]
    sheet = book.add_sheet("未发送 no SMS", columns)
    ordered = sorted(unsent, key=lambda one: not has_news(one.notice))
    for at, one in enumerate(ordered, start=1):
        notice = one.notice
        contact = notice.contact
        typed = contact.phone_typed or contact.phone
        cells = [*_party(notice), notice.person, typed, len(notice.lines)]
        cells += [both(one.excuse.why), both(one.excuse.advice)]
        book.write_row(sheet, at, cells, columns, warm=has_news(notice))
    sheet.autofilter(0, 0, max(1, len(unsent)), len(columns) - 1)


def has_news(notice: Notice) -> bool:
    """Tell whether the party has something to be told."""
    return bool(notice.lines) or any(line.fate is Fate.GONE for line in notice.gone)


def write_findings(book: Book, findings: Sequence[Finding]) -> None:
    """Add the sheet of findings, the grave ones first."""
    columns = [
        Column("程度\nlevel", 10, wraps=True, strong=True),
        Column("规则\nrule", 18, wraps=True),
        Column("位置\nwhere", 20, wraps=True),
        Column("内容\nfound", 31, wraps=True),
        Column("问题\nwhat", 43, wraps=True),
        Column("建议\nadvice", 43, wraps=True),
    ]
    sheet = book.add_sheet("检查 check", columns)
    order = list(Level)
    ranked = sorted(findings, key=lambda one: (order.index(one.level), one))
    for at, one in enumerate(ranked, start=1):
        cells = [LEVELS[one.level], one.rule, one.where, one.found]
        cells += [both(one.what), both(one.advice)]
        book.write_row(sheet, at, cells, columns, warm=one.level is Level.REFUSED)


def both(wording: Wording) -> str:
    """Return both languages, a line each; once where they are the same."""
    return wording.zh if wording.zh == wording.en else f"{wording.zh}\n{wording.en}"


def _parties(person: Person) -> list[str | int]:
    """Return the cells of all parties that a person stands for."""
    columns = zip(*map(_party, person.parties), strict=True)
    return ["\n".join(dict.fromkeys(map(str, cells))) for cells in columns]


def _party(notice: Notice) -> list[str | int]:
    return [notice.party_id, notice.name, SIDES[notice.side]]
