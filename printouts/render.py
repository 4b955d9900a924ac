"""Drawings become the bytes of a PDF.

Same pages, same bytes: no clock, no name of a user or a machine is written.
"""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO
from typing import TYPE_CHECKING

from printouts.imposition import A4
from printouts.numbering import Numbering
from printouts.script_canvas import ScriptCanvas
from printouts.text import storable
from printouts.typeface import load_faces

if TYPE_CHECKING:
    from printouts.drawing import Drawing, DrawnFigure, Script
    from printouts.imposition import Imposition

PRODUCER = "Fairmatch"


class Pdf:
    """A PDF that grows page by page and is asked for its bytes once, at the end.

    `pages` are its sheets: one takes as many of the drawings as its imposition says.
    """

    def __init__(self, title: str, language: str, imposition: Imposition = A4) -> None:
        """Begin a document; `language` is a tag such as "zh-CN" that readers use."""
        load_faces()
        self._buffer = BytesIO()
        self._canvas = ScriptCanvas(
            self._buffer,
            pagesize=imposition.size,
            pageCompression=1,
            invariant=1,
            lang=language,
        )
        self._canvas.setTitle(storable(title))
        self._canvas.setAuthor(PRODUCER)
        self._canvas.setSubject(storable(title))
        self._canvas.setCreator(PRODUCER)
        self._canvas.setProducer(PRODUCER)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pages = 0
        self._imposition = imposition
        self._taken = 0
        self._entries = 0
        self._headings: tuple[str, ...] = ()
        self._numbering = Numbering(self._canvas)

    def add_headings(self, headings: tuple[str, ...]) -> None:
        """Put entries into the outline that lead to what is drawn next.

        One entry a level; upper ones that are as they were last time are not repeated.
        """
        self._turn_full_sheet()
        last = len(headings) - 1
        for level, text in enumerate(headings):
            if level < last and headings[: level + 1] == self._headings[: level + 1]:
                continue
            key = f"p{self._entries}"
            self._entries += 1
            self._canvas.bookmarkPage(key)
            self._canvas.addOutlineEntry(
                storable(text) or "–", key, level=level, closed=level < last
            )
        self._headings = headings

    def add_page(
        self,
        drawing: Drawing,
        scripts: Sequence[Script],
        figures: Sequence[DrawnFigure],
    ) -> int:
        """Put `drawing`, whose ink holds `scripts` and `figures`, in the next place.

        Returns the number of the sheet that it is on.
        """
        self._turn_full_sheet()
        self._canvas.stamp([figures[at] for at in drawing.stamps], scripts)
        for matrix in self._imposition.matrices(self._taken):
            self._canvas.take(drawing, scripts, matrix)
        self.pages += self._taken == 0
        self._numbering.take(drawing.numbers, self.pages)
        self._taken += 1
        return self.pages

    def _turn_full_sheet(self) -> None:
        if self._taken == len(self._imposition.spots):
            self._canvas.turn()
            self._taken = 0

    def to_bytes(self) -> bytes:
        """Finish the document and return it. Raises ValueError without any page."""
        if not self.pages:
            raise ValueError("a PDF needs a page")
        if self._headings or self._numbering.has_begun:
            self._canvas.showOutline()
        self._canvas.turn()
        self._numbering.finish(self.pages)
        self._canvas.save()
        return self._buffer.getvalue()
