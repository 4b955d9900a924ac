"""Buyers and suppliers over HTTP."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from api.deps import (
    Asked,
    Fair,
    Id,
    Now,
    OnceOnly,
    Reading,
    Speaking,
    Version,
    Writing,
    etag,
    needs,
)
from api.office.fair_seen import get_fair
from api.office.parties import (
    add_party,
    change_party,
    get_party,
    read_parties,
    remove_party,
)
from api.office.party_words import PartyWords
from api.office.people import Person
from api.office.rights import Right
from api.problems import problems
from api.schemas.pages import PageOut, show_page
from api.schemas.parties import (
    LONGEST_NAME,
    PartyChange,
    PartyNew,
    PartyOut,
    PartyWhole,
    Side,
    show_party,
    show_whole_party,
)
from data.store.party_pages import SoughtParties

router = APIRouter(prefix="/fairs/{fair_id}/parties", tags=["parties"])

Seeing = Annotated[Person, Depends(needs(Right.SEE_PARTIES))]
Changing = Annotated[Person, Depends(needs(Right.CHANGE_LISTS))]


@router.get("", responses=problems(404))
def read_page_of_parties(
    fair: Fair,
    session: Reading,
    person: Seeing,
    window: Asked,
    side: Annotated[Side | None, Query()] = None,
    text: Annotated[str, Query(max_length=LONGEST_NAME)] = "",
) -> PageOut[PartyOut]:
    """List buyers and suppliers; `text` is looked for in code, name, hall and booth."""
    sought = SoughtParties(side or "", text.strip())
    page = read_parties(session, person, fair, sought, window)
    return show_page(page, window, show_party)


@router.post("", status_code=201, responses=problems(404, 409))
def post_party(
    body: PartyNew,
    fair: Fair,
    session: Writing,
    person: Changing,
    now: Now,
    language: Speaking,
    once: OnceOnly,
    response: Response,
) -> PartyWhole:
    """Put a party on a list by hand; no later sheet takes it off."""
    words = PartyWords(body.name, body.cells, tuple(body.lines))

    def work() -> PartyWhole:
        mine = get_fair(session, person, fair.id)
        seen = add_party(session, person, now, mine, body.side, body.code, words)
        return show_whole_party(seen, language)

    answer = once.do(session, body.model_dump(mode="json"), PartyWhole, work)
    response.headers.update(etag(answer.version))
    return answer


@router.get("/{party_id}", responses=problems(404))
def read_party(
    party_id: Id,
    fair: Fair,
    session: Reading,
    person: Seeing,
    language: Speaking,
    response: Response,
) -> PartyWhole:
    """Show all that is said of a party."""
    seen = get_party(session, person, fair, party_id)
    response.headers.update(etag(seen.row.version))
    return show_whole_party(seen, language)


@router.patch("/{party_id}", responses=problems(404, 409, 412, 428))
def patch_party(
    party_id: Id,
    body: PartyChange,
    fair: Fair,
    session: Writing,
    person: Changing,
    now: Now,
    version: Version,
    language: Speaking,
    response: Response,
) -> PartyWhole:
    """Change what is said of a party by hand; later sheets do not silently undo it."""
    lines = None if body.lines is None else tuple(body.lines)
    words = PartyWords(body.name, body.cells, lines)
    mine = get_fair(session, person, fair.id)
    seen = change_party(session, person, now, mine, party_id, version, words)
    response.headers.update(etag(seen.row.version))
    return show_whole_party(seen, language)


@router.delete("/{party_id}", status_code=204, responses=problems(404, 409, 412, 428))
def delete_party(
    party_id: Id,
    fair: Fair,
    session: Writing,
    person: Changing,
    now: Now,
    version: Version,
    why: Annotated[str, Query(max_length=2000)] = "",
) -> None:
    """Take a party off its list; a later sheet that still has it is a conflict."""
    mine = get_fair(session, person, fair.id)
    remove_party(session, person, now, mine, party_id, version, why)
