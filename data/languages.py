"""Languages as people write them: "中文、英语", "English (fluent)", "zh-CN", "中英双语"."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from data.cells import match_key, split_list
from data.words import words_of
from scheduler.languages import LANGUAGES, name_language

if TYPE_CHECKING:
    from data.faults import Findings
    from data.parties import Party

_OTHERS: dict[str, str] = {
    "zh": "cn cmn chi zho 汉语 普通话 国语 华语 官话 简体中文 繁体中文 简体 繁体 mandarin putonghua chinois chino",
    "yue": "广东话 白话 广州话",
    "en": "英文 inglés ingles anglais",
    "es": "西语 西文 西班牙文 español espanol castellano castilian",
    "pt": "葡语 葡文 葡萄牙文 português brazilian",
    "fr": "法文 français francais",
    "de": "德文 deutsch",
    "it": "意语 意大利文 italiano",
    "nl": "荷兰文 nederlands flemish",
    "ru": "俄文 русский",
    "ja": "日文 日本语 日本語 jp",
    "ko": "韩文 韩国语 朝鲜语 한국어 kr",
    "ar": "阿语 阿拉伯文 العربية",
    "fa": "farsi فارسی",
    "tr": "türkçe turkce",
    "vi": "越语 越文 tiếngviệt",
    "th": "泰文 ไทย",
    "ms": "马来文 bahasamelayu",
    "id": "印尼文 印度尼西亚语 bahasaindonesia bahasa",
    "tl": "tagalog fil",
    "km": "高棉语 cambodian",
    "mn": "蒙语",
    "kk": "哈语",
    "no": "nb nn",
    "el": "ελληνικά",
}
"""Further names of each language, divided by blanks."""

_SHORT = {
    "中": "zh", "汉": "zh", "英": "en", "法": "fr", "德": "de", "日": "ja", "韩": "ko",
    "俄": "ru", "西": "es", "葡": "pt", "意": "it", "阿": "ar",
}  # fmt: skip
"""One sign a language, as in 中英双语."""

_AND = re.compile(
    r"\s+(?:and|y|et|und|e|и|та|oraz|ve|và|dan|و|และ|और)\s+|[+&和与及]|\s+-\s+",
    re.IGNORECASE,
)
_BRACKETS = re.compile(r"[(（\[【].*?[)）\]】]")
_TAG = re.compile(r"([a-z]{2,3})[-_][a-z0-9_-]+")
_SEVERAL = re.compile(rf"([{''.join(_SHORT)}]{{2,}})(?:双语|三语|文|语)?")


@lru_cache(maxsize=10_000)
def understand_languages(text: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the codes that `text` names, in its order, and the words not understood."""
    codes: dict[str, None] = {}
    unknown: list[str] = []
    for part in split_list(_BRACKETS.sub("", text)):
        for word in filter(None, (one.strip() for one in _AND.split(part))):
            found = _of_word(word)
            codes |= dict.fromkeys(found)
            unknown += [] if found else [word]
    return tuple(codes), tuple(unknown)


def nearest_language(word: str) -> str:
    """Return the name that looks most like `word`, with its code."""
    best = process.extractOne(match_key(word), _codes().keys(), scorer=fuzz.ratio)
    code = _codes()[best[0]]
    name = name_language(code)
    return f"{name.zh} {name.en} ({code})"


def read_languages(party: Party, findings: Findings) -> tuple[str, ...]:
    """Return the languages of a party; a warning for each word that is none."""
    codes, unknown = understand_languages(party.text("language"))
    for word in unknown:
        where = party.where("language")
        findings.fault("language-unknown", where, word, nearest=nearest_language(word))
    return codes


def _of_word(word: str) -> tuple[str, ...]:
    key = match_key(word)
    if key in _codes():
        return (_codes()[key],)
    tag = _TAG.fullmatch(key)
    if tag and tag[1] in LANGUAGES:
        return (tag[1],)
    several = _SEVERAL.fullmatch(unicodedata.normalize("NFKC", key))
    return tuple(_SHORT[sign] for sign in several[1]) if several else ()


@cache
def _codes() -> dict[str, str]:
    """Return the code of each name."""
    codes = {code: code for code in LANGUAGES}
    for code, name in LANGUAGES.items():
        for other in (name.en, name.zh, *_OTHERS.get(code, "").split()):
            codes[match_key(other)] = code
    for code, _, word in words_of("language"):
        codes.setdefault(match_key(word), code)
    return codes
