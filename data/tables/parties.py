"""Buyers and suppliers with their lines, as their sheets and people's edits say."""

from __future__ import annotations

from sqlalchemy import Column, UniqueConstraint
from sqlmodel import Field, SQLModel

from data.tables.base import JSON_TYPE, Cells


class PartyRow(SQLModel, table=True):
    """A buyer or a supplier of a fair; `code` is its id in the sheet.

    `cells` holds what is said of it beyond the columns here, contact data apart.
    `edited` holds, by field, what the sheet said when a person changed the field here:
    a later sheet that still says so does not undo the edit. `is_removed`: a person took
    the party off the list, and the row remembers it until its sheet no longer has it.
    """

    __tablename__ = "party"
    __table_args__ = (UniqueConstraint("fair_id", "side", "code"),)

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    side: str
    code: str
    name: str
    hall: str = ""
    booth: str = ""
    language: str = ""
    cells: Cells = Field(
        default_factory=dict, sa_column=Column(JSON_TYPE, nullable=False)
    )
    edited: Cells = Field(
        default_factory=dict, sa_column=Column(JSON_TYPE, nullable=False)
    )
    is_removed: bool = False
    upload_id: int | None = Field(default=None, foreign_key="upload.id")
    version: int = 1


class ContactRow(SQLModel, table=True):
    """The person behind a party, as typed; apart, so that few queries touch it."""

    __tablename__ = "contact"

    party_id: int = Field(foreign_key="party.id", primary_key=True, ondelete="CASCADE")
    contact: str = ""
    title: str = ""
    phone: str = ""
    email: str = ""


class LineRow(SQLModel, table=True):
    """A demand line of a buyer or an offer line of a supplier, in sheet order."""

    __tablename__ = "line"
    __table_args__ = (UniqueConstraint("party_id", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    party_id: int = Field(foreign_key="party.id", ondelete="CASCADE")
    position: int
    product: str = ""
    category: str = ""
    cells: Cells = Field(
        default_factory=dict, sa_column=Column(JSON_TYPE, nullable=False)
    )


class SheetRow(SQLModel, table=True):
    """A row of another sheet of the fair: locks, absences, history."""

    __tablename__ = "sheet_row"
    __table_args__ = (UniqueConstraint("fair_id", "kind", "position"),)

    id: int | None = Field(default=None, primary_key=True)
    fair_id: int = Field(foreign_key="fair.id", ondelete="CASCADE")
    kind: str
    position: int
    cells: Cells = Field(
        default_factory=dict, sa_column=Column(JSON_TYPE, nullable=False)
    )
    upload_id: int | None = Field(default=None, foreign_key="upload.id")


class AccountRow(SQLModel, table=True):
    """A supplier is looked after by a rep."""

    __tablename__ = "account"

    fair_id: int = Field(foreign_key="fair.id", primary_key=True, ondelete="CASCADE")
    supplier: str = Field(primary_key=True)
    user_id: int = Field(
        foreign_key="user_account.id",
        primary_key=True,
        index=True,
        ondelete="CASCADE",
    )
