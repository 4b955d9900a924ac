"""What the fair office refuses; the words of HTTP for it are in `api/problems.py`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.faults import Fault, Note


class NotLoggedInError(FairmatchError):
    """Nobody is known by what the request carries."""

    def __init__(self) -> None:
        super().__init__(
            "not-logged-in",
            Wording(en="You are not logged in.", zh="您尚未登录。"),
            Wording(en="Log in and try again.", zh="请登录后重试。"),
        )


class NotAllowedError(FairmatchError):
    """The person may not do this."""

    def __init__(self, right: Wording) -> None:
        super().__init__(
            "not-allowed",
            Wording(
                en=f"Your role does not allow this: {right.en}.",
                zh=f"您的角色没有此权限：{right.zh}。",
            ),
            Wording(en="Ask an administrator.", zh="请联系管理员。"),
        )


class MissingError(FairmatchError):
    """There is no such thing, or this person may not see it."""

    def __init__(self, what: Wording) -> None:
        super().__init__(
            "not-found",
            Wording(en=f"There is no such {what.en}.", zh=f"没有这个{what.zh}。"),
            Wording(
                en="Look it up in the list; perhaps you may not see it.",
                zh="请在列表中查找；也可能您无权查看。",
            ),
        )


class ConflictError(FairmatchError):
    """What is asked contradicts what is there."""


class StaleError(FairmatchError):
    """Somebody changed it since it was read."""

    def __init__(self) -> None:
        super().__init__(
            "changed-meanwhile",
            Wording(
                en="Somebody changed this since you read it. Nothing was changed now.",
                zh="在您读取之后，已有人修改过此内容。本次未作任何更改。",
            ),
            Wording(
                en="Read it again, and repeat your change if it is still right.",
                zh="请重新读取，确认后再次修改。",
            ),
        )


class VersionNeededError(FairmatchError):
    """An edit that does not say which version it is about."""

    def __init__(self) -> None:
        super().__init__(
            "version-needed",
            Wording(
                en="A change must say which version it is of (If-Match).",
                zh="修改必须说明所依据的版本（If-Match）。",
            ),
            Wording(
                en="Read it first and send its ETag back as If-Match.",
                zh="请先读取，并将其 ETag 作为 If-Match 一并发送。",
            ),
        )


class KeyUsedError(FairmatchError):
    """An Idempotency-Key that belongs to another request."""

    def __init__(self) -> None:
        super().__init__(
            "key-used",
            Wording(
                en="This Idempotency-Key came with another request before. "
                "Nothing was changed.",
                zh="该 Idempotency-Key 此前已用于另一个请求。未作任何更改。",
            ),
            Wording(
                en="Send a new request with a new key.", zh="新的请求请使用新的键。"
            ),
        )


class OtherOriginError(FairmatchError):
    """A browser asks for a write on behalf of a page that is not ours."""

    def __init__(self) -> None:
        super().__init__(
            "other-origin",
            Wording(
                en="This change was asked for by a page of another origin.",
                zh="此更改由其他来源的网页发起。",
            ),
            Wording(
                en="Open Fairmatch itself and repeat the change there.",
                zh="请在 Fairmatch 自己的页面中操作。",
            ),
        )


class BusyError(FairmatchError):
    """The records did not answer in time."""

    retry_after_s = 5

    def __init__(self) -> None:
        super().__init__(
            "records-busy",
            Wording(
                en="The records did not answer in time. Nothing was changed.",
                zh="数据库未能及时响应。未作任何更改。",
            ),
            Wording(en="Try again in a moment.", zh="请稍后重试。"),
        )


class OurFaultError(FairmatchError):
    """A fault of ours; `request` is its number in the log."""

    def __init__(self, request: str) -> None:
        super().__init__(
            "our-fault",
            Wording(
                en="Something went wrong that is our fault.",
                zh="程序出错，这是我们的问题。",
            ),
            Wording(
                en=f"Tell your administrator the number {request}; the log has more.",
                zh=f"请将编号 {request} 告知管理员，日志中有详情。",
            ),
        )


class UnusableError(FairmatchError):
    """What was sent cannot be used; `faults` lists every reason with its place."""

    def __init__(self, faults: tuple[Fault, ...], notes: tuple[Note, ...] = ()) -> None:
        errors = sum(fault.is_error for fault in faults)
        super().__init__(
            "input-rejected",
            Wording(
                en="The input was rejected: {errors} {errors|error|errors}. "
                "Nothing was changed.",
                zh="输入未通过：{errors} 处错误。未作任何更改。",
            ).filled({"errors": errors}),
            Wording(
                en="Correct the places named below and send it again.",
                zh="请改正下列各处后重新提交。",
            ),
        )
        self.faults = faults
        self.notes = notes
