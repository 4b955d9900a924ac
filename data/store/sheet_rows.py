"""The rows of a fair's further sheets: locks, absences, history, staff and others."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert
from sqlmodel import col, select

from data.columns import Kind
from data.tables import SheetRow

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sqlmodel import Session

    from data.party_texts import Cells

FURTHER = (
    Kind.LOCKS,
    Kind.ABSENCES,
    Kind.HISTORY,
    Kind.CATEGORIES,
    Kind.SYNONYMS,
    Kind.STAFF,
)
"""Sheets whose rows are kept as they are, the whole sheet at once."""


def load_rows(session: Session, fair_id: int, kind: Kind) -> list[Cells]:
    """Return the rows of a further sheet in its order."""
    query = (
        select(SheetRow.cells)
        .where(SheetRow.fair_id == fair_id, SheetRow.kind == kind.value)
        .order_by(col(SheetRow.position))
    )
    return list(session.exec(query))


def keep_rows(
    session: Session,
    fair_id: int,
    kind: Kind,
    rows: Sequence[Cells],
    upload_id: int | None,
) -> None:
    """Let `rows` be those of the sheet, instead of the ones before."""
    session.execute(
        delete(SheetRow).where(
            col(SheetRow.fair_id) == fair_id, col(SheetRow.kind) == kind.value
        )
    )
    values = [
        {
            "fair_id": fair_id,
            "kind": kind.value,
            "position": position,
            "cells": dict(cells),
            "upload_id": upload_id,
        }
        for position, cells in enumerate(rows)
    ]
    if values:
        session.execute(insert(SheetRow), values)
