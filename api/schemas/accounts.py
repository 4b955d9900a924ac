"""The suppliers of a rep on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

from pydantic import BaseModel, ConfigDict, Field

from api.schemas.parties import LONGEST_NAME
from api.schemas.suggestions import PartyName

if TYPE_CHECKING:
    from api.office.accounts import Account, Handover

MOST_AT_ONCE = 5000
SupplierText = Annotated[str, Field(min_length=1, max_length=LONGEST_NAME)]


class AccountOut(BaseModel):
    """A supplier of a rep: given to him, named in the sheets, or both."""

    supplier: PartyName
    given: bool
    in_sheet: bool


class HandoverNew(BaseModel):
    """Suppliers to give to a rep, by code or exact name, and codes to take back."""

    model_config = ConfigDict(
        extra="forbid", json_schema_extra={"example": {"give": ["S001"], "take": []}}
    )

    give: list[SupplierText] = Field(default=[], max_length=MOST_AT_ONCE)
    take: list[SupplierText] = Field(default=[], max_length=MOST_AT_ONCE)


class HandoverOut(BaseModel):
    """The codes that changed hands now; what was so already is not among them."""

    given: list[str]
    taken: list[str]


def show_account(one: Account) -> AccountOut:
    """Return a supplier of a rep."""
    supplier = PartyName(code=one.code, name=one.name)
    return AccountOut(supplier=supplier, given=one.given, in_sheet=one.in_sheet)


def show_handover(done: Handover) -> HandoverOut:
    """Return what changed hands."""
    return HandoverOut(given=list(done.given), taken=list(done.taken))
