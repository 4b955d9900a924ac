"""Drawn sheets become the files of a pack, and a manifest says what is in them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from printouts.blocks import (
    Block,
    DrawnPart,
    cut_blocks,
    draw_block,
    find_unchanged,
)
from printouts.case import Case, fair_texts
from printouts.drawn import DrawnBlock, DrawnLeaf
from printouts.kinds import PaperKind
from printouts.papers import PAPERS, document_title
from printouts.render import Pdf
from printouts.text import MissingGlyph, find_missing
from scheduler.errors import FairmatchError
from scheduler.progress import Event, Progress
from scheduler.wording import Wording

if TYPE_CHECKING:
    from printouts.parts import Parts
    from scheduler.executor.protocol import Executor

EVERYBODY = ""
"""Party of a missing character that stands on every sheet."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of the manifest; `party` None and `page` 0 for a file as a whole."""

    file: str
    kind: PaperKind
    party: str | None
    page: int
    pages: int
    sha256: str

    def to_json(self) -> dict[str, Any]:
        """Return the entry as it stands in manifest.json."""
        plain: dict[str, Any] = {
            "file": self.file,
            "kind": self.kind.value,
            "party": self.party,
            "pages": self.pages,
            "sha256": self.sha256,
        }
        return plain if self.party is None else plain | {"page": self.page}


@dataclass(frozen=True)
class PackReport:
    """What was printed.

    `missing` are the characters printed as a box, by party; `unchanged` and `gone` are
    ids by kind when only changes were asked for: sheets that are still right, and
    sheets to take away because their party or list is no more.
    """

    entries: tuple[Entry, ...]
    missing: tuple[MissingGlyph, ...] = ()
    unchanged: dict[PaperKind, tuple[str, ...]] = field(default_factory=dict)
    gone: dict[PaperKind, tuple[str, ...]] = field(default_factory=dict)


class PackError(FairmatchError):
    """The pack could not be finished; what was printed before is untouched."""


class Binder:
    """Collects files in a folder beside the real one and swaps them at the end."""

    def __init__(
        self, folder: Path, progress: Progress, executor: Executor, parts: Parts
    ) -> None:
        self.folder = folder
        self._progress = progress
        self._executor = executor
        self._parts = parts
        self._entries: list[Entry] = []
        self._missing: set[MissingGlyph] = set()
        self._unchanged: dict[PaperKind, tuple[str, ...]] = {}
        self._gone: dict[PaperKind, tuple[str, ...]] = {}

    def open(self, case: Case) -> None:
        """Begin with an empty folder, also after a run that was cut off."""
        self._missing.update(find_missing(EVERYBODY, fair_texts(case.fair)))
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def bind(self, kind: PaperKind, case: Case) -> None:
        """Lay out and draw all sheets of `kind`, one PDF a file; none, no file."""
        if PAPERS[kind].is_bound and case.before is not None:
            self._bind_whole(kind, case, case.before)
            return
        title, tag = document_title(kind, case)
        pdfs: dict[str, Pdf] = {}
        cut = cut_blocks(kind, case)
        unchanged = cut.unchanged
        for leaf, block in self._drawn(kind, case, cut.blocks):
            if not leaf.drawings:
                unchanged.append(leaf.id)
                continue
            if leaf.file not in pdfs:
                pdfs[leaf.file] = Pdf(title, tag, PAPERS[kind].imposition)
            self._put(pdfs[leaf.file], kind, leaf, block)
        for file, pdf in pdfs.items():
            self.keep(kind, file, pdf.to_bytes(), pdf.pages)
        if case.before is not None:
            self._unchanged[kind] = tuple(sorted(unchanged))
            self._gone[kind] = tuple(sorted(cut.gone))

    def _bind_whole(self, kind: PaperKind, case: Case, before: Case) -> None:
        """Bind what is one work: all of it when anything in it is different, or none."""
        chapters = find_unchanged(kind, case, before)
        if chapters is None:
            self.bind(kind, replace(case, before=None))
        self._unchanged[kind] = chapters or ()
        self._gone[kind] = ()

    def _drawn(
        self, kind: PaperKind, case: Case, cut: list[Block]
    ) -> Iterator[tuple[DrawnLeaf, DrawnBlock]]:
        blocks = [
            replace(block, held=self._parts.held(kind, number))
            for number, block in enumerate(cut)
        ]
        total = sum(len(block.subjects) for block in blocks)
        done = 0
        parts = self._executor.map(
            draw_block,
            blocks,
            shared=case,
            go_on=lambda: self._go_on(kind, done, total),
        )
        for number, part in enumerate(parts):
            drawn = self._taken(case, blocks[number], number, part)
            done += len(drawn.leaves)
            yield from ((leaf, drawn) for leaf in drawn.leaves)
        if done < total:
            raise _stopped()
        if total:
            self._progress.tell(Event(f"print {kind}", done, total))

    def _taken(
        self, case: Case, block: Block, number: int, part: DrawnPart
    ) -> DrawnBlock:
        """Return what was drawn now and keep it, or what was drawn and kept before."""
        if not part.content:
            try:
                kept = self._parts.load(block.kind, number, part.checksum)
                return DrawnBlock.from_bytes(kept)
            except (OSError, ValueError, TypeError):  # gone or damaged meanwhile
                part = draw_block(case, replace(block, held=""))
        self._parts.keep(block.kind, number, part.checksum, part.content)
        return DrawnBlock.from_bytes(part.content)

    def _go_on(self, kind: PaperKind, done: int, total: int) -> bool:
        self._progress.tell(Event(f"print {kind}", done, total))
        return not self._progress.should_stop()

    def _put(
        self, pdf: Pdf, kind: PaperKind, leaf: DrawnLeaf, block: DrawnBlock
    ) -> None:
        pdf.add_headings(leaf.headings)
        on = [
            pdf.add_page(drawing, block.scripts, block.figures)
            for drawing in leaf.drawings
        ]
        self._missing.update(leaf.missing)
        pages = on[-1] - on[0] + 1
        entry = Entry(leaf.file, kind, leaf.id, on[0], pages, leaf.digest)
        self._entries.append(entry)

    def keep(self, kind: PaperKind, file: str, content: bytes, pages: int) -> None:
        """Write a file and note it."""
        (self.folder / file).write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        self._entries.append(Entry(file, kind, None, 0, pages, sha256))

    def publish(self, goal: Path) -> None:
        """Write the manifest and put the folder in the place of `goal`."""
        self._parts.drop()
        self._entries.sort(key=lambda entry: (entry.file, entry.page))
        entries = [entry.to_json() for entry in self._entries]
        text = json.dumps(entries, ensure_ascii=False, indent=1, sort_keys=True)
        (self.folder / "manifest.json").write_text(text + "\n", encoding="utf-8")
        old = goal.with_name(f"{goal.name}.old")
        shutil.rmtree(old, ignore_errors=True)
        if goal.exists():
            goal.rename(old)
        self.folder.rename(goal)
        shutil.rmtree(old, ignore_errors=True)

    def report(self) -> PackReport:
        """Return what was done."""
        return PackReport(
            entries=tuple(self._entries),
            missing=tuple(
                sorted(self._missing, key=lambda glyph: (glyph.party, glyph.character))
            ),
            unchanged=self._unchanged,
            gone=self._gone,
        )


def _stopped() -> PackError:
    return PackError(
        "print-stopped",
        Wording(en="Printing was stopped.", zh="打印已中止。"),
        Wording(
            en="The papers printed before are untouched; print again when ready.",
            zh="之前生成的纸质材料保持不变；准备好后请重新打印。",
        ),
    )
