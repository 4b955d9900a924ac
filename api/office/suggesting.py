"""Put pairs forward, one or a sheet of them, and take them back."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from api.office.apart import CutOffError, is_light, work_apart
from api.office.errors import StaleError, UnusableError
from api.office.suggestion_errors import (
    OthersSuggestionError,
    StateError,
    SuggestedAlreadyError,
)
from api.office.suggestions import (
    get_row,
    get_suggestion,
    subject_of,
    what_is_seen,
    with_names,
)
from api.office.upload_reading import faults_of_cut_off
from api.office.uploads import receive
from data.cells import clean_text
from data.columns import Kind
from data.faults import Findings, Where
from data.sheets_in import read_kind
from data.store.history import Deed, add_deed, list_deeds_of
from data.store.names import SIDES, find_codes, index_parties
from data.store.suggestions import (
    WAITING,
    WITHDRAWN,
    add_suggestions,
    list_of_pairs,
)
from data.store.uploads import APPLIED
from data.suggestions import Placed, find_named, merge_suggestions, read_suggestions
from data.tables import SuggestionRow
from scheduler.problem import BuyerId, Strength, Suggestion, SupplierId

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from sqlmodel import Session

    from api.office.fair_seen import FairSeen
    from api.office.people import Person
    from api.office.suggestions import SuggestionSeen
    from api.office.uploads import ReceivedFile
    from data.database import Database
    from data.faults import Fault


@dataclass(frozen=True)
class Wish:
    """A pair as somebody typed it: each party by its code or its name."""

    buyer: str
    supplier: str
    strength: Strength
    reason: str = ""


@dataclass(frozen=True)
class Typed:
    """What somebody typed: the pair that is meant, None where none is, and what is wrong."""

    placed: Placed | None
    faults: tuple[Fault, ...]


@dataclass(frozen=True)
class Imported:
    """What came of a sheet: the new suggestions, and how many rows were known."""

    added: tuple[SuggestionRow, ...]
    known: int


def understand(session: Session, person: Person, fair: FairSeen, wish: Wish) -> Typed:
    """Return which pair somebody means; he may have to read all names for that."""
    findings = Findings()
    placed = _typed(session, fair, wish, findings)
    if placed is not None:
        _fault_others_suppliers(session, person, fair, [placed], findings)
    return Typed(placed, findings.all_faults())


def suggest(
    session: Session, person: Person, now: datetime, fair: FairSeen, typed: Typed
) -> SuggestionSeen:
    """Put one pair forward; raises UnusableError, SuggestedAlreadyError."""
    if typed.placed is None or typed.faults:
        raise UnusableError(typed.faults)
    new, known = _new_rows(session, person, now, fair, [typed.placed])
    if known:
        raise SuggestedAlreadyError(known[0])
    _keep(session, person, now, fair, new)
    deeds = list_deeds_of(session, fair.id, [subject_of(new[0])])
    return with_names(session, fair, new, tuple(deeds))[0]


def read_sheet(
    records: Database, person: Person, fair: FairSeen, file: ReceivedFile
) -> list[Placed]:
    """Return what a sheet says; raises UnusableError with every fault of it.

    This may take seconds; raises CrowdedError where many want that.
    """
    args = fair.id, file.content
    try:
        if is_light(file.content):
            placed, findings = place_rows(records, *args)
        else:
            placed, findings = work_apart(records, place_rows, *args)
    except CutOffError as error:
        faults = faults_of_cut_off(Kind.SUGGESTIONS, error)
        raise UnusableError(faults) from error
    with records.reading() as session:
        _fault_others_suppliers(session, person, fair, placed, findings)
    if findings.has_errors:
        raise UnusableError(findings.all_faults(), findings.all_notes())
    return placed


def place_rows(
    records: Database, fair_id: int, content: bytes
) -> tuple[list[Placed], Findings]:
    """Return what a sheet of suggestions says, and what is wrong with it."""
    findings = Findings()
    with records.reading() as session:
        buyers, suppliers = index_parties(session, fair_id)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "suggestions"
        path.write_bytes(content)
        rows = read_kind(path, Kind.SUGGESTIONS, findings)
    placed = read_suggestions(rows, buyers, suppliers, findings)
    return merge_suggestions(placed, findings), findings


def import_suggestions(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    file: ReceivedFile,
    placed: list[Placed],
) -> Imported:
    """Put forward what `read_sheet` found in a file, and keep the file as received.

    What the person has suggested already is not put forward again, so that the same
    file twice changes nothing.
    """
    upload = receive(session, person, now, fair, Kind.SUGGESTIONS, file)
    if upload.state != APPLIED:
        upload.state = APPLIED
        upload.applied_by, upload.applied_at = person.id, now
        session.add(upload)
    new, known = _new_rows(session, person, now, fair, placed, upload.id)
    _keep(session, person, now, fair, new)
    return Imported(tuple(new), len(known))


def withdraw(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    suggestion_id: int,
    version: int,
) -> SuggestionSeen:
    """Take back an own suggestion that nobody has decided on.

    Raises MissingError, OthersSuggestionError, StaleError, StateError.
    """
    row = get_row(session, person, fair, suggestion_id)
    if row.suggested_by != person.id:
        raise OthersSuggestionError
    if row.version != version:
        raise StaleError
    if row.state != WAITING:
        raise StateError(row)
    row.state = WITHDRAWN
    row.version += 1
    session.add(row)
    deed = Deed("suggestion.withdraw", subject_of(row), fair_id=fair.id)
    add_deed(session, deed, person.id, now)
    session.flush()
    return get_suggestion(session, person, fair, suggestion_id)


def _typed(
    session: Session, fair: FairSeen, wish: Wish, findings: Findings
) -> Placed | None:
    """Return the wish with the codes of its parties; None with faults."""
    pair: tuple[BuyerId | None, SupplierId | None] = (
        BuyerId(" ".join(wish.buyer.split())),
        SupplierId(" ".join(wish.supplier.split())),
    )
    codes = find_codes(session, fair.id, {str(code) for code in pair})
    if not codes >= set(zip(SIDES, pair, strict=True)):
        pair = _named(session, fair, wish, findings)
    buyer, supplier = pair
    if buyer is None or supplier is None:
        return None
    suggestion = Suggestion(buyer, supplier, wish.strength, clean_text(wish.reason))
    return Placed(suggestion, Where("", "", "supplier"))


def _named(
    session: Session, fair: FairSeen, wish: Wish, findings: Findings
) -> tuple[BuyerId | None, SupplierId | None]:
    """Return the codes of parties that were not typed as codes: reads all names."""
    buyers, suppliers = index_parties(session, fair.id)
    at = Where("", "", "buyer"), Where("", "", "supplier")
    return (
        find_named(wish.buyer, at[0], buyers, Kind.BUYERS, findings),
        find_named(wish.supplier, at[1], suppliers, Kind.SUPPLIERS, findings),
    )


def _fault_others_suppliers(
    session: Session,
    person: Person,
    fair: FairSeen,
    placed: Iterable[Placed],
    findings: Findings,
) -> None:
    """Add a fault for each supplier that is not one's own."""
    seen = what_is_seen(session, person, fair)
    for one in placed:
        if seen is not None and one.suggestion.supplier not in seen.suppliers:
            findings.fault("supplier-not-yours", one.where, one.suggestion.supplier)


