"""What can go wrong, each with a stable code, a sentence and the next step."""

from __future__ import annotations

from scheduler.wording import Wording


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


class ProblemError(FairmatchError):
    """The facts of a fair contradict each other (an unknown buyer in a lock, ...)."""
