"""Marks become the bytes of a PDF: the only file that draws.

Same pages, same bytes: no clock, no name of a user or a machine is written.
"""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from printouts import theme
from printouts.sheet import Box, Rule, Text
from printouts.text import clean
from printouts.theme import MM
from printouts.typeface import Face, load_faces

if TYPE_CHECKING:
    from printouts.sheet import Page

PRODUCER = "Fairmatch"
DOTS = (0.4, 1.6)
"""Points on and off of a line to write on."""


class Pdf:
    """A PDF that grows page by page and is asked for its bytes once, at the end."""

    def __init__(self, title: str, language: str) -> None:
        """Begin a document; `language` is a tag such as "zh-CN" that readers use."""
        load_faces()
        self._buffer = BytesIO()
        self._canvas = Canvas(
            self._buffer,
            pagesize=A4,
            pageCompression=1,
            invariant=1,
            lang=language,
            initialFontName=Face.REGULAR.value,
        )
        self._canvas.setTitle(clean(title))
        self._canvas.setAuthor(PRODUCER)
        self._canvas.setSubject(clean(title))
        self._canvas.setCreator(PRODUCER)
        self._canvas.setProducer(PRODUCER)
        self._canvas.setViewerPreference("DisplayDocTitle", "true")
        self.pages = 0
        self._has_outline = False

    def add_heading(self, text: str, level: int = 0) -> None:
        """Put an entry into the outline that leads to the page drawn next."""
        key = f"p{self.pages}-{level}"
        self._canvas.bookmarkPage(key)
        self._canvas.addOutlineEntry(clean(text), key, level=level, closed=level == 0)
        self._has_outline = True

    def add_page(self, page: Page) -> None:
        """Draw `page` and go on to the next."""
        canvas = self._canvas
        for mark in page.marks:
            if isinstance(mark, Text):
                _draw_text(canvas, mark)
            elif isinstance(mark, Rule):
                _draw_rule(canvas, mark)
            else:
                _draw_box(canvas, mark)
        canvas.showPage()
        self.pages += 1

    def to_bytes(self) -> bytes:
        """Finish the document and return it. Raises ValueError without any page."""
        if not self.pages:
            raise ValueError("a PDF needs a page")
        if self._has_outline:
            self._canvas.showOutline()
        self._canvas.save()
        return self._buffer.getvalue()


def _draw_text(canvas: Canvas, mark: Text) -> None:
    style = mark.style
    canvas.setFillColorRGB(*style.colour)
    canvas.setFont(style.face.value, style.size)
    canvas.drawString(mark.x * MM, _up(mark.y), mark.text)


def _draw_rule(canvas: Canvas, mark: Rule) -> None:
    canvas.setStrokeColorRGB(*mark.colour)
    canvas.setLineWidth(mark.weight * MM)
    if mark.dotted:
        canvas.setDash(*DOTS)
    y = _up(mark.y)
    canvas.line(mark.x * MM, y, (mark.x + mark.length) * MM, y)
    if mark.dotted:
        canvas.setDash()


def _draw_box(canvas: Canvas, mark: Box) -> None:
    x, y = mark.x * MM, _up(mark.y + mark.height)
    wide, high = mark.width * MM, mark.height * MM
    if mark.weight:
        canvas.setStrokeColorRGB(*mark.colour)
        canvas.setLineWidth(mark.weight * MM)
        canvas.rect(x, y, wide, high, stroke=1, fill=0)
    else:
        canvas.setFillColorRGB(*mark.colour)
        canvas.rect(x, y, wide, high, stroke=0, fill=1)


def _up(y: float) -> float:
    return (theme.PAGE_HEIGHT - y) * MM
