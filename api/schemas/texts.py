"""A text in both languages on the wire."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pydantic import BaseModel

if TYPE_CHECKING:
    from scheduler.wording import Wording


class TextOut(BaseModel):
    """A sentence or a name in both languages; either may stand in for the other."""

    en: str
    zh: str


def show_text(wording: Wording) -> TextOut:
    """Return `wording`."""
    return TextOut(en=wording.en, zh=wording.zh)
