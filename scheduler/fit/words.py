"""Words that say nothing about which product is meant.

Numbers stay: "304" and "A4" tell steels and papers apart.
"""

from __future__ import annotations

_ENGLISH = "a an and for in of on or per the to with"
_SPANISH = """
    al con de del e el en la las los o para por sin u un una y
"""
_UNITS = """
    cc cm dm ft g gr kg km kva kw l lb lt lts m mg mhz ml mm mt oz ton tons w
    box boxes caja cajas lot pack packs pcs piece pieces pza set sets tab tabs tablets
    unid unidad unidades unit units
"""

STOP_WORDS = frozenset(f"{_ENGLISH} {_SPANISH} {_UNITS}".split())
"""Latin words left out, in the folded form of `scheduler.fit.text.normalise`."""

STOP_CHARACTERS = frozenset("的及与和或等之")
"""Chinese characters that only join two things: a word ends before and after them."""
