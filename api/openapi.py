"""What the OpenAPI says of all routes at once: refusals, and how one logs in."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from api.problems import problems

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fastapi import FastAPI
    from fastapi.routing import APIRoute

WITH_A_BODY = (400, 413)
"""Refusals of any request that carries a body."""

ALWAYS = (503,)

SCHEMES = {
    "login": {"type": "apiKey", "in": "cookie", "name": "fairmatch"},
    "token": {"type": "http", "scheme": "bearer"},
}


def name_operation(route: APIRoute) -> str:
    """Return the operationId of a route: the name of its function, which stays."""
    return route.name


def describe(app: FastAPI) -> None:
    """Let the OpenAPI of `app` name what every route may answer."""
    plain = app.openapi

    def whole() -> dict[str, Any]:
        if app.openapi_schema is None:
            schema = plain()
            for operation in _operations(schema):
                _add_refusals(operation)
            schema["components"]["securitySchemes"] = SCHEMES
        return app.openapi_schema or {}

    app.openapi = whole  # type: ignore[method-assign]  # FastAPI's own way to extend it


def _operations(schema: dict[str, Any]) -> Iterator[dict[str, Any]]:
    for ways in schema["paths"].values():
        yield from ways.values()


def _add_refusals(operation: dict[str, Any]) -> None:
    statuses = [*ALWAYS, *(WITH_A_BODY if "requestBody" in operation else ())]
    for status, said in problems(*statuses).items():
        if status in statuses:
            said.pop("model")
            operation["responses"].setdefault(str(status), said)
    if "401" in operation["responses"]:
        operation["security"] = [{name: []} for name in SCHEMES]
