"""The texts of the messages as data: one TOML file a kind, each text in zh and en."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FIELD = re.compile(r"\{([a-z_]+)\}")
CLAUSE = re.compile(r"\[\[(.*?)\]\]", re.DOTALL)


@cache
def load_texts(name: str) -> Mapping[str, Wording]:
    """Return the texts of `<name>.toml`, their tables joined by dots ("new.intro")."""
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    return dict(_leaves(tomllib.loads(text), ""))


def fill(template: str, values: Mapping[str, str]) -> str:
    """Return the template with `{field}` replaced by values, read once only.

    A clause in double square brackets is left out when a value in it is empty. A field
    that nobody knows stays as it is written, so that it is seen. Values are never read
    as templates.
    """

    def clause(match: re.Match[str]) -> str:
        names = FIELD.findall(match[1])
        return match[1] if all(values.get(name, "") for name in names) else ""

    kept = CLAUSE.sub(clause, template)
    return FIELD.sub(lambda match: values.get(match[1], match[0]), kept)


def _leaves(table: Mapping[str, Any], path: str) -> Iterator[tuple[str, Wording]]:
    for key, value in table.items():
        if set(value) == {"zh", "en"}:
            yield f"{path}{key}", Wording(en=value["en"], zh=value["zh"])
        else:
            yield from _leaves(value, f"{path}{key}.")
