"""What is wrong with a message, as a record that a person can act on."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from scheduler.wording import Wording


class Level(StrEnum):
    """How much it matters."""

    REFUSED = "refused"
    """The gateway or the mail server would refuse it."""
    CHANGED = "changed"
    """A value was altered so that it passes."""
    WARNING = "warning"
    """Worth a look before sending."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One finding; `where` is a template or a party, `found` the offending text."""

    level: Level
    rule: str
    where: str
    found: str
    what: Wording
    advice: Wording
