"""Which rows have one of many values: as one parameter, however many they are.

Databases take a limited number of parameters (PostgreSQL 65,535, SQLite 32,766), and a
rep may look after more suppliers than that, a supervisor decide on more suggestions.
"""

from __future__ import annotations

import json
from itertools import islice
from typing import TYPE_CHECKING, Any, TypeVar

from sqlalchemy import Text, bindparam, cast, select
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from sqlalchemy import ColumnElement
    from sqlalchemy.sql.compiler import SQLCompiler

T = TypeVar("T")

CHUNK = 500
"""Things that one statement names where each needs parameters of its own."""


def among(
    column: Any, values: Collection[str] | Collection[int]
) -> ColumnElement[bool]:
    """Return the condition that `column` has one of `values`."""
    listed = bindparam(None, json.dumps(list(values)), type_=Text)
    value = _Values(listed).table_valued("value").c.value
    condition: ColumnElement[bool] = column.in_(select(cast(value, column.type)))
    return condition


def chunks(things: Iterable[T]) -> Iterator[list[T]]:
    """Yield `things` in order, `CHUNK` of them at a time."""
    rest = iter(things)
    while chunk := list(islice(rest, CHUNK)):
        yield chunk


class _Values(FunctionElement[Any]):
    """The values of a JSON list, a row each."""

    name = "json_values"
    inherit_cache = True


@compiles(_Values, "sqlite")
def _in_sqlite(element: _Values, compiler: SQLCompiler, **how: Any) -> str:
    return f"json_each({compiler.process(element.clauses, **how)})"


@compiles(_Values, "postgresql")
def _in_postgres(element: _Values, compiler: SQLCompiler, **how: Any) -> str:
    listed = compiler.process(element.clauses, **how)
    return f"json_array_elements_text(CAST({listed} AS JSON))"
