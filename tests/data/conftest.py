"""Small files for the tests of sheets, and reading them."""

import csv
from dataclasses import replace
from pathlib import Path

import pytest
import xlsxwriter

from data.intake import read_input
from data.sources import InputPaths

FAIR = """
[fair]
name = { zh = "展会", en = "Fair" }
timezone = "Asia/Shanghai"
min_fit = 40

[rounds]
count = 5
minutes = 20
between = 5

[[session]]
id = "D1-AM"
start = 2026-12-03T09:30:00+08:00
end = 2026-12-03T11:30:00+08:00

[[session]]
id = "D1-PM"
start = 2026-12-03T13:00:00+08:00
end = 2026-12-03T15:00:00+08:00

[[session]]
id = "D2-AM"
start = 2026-12-04T09:30:00+08:00
end = 2026-12-04T11:30:00+08:00
"""
BUYERS = [["编号 id", "采购商 buyer", "采购产品 product"], ["B1", "甲公司", "水泵"]]
SUPPLIERS = [
    ["编号 id", "供应商 supplier", "主营产品 product"],
    ["S1", "乙公司", "水泵"],
]


def write_book(path, sheets, merges=()):
    """Write sheets (name: rows) to an .xlsx; merges are ranges of the first one."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "yyyy-mm-dd"}) as book:
        for name, rows in sheets.items():
            sheet = book.add_worksheet(name)
            for at, row in enumerate(rows):
                for column, value in enumerate(row):
                    if value not in {"", None}:
                        sheet.write(at, column, value)
        for merge, text in merges:
            book.worksheets()[0].merge_range(merge, text)
    return path


def write_rows(path: Path, rows, encoding="utf-8"):
    """Write rows to `path` as .xlsx or .csv, by its ending."""
    if path.suffix == ".xlsx":
        return write_book(path, {"Sheet1": rows})
    with path.open("w", encoding=encoding, newline="") as stream:
        csv.writer(stream).writerows(rows)
    return path


class Desk:
    """Writes the files of a fair and reads them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.paths: dict[str, Path] = {}
        self.set_fair(FAIR)
        self.set("buyers", BUYERS)
        self.set("suppliers", SUPPLIERS)

    def set_fair(self, text):
        path = self.folder / "fair.toml"
        path.write_text(text, encoding="utf-8")
        self.paths["fair"] = path

    def set(self, kind, rows, ending="xlsx"):
        self.paths[kind] = write_rows(self.folder / f"{kind}.{ending}", rows)

    def read_all(self):
        return read_input(InputPaths(**self.paths))

    def read(self):
        """Read without the word on booths, which few of these sheets have."""
        intake = self.read_all()
        kept = tuple(f for f in intake.faults if f.code != "place-missing")
        return replace(intake, faults=kept)

    def clean(self):
        """Read and return the problem; nothing may be wrong."""
        intake = self.read()
        assert intake.faults == ()
        return intake.problem

    def faults(self):
        """Read and return (code, cell) of the faults."""
        return [(fault.code, fault.cell) for fault in self.read().faults]


@pytest.fixture
def desk(tmp_path):
    return Desk(tmp_path)


@pytest.fixture
def book(tmp_path):
    """Return a function that writes an .xlsx of several sheets."""
    return lambda sheets, merges=(), name="book.xlsx": write_book(
        tmp_path / name, sheets, merges
    )
