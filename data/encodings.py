"""In which encoding a text without a mark of one was written."""

from __future__ import annotations

import re
from functools import cache

from data.columns import COLUMNS
from data.headings import foreign_headings
from scheduler.fit.letters import fold_letters

ENCODINGS = ("gb18030", "cp1252", "big5", "cp932", "cp949", "cp1251", "cp1254")
"""Those of Excel in China, the west, Taiwan, Japan, Korea, Russia and Turkey."""

HEAD_LINES = 30
"""Lines from the top in which headings are looked for."""

_LONE_HIGH_BYTE = re.compile(rb"(?<![\x80-\xff])[\x80-\xff](?![\x80-\xff])")
_HIGH_BYTE = re.compile(rb"[\x80-\xff]")
_CELL_MARKS = re.compile(r"[,;\t|\r\n]")
_NOT_WORD = re.compile(r"[\W_]+")


def guess_encoding(content: bytes) -> str:
    """Return the encoding in which most headings are ones we know.

    Without any, or among equals, Chinese is told from western text: Chinese bytes
    come in pairs, accents alone.
    """
    high = len(_HIGH_BYTE.findall(content))
    lone = len(_LONE_HIGH_BYTE.findall(content))
    usual = "cp1252" if lone * 2 > high else "gb18030"
    head = b"\n".join(content.splitlines()[:HEAD_LINES])
    counts = {name: _known_headings(head, name) for name in (usual, *ENCODINGS)}
    best = max(counts, key=lambda name: counts[name])
    return best if counts[best] > 0 else usual


def _known_headings(head: bytes, encoding: str) -> int:
    try:
        text = head.decode(encoding)
    except UnicodeDecodeError:
        return -1
    keys = {_key(cell) for cell in _CELL_MARKS.split(text)}
    return len(keys & _headings())


@cache
def _headings() -> frozenset[str]:
    """Return every name of a column that is not plain ASCII, which tells nothing."""
    ours = (name for columns in COLUMNS.values() for c in columns for name in c.names)
    foreign = (heading.name for heading in foreign_headings())
    return frozenset(_key(n) for n in (*ours, *foreign) if not n.isascii())


def _key(text: str) -> str:
    return _NOT_WORD.sub("", fold_letters(text))
