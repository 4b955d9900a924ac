"""Refusals as RFC 9457 problem details, in the language of whoever asks."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse
from pydantic import BaseModel, Field
from starlette.exceptions import HTTPException

from api.malformed import describe
from api.office.apart import CrowdedError
from api.office.errors import (
    BusyError,
    ConflictError,
    KeyUsedError,
    MissingError,
    NotAllowedError,
    NotLoggedInError,
    OtherOriginError,
    OurFaultError,
    StaleError,
    UnusableError,
    VersionNeededError,
)
from api.office.gate import TooManyTriesError
from api.office.logins import WrongPasswordError
from api.office.passwords import WeakPasswordError
from api.services.errors import WrongRequestError
from data.database import RecordsTrouble, UnstorableError
from data.faults import format_fault
from scheduler.errors import FairmatchError, ProblemError
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fastapi import FastAPI, Request

MEDIA_TYPE = "application/problem+json"

STATUS: Mapping[type[FairmatchError], HTTPStatus] = {
    NotLoggedInError: HTTPStatus.UNAUTHORIZED,
    NotAllowedError: HTTPStatus.FORBIDDEN,
    WrongPasswordError: HTTPStatus.UNAUTHORIZED,
    WeakPasswordError: HTTPStatus(422),
    TooManyTriesError: HTTPStatus.TOO_MANY_REQUESTS,
    MissingError: HTTPStatus.NOT_FOUND,
    ConflictError: HTTPStatus.CONFLICT,
    StaleError: HTTPStatus.PRECONDITION_FAILED,
    VersionNeededError: HTTPStatus.PRECONDITION_REQUIRED,
    KeyUsedError: HTTPStatus(422),
    UnusableError: HTTPStatus(422),
    WrongRequestError: HTTPStatus(422),
    UnstorableError: HTTPStatus(422),
    ProblemError: HTTPStatus.CONFLICT,
    OtherOriginError: HTTPStatus.FORBIDDEN,
    OurFaultError: HTTPStatus.INTERNAL_SERVER_ERROR,
    BusyError: HTTPStatus.SERVICE_UNAVAILABLE,
    CrowdedError: HTTPStatus.SERVICE_UNAVAILABLE,
}
"""The status of each refusal; what is not listed has that of the class above it."""


class FaultOut(BaseModel):
    """One thing wrong with what was sent: where, what, what to do."""

    code: str
    place: str = Field(
        description="The sheet and cell, the file, or the name in the request."
    )
    text: str


class ProblemOut(BaseModel):
    """Problem details (RFC 9457). `code` is stable; the texts are for people."""

    type: str = "about:blank"
    status: int
    code: str
    title: str
    detail: str = Field(description="The next step.")
    faults: list[FaultOut] = []


def language_of(request: Request) -> Language:
    """Return the language of Accept-Language, English where it names neither."""
    for part in request.headers.get("accept-language", "").lower().split(","):
        tag = part.split(";")[0].strip()[:2]
        if tag in set(Language):
            return Language(tag)
    return Language.EN


def answer(
    request: Request,
    status: int,
    code: str,
    what: Wording,
    advice: Wording,
    faults: list[FaultOut] | None = None,
) -> JSONResponse:
    """Return the problem details as an answer."""
    language = language_of(request)
    problem = ProblemOut(
        status=status,
        code=code,
        title=what.text(language),
        detail=advice.text(language),
        faults=faults or [],
    )
    return JSONResponse(problem.model_dump(), status, media_type=MEDIA_TYPE)


def status_of(error: FairmatchError) -> HTTPStatus:
    """Return the status of a refusal."""
    for kind in type(error).__mro__:
        if kind in STATUS:
            return STATUS[kind]
    return HTTPStatus.CONFLICT


def refuse(request: Request, error: FairmatchError) -> JSONResponse:
    """Return a refusal as an answer."""
    faults = []
    if isinstance(error, UnusableError):
        language = language_of(request)
        faults = [
            FaultOut(
                code=fault.code,
                place=" ".join(p for p in (fault.sheet, fault.cell) if p) or fault.file,
                text=format_fault(fault, language),
            )
            for fault in error.faults
        ]
    response = answer(
        request, status_of(error), error.code, error.what, error.advice, faults
    )
    wait_s = getattr(error, "retry_after_s", None)
    if wait_s is not None:
        response.headers["Retry-After"] = str(wait_s)
    return response


def _refused(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, FairmatchError)  # noqa: S101 - told by the handler's table
    return refuse(request, error)


def _busy(request: Request, _: Exception) -> JSONResponse:
    return refuse(request, BusyError())


_MALFORMED = (
    Wording(
        en="The request is not as this route expects it. Nothing was changed.",
        zh="请求格式不符合要求。未作任何更改。",
    ),
    Wording(
        en="See the places below and /api/v1/openapi.json.",
        zh="请查看下列各处及接口文档。",
    ),
)


def _malformed(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - as above
    language = language_of(request)
    faults = [
        FaultOut(
            code=str(one["type"]),
            place=".".join(str(part) for part in one["loc"]),
            text=describe(one, language),
        )
        for one in error.errors()
    ]
    return answer(request, 422, "request-malformed", *_MALFORMED, faults)


_FAILURES: Mapping[int, tuple[str, Wording, Wording]] = {
    400: ("request-malformed", *_MALFORMED),
    404: (
        "not-found",
        Wording(en="There is nothing at this address.", zh="此地址不存在。"),
        Wording(
            en="See /api/v1/openapi.json for what there is.", zh="请查看接口文档。"
        ),
    ),
    405: (
        "method-not-allowed",
        Wording(en="This address takes other methods.", zh="此地址不支持该请求方法。"),
        Wording(en="See the Allow header.", zh="请查看 Allow 标头。"),
    ),
    413: (
        "too-large",
        Wording(
            en="The request is larger than this server takes. Nothing was changed.",
            zh="请求超出服务器允许的大小。未作任何更改。",
        ),
        Wording(
            en="Send less, or ask an administrator about most_upload_bytes.",
            zh="请减小内容，或请管理员调整 most_upload_bytes。",
        ),
    ),
}
"""What is said where the server itself refuses, before any of our routes."""


def _http(request: Request, error: Exception) -> JSONResponse:
    assert isinstance(error, HTTPException)  # noqa: S101 - as above
    code, what, advice = _FAILURES.get(error.status_code, _FAILURES[400])
    response = answer(request, error.status_code, code, what, advice)
    response.headers.update(error.headers or {})
    return response


def add_problems(app: FastAPI) -> None:
    """Let `app` answer every refusal with problem details."""
    app.add_exception_handler(FairmatchError, _refused)
    app.add_exception_handler(RequestValidationError, _malformed)
    app.add_exception_handler(HTTPException, _http)
    app.add_exception_handler(RecordsTrouble, _busy)


def problems(*statuses: int) -> dict[int | str, dict[str, Any]]:
    """Return what OpenAPI says of refusals with `statuses`, besides 401, 403, 422."""
    return {
        status: {
            "model": ProblemOut,
            "description": HTTPStatus(status).phrase,
            "content": {
                MEDIA_TYPE: {"schema": {"$ref": "#/components/schemas/ProblemOut"}}
            },
        }
        for status in sorted({401, 403, 422, *statuses})
    }
