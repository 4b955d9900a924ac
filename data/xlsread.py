"""Old .xls workbooks, read in a process of their own.

Nothing tells beforehand how far the cells of an .xls reach, and the reader aborts the
whole process when it runs out of memory. So it runs as a child with limits, and hands
the plain values back. (.xlsx needs no child: data/xlsxscan.py looks ahead.)
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from data.limits import (
    MAX_CELLS,
    MAX_COLUMNS,
    MAX_ROWS,
    MAX_XLS_MEMORY_MB,
    MAX_XLS_SECONDS,
)


class XlsSheet(NamedTuple):
    """A sheet as the child hands it over; merges are (top, left, bottom, right)."""

    name: str
    hidden: bool
    rows: list[list[object]]
    merges: list[tuple[int, int, int, int]]


class XlsError(Exception):
    """The workbook is refused; `code` and `facts` of the fault."""

    def __init__(self, code: str, **facts: object) -> None:
        super().__init__(code)
        self.code = code
        self.facts = facts


def read_xls(path: Path) -> list[XlsSheet]:
    """Read the sheets of `path`; raises XlsError."""
    command = [sys.executable, "-m", "data.xlsread", str(path.resolve())]
    root = Path(__file__).resolve().parents[1]
    try:
        done = subprocess.run(  # noqa: S603  # our own module
            command,
            cwd=root,
            capture_output=True,
            timeout=MAX_XLS_SECONDS,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise XlsError("too-slow", limit=MAX_XLS_SECONDS) from error
    if done.returncode != 0:
        raise XlsError("damaged", why=f"exit {done.returncode}")
    answer = pickle.loads(done.stdout)  # noqa: S301  # written by our own child
    if isinstance(answer, tuple):
        code, facts = answer
        raise XlsError(code, **facts)
    return [XlsSheet(*sheet) for sheet in answer]


def load(path: str) -> list[tuple[object, ...]] | tuple[str, dict[str, object]]:
    """Return the sheets of `path`, or (fault code, facts)."""
    from python_calamine import (  # noqa: PLC0415  # only the child needs it
        CalamineError,
        CalamineWorkbook,
        PasswordError,
        SheetVisibleEnum,
    )

    sheets: list[tuple[object, ...]] = []
    try:
        with CalamineWorkbook.from_path(path) as book:
            for meta in book.sheets_metadata:
                sheet = book.get_sheet_by_name(meta.name)
                refused = over_limit(sheet.total_height + 1, sheet.total_width + 1)
                if refused:
                    return refused
                merges = [
                    (a[0], a[1], b[0], b[1]) for a, b in sheet.merged_cell_ranges or ()
                ]
                hidden = meta.visible != SheetVisibleEnum.Visible
                rows = sheet.to_python(skip_empty_area=False)
                sheets.append((meta.name, hidden, rows, merges))
    except PasswordError:
        return "password", {}
    except (CalamineError, OSError) as error:
        return "damaged", {"why": str(error)}
    return sheets


def over_limit(rows: int, columns: int) -> tuple[str, dict[str, object]] | None:
    """Return the fault of a sheet of this size, None where it is within limits."""
    if rows > MAX_ROWS:
        return "too-many-rows", {"limit": MAX_ROWS, "last": rows}
    if columns > MAX_COLUMNS:
        return "too-many-columns", {"limit": MAX_COLUMNS, "last": columns}
    if rows * columns > MAX_CELLS:
        return "too-many-cells", {"limit": MAX_CELLS, "size": rows * columns}
    return None


def limit_memory() -> None:
    """Cap the memory of this process where the system can."""
    try:
        import resource  # noqa: PLC0415  # not on Windows
    except ImportError:
        return
    limit = MAX_XLS_MEMORY_MB * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))


def main() -> None:
    """Answer on standard output what `load` returns for the first argument."""
    limit_memory()
    sys.stdout.buffer.write(pickle.dumps(load(sys.argv[1])))


if __name__ == "__main__":
    main()
