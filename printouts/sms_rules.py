"""What a gateway refuses in the fixed text of a template, rule by rule."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.sms import approval_text
from printouts.templates.filling import FIELD
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from printouts.gateways import Gateway

MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
NUMBER = re.compile(
    r"(?<!\d)(?:(?:\+\d{1,3}[- ]?)?\(?0?\d{2,4}\)?[- ]\d{3,4}[- ]?\d{3,4}|95\d{3,6}"
    r"|\+?\d{7,15})(?!\d)"
)


def lint_template(template: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    """Yield what the gateway would refuse in the fixed text of a template."""
    fixed = FIELD.sub("\x00", template)
    yield from _words(fixed, where, gateway)
    yield from _letters(fixed, where, gateway)
    yield from _numbers(fixed, where, gateway)
    yield from _variables(template, where, gateway)


def _words(fixed: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    for word in find_words(fixed, gateway.marketing):
        yield Finding(
            Level.REFUSED,
            "marketing-word",
            where,
            word,
            Wording(
                en=f"The fixed text says {word}, which reads as advertising.",
                zh=f"固定文字中有“{word}”，会被视为营销内容。",
            ),
            Wording(
                en="Word it as a notice of an agreed meeting: see fair name, venue, route.",
                zh="请改成已约定洽谈的通知；检查会议名称、场馆和路线的文字。",
            ),
        )
    for word in find_words(fixed, gateway.accounts):
        yield Finding(
            Level.REFUSED,
            "account",
            where,
            word,
            Wording(
                en=f"The fixed text names an account: {word}.",
                zh=f"固定文字中有社交账号：{word}。",
            ),
            Wording(
                en="Give a landline or a 400 or 95 number instead.",
                zh="请改用固定电话、400 或 95 号码。",
            ),
        )


def find_words(text: str, words: Iterable[str]) -> Iterator[str]:
    """Yield the words found; one of letters counts only when it stands alone."""
    folded = text.casefold()
    for word in words:
        sought = word.casefold()
        if sought in folded and (not word.isascii() or _stands_alone(sought, folded)):
            yield word


def _stands_alone(word: str, text: str) -> bool:
    return bool(re.search(rf"(?<![a-z0-9]){re.escape(word)}(?![a-z0-9])", text))


def _letters(fixed: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    banned = set(gateway.symbols + gateway.brackets)
    if odd := sorted(set(fixed) & banned):
        yield Finding(
            Level.REFUSED,
            "symbol",
            where,
            " ".join(odd),
            Wording(
                en=f"The fixed text has characters that are refused: {' '.join(odd)}",
                zh=f"固定文字中有不允许的符号：{' '.join(odd)}",
            ),
            Wording(
                en="Take them out of the fair name, venue, route or phone.",
                zh="请从会议名称、场馆、路线或电话中去掉这些符号。",
            ),
        )
    if odd := find_traditional(fixed, gateway):
        yield Finding(
            Level.REFUSED,
            "traditional",
            where,
            "".join(odd),
            Wording(
                en=f"The fixed text has characters that look traditional: {''.join(odd)}",
                zh=f"固定文字中疑有繁体字：{''.join(odd)}",
            ),
            Wording(en="Write them in simplified form.", zh="请改为简体字。"),
        )


def find_traditional(text: str, gateway: Gateway) -> list[str]:
    """Return the letters that look traditional, where the gateway refuses them."""
    if gateway.traditional:
        return []
    letters = set(text) - set(gateway.rare_letters)
    return sorted(filter(_is_traditional, letters))


def _is_traditional(letter: str) -> bool:
    """Tell whether a letter is in the Taiwanese but not in the mainland standard set."""
    return _in_codec(letter, "big5") and not _in_codec(letter, "gb2312")


def _in_codec(letter: str, codec: str) -> bool:
    try:
        letter.encode(codec)
    except UnicodeEncodeError:
        return False
    return True


def _numbers(fixed: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    mobiles = [] if gateway.mobile_numbers else MOBILE.findall(fixed)
    if mobiles:
        yield Finding(
            Level.REFUSED,
            "mobile-number",
            where,
            " ".join(mobiles),
            Wording(
                en=f"The fixed text has a mobile number: {' '.join(mobiles)}.",
                zh=f"固定文字中有手机号：{' '.join(mobiles)}。",
            ),
            Wording(
                en="In fair.toml, [contact] phone, give a landline, 400 or 95 number.",
                zh="请在 fair.toml 的 [contact] phone 填固定电话、400 或 95 号码。",
            ),
        )
    numbers = NUMBER.findall(fixed)
    if len(numbers) > gateway.contact_numbers:
        yield Finding(
            Level.REFUSED,
            "contact-numbers",
            where,
            " ".join(numbers),
            Wording(
                en=f"The fixed text has {len(numbers)} contact numbers, "
                f"{gateway.contact_numbers} are allowed.",
                zh=f"固定文字中有 {len(numbers)} 个联系电话，最多 "
                f"{gateway.contact_numbers} 个。",
            ),
            Wording(
                en="Leave one number in [contact] phone, none in the route.",
                zh="[contact] phone 只留一个号码，路线中不写电话。",
            ),
        )


def _variables(template: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    names = FIELD.findall(template)
    shown = approval_text(template, gateway)
    if len(names) > gateway.variables:
        yield _variable_finding(
            "variable-count", where, shown, "too many variables", "变量过多"
        )
    if not gateway.repeated and len(set(names)) < len(names):
        yield _variable_finding(
            "variable-repeated", where, shown, "a variable used twice", "变量重复使用"
        )
    if not gateway.adjacent and re.search(r"\}[\s,.;:，。；：、]*\{", template):
        yield _variable_finding(
            "variable-adjacent", where, shown, "two variables side by side", "变量相连"
        )


def _variable_finding(rule: str, where: str, shown: str, en: str, zh: str) -> Finding:
    return Finding(
        Level.REFUSED,
        rule,
        where,
        shown,
        Wording(en=f"The template has {en}.", zh=f"模板中{zh}。"),
        Wording(
            en="Change the template: fixed text between variables, each used once.",
            zh="请修改模板：变量之间要有文字，每个变量只用一次。",
        ),
    )
