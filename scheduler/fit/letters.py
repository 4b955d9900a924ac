"""Letters as they are compared: one width, case and script, without accents."""

from __future__ import annotations

import re
import unicodedata

from scheduler.fit.traditional import TO_SIMPLIFIED

_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u0640\u064b-\u065f\u0670]")
_PLAIN = TO_SIMPLIFIED | str.maketrans({
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th",
    "ى": "ي", "ی": "ي", "ک": "ك", "ة": "ه",
    **{chr(code): chr(code + 0x60) for code in range(0x3041, 0x3097)},
})  # fmt: skip
"""Letters that no accent makes out of others; Arabic ones that are typed either way;
hiragana as katakana."""


def fold_letters(text: str) -> str:
    """Return `text` with its letters folded; marks and blanks stay.

    Only accents go: the signs that make バ of ハ, or a vowel of a Thai word, stay.
    """
    plain = _MARKS.sub("", unicodedata.normalize("NFKD", text).casefold())
    return unicodedata.normalize("NFC", plain).translate(_PLAIN)
