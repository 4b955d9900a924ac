"""Sheets are laid out and drawn in blocks, each of which may be done anywhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from printouts.drawing import Ink
from printouts.leaves import PAPERS
from printouts.text import find_missing

if TYPE_CHECKING:
    from printouts.drawing import Drawing, Script
    from printouts.leaves import Case, PaperKind
    from printouts.text import MissingGlyph

BLOCK = 100
"""Sheets of a block: a third of a second of work."""


@dataclass(frozen=True, slots=True)
class Order:
    """What to print, and what was printed `before`: None prints every sheet."""

    case: Case
    before: Case | None


@dataclass(frozen=True, slots=True)
class Block:
    """Some of the sheets of one kind, by what they are of, and which of them are old."""

    kind: PaperKind
    subjects: tuple[Any, ...]
    old: frozenset[Any] = frozenset()


@dataclass(frozen=True, slots=True)
class DrawnLeaf:
    """One party's or list's sheets, drawn; without any where nothing has changed."""

    id: str
    file: str
    headings: tuple[str, ...]
    digest: str
    drawings: tuple[Drawing, ...]
    missing: tuple[MissingGlyph, ...] = ()


@dataclass(frozen=True, slots=True)
class DrawnBlock:
    """The sheets of a block, and the scripts that their drawings hold."""

    leaves: tuple[DrawnLeaf, ...]
    scripts: tuple[Script, ...]


def cut_blocks(kind: PaperKind, order: Order) -> list[Block]:
    """Return the sheets of `kind` in their order, cut into blocks."""
    subjects = PAPERS[kind].subjects
    now = subjects(order.case)
    old = set(subjects(order.before)) if order.before else set()
    cuts = [tuple(now[first : first + BLOCK]) for first in range(0, len(now), BLOCK)]
    return [Block(kind, cut, frozenset(old.intersection(cut))) for cut in cuts]


def draw_block(order: Order, block: Block) -> DrawnBlock:
    """Lay out and draw the sheets of `block` that say something else than before."""
    ink = Ink()
    leaves = [_draw_leaf(order, block, subject, ink) for subject in block.subjects]
    return DrawnBlock(tuple(leaves), ink.scripts)


def _draw_leaf(order: Order, block: Block, subject: Any, ink: Ink) -> DrawnLeaf:
    build = PAPERS[block.kind].leaf
    leaf = build(order.case, subject)
    about = (leaf.id, leaf.file, leaf.headings, leaf.digest)
    if subject in block.old and order.before is not None:
        before = build(order.before, subject)
        if before.digest == leaf.digest:
            return DrawnLeaf(*about, drawings=())
    return DrawnLeaf(
        *about,
        drawings=tuple(map(ink.draw, leaf.lay_out())),
        missing=tuple(find_missing(leaf.id, leaf.texts)),
    )


def find_gone(kind: PaperKind, case: Case, before: Case) -> tuple[str, ...]:
    """Return the ids of the sheets that were there before and are no more."""
    paper = PAPERS[kind]
    now = set(paper.subjects(case))
    gone = [one for one in paper.subjects(before) if one not in now]
    return tuple(sorted(map(paper.id, gone)))
