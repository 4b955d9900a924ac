"""What is read at most; every figure is repeated in docs/sheets.md."""

from __future__ import annotations

MAX_FILE_MB = 100
"""Size of a file on disk."""

MAX_UNPACKED_MB = 600
"""XML of a workbook once unpacked; 100,000 rows of 10 columns take about 60."""

MAX_ROWS = 300_000
"""Last row of a sheet that has content."""

MAX_COLUMNS = 702
"""Last column of a sheet that has content (ZZ)."""

MAX_CELLS = 6_000_000
"""Rows times columns of the smallest rectangle around a sheet's content."""

MAX_XLS_SECONDS = 60
"""Time an old .xls may take in its own process."""

MAX_XLS_MEMORY_MB = 3_000
"""Memory of that process, where the system can limit it (not on Windows)."""

HEADER_ROWS = 30
"""Rows from the top in which a header is looked for."""
