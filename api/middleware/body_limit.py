"""No body is larger than the settings allow, told before it is read to its end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.exceptions import HTTPException

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

    from api.settings import Settings

FORM = b"multipart/form-data"
ENVELOPE_BYTES = 100_000
"""What a form may hold around its file."""


class BodyLimit:
    """Refuses a body once it is too large, by what it says or by what comes."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; reading too far raises HTTPException 413 in the route."""
        if scope["type"] == "http":
            headers = dict(scope["headers"])
            most = _most_bytes(headers, scope["app"].state.settings)
            receive = _counted(receive, _stated_bytes(headers), most)
        await self.app(scope, receive, send)


def _most_bytes(headers: dict[bytes, bytes], settings: Settings) -> int:
    if headers.get(b"content-type", b"").lower().startswith(FORM):
        return settings.most_upload_bytes + ENVELOPE_BYTES
    return settings.most_body_bytes


def _stated_bytes(headers: dict[bytes, bytes]) -> int:
    text = headers.get(b"content-length", b"")
    return int(text) if text.isdigit() else 0


def _counted(receive: Receive, stated: int, most: int) -> Receive:
    read = 0

    async def counted() -> Message:
        nonlocal read
        if stated > most:
            raise HTTPException(413)
        message = await receive()
        read += len(message.get("body", b""))
        if read > most:
            raise HTTPException(413)
        return message

    return counted
