"""How fast a large buyers sheet is read: calamine alone, ours, openpyxl.

python -m benchmarks.sheets [rows]
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from pathlib import Path

HEADER = (
    "编号 id", "采购商 buyer", "联系人 contact", "手机 phone", "采购产品 product",
    "品类 category", "数量 quantity", "单位 unit", "预算 budget", "需求日期 needed by",
)  # fmt: skip
LINES_PER_BUYER = 5
FAIR = """
[fair]
name = "x"
timezone = "Asia/Shanghai"
[[session]]
id = "D1"
start = 2026-12-03T09:30:00+08:00
end = 2026-12-03T11:30:00+08:00
"""


def write_buyers(path: Path, rows: int) -> None:
    """Write `rows` demand lines of rows / 5 buyers."""
    import xlsxwriter

    chance = random.Random(1)
    with xlsxwriter.Workbook(str(path), {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, HEADER)
        for row in range(rows):
            buyer, line = divmod(row, LINES_PER_BUYER)
            party = ("", "", "")
            if line == 0:
                party = (
                    f"采购商{buyer:05}有限公司",
                    f"张{buyer % 97}",
                    f"138{buyer:08}",
                )
            sheet.write_row(row + 1, 0, (
                f"B{buyer:05}", *party, f"产品{chance.randrange(3000)}",
                str(chance.randrange(900)), chance.randrange(1, 9999), "吨",
                chance.randrange(100_000) + 0.5, f"2026-12-{1 + chance.randrange(28):02}",
            ))  # fmt: skip


def read_calamine(path: Path, _: Path) -> None:
    """Read the cells alone."""
    from python_calamine import CalamineWorkbook

    CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()


def read_openpyxl(path: Path, _: Path) -> None:
    """Read the cells alone."""
    from openpyxl import load_workbook

    for _row in load_workbook(path, read_only=True).worksheets[0].iter_rows():
        pass


def read_ours(path: Path, folder: Path) -> None:
    """Read to a checked problem."""
    from data.intake import read_input
    from data.sources import InputPaths

    intake = read_input(
        InputPaths(folder / "fair.toml", path, folder / "suppliers.csv")
    )
    if intake.problem is None:
        raise SystemExit(str(intake.faults[:3]))


def main() -> None:
    """Print the table."""
    rows = int(sys.argv[1]) if len(sys.argv) > 1 else 100_000
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        path = folder / "buyers.xlsx"
        write_buyers(path, rows)
        (folder / "fair.toml").write_text(FAIR, encoding="utf-8")
        (folder / "suppliers.csv").write_text(
            "supplier,product\nS,x\n", encoding="utf-8"
        )
        print(
            f"{rows} rows x {len(HEADER)} columns, {path.stat().st_size / 1e6:.1f} MB"
        )
        print("| reader | seconds | rows/s |\n|---|---|---|")
        for title, read in (
            ("calamine, cells only", read_calamine),
            ("read_input, to a checked problem", read_ours),
            ("openpyxl read-only, cells only", read_openpyxl),
        ):
            begin = time.perf_counter()
            read(path, folder)
            seconds = time.perf_counter() - begin
            print(f"| {title} | {seconds:.2f} | {rows / seconds:,.0f} |")


if __name__ == "__main__":
    main()
