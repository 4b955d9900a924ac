"""Read sheets for their own sake: what they hold, what is wrong, a marked copy."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from api.services.stopwatch import Stopwatch
from data.checked import write_checked
from data.inspect import Inspection, inspect_file
from scheduler.progress import Event, Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


@dataclass(frozen=True)
class Inspected:
    """The report on one file; `copy` is the marked copy, None where none was asked."""

    inspection: Inspection
    copy: Path | None = None

    @property
    def errors(self) -> int:
        """Return how many faults reject the file."""
        return sum(fault.is_error for fault in self.inspection.faults)

    @property
    def warnings(self) -> int:
        """Return how many faults leave a value out."""
        return len(self.inspection.faults) - self.errors


def inspect_sheets(
    files: Sequence[Path], out: Path | None = None, progress: Progress | None = None
) -> tuple[Inspected, ...]:
    """Inspect each of `files`; with `out`, write marked copies into that folder.

    A file that cannot be read at all is a fault of its report, and has no copy.
    Raises OSError where a copy cannot be written.
    """
    watch = Stopwatch(progress or Silent())
    found: list[Inspected] = []
    with watch.phase("read"):
        for done, file in enumerate(files):
            watch.progress.tell(Event("read", done, len(files)))
            found.append(_inspect(file, out))
    return tuple(found)


def _inspect(file: Path, out: Path | None) -> Inspected:
    inspection = inspect_file(file)
    if out is None or not inspection.sheets:
        return Inspected(inspection)
    out.mkdir(parents=True, exist_ok=True)
    copy = out / f"{file.stem}.checked.xlsx"
    write_checked(inspection, copy)
    return Inspected(inspection, copy)
