"""Arabic words without their article and endings, as light stemmers leave them."""

from __future__ import annotations

import re

_ARTICLE = re.compile(r"(?<!\w)(?:[وفبك]?ال|لل)(?=\w{3})")
_ENDING = re.compile(r"(?<=\w{3})(?:ات|يه|ه|ين|ون)(?!\w)")


def bare_words(text: str) -> str:
    """Return folded `text` with its Arabic words bare; three letters stay of each.

    المضخات (the pumps) and مضخة (a pump) are one product. The article may be joined
    by and, so, with, as; the endings are those of number and kind, with which most
    names of goods differ. As in light10 (Larkey, Ballesteros and Connell 2002).
    """
    return _ENDING.sub("", _ARTICLE.sub("", text))
