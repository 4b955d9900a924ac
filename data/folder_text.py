"""JSON as text that is the same bytes for the same value, and readable.

Keys are sorted; the outermost object takes a line for each key, a list in it a line
for each item, an object in it a line for each key; everything deeper stays in its line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from json.encoder import encode_basestring
from pathlib import Path

_compact = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, sort_keys=True, separators=(", ", ": ")
).encode


@dataclass(frozen=True, slots=True)
class Written:
    """A long list whose rows are JSON already, each of one item or of several."""

    rows: Iterable[str]


class Quoted(dict[str, str]):
    """Texts as JSON, each made once: the same few names come again and again."""

    def __missing__(self, text: str) -> str:
        """Make the text that is asked for the first time."""
        self[text] = quoted = quote(text)
        return quoted


def quote(text: str) -> str:
    """Return a text as JSON."""
    return encode_basestring(text)


def write_json(path: Path, value: Mapping[str, object]) -> None:
    """Write `value` to `path` in UTF-8 with a line feed at the end.

    Raises OSError where the file cannot be written.
    """
    with path.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(json_lines(value))


def json_lines(value: Mapping[str, object]) -> Iterator[str]:
    """Yield the text of `value` in pieces."""
    yield "{\n"
    for index, key in enumerate(sorted(value)):
        yield f"{_comma(index)}{_compact(key)}: "
        yield from _member(value[key])
    yield "\n}\n"


def _member(value: object) -> Iterator[str]:
    if isinstance(value, Written):
        yield from _block("[", "]", value.rows)
    elif isinstance(value, list | tuple):
        yield from _block("[", "]", (_compact(item) for item in value))
    elif isinstance(value, Mapping):
        rows = (f"{_compact(key)}: {_compact(value[key])}" for key in sorted(value))
        yield from _block("{", "}", rows)
    else:
        yield _compact(value)


def _block(begin: str, end: str, rows: Iterable[str]) -> Iterator[str]:
    yield begin
    empty = True
    for row in rows:
        yield f"\n  {row}" if empty else f",\n  {row}"
        empty = False
    yield end if empty else f"\n{end}"


def _comma(index: int) -> str:
    return ",\n" if index else ""
