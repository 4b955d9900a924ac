"""One text in the two languages of the house."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Language(StrEnum):
    """Language of a page, a message or a fault."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True, order=True)
class Wording:
    """A sentence or a name in English and Chinese; neither side is ever None."""

    en: str
    zh: str

    @classmethod
    def same(cls, text: str) -> Wording:
        """Build a wording that reads the same in both languages (a company's name)."""
        return cls(en=text, zh=text)

    def text(self, language: Language) -> str:
        """Return the side for `language`; the other side where that one is empty."""
        first, second = (
            (self.zh, self.en) if language is Language.ZH else (self.en, self.zh)
        )
        return first or second
