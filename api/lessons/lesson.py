"""What help teaches of a command."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from scheduler.wording import Wording


@dataclass(frozen=True, slots=True)
class Help:
    """What a command does, in a sentence; an example; what to do next.

    `options` says what each option or argument is, by its name in the code.
    """

    does: Wording
    example: str
    next_step: Wording
    options: Mapping[str, Wording] = field(default_factory=dict)
