"""Users over HTTP, for administrators."""

from __future__ import annotations

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from api.deps import Asked, Id, Now, OnceOnly, Reading, Version, Writing, etag, needs
from api.office.links import make_link
from api.office.people import Person, get_user
from api.office.rights import Right
from api.office.users import About, change_user, create_user
from api.problems import problems
from api.schemas.pages import PageOut, show_page
from api.schemas.people import LinkOut, UserChange, UserNew, UserOut, show_user
from data.store.users import list_users

router = APIRouter(prefix="/users", tags=["users"])

Keeping = Annotated[Person, Depends(needs(Right.KEEP_USERS))]


def _about(body: UserChange) -> About:
    return About(body.name, body.role, body.language, body.is_active)


@router.get("", responses=problems())
def read_users(session: Reading, person: Keeping, window: Asked) -> PageOut[UserOut]:
    """List all users by login."""
    page = list_users(session, window)
    return show_page(page, window, show_user)


@router.post("", status_code=201, responses=problems(409))
def post_user(
    body: UserNew,
    session: Writing,
    person: Keeping,
    now: Now,
    once: OnceOnly,
    response: Response,
) -> UserOut:
    """Create a user; a link then lets him set his password."""

    def create() -> UserOut:
        return show_user(create_user(session, person, now, body.login, _about(body)))

    user = once.do(session, body.model_dump(mode="json"), UserOut, create)
    response.headers.update(etag(user.version))
    return user


@router.get("/{user_id}", responses=problems(404))
def read_user(
    user_id: Id, session: Reading, person: Keeping, response: Response
) -> UserOut:
    """Show one user."""
    user = show_user(get_user(session, user_id))
    response.headers.update(etag(user.version))
    return user


@router.put("/{user_id}", responses=problems(404, 409, 412, 428))
def put_user(
    user_id: Id,
    body: UserChange,
    session: Writing,
    person: Keeping,
    now: Now,
    version: Version,
    response: Response,
) -> UserOut:
    """Change a user; whoever is no longer active is logged out at once."""
    row = change_user(session, person, now, user_id, version, _about(body))
    response.headers.update(etag(row.version))
    return show_user(row)


@router.post("/{user_id}/link", status_code=201, responses=problems(404))
def post_link(
    user_id: Id, session: Writing, person: Keeping, now: Now, request: Request
) -> LinkOut:
    """Make a one-time link that sets the password of a user; earlier ones end."""
    secret = make_link(session, person, now, user_id)
    return LinkOut(secret=secret, address=f"{request.base_url}welcome?secret={secret}")
