"""A canvas of reportlab that takes drawings as they are, and writes their texts."""

from __future__ import annotations

import math
import zlib
from collections.abc import Callable, Iterator, Sequence
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase.pdfdoc import PDFName, PDFStream
from reportlab.pdfgen.canvas import Canvas

from printouts.drawing import HOLE
from printouts.imposition import UPRIGHT
from printouts.shaping import shape, syllables
from printouts.typeface import SHAPED, Face, split_fonts

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

    from printouts.drawing import Drawing, DrawnFigure, Number, Script
    from printouts.imposition import Matrix


class ScriptCanvas(Canvas):
    """A canvas that takes operators and writes the texts among them itself.

    Three times as fast as `drawString`: a text that occurs again (a supplier's name, a
    label) is encoded once a document.
    """

    _code: list[str]
    _doc: Any
    _escape: Callable[[bytes], str]
    _formsinuse: list[str]

    def turn(self) -> None:
        """Finish the page, and press it at once: thousands of them would not be small."""
        self.showPage()
        page = self._doc.Pages[-1]
        # operators and escaped codes are ASCII: reportlab's own encoding takes long
        packed = PDFStream(content=zlib.compress(page.stream.encode("ascii")))
        packed.dictionary["Filter"] = PDFName("FlateDecode")
        page.stream, page.Contents = None, packed

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
            pieces += (self.written(scripts[at]), operators)
        marks = "".join(pieces)
        if matrix == UPRIGHT:
            self._code.append(marks)
            return
        moved = " ".join(f"{part:.2f}" for part in matrix)
        self._code.append(f"q {moved} cm\n{marks}\nQ")

    def use_form(self, form: str, operators: str = "") -> None:
        """Let the page show a form, which may be defined later.

        `operators` show it, where no drawing does.
        """
        self._code.append(operators)
        self._formsinuse.append(form)

    def write(self, script: Script, at: Number) -> None:
        """Write a text so that it begins where `at` is."""
        begin = f"{at.colour} rg BT {at.x:.2f} {at.y:.2f} Td"
        self._code.append(f"{begin} {self.written(script)} ET")

    def written(self, script: Script) -> str:
        """Return the operators that write a text in the document's fonts."""
        known: dict[Script, str] = self.__dict__.setdefault("known_scripts", {})
        if script not in known:
            known[script] = self._write(script)
        return known[script]

    def _write(self, script: Script) -> str:
        return " ".join(
            piece
            for font, part in split_fonts(script.text, Face(script.face))
            for piece in (
                self._shaped(font, part, script)
                if SHAPED.match(part)
                else self._plain(font, part, script)
            )
        )

    def _plain(self, font: TTFont, part: str, script: Script) -> Iterator[str]:
        for subset, codes in font.splitString(part, self._doc):
            name = font.getSubsetInternalName(subset, self._doc)
            yield f"{name} {script.size:g} Tf ({self._escape(codes)}) Tj"

    def _shaped(self, font: TTFont, part: str, script: Script) -> Iterator[str]:
        """Yield glyph by glyph what is drawn, and around it the text that it says."""
        said = part.encode("utf-16-be").hex().upper()
        yield f"/Span <</ActualText <FEFF{said}>>> BDC"
        for syllable in syllables(part):
            for glyph in shape(syllable, Face(script.face)):
                ((subset, code),) = font.splitString(chr(glyph.code), self._doc)
                name = font.getSubsetInternalName(subset, self._doc)
                back = glyph.wide + glyph.right - glyph.advance
                yield (
                    f"{name} {script.size:g} Tf {glyph.up * script.size / 1000:.2f} Ts "
                    f"[{-glyph.right:g} ({self._escape(code)}) {back:g}] TJ"
                )
        yield "0 Ts EMC"
