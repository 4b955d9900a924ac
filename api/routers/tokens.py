"""Tokens of one's own programs over HTTP."""

from __future__ import annotations

from fastapi import APIRouter

from api.deps import Asked, Asking, Id, Now, Reading, Writing
from api.office.tokens import create_token, revoke_token
from api.problems import problems
from api.schemas.pages import PageOut, show_page
from api.schemas.people import TokenMade, TokenNew, TokenOut, show_token
from data.store.access import list_tokens

router = APIRouter(prefix="/me/tokens", tags=["tokens"])


@router.get("", responses=problems())
def read_tokens(
    session: Reading, person: Asking, now: Now, window: Asked
) -> PageOut[TokenOut]:
    """List your tokens that work, latest first."""
    page = list_tokens(session, person.id, now, window)
    return show_page(page, window, show_token)


@router.post("", status_code=201, responses=problems())
def post_token(body: TokenNew, session: Writing, person: Asking, now: Now) -> TokenMade:
    """Create a token; its secret is shown this once, so no key repeats the answer."""
    row, secret = create_token(session, person, now, body.name, body.days)
    return TokenMade(**dict(show_token(row)), secret=secret)


@router.delete("/{token_id}", status_code=204, responses=problems(404))
def delete_token(token_id: Id, session: Writing, person: Asking, now: Now) -> None:
    """Revoke a token of yours."""
    revoke_token(session, person, now, token_id)
