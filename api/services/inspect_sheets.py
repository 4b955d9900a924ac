"""Read sheets for their own sake: what they hold, what is wrong, a marked copy."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from api.services.stopwatch import Stopwatch
from data.checked import write_checked
from data.inspect import Inspection, inspect_file
from data.inspect_tree import TreeFiles, read_placer
from scheduler.progress import Event, Progress, Silent

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from data.placing import Placer


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
    files: Sequence[Path],
    out: Path | None = None,
    progress: Progress | None = None,
    tree: TreeFiles | None = None,
) -> tuple[Inspected, ...]:
    """Inspect each of `files`; with `out`, write marked copies into that folder.

    Categories are placed in the `tree`, or in that of the first fair.toml among the
    files. A fair.toml of `tree` is inspected too, the tree itself only told of where it
    has faults. A file that cannot be read at all is a fault of its report, and has no
    copy. Raises OSError where a copy cannot be written.
    """
    watch = Stopwatch(progress or Silent())
    tree = tree or TreeFiles()
    if tree.fair is None:
        tree = replace(tree, fair=next(filter(_is_settings, files), None))
    elif tree.fair not in files:
        files = [*files, tree.fair]
    found: list[Inspected] = []
    with watch.phase("read"):
        placer, faulty = read_placer(tree)
        for done, file in enumerate(files):
            watch.progress.tell(Event("read", done, len(files)))
            found.append(_inspect(file, out, placer))
    if faulty is not None:
        found.append(Inspected(faulty))
    return tuple(found)


def _is_settings(file: Path) -> bool:
    return file.suffix.lower() == ".toml"


def _inspect(file: Path, out: Path | None, placer: Placer | None) -> Inspected:
    inspection = inspect_file(file, placer=placer)
    if out is None or not inspection.sheets:
        return Inspected(inspection)
    out.mkdir(parents=True, exist_ok=True)
    copy = out / f"{file.stem}.checked.xlsx"
    write_checked(inspection, copy)
    return Inspected(inspection, copy)
