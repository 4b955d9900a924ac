"""Marks become the bytes of a PDF: the only file that draws.

Same pages, same bytes: no clock, no name of a user or a machine is written.
"""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from typing import TYPE_CHECKING, Any

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from printouts import theme
from printouts.sheet import Box, Rule, Text
from printouts.text import clean
from printouts.theme import MM
from printouts.typeface import Face, load_faces

if TYPE_CHECKING:
    from printouts.sheet import Mark, Page

PRODUCER = "Fairmatch"
DOTS = "[0.4 1.6] 0 d"
"""Points on and off of a line to write on, as a PDF operator."""
SOLID = "[] 0 d"

Colour = tuple[float, float, float]


class Pdf:
    """A PDF that grows page by page and is asked for its bytes once, at the end."""

    def __init__(self, title: str, language: str) -> None:
        """Begin a document; `language` is a tag such as "zh-CN" that readers use."""
        load_faces()
        self._buffer = BytesIO()
        self._canvas = _MarkCanvas(
            self._buffer, pagesize=A4, pageCompression=1, invariant=1, lang=language
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(PRODUCER)
        self._canvas.setSubject(clean(title))
        self._canvas.setCreator(PRODUCER)
        self._canvas.setProducer(PRODUCER)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pages = 0
        self._headings: tuple[str, ...] = ()

    def add_headings(self, headings: tuple[str, ...]) -> None:
        """Put entries into the outline that lead to the page drawn next.

        One entry a level; upper ones that are as they were last time are not repeated.
        """
        last = len(headings) - 1
        for level, text in enumerate(headings):
            if level < last and headings[: level + 1] == self._headings[: level + 1]:
                continue
            key = f"p{self.pages}-{level}"
            self._canvas.bookmarkPage(key)
            self._canvas.addOutlineEntry(
                clean(text) or "–", key, level=level, closed=level < last
            )
        self._headings = headings

    def add_page(self, page: Page) -> None:
        """Draw `page` and go on to the next."""
        self._canvas.draw(page.marks)
        self._canvas.showPage()
        self.pages += 1

    def to_bytes(self) -> bytes:
        """Finish the document and return it. Raises ValueError without any page."""
        if not self.pages:
            raise ValueError("a PDF needs a page")
        if self._headings:
            self._canvas.showOutline()
        self._canvas.save()
        return self._buffer.getvalue()


class _MarkCanvas(Canvas):
    """A canvas that writes marks as PDF operators itself.

    Three times as fast as `drawString`: a text that occurs again (a supplier's name, a
    label) is encoded once a document, and a colour is set only where it changes.
    """

    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]

    def draw(self, marks: tuple[Mark, ...]) -> None:
        """Draw the marks of one page in their order."""
        fill: Colour | None = None
        for mark in marks:
            if isinstance(mark, Text):
                colour = mark.style.colour
                if colour != fill:
                    self._code.append(f"{_rgb(colour)} rg")
                    fill = colour
                self._code.append(self._text(mark))
            elif isinstance(mark, Rule):
                self._code.append(_rule(mark))
            else:
                self._code.append(_box(mark))

    def _text(self, mark: Text) -> str:
        face, size = mark.style.face, mark.style.size
        shown = " ".join(
            f"{font} {size:g} Tf ({text}) Tj"
            for font, text in self._encoded(face, mark.text)
        )
        return f"BT {mark.x * MM:.2f} {_up(mark.y):.2f} Td {shown} ET"

    def _encoded(self, face: Face, text: str) -> list[tuple[str, str]]:
        cache: dict[tuple[Face, str], list[tuple[str, str]]]
        cache = self.__dict__.setdefault("encoded_texts", {})
        known = cache.get((face, text))
        if known is None:
            font = load_faces()[face]
            known = cache[face, text] = [
                (font.getSubsetInternalName(subset, self._doc), self._escape(codes))
                for subset, codes in font.splitString(text, self._doc)
            ]
        return known


def _rule(mark: Rule) -> str:
    x, y = mark.x * MM, _up(mark.y)
    end = (mark.x + mark.length) * MM
    pen = f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w"
    line = f"{x:.2f} {y:.2f} m {end:.2f} {y:.2f} l S"
    return f"{pen} {DOTS} {line} {SOLID}" if mark.dotted else f"{pen} {line}"


def _box(mark: Box) -> str:
    x, y = mark.x * MM, _up(mark.y + mark.height)
    shape = f"{x:.2f} {y:.2f} {mark.width * MM:.2f} {mark.height * MM:.2f} re"
    if mark.weight:
        return f"{_rgb(mark.colour)} RG {mark.weight * MM:.2f} w {shape} S"
    return f"q {_rgb(mark.colour)} rg {shape} f Q"


def _rgb(colour: Colour) -> str:
    return " ".join(f"{part:g}" for part in colour)


def _up(y: float) -> float:
    return (theme.PAGE_HEIGHT - y) * MM
