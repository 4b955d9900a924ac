"""What a gateway would refuse in our texts, found before it does."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.gateways import gateway_names
from printouts.sms import Area, approval_text, characters_over, template_text
from printouts.templates import FIELD
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from printouts.gateways import Gateway
    from printouts.notice_content import Mailing
    from printouts.sms import Sms

WORTH_CUTTING = 20
"""Characters that an organiser can take out of a text without rewriting it."""
MOBILE = re.compile(r"(?<!\d)(?:\+?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
NUMBER = re.compile(
    r"(?<!\d)(?:(?:\+\d{1,3}[- ]?)?\(?0?\d{2,4}\)?[- ]\d{3,4}[- ]?\d{3,4}|95\d{3,6}"
    r"|\+?\d{7,15})(?!\d)"
)
LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|cn|net|org|top|cc)\b", re.I)


def lint_sms(
    mailing: Mailing, messages: Sequence[Sms], gateways: Mapping[Area, Gateway]
) -> list[Finding]:
    """Return every finding on the templates in use, the values and the whole texts."""
    findings = list(_lint_settings(mailing, gateways[Area.MAINLAND]))
    for sms in _one_per_template(messages):
        template = template_text(sms.code, sms.language, mailing.facts[sms.language])
        where = f"{sms.code} {sms.language}"
        findings += lint_template(template, where, sms.gateway)
    for sms in messages:
        findings += _lint_values(sms)
        findings += _lint_whole(sms)
    findings += _lint_shared(messages)
    findings += _lint_parts(messages)
    return sorted(findings)


def lint_template(template: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    """Yield what the gateway would refuse in the fixed text of a template."""
    fixed = FIELD.sub("\x00", template)
    yield from _words(fixed, where, gateway)
    yield from _letters(fixed, where, gateway)
    yield from _numbers(fixed, where, gateway)
    yield from _variables(template, where, gateway)


def _lint_settings(mailing: Mailing, gateway: Gateway) -> Iterator[Finding]:
    settings = mailing.release.directory.sms
    if settings.gateway and settings.gateway != gateway.id:
        yield Finding(
            Level.WARNING,
            "gateway",
            "fair.toml [sms] gateway",
            settings.gateway,
            Wording(
                en=f"No rules are known for the gateway {settings.gateway}.",
                zh=f"没有短信网关 {settings.gateway} 的规则。",
            ),
            Wording(
                en="The strictest rules were used. Known: "
                + ", ".join(gateway_names())
                + ".",
                zh="已按最严规则检查。可用：" + ", ".join(gateway_names()) + "。",
            ),
        )
    if gateway.signature and not re.fullmatch(
        r"【[^【】]+】", settings.signature.strip()
    ):
        yield Finding(
            Level.REFUSED,
            "signature",
            "fair.toml [sms] signature",
            settings.signature,
            Wording(
                en="The SMS has no approved signature in 【】.",
                zh="短信缺少带【】的签名。",
            ),
            Wording(
                en="Enter the signature that the gateway approved, with its brackets.",
                zh="请填写网关已审核的签名，含【】。",
            ),
        )


def _words(fixed: str, where: str, gateway: Gateway) -> Iterator[Finding]:
    for word in _contained(fixed, gateway.marketing):
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
    for word in _contained(fixed, gateway.accounts):
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


def _contained(text: str, words: Iterable[str]) -> Iterator[str]:
    """Yield the words found; one of letters counts only when it stands alone."""
    folded = text.casefold()
    for word in words:
        sought = re.escape(word.casefold())
        if word.isascii():
            sought = rf"(?<![a-z0-9]){sought}(?![a-z0-9])"
        if re.search(sought, folded):
            yield word


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
    if odd := _traditional(fixed, gateway):
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


def _traditional(text: str, gateway: Gateway) -> list[str]:
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


def _lint_values(sms: Sms) -> Iterator[Finding]:
    where = f"{sms.notice.side} {sms.notice.party_id}"
    for name, value in sms.values.items():
        if value.text != value.whole:
            yield Finding(
                Level.CHANGED,
                "variable-changed",
                where,
                f"{value.whole} → {value.text}",
                Wording(
                    en=f"{{{name}}} was made to fit {sms.gateway.longest} characters "
                    "or the allowed letters.",
                    zh=f"变量 {{{name}}} 已按 {sms.gateway.longest} 字上限或允许的字符调整。",
                ),
                Wording(
                    en="Read it; a shorter name in the sheet reads better.",
                    zh="请核对；在表格中改用简称更好。",
                ),
            )
        doubtful = [*_contained(value.text, sms.gateway.marketing)]
        if not sms.gateway.adjacent and LINK.search(value.text):
            doubtful.append(value.text)
        doubtful += _traditional(value.text, sms.gateway)
        if doubtful:
            yield Finding(
                Level.WARNING,
                "variable-doubtful",
                where,
                " ".join(doubtful),
                Wording(
                    en=f"The gateway may stop {{{name}}} for: {' '.join(doubtful)}",
                    zh=f"网关可能因变量 {{{name}}} 中的“{' '.join(doubtful)}”拦截。",
                ),
                Wording(
                    en="Use another form of the name, or phone them.",
                    zh="请换用其他写法，或电话通知。",
                ),
            )


def _lint_whole(sms: Sms) -> Iterator[Finding]:
    if len(sms.text) > sms.gateway.most:
        yield Finding(
            Level.REFUSED,
            "length",
            f"{sms.notice.side} {sms.notice.party_id}",
            str(len(sms.text)),
            Wording(
                en=f"The text has {len(sms.text)} characters, "
                f"{sms.gateway.most} at most.",
                zh=f"全文 {len(sms.text)} 字，最多 {sms.gateway.most} 字。",
            ),
            Wording(
                en="Shorten the route in fair.toml, [venue].",
                zh="请缩短 fair.toml 中 [venue] 的路线。",
            ),
        )


def _lint_shared(messages: Sequence[Sms]) -> Iterator[Finding]:
    owners: defaultdict[str, list[str]] = defaultdict(list)
    for sms in messages:
        owners[f"{sms.area} {sms.number}"].append(
            f"{sms.notice.side} {sms.notice.party_id}"
        )
    for parties in owners.values():
        if len(parties) > 1:
            yield Finding(
                Level.WARNING,
                "shared-phone",
                parties[0],
                ", ".join(parties),
                Wording(
                    en=f"{len(parties)} parties share this number: {', '.join(parties)}.",
                    zh=f"{len(parties)} 家单位使用同一号码：{', '.join(parties)}。",
                ),
                Wording(
                    en="Each gets its own message. Check that the number is right.",
                    zh="每家各发一条；请核对号码是否正确。",
                ),
            )


def _lint_parts(messages: Sequence[Sms]) -> Iterator[Finding]:
    """Yield where a few characters less would make every message of a batch cheaper."""
    batches: defaultdict[str, list[Sms]] = defaultdict(list)
    for sms in messages:
        batches[f"{sms.code} {sms.language} {sms.area}"].append(sms)
    for where, batch in batches.items():
        dearest = max(sms.parts for sms in batch)
        dear = [sms for sms in batch if sms.parts == dearest]
        cut = max(characters_over(sms.text, sms.gateway) for sms in dear)
        if dearest > 1 and cut <= WORTH_CUTTING:
            yield Finding(
                Level.WARNING,
                "parts",
                where,
                f"{len(dear)} x {dearest}",
                Wording(
                    en=f"{len(dear)} messages take {dearest} parts; {cut} characters "
                    f"less would make it {dearest - 1}.",
                    zh=f"{len(dear)} 条短信各计 {dearest} 条；减少 {cut} 字即可各省 1 条。",
                ),
                Wording(
                    en="Shorten the fair name, venue or route in fair.toml.",
                    zh="可缩短 fair.toml 中的会议名称、场馆或路线。",
                ),
            )


def _one_per_template(messages: Sequence[Sms]) -> list[Sms]:
    chosen = {(sms.area, sms.code, sms.language): sms for sms in reversed(messages)}
    return list(chosen.values())
