"""The page that a one-time link opens: it sets a password, without any script."""

from __future__ import annotations

from html import escape
from typing import Annotated

from fastapi import APIRouter, Form, Query, Request
from fastapi.responses import HTMLResponse

from api.deps import Knocking
from api.office.links import use_link
from api.office.passwords import LONGEST, SHORTEST
from api.problems import language_of, status_of
from api.schemas.people import SECRET
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

router = APIRouter(include_in_schema=False)

POLICY = (
    "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; "
    "frame-ancestors 'none'; base-uri 'none'"
)
STYLE = (
    "body{font:1.1rem/1.6 system-ui,sans-serif;max-width:32rem;margin:4rem auto;"
    "padding:0 1rem}input,button{font:inherit;padding:.4rem;width:100%;"
    "box-sizing:border-box;margin:.3rem 0 1rem}.fault{color:#a00}"
)
TITLE = Wording(en="Set your password", zh="设置密码")
LABEL = Wording(
    en=f"New password, at least {SHORTEST} characters:",
    zh=f"新密码，至少 {SHORTEST} 个字符：",
)
SET = Wording(en="Set it", zh="设置")
DONE = Wording(
    en="Your password is set. You can log in with it now.",
    zh="密码已设置，现在可以用它登录。",
)


@router.get("/welcome")
def read_welcome(
    request: Request, secret: Annotated[str, Query(max_length=SECRET)] = ""
) -> HTMLResponse:
    """Ask for the password that the link is to set."""
    return _page(request, _form(request, secret))


@router.post("/welcome")
def post_welcome(
    request: Request,
    door: Knocking,
    secret: Annotated[str, Form(max_length=SECRET)] = "",
    password: Annotated[str, Form(max_length=LONGEST)] = "",
) -> HTMLResponse:
    """Set the password, or say what is wrong with it and ask again."""
    language = language_of(request)
    try:
        use_link(door.database, secret, password, door.now)
    except FairmatchError as error:
        said = f"{error.what.text(language)} {error.advice.text(language)}"
        fault = f'<p class="fault" role="alert">{escape(said)}</p>'
        return _page(request, fault + _form(request, secret), status_of(error))
    return _page(request, f"<p>{DONE.text(language)}</p>")


def _form(request: Request, secret: str) -> str:
    language = language_of(request)
    return (
        '<form method="post" action="/welcome">'
        f'<input type="hidden" name="secret" value="{escape(secret)}">'
        f'<label for="password">{LABEL.text(language)}</label>'
        f'<input id="password" name="password" type="password" required autofocus '
        f'minlength="{SHORTEST}" maxlength="{LONGEST}" autocomplete="new-password">'
        f"<button>{SET.text(language)}</button></form>"
    )


def _page(request: Request, body: str, status: int = 200) -> HTMLResponse:
    language = language_of(request)
    title = TITLE.text(language)
    return HTMLResponse(
        f'<!doctype html><html lang="{language.value}"><meta charset="utf-8">'
        f"<title>Fairmatch · {title}</title><style>{STYLE}</style>"
        f"<h1>{title}</h1>{body}</html>",
        status,
        headers={"Content-Security-Policy": POLICY},
    )
