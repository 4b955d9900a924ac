"""Drawings become the bytes of a PDF: the only file that knows reportlab's canvas.

Same pages, same bytes: no clock, no name of a user or a machine is written.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.pdfgen.canvas import Canvas

from printouts.drawing import HOLE
from printouts.imposition import A4, UPRIGHT
from printouts.text import clean
from printouts.typeface import Face, load_faces

if TYPE_CHECKING:
    from printouts.drawing import Drawing, DrawnFigure, Script
    from printouts.imposition import Imposition, Matrix

PRODUCER = "Fairmatch"


class Pdf:
    """A PDF that grows page by page and is asked for its bytes once, at the end.

    `pages` are its sheets: one takes as many of the drawings as its imposition says.
    """

    def __init__(self, title: str, language: str, imposition: Imposition = A4) -> None:
        """Begin a document; `language` is a tag such as "zh-CN" that readers use."""
        load_faces()
        self._buffer = BytesIO()
        self._canvas = _ScriptCanvas(
            self._buffer,
            pagesize=imposition.size,
            pageCompression=1,
            invariant=1,
            lang=language,
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(PRODUCER)
        self._canvas.setSubject(clean(title))
        self._canvas.setCreator(PRODUCER)
        self._canvas.setProducer(PRODUCER)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pages = 0
        self._imposition = imposition
        self._taken = 0
        self._entries = 0
        self._headings: tuple[str, ...] = ()

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
                clean(text) or "–", key, level=level, closed=level < last
            )
        self._headings = headings

    def add_page(
        self,
        drawing: Drawing,
        scripts: Sequence[Script],
        figures: Sequence[DrawnFigure] = (),
    ) -> int:
        """Put `drawing`, whose ink holds `scripts` and `figures`, in the next place.

        Returns the number of the sheet that it is on.
        """
        self._turn_full_sheet()
        self._canvas.stamp([figures[at] for at in drawing.stamps], scripts)
        for matrix in self._imposition.matrices(self._taken):
            self._canvas.take(drawing, scripts, matrix)
        self.pages += self._taken == 0
        self._taken += 1
        return self.pages

    def _turn_full_sheet(self) -> None:
        if self._taken == len(self._imposition.spots):
            self._canvas.showPage()
            self._taken = 0

    def to_bytes(self) -> bytes:
        """Finish the document and return it. Raises ValueError without any page."""
        if not self.pages:
            raise ValueError("a PDF needs a page")
        if self._headings:
            self._canvas.showOutline()
        self._canvas.showPage()
        self._canvas.save()
        return self._buffer.getvalue()


class _ScriptCanvas(Canvas):
    """A canvas that takes operators and writes the texts among them itself.

    Three times as fast as `drawString`: a text that occurs again (a supplier's name, a
    label) is encoded once a document.
    """

    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]
    _formsinuse: list[str]

    def stamp(self, figures: Sequence[DrawnFigure], scripts: Sequence[Script]) -> None:
        """Let the page show `figures`; the document takes in those that are new."""
        for figure in figures:
            if not self.hasForm(figure.name):
                box = (0, -math.ceil(figure.height), math.ceil(figure.width), 0)
                self.beginForm(figure.name, *box)
                self.take(figure.drawing, scripts, UPRIGHT)
                self.endForm()
        # not before: a form that ends forgets what the page shows
        self._formsinuse += [figure.name for figure in figures]

    def take(self, drawing: Drawing, scripts: Sequence[Script], matrix: Matrix) -> None:
        """Put `drawing` on the page where `matrix` says."""
        first, *others = drawing.operators.split(HOLE)
        pieces = [first]
        for at, operators in zip(drawing.fillings, others, strict=True):
            pieces += (self._written(scripts[at]), operators)
        marks = "".join(pieces)
        if matrix == UPRIGHT:
            self._code.append(marks)
            return
        moved = " ".join(f"{part:.2f}" for part in matrix)
        self._code.append(f"q {moved} cm\n{marks}\nQ")

    def _written(self, script: Script) -> str:
        known: dict[Script, str] = self.__dict__.setdefault("written_scripts", {})
        if script not in known:
            known[script] = self._write(script)
        return known[script]

    def _write(self, script: Script) -> str:
        font = load_faces()[Face(script.face)]
        return " ".join(
            f"{font.getSubsetInternalName(subset, self._doc)} {script.size:g} Tf "
            f"({self._escape(codes)}) Tj"
            for subset, codes in font.splitString(script.text, self._doc)
        )
