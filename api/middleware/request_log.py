"""One line of JSON for each request, and none of whom or what it is about.

A line has the operationId of the route, never the address that was asked for, and the number of the user, never a name; an error has its class and where it arose,
never its message, as that may quote what somebody typed.
"""

from __future__ import annotations

import logging
import secrets
import time
import traceback
from typing import TYPE_CHECKING, Any

from starlette.datastructures import MutableHeaders
from starlette.requests import Request

from api.office.errors import OurFaultError
from api.problems import refuse

if TYPE_CHECKING:
    from starlette.types import ASGIApp, Message, Receive, Scope, Send

LOG = logging.getLogger("fairmatch.requests")
REQUEST_ID = "X-Request-Id"


class RequestLog:
    """Numbers requests, logs them, and answers where one of them fails by our fault."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on; nothing is raised."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        facts: dict[str, Any] = {"id": secrets.token_hex(8), "method": scope["method"]}
        began = time.perf_counter()

        async def numbered(message: Message) -> None:
            if message["type"] == "http.response.start":
                facts["status"] = message["status"]
                MutableHeaders(scope=message)[REQUEST_ID] = facts["id"]
            await send(message)

        try:
            await self.app(scope, receive, numbered)
        except Exception as error:  # noqa: BLE001 - the last net of a request
            facts |= _fault(error)
            if "status" not in facts:
                answer = refuse(Request(scope), OurFaultError(facts["id"]))
                await answer(scope, receive, numbered)
        finally:
            _write(scope, facts, time.perf_counter() - began)


def _write(scope: Scope, facts: dict[str, Any], seconds: float) -> None:
    facts |= {
        "operation": getattr(scope.get("route"), "name", None),
        "user": scope.get("state", {}).get("user_id"),
        "ms": round(1000 * seconds, 1),
    }
    level = logging.ERROR if "error" in facts else logging.INFO
    LOG.log(level, "request", extra={"facts": facts})


def _fault(error: Exception) -> dict[str, Any]:
    frames = traceback.extract_tb(error.__traceback__)
    return {
        "error": f"{type(error).__module__}.{type(error).__qualname__}",
        "stack": [f"{f.filename}:{f.lineno} {f.name}" for f in frames],
    }
