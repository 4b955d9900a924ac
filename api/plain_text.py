"""No request holds a NUL: PostgreSQL keeps none, and nobody means one."""

from __future__ import annotations

from fastapi import Request
from fastapi.exceptions import RequestValidationError

from api.malformed import NUL

JSON = "application/json"


async def refuse_nul(request: Request) -> None:
    """Raise RequestValidationError where the address or a JSON body holds a NUL.

    In JSON it can only be written as an escape.
    """
    address = request.scope["path"] + request.scope["query_string"].decode("latin-1")
    if "\x00" in address or "%00" in address:
        raise _nul_in("address")
    is_json = request.headers.get("content-type", "").lower().startswith(JSON)
    if is_json and b"\\u0000" in await request.body():
        raise _nul_in("body")


def _nul_in(place: str) -> RequestValidationError:
    text = "Leave the NUL character out."
    return RequestValidationError([{"type": NUL, "loc": (place,), "msg": text}])
