"""Logging in and out, and one's own password, over HTTP."""

from __future__ import annotations

from fastapi import APIRouter, Request, Response

from api.deps import COOKIE, Asking, Knocking, Now, Writing
from api.office.links import use_link
from api.office.logins import change_password, log_in, log_out
from api.office.profiles import change_self
from api.problems import problems
from api.schemas.people import (
    LinkUse,
    LoginNew,
    Me,
    MeChange,
    PasswordChange,
    show_me,
)

router = APIRouter(tags=["logins"])


@router.post("/login", responses=problems(429))
def post_login(
    body: LoginNew, door: Knocking, request: Request, response: Response
) -> Me:
    """Log in; the answer sets the cookie that later requests carry."""
    hours: int = request.app.state.settings.login_hours
    person, secret = log_in(door, body.login, body.password, hours)
    response.set_cookie(
        COOKIE,
        secret,
        max_age=3600 * hours,
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )
    return show_me(person)


@router.post("/logout", status_code=204, responses=problems())
def post_logout(
    session: Writing, person: Asking, now: Now, request: Request, response: Response
) -> None:
    """End the login of the cookie; a token goes on."""
    log_out(session, request.cookies.get(COOKIE, ""), now)
    response.delete_cookie(COOKIE, httponly=True, samesite="strict")


@router.get("/me", responses=problems())
def read_me(person: Asking) -> Me:
    """Show who you are and what you may do."""
    return show_me(person)


@router.put("/me", responses=problems(409))
def put_me(body: MeChange, session: Writing, person: Asking, now: Now) -> Me:
    """Change your name and your language."""
    return show_me(change_self(session, person, now, body.name, body.language))


@router.put("/me/password", status_code=204, responses=problems(429))
def put_password(
    body: PasswordChange, door: Knocking, person: Asking, request: Request
) -> None:
    """Change your password; your other logins end, this one goes on."""
    secret = request.cookies.get(COOKIE, "")
    change_password(door, person, secret, body.old, body.new)


@router.post("/links/password", status_code=204, responses=problems(404))
def post_link_password(body: LinkUse, door: Knocking) -> None:
    """Set a password by a one-time link; the user is logged out elsewhere."""
    use_link(door.database, body.secret, body.password, door.now)
