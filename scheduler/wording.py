"""One text in the two languages of the house."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from string import Formatter
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


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

    def filled(self, facts: Mapping[str, object]) -> Wording:
        """Return it with its blanks filled; a fact may be a wording, a side for each."""
        en = {k: v.en if isinstance(v, Wording) else v for k, v in facts.items()}
        zh = {k: v.zh if isinstance(v, Wording) else v for k, v in facts.items()}
        return Wording(en=fill(self.en, en), zh=fill(self.zh, zh))


def fill(text: str, facts: Mapping[str, object]) -> str:
    """Return `text` with its blanks filled as `str.format` does.

    `{count|buyer|buyers}` is "buyer" where the fact `count` is 1, else "buyers".
    """
    return _FORMATTER.vformat(text, (), facts)


class _ByNumber(Formatter):
    def get_field(
        self, field_name: str, args: Sequence[object], kwargs: Mapping[str, object]
    ) -> tuple[object, str]:
        name, *forms = field_name.split("|")
        value, used = super().get_field(name, args, kwargs)
        return (value if not forms else forms[str(value) not in {"1", "+1"}]), used


_FORMATTER = _ByNumber()
