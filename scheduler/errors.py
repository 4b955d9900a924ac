"""What can go wrong, each with a stable code, a sentence and the next step."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Sequence


class FairmatchError(Exception):
    """Root of every error we raise on purpose.

    `code` is stable and is documented; `what` says what happened and where, `advice`
    what to do next. Nothing here knows HTTP or exit codes.
    """

    def __init__(self, code: str, what: Wording, advice: Wording) -> None:
        super().__init__(f"{code}: {what.en} {advice.en}")
        self.code = code
        self.what = what
        self.advice = advice

    def __reduce__(self) -> tuple[Any, ...]:
        """Travel between processes as a whole, whatever the class asks to be made."""
        return _made_again, (type(self), self.args, self.__dict__)


def _made_again(
    kind: type[FairmatchError], args: tuple[Any, ...], facts: dict[str, Any]
) -> FairmatchError:
    error = kind.__new__(kind, *args)
    error.__dict__.update(facts)
    return error


class ProblemError(FairmatchError):
    """The facts of a fair contradict each other (an unknown buyer in a lock, ...)."""


class BrokenRuleError(FairmatchError):
    """The checker refused a schedule of our own making: a fault of ours."""

    def __init__(self, broken: Sequence[Wording]) -> None:
        shown = broken[:3]
        super().__init__(
            "schedule-refused",
            Wording(
                en="The checker refused the schedule: " + " ".join(w.en for w in shown),
                zh="校验程序拒绝了该排期：" + "".join(w.zh for w in shown),
            ),
            Wording(
                en="Nothing was written. Please send us the input files.",
                zh="未写入任何文件。请将输入文件发给我们。",
            ),
        )
