"""What the words of a fair mean, where the other side writes in another language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from data.cedict import read_chinese
from data.lexicons.lexicon import read_lexicon
from data.lexicons.written import find_languages
from scheduler.fit.glossary import CHINESE, ENGLISH, HAN
from scheduler.fit.synonyms import Synonyms
from scheduler.problem import DemandLine

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from scheduler.problem import Buyer, OfferLine, Supplier

_CHINESE = re.compile(f"[{HAN}]")
_TELLING = re.compile(r"[^\W\d_]{3}")

Texts = dict[str, set[str]]
"""What a side writes, by language; "" where none is known."""


def read_glossary(
    buyers: Sequence[Buyer],
    suppliers: Sequence[Supplier],
    synonyms: Sequence[tuple[str, ...]],
) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return what words mean in English by language, of languages that a side needs.

    One is needed where one side writes it and the other another that is known;
    Chinese also where the other writes anything else. Under English are those words
    of the others that who writes no such language says as well.
    """
    wanted = _written([_texts(buyer.lines) for buyer in buyers])
    offered = _written([_texts(supplier.lines) for supplier in suppliers])
    languages = sorted(
        one
        for one in (wanted.keys() | offered.keys()) - {"", ENGLISH}
        if _needs(one, wanted, offered) or _needs(one, offered, wanted)
    )
    if not languages:
        return {}
    say = Synonyms(synonyms).say
    said = {one: _said(one, wanted, offered, say) for one in ("", ENGLISH, *languages)}
    found = {one: _read(one, said[one]) for one in languages}
    shared = _words(said[""] | said[ENGLISH])
    shared &= {word for entries in found.values() for word in entries}
    english: dict[str, tuple[str, ...]] = {word: (word,) for word in sorted(shared)}
    return found | ({ENGLISH: english} if english else {})


def _texts(lines: Iterable[DemandLine | OfferLine]) -> set[str]:
    """Return what lines say: products and categories, a specification alone too."""
    said = {text for line in lines for text in (line.product, *line.categories)}
    return said | {
        line.specification
        for line in lines
        if isinstance(line, DemandLine) and not line.product
    }


def _written(side: Sequence[set[str]]) -> Texts:
    """Return the texts of a side by language: those with Chinese characters are Chinese,
    all others of a party in one language."""
    telling = [{text for text in texts if _TELLING.search(text)} for texts in side]
    chinese = [{text for text in texts if _CHINESE.search(text)} for texts in side]
    others = [some - han for some, han in zip(telling, chinese, strict=True)]
    written: Texts = {CHINESE: set().union(*chinese)}
    for language, texts in zip(find_languages(others), others, strict=True):
        written.setdefault(language, set()).update(texts)
    return {language: texts for language, texts in written.items() if texts}


def _said(
    language: str, ours: Texts, theirs: Texts, say: Callable[[str], str]
) -> set[str]:
    """Return the texts of both sides in a language, normalised by `say`."""
    return {say(text) for side in (ours, theirs) for text in side.get(language, ())}


def _needs(language: str, ours: Texts, theirs: Texts) -> bool:
    """Tell whether who writes a language meets others who write another one."""
    others = theirs.keys() - {language}
    return language in ours and bool(others if language == CHINESE else others - {""})


def _read(language: str, texts: set[str]) -> dict[str, tuple[str, ...]]:
    """Return the meanings of the words of normalised texts in a language.

    A word that a lexicon does not know is taken as it is: many look alike in others.
    """
    if language == CHINESE:
        return read_chinese(texts)
    lexicon = read_lexicon(language)
    words = sorted(word for word in _words(texts) if word.isalpha())
    return {word: lexicon.meanings(word) or (word,) for word in words}


def _words(texts: Iterable[str]) -> set[str]:
    return {word for text in texts for word in text.split()}
