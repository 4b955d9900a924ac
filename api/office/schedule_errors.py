"""What is refused about schedules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from api.office.errors import ConflictError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence

    from scheduler.rules import Violation


class ReleasedError(ConflictError):
    """A release never changes."""

    def __init__(self) -> None:
        super().__init__(
            "release-never-changes",
            Wording(
                en="This is a release; it never changes.",
                zh="这是已发布的版本，不可更改。",
            ),
            Wording(
                en="Make a draft of it and change that.",
                zh="请以它为基础新建草稿再修改。",
            ),
        )


class NotReleasedError(ConflictError):
    """Only what was released goes out to people."""

    def __init__(self) -> None:
        super().__init__(
            "not-released",
            Wording(
                en="This is a draft; nobody is told of it.",
                zh="这是草稿，不能通知任何人。",
            ),
            Wording(en="Release it first.", zh="请先发布。"),
        )


class UnsoundError(ConflictError):
    """A draft that breaks a rule is neither released nor printed."""

    def __init__(self, violations: Sequence[Violation]) -> None:
        super().__init__(
            "draft-breaks-rules",
            Wording(
                en="The draft breaks {count} {count|rule|rules}, the first: {first}",
                zh="该草稿有 {count} 处违规，第一处：{first}",
            ).filled({"count": len(violations), "first": violations[0].wording}),
            Wording(
                en="Read its violations, and edit it until there are none.",
                zh="请查看违规列表，逐一修改直至没有违规。",
            ),
        )
        self.violations = tuple(violations)


class NoEditError(ConflictError):
    """There is nothing to undo, or to redo."""

    def __init__(self) -> None:
        super().__init__(
            "nothing-to-undo",
            Wording(
                en="There is nothing to undo or to redo.",
                zh="没有可撤销或可重做的修改。",
            ),
            Wording(en="See the list of edits.", zh="请查看修改记录。"),
        )