def _new_rows(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    placed: Iterable[Placed],
    upload_id: int | None = None,
) -> tuple[list[SuggestionRow], list[SuggestionRow]]:
    """Return a row for each that the person has not said yet, and those it has."""
    wishes = [one.suggestion for one in placed]
    said = {
        (row.buyer, row.supplier, row.strength): row
        for row in list_of_pairs(
            session, fair.id, {(w.buyer, w.supplier) for w in wishes}
        )
        if row.suggested_by == person.id
    }
    keys = [(wish.buyer, wish.supplier, wish.strength.value) for wish in wishes]
    new = [
        SuggestionRow(
            fair_id=fair.id,
            buyer=wish.buyer,
            supplier=wish.supplier,
            strength=wish.strength,
            reason=wish.reason,
            sales_rep=wish.sales_rep or person.name,
            suggested_by=person.id,
            suggested_at=now,
            upload_id=upload_id,
        )
        for key, wish in zip(keys, wishes, strict=True)
        if key not in said
    ]
    return new, [said[key] for key in keys if key in said]


def _keep(
    session: Session,
    person: Person,
    now: datetime,
    fair: FairSeen,
    rows: list[SuggestionRow],
) -> None:
    add_suggestions(session, rows)
    for row in rows:
        facts = {"buyer": row.buyer, "supplier": row.supplier, "strength": row.strength}
        deed = Deed("suggestion.add", subject_of(row), facts, fair_id=fair.id)
        add_deed(session, deed, person.id, now)
    session.flush()
