"""Sheets are laid out and drawn in blocks, each of which may be done anywhere."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

from printouts.drawing import Ink
from printouts.drawn import DrawnBlock, DrawnLeaf
from printouts.papers import PAPERS
from printouts.text import find_missing

if TYPE_CHECKING:
    from printouts.case import Case, Leaf
    from printouts.kinds import PaperKind


@dataclass(frozen=True, slots=True)
class Block:
    """Some of the sheets of one kind, by what they are of.

    `old` are those that there were before; `held` is the checksum of what an earlier
    run has drawn of them, "" where none has.
    """

    kind: PaperKind
    subjects: tuple[Any, ...]
    old: frozenset[Any] = frozenset()
    held: str = ""


class DrawnPart(NamedTuple):
    """A block drawn, as bytes (none where the one held will do), and their checksum."""

    checksum: str
    content: bytes


class Cut(NamedTuple):
    """The sheets of one kind in their order, cut into blocks.

    `unchanged` are ids of sheets that surely say what they said before, and are in no
    block; `gone` of those that were there before and are no more.
    """

    blocks: list[Block]
    unchanged: list[str]
    gone: list[str]


def cut_blocks(kind: PaperKind, case: Case) -> Cut:
    """Return the sheets of `kind` that may have to be drawn, in blocks."""
    subjects, size, name = PAPERS[kind].subjects, PAPERS[kind].at_once, PAPERS[kind].id
    now = subjects(case)
    old = dict.fromkeys(subjects(case.before)) if case.before else {}
    gone = old.keys() - set(now)
    kept = {one for one in now if one in old and _surely_stays(kind, case, one)}
    open_ = [one for one in now if one not in kept]
    cuts = [tuple(open_[first : first + size]) for first in range(0, len(open_), size)]
    return Cut(
        [Block(kind, cut, frozenset(old.keys() & set(cut))) for cut in cuts],
        [name(one) for one in now if one in kept],
        [name(one) for one in old if one in gone],
    )


def _surely_stays(kind: PaperKind, case: Case, subject: Any) -> bool:
    made_of, before = PAPERS[kind].made_of, case.before
    if made_of is None or before is None or case.comparison is None:
        return False
    now, then = made_of(case.facts, subject), made_of(before.facts, subject)
    return case.comparison.is_same(now, then)


def draw_block(case: Case, block: Block) -> DrawnPart:
    """Lay out and draw the sheets of `block` that say something else than before."""
    build = PAPERS[block.kind].leaf
    leaves = [build(case, subject) for subject in block.subjects]
    kept = [
        _is_kept(case, block, subject, leaf)
        for subject, leaf in zip(block.subjects, leaves, strict=True)
    ]
    checksum = _checksum(case, leaves, kept)
    if checksum == block.held:
        return DrawnPart(checksum, b"")
    ink = Ink()
    drawn = [
        _draw(leaf, ink, is_kept) for leaf, is_kept in zip(leaves, kept, strict=True)
    ]
    block_drawn = DrawnBlock(tuple(drawn), ink.scripts, ink.figures)
    return DrawnPart(checksum, block_drawn.to_bytes())


def _is_kept(case: Case, block: Block, subject: Any, leaf: Leaf) -> bool:
    if case.before is None or subject not in block.old:
        return False
    return PAPERS[block.kind].leaf(case.before, subject).digest == leaf.digest


def _checksum(case: Case, leaves: list[Leaf], kept: list[bool]) -> str:
    """Return what tells whether a block drawn before says the same."""
    said = [case.fair.release, [leaf.digest for leaf in leaves], kept]
    return hashlib.sha256(json.dumps(said).encode()).hexdigest()[:32]


def _draw(leaf: Leaf, ink: Ink, is_kept: bool) -> DrawnLeaf:
    about = (leaf.id, leaf.file, leaf.headings, leaf.digest)
    if is_kept:
        return DrawnLeaf(*about, drawings=())
    return DrawnLeaf(
        *about,
        drawings=tuple(map(ink.draw, leaf.lay_out())),
        missing=tuple(find_missing(leaf.id, leaf.texts)),
    )


def find_unchanged(kind: PaperKind, case: Case, before: Case) -> tuple[str, ...] | None:
    """Return the ids of all sheets where each says what it said before, else None."""
    paper = PAPERS[kind]
    now = paper.subjects(case)
    if now != paper.subjects(before):
        return None
    if any(paper.leaf(case, s).digest != paper.leaf(before, s).digest for s in now):
        return None
    return tuple(sorted(map(paper.id, now)))
