"""Buyers and suppliers on the wire."""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.findings import FindingOut, show_faults

if TYPE_CHECKING:
    from api.office.parties import PartyBrief, PartySeen
    from data.store.party_pages import Contact
    from scheduler.wording import Language

Text = Annotated[str, Field(max_length=10_000)]
FieldName = Annotated[str, Field(max_length=100)]
FieldTexts = Annotated[dict[FieldName, Text], Field(max_length=100)]
LONGEST_CODE = 200
LONGEST_NAME = 500
MOST_LINES = 5000


class Side(StrEnum):
    """Which list a party is on."""

    BUYER = "buyer"
    SUPPLIER = "supplier"


class ContactOut(BaseModel):
    """The person behind a party, as typed."""

    contact: str
    title: str
    phone: str
    email: str


class PartyOut(BaseModel):
    """A party in a list.

    `contact` is null for roles that may not see it; `edited` names the fields that a
    person changed; `by_hand`: no sheet ever had the party.
    """

    id: int
    side: Side
    code: str
    name: str
    hall: str
    booth: str
    language: str
    lines: int
    contact: ContactOut | None
    edited: list[str]
    by_hand: bool
    version: int


class PartyWhole(BaseModel):
    """A party with all that is said of it, as text by field (docs/sheets.md).

    `faults` are warnings about the change that is answered.
    """

    id: int
    side: Side
    code: str
    name: str
    cells: dict[str, str]
    lines: list[dict[str, str]]
    edited: list[str]
    by_hand: bool
    version: int
    faults: list[FindingOut]


class PartyChange(BaseModel):
    """What to change of a party: fields not named stay; `lines` replaces all lines.

    An empty text empties a field. Hall, booth and contact are fields like the others.
    """

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"cells": {"booth": "1A07"}}}
    )

    name: Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)] | None = None
    cells: FieldTexts = {}
    lines: Annotated[list[FieldTexts], Field(max_length=MOST_LINES)] | None = None


class PartyNew(BaseModel):
    """A party to put on a list by hand."""

    model_config = ConfigDict(
        extra="forbid",
        json_schema_extra={
            "example": {
                "side": "buyer",
                "code": "B901",
                "name": "Northern Water Works",
                "cells": {"contact": "Lin Qi", "phone": "+86 190 0000 1234"},
                "lines": [{"product": "centrifugal pump", "quantity": "20"}],
            }
        },
    )

    side: Side
    code: str = Field(min_length=1, max_length=LONGEST_CODE)
    name: str = Field(min_length=1, max_length=LONGEST_NAME)
    cells: FieldTexts = {}
    lines: Annotated[list[FieldTexts], Field(max_length=MOST_LINES)]


def show_party(brief: PartyBrief) -> PartyOut:
    """Return a party for a list."""
    row = brief.row
    return PartyOut(
        id=row.id,
        side=Side(row.side),
        code=row.code,
        name=row.name,
        hall=row.hall,
        booth=row.booth,
        language=row.language,
        lines=brief.lines,
        contact=_contact(brief.contact),
        edited=sorted(row.edited),
        by_hand=row.upload_id is None,
        version=row.version,
    )


def _contact(row: Contact | None) -> ContactOut | None:
    if row is None:
        return None
    return ContactOut(
        contact=row.contact, title=row.title, phone=row.phone, email=row.email
    )


def show_whole_party(seen: PartySeen, language: Language) -> PartyWhole:
    """Return a party with all that is said of it."""
    row, text = seen.row, seen.text
    return PartyWhole(
        id=row.id or 0,
        side=Side(row.side),
        code=row.code,
        name=row.name,
        cells=dict(text.cells),
        lines=[dict(line) for line in text.lines],
        edited=sorted(row.edited),
        by_hand=row.upload_id is None,
        version=row.version,
        faults=show_faults(seen.faults, language),
    )
