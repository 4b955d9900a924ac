"""Numbers of pages, and the outline of a book: what only a growing document knows.

A number that is not known yet is shown as a form, an empty place to which the document
gives its content at the end; so a book is written page by page, and its contents stand
at its beginning all the same.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from printouts.drawing import Script, form_name, page_form, show_form
from printouts.text import storable, width
from printouts.typeface import Face

if TYPE_CHECKING:
    from printouts.drawing import Begin, Number, Numbers
    from printouts.script_canvas import ScriptCanvas

PAGES = "{pages}"
NAMELESS = "–"
"""Stands in the outline for what has no name."""
DEPTH = 4
"""Points below the line, for letters that reach there."""


class Numbering:
    """Follows a document page by page, and fills in what it then knows."""

    def __init__(self, canvas: ScriptCanvas) -> None:
        self._canvas = canvas
        self._begins: dict[str, int] = {}
        self._open: dict[str, Number] = {}

    @property
    def has_begun(self) -> bool:
        """Tell whether there is an entry for the outline."""
        return bool(self._begins)

    def take(self, numbers: Numbers, page: int) -> None:
        """Number the current page, which is number `page`."""
        for begin in numbers.begins:
            self._begin(begin, page)
        for number in numbers.shown:
            if number.anchor:
                self._point(number)
            else:
                self._number(number, page)

    def finish(self, pages: int) -> None:
        """Fill in what had to wait, in a document of `pages`.

        Raises KeyError where an anchor that a page tells of is nowhere.
        """
        for name, number in self._open.items():
            if number.anchor:
                page = self._begins[number.anchor]
                self._fill(name, number, str(page), ends=True)
            else:
                self._fill(name, number, _rest(number).replace(PAGES, str(pages)))

    def _begin(self, begin: Begin, page: int) -> None:
        self._begins[begin.name] = page
        key = form_name(begin.name)
        top = begin.y + 8
        self._canvas.bookmarkPage(key, fit="XYZ", left=0, top=top, zoom=0)
        title = storable(begin.title) or NAMELESS
        self._canvas.addOutlineEntry(title, key, begin.level, closed=True)

    def _point(self, number: Number) -> None:
        name = page_form(number.anchor)
        self._open[name] = number
        self._canvas.use_form(name)
        rect = (number.x - number.room, number.y - DEPTH, number.x, number.y + 9)
        self._canvas.linkRect("", form_name(number.anchor), rect, relative=0)

    def _number(self, number: Number, page: int) -> None:
        before = number.text.partition(PAGES)[0].format(page=page)
        self._canvas.write(Script(number.face, number.size, before), number)
        wide = width(before, Face(number.face), number.size)
        name = form_name(f"rest {number.text}")
        self._open[name] = number
        self._canvas.use_form(name, show_form(name, number.x + wide, number.y))

    def _fill(
        self, name: str, number: Number, text: str, *, ends: bool = False
    ) -> None:
        """Give a form its content, a text that begins or ends at its origin."""
        wide = width(text, Face(number.face), number.size)
        left = -wide if ends else 0.0
        edges = (
            math.floor(left),
            -DEPTH,
            math.ceil(left + wide),
            math.ceil(number.size),
        )
        self._canvas.beginForm(name, *edges)
        script = Script(number.face, number.size, text)
        self._canvas.write(script, number._replace(x=left, y=0.0))
        self._canvas.endForm()


def _rest(number: Number) -> str:
    return PAGES + number.text.partition(PAGES)[2]
