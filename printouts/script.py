"""Arabic letters joined, and lines that run from right to left put in order to draw.

A paper is laid out with its texts as people read them; only where letters are drawn do
they stand from left to right. The order is that of Unicode's bidirectional algorithm.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display

from printouts.typeface import known_characters

ARABIC = re.compile("[\u0600-\u06ff\u0750-\u077f\u08a0-\u08ff]")
RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufeff]")


@lru_cache(maxsize=1)
def _reshaper() -> ArabicReshaper:
    return ArabicReshaper({"delete_harakat": False, "delete_tatweel": False})


def joined(text: str) -> str:
    """Return `text` with its Arabic letters in the forms that they take side by side.

    A form that no font has stays the letter it is of.
    """
    if not ARABIC.search(text):
        return text
    known = known_characters()
    return "".join(
        letter if ord(letter) in known else unicodedata.normalize("NFKC", letter)
        for letter in _reshaper().reshape(text)
    )


def visual(text: str) -> str:
    """Return the letters of a line from left to right, as they are drawn."""
    return get_display(text) if RIGHT_TO_LEFT.search(text) else text
