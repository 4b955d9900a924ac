"""Words that say nothing about which product is meant.

Numbers stay: "304" and "A4" tell steels and papers apart.
"""

from __future__ import annotations

STOP_WORDS = frozenset(
    # English
    "a an and for in of on or per the to with "
    # Spanish
    "a al con de del e el en la las los o para por sin u un una y "
    # units and packing
    "cc cm dm ft g gr kg km kva kw l lb lt lts m mg mhz ml mm mt oz ton tons w "
    "box boxes caja cajas lot pack packs pcs piece pieces pza set sets tab tabs tablets "
    "unid unidad unidades unit units".split()
)
"""Latin words left out; compared after `scheduler.fit.text.normalise` has folded them."""

STOP_CHARACTERS = frozenset("的及与和或等之")
"""Chinese characters that only join two things: a word ends before and after them."""
