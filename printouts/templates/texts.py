"""The texts of the messages as a value: ours, or an organiser's laid over ours."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

PAGE = "mail.html"
"""The page around the HTML of every mail."""


@dataclass(frozen=True)
class Texts:
    """Every text by kind of message and dotted key ("new.intro"), and the mail's page."""

    sms: Mapping[str, Wording]
    mail: Mapping[str, Wording]
    calendar: Mapping[str, Wording]
    calls: Mapping[str, Wording]
    page: str


KINDS = ("sms", "mail", "calendar", "calls")
"""The kinds of text; each lies in `<kind>.toml`."""
FILES = (*(f"{kind}.toml" for kind in KINDS), PAGE)


@cache
def built_in() -> Texts:
    """Return our own texts."""
    kinds = {
        kind: dict(_leaves(tomllib.loads(source(f"{kind}.toml")), "")) for kind in KINDS
    }
    return Texts(**kinds, page=source(PAGE))


def source(file: str) -> str:
    """Return one of `FILES` as we wrote it, with its comments: what people edit."""
    return (files(__package__) / file).read_text(encoding="utf-8")


def write_texts(folder: Path) -> list[Path]:
    """Write our own texts into `folder`, to be edited; raises OSError."""
    paths = [folder / file for file in FILES]
    for path in paths:
        path.write_text(source(path.name), encoding="utf-8")
    return paths


def _leaves(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Wording]]:
    for key, value in table.items():
        if set(value) == {"zh", "en"}:
            yield f"{path}{key}", Wording(en=value["en"], zh=value["zh"])
        else:
            yield from _leaves(value, f"{path}{key}.")
