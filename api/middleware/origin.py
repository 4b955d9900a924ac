"""Writes with a cookie come from our own pages only.

The cookie is SameSite=Strict besides. The rule is that of Go's
`http.CrossOriginProtection`: what a browser says of itself in Sec-Fetch-Site decides;
an older one is known by its Origin; a program that sends neither is no browser, and
nobody can make it send a cookie.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from starlette.datastructures import Headers
from starlette.requests import Request

from api.office.errors import OtherOriginError
from api.problems import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Receive, Scope, Send

SAFE_METHODS = frozenset({"GET", "HEAD", "OPTIONS"})


class OwnOrigin:
    """Refuses writes that a page of another origin asks a browser for."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or answer with 403."""
        if scope["type"] == "http" and _is_foreign(scope):
            answer = refuse(Request(scope), OtherOriginError())
            await answer(scope, receive, send)
            return
        await self.app(scope, receive, send)


def _is_foreign(scope: Scope) -> bool:
    headers = Headers(scope=scope)
    if scope["method"] in SAFE_METHODS or "authorization" in headers:
        return False
    site = headers.get("sec-fetch-site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = headers.get("origin")
    return origin is not None and _host(origin) != headers.get("host", "")


def _host(origin: str) -> str:
    try:
        return urlsplit(origin).netloc
    except ValueError:
        return ""
