"""Empty sheets for a new fair, or the texts of its notices; what is there already is never written over."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from data.templates import write_templates
from printouts.templates.texts import write_texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable


@dataclass(frozen=True)
class Templates:
    """Names of the files written, and of those that were there and stay."""

    written: tuple[str, ...]
    kept: tuple[str, ...]


def make_templates(folder: Path) -> Templates:
    """Write the templates that `folder` lacks; raises OSError from the disk."""
    return _put_missing(folder, write_templates)


def make_texts(folder: Path) -> Templates:
    """Write the texts of notices that `folder` lacks; raises OSError from the disk."""
    return _put_missing(folder, write_texts)


def _put_missing(folder: Path, write: Callable[[Path], Iterable[Path]]) -> Templates:
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".template-", dir=folder) as making:
        names = [path.name for path in write(Path(making))]
        kept = tuple(name for name in names if (folder / name).exists())
        written = tuple(name for name in names if name not in kept)
        for name in written:
            (Path(making) / name).rename(folder / name)
    return Templates(written, kept)
