"""Blocks drawn before a stop rest in a hidden folder, so that printing goes on there.

Each lies under a checksum of what it says; one that would say something else by now
is not taken. The folder goes once the pack is complete.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from printouts.kinds import PaperKind


class Parts:
    """The blocks kept in `folder`; None keeps nothing."""

    def __init__(self, folder: Path | None) -> None:
        self._folder = folder

    def held(self, kind: PaperKind, number: int) -> str:
        """Return the checksum of what is kept of a block; empty where nothing is."""
        if self._folder is None:
            return ""
        found = sorted(self._folder.glob(f"{kind}-{number:05}-*.json"))
        return found[0].stem.rpartition("-")[2] if found else ""

    def keep(self, kind: PaperKind, number: int, checksum: str, content: bytes) -> None:
        """Keep a block instead of whatever was kept of it."""
        if self._folder is None:
            return
        self._folder.mkdir(parents=True, exist_ok=True)
        for stale in self._folder.glob(f"{kind}-{number:05}-*"):
            stale.unlink()
        path = self._path(self._folder, kind, number, checksum)
        half = path.with_suffix(".half")
        half.write_bytes(content)
        half.rename(path)

    def load(self, kind: PaperKind, number: int, checksum: str) -> bytes:
        """Return a block that is kept; raises OSError where it is gone."""
        if self._folder is None:
            raise FileNotFoundError
        return self._path(self._folder, kind, number, checksum).read_bytes()

    def drop(self) -> None:
        """Take everything away."""
        if self._folder is not None:
            shutil.rmtree(self._folder, ignore_errors=True)

    @staticmethod
    def _path(folder: Path, kind: PaperKind, number: int, checksum: str) -> Path:
        return folder / f"{kind}-{number:05}-{checksum}.json"
