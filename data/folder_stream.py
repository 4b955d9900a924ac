"""Long lists of our own files, read line by line, so that memory holds no second copy.

This is the quick way for files laid out just as `folder_text` writes them. Whatever is
otherwise, in layout or in content, raises `UnlikeOurs`; the slow way then reads the
whole file and says what is wrong and where.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import NoReturn, TextIO

Rows = Iterator[str]
Handler = Callable[[Rows, Mapping[str, object]], object]
"""Takes the rows of a list and the members of the object that came before it."""


def _refuse(name: str) -> NoReturn:
    raise ValueError(name)


DECODER = json.JSONDecoder(parse_constant=_refuse)


class UnlikeOurs(Exception):  # noqa: N818 - never an error for anybody to see
    """The file is not as we write it."""


def read_by_line(path: Path, long: Mapping[str, Handler]) -> dict[str, object]:
    """Return the object in `path`, the lists named in `long` as their handlers made them.

    Raises UnlikeOurs, also where the file cannot be read at all.
    """
    try:
        with path.open(encoding="utf-8") as file:
            return read_stream(file, long)
    except OSError as error:
        raise UnlikeOurs from error


def read_stream(file: TextIO, long: Mapping[str, Handler]) -> dict[str, object]:
    """Return the object in `file`, as `read_by_line` does."""
    try:
        return _read(file, long)
    except (OSError, ValueError, OverflowError, RecursionError) as error:
        raise UnlikeOurs from error


def parse(text: str) -> object:
    """Return the JSON value of `text`; raises ValueError."""
    value: object = DECODER.decode(text)
    return value


def _read(file: TextIO, long: Mapping[str, Handler]) -> dict[str, object]:
    found: dict[str, object] = {}
    _expect(next(file, ""), "{\n")
    more = True
    while more:
        line = next(file, "")
        key, begin = _key(line)
        if key in found:
            raise UnlikeOurs
        if begin not in ("[\n", "{\n"):
            value, more = _without_comma(begin)
            found[key] = parse(value)
            continue
        end = _End()
        rows = _rows(file, end)
        if key in long and begin == "[\n":
            found[key] = long[key](rows, found)
        else:
            found[key] = parse(
                begin + ",".join(rows) + ("]" if begin == "[\n" else "}")
            )
        last, more = _without_comma(end.line)
        _expect(last, "]" if begin == "[\n" else "}")
    _expect(next(file, ""), "}\n")
    _expect(next(file, ""), "")
    return found


class _End:
    """The line after the last row of a list, once it has been reached."""

    line = ""


def _rows(file: TextIO, end: _End) -> Rows:
    """Yield the rows up to the end, without indent and comma."""
    more = True
    for line in file:
        if not line.startswith("  "):
            if more:
                raise UnlikeOurs
            end.line = line
            return
        if not more:
            raise UnlikeOurs
        text, more = _without_comma(line)
        yield text[2:]


def _key(line: str) -> tuple[str, str]:
    """Return the key at the beginning of a line, and what follows."""
    text, colon, begin = line.partition(": ")
    key = parse(text) if colon else None
    if not isinstance(key, str):
        raise UnlikeOurs
    return key, begin


def _without_comma(line: str) -> tuple[str, bool]:
    """Return a line without its end, and whether that was a comma."""
    if not line.endswith("\n"):
        raise UnlikeOurs
    return (line[:-2], True) if line.endswith(",\n") else (line[:-1], False)


def _expect(found: str, wanted: str) -> None:
    if found != wanted:
        raise UnlikeOurs
