"""On which line of a template file a text stands."""

from __future__ import annotations

import re
from typing import NamedTuple

_TABLE = re.compile(r"\s*\[([^\[\]]+)\]\s*(#.*)?")
_KEY = re.compile(r"\s*([A-Za-z0-9_\-\"'. ]+?)\s*=")


class Line(NamedTuple):
    """A line of a file with the key it belongs to."""

    number: int
    key: str
    text: str


def lines_of(source: str) -> list[Line]:
    """Return the lines of a TOML file, counted from 1, each with its dotted key.

    A line without a key of its own belongs to the text above it.
    """
    table, key, lines = "", "", []
    for number, text in enumerate(source.splitlines(), start=1):
        if header := _TABLE.fullmatch(text):
            table = key = _plain(header[1])
        elif begun := _KEY.match(text):
            key = ".".join(part for part in (table, _plain(begun[1])) if part)
        lines.append(Line(number, key, text))
    return lines


def find_line(lines: list[Line], key: str, found: str = "") -> int:
    """Return the line of `found` in the text `key`; that of the key where it is unseen.

    A file that writes its keys in an unusual way still gives a line that holds `found`.
    """
    own = [line for line in lines if _is_about(line.key, key)]
    for line in [*own, *lines]:
        if found and found in line.text:
            return line.number
    exact = [line.number for line in own if line.key == key]
    return (exact or [line.number for line in own] or [1])[0]


def _is_about(written: str, key: str) -> bool:
    """Tell whether a line under `written` may hold a part of the text `key`."""
    return (
        written == key or key.startswith(f"{written}.") or written.startswith(f"{key}.")
    )


def _plain(name: str) -> str:
    return ".".join(part.strip().strip("\"'") for part in name.split("."))
