"""Headings of sheets in seventeen languages beside Chinese and English: `headings.csv`."""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from typing import NamedTuple

_FILE = Path(__file__).with_name("headings.csv")

COMPANY = "company"
"""In the file, names that stand for the buyer or the supplier of the sheet."""

DESCRIPTION = "description"
"""In the file, names of the product where nothing else is one, else of what is said
about it."""

COMMA_LANGUAGES = frozenset(
    {"de", "fr", "es", "pt", "it", "ru", "tr", "vi", "uk", "pl", "nl", "id"}
)
"""Languages that write 1.200,50 and 2,5."""


class Heading(NamedTuple):
    """A name of the column `field` in a language."""

    field: str
    language: str
    name: str


@cache
def foreign_headings() -> tuple[Heading, ...]:
    """Return every heading of the file."""
    with _FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Heading(row["field"], language, name.strip())
            for row in csv.DictReader(file)
            for language, names in row.items()
            if language != "field"
            for name in names.split(";")
            if name.strip()
        )
