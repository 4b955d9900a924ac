"""Drawn sheets as bytes: how a block comes from a worker, and rests after a stop.

JSON, so that what lies in a folder that people pass around can be read without
running anything.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any

from printouts.drawing import Begin, Drawing, DrawnFigure, Number, Numbers, Script
from printouts.text import MissingGlyph


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
    """The sheets of a block, and the scripts and figures that their drawings hold."""

    leaves: tuple[DrawnLeaf, ...]
    scripts: tuple[Script, ...]
    figures: tuple[DrawnFigure, ...] = ()

    def to_bytes(self) -> bytes:
        """Return all of it."""
        figures = [
            [figure.name, figure.width, figure.height, _plain(figure.drawing)]
            for figure in self.figures
        ]
        leaves = [_plain_leaf(leaf) for leaf in self.leaves]
        plain = [leaves, self.scripts, figures]
        text = json.dumps(plain, ensure_ascii=False, separators=(",", ":"))
        return text.encode("utf-8", "surrogatepass")

    @classmethod
    def from_bytes(cls, content: bytes) -> DrawnBlock:
        """Return what `to_bytes` was told; raises ValueError or TypeError for others."""
        leaves, scripts, figures = json.loads(content.decode("utf-8", "surrogatepass"))
        return cls(
            tuple(_read_leaf(*leaf) for leaf in leaves),
            tuple(Script(*script) for script in scripts),
            tuple(
                DrawnFigure(name, width, height, _read(*drawing))
                for name, width, height, drawing in figures
            ),
        )


def _plain(drawing: Drawing) -> list[Any]:
    return [drawing.operators, drawing.fillings, drawing.stamps, drawing.numbers]


def _read(
    operators: str, fillings: list[int], stamps: list[int], numbers: list[list[Any]]
) -> Drawing:
    begins, shown = numbers
    return Drawing(
        operators,
        tuple(fillings),
        tuple(stamps),
        Numbers(
            tuple(Begin(*one) for one in begins), tuple(Number(*one) for one in shown)
        ),
    )


def _plain_leaf(leaf: DrawnLeaf) -> list[Any]:
    drawings = [_plain(drawing) for drawing in leaf.drawings]
    missing = [(glyph.character, glyph.party) for glyph in leaf.missing]
    return [leaf.id, leaf.file, leaf.headings, leaf.digest, drawings, missing]


def _read_leaf(
    id_: str,
    file: str,
    headings: list[str],
    digest: str,
    drawings: list[tuple[str, list[int], list[int], list[list[Any]]]],
    missing: list[tuple[str, str]],
) -> DrawnLeaf:
    return DrawnLeaf(
        id_,
        file,
        tuple(headings),
        digest,
        tuple(_read(*drawing) for drawing in drawings),
        tuple(MissingGlyph(*glyph) for glyph in missing),
    )
