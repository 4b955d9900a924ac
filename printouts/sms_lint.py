"""What a gateway would refuse in our texts, found before it does."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.gateways import gateway_names
from printouts.sms import Area, template_text
from printouts.sms_parts import characters_over
from printouts.sms_rules import find_traditional, find_words, lint_template
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from printouts.gateways import Gateway
    from printouts.notice_content import Mailing
    from printouts.sms import Sms

WORTH_CUTTING = 20
"""Characters that an organiser can take out of a text without rewriting it."""
LINK = re.compile(r"https?://|www\.|\b[a-z0-9-]+\.(?:com|cn|net|org|top|cc)\b", re.I)


def lint_sms(
    mailing: Mailing, messages: Sequence[Sms], gateways: Mapping[Area, Gateway]
) -> list[Finding]:
    """Return every finding on the templates in use, the values and the whole texts."""
    findings = list(_lint_settings(mailing, gateways[Area.MAINLAND]))
    for sms in _one_per_template(messages):
        template = template_text(sms.code, sms.language, mailing)
        where = f"{sms.code} {sms.language}"
        findings += lint_template(template, where, sms.gateway)
    for sms in messages:
        findings += _lint_values(sms)
        findings += _lint_whole(sms)
    findings += _lint_shared(messages)
    findings += _lint_parts(messages)
    return sorted(findings)


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
                    en=f"The variable {{{name}}} of the message was made to fit "
                    f"{sms.gateway.longest} characters or the allowed letters.",
                    zh=f"变量 {{{name}}} 已按 {sms.gateway.longest} 字上限或允许的字符调整。",
                ),
                Wording(
                    en="Read it; a shorter name in the sheet reads better.",
                    zh="请核对；在表格中改用简称更好。",
                ),
            )
        doubtful = [*find_words(value.text, sms.gateway.marketing)]
        if not sms.gateway.adjacent and LINK.search(value.text):
            doubtful.append(value.text)
        doubtful += find_traditional(value.text, sms.gateway)
        if doubtful:
            yield Finding(
                Level.WARNING,
                "variable-doubtful",
                where,
                " ".join(doubtful),
                Wording(
                    en=f"The gateway may stop the variable {{{name}}} for: "
                    f"{' '.join(doubtful)}.",
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
    """Yield who shares a number, and who is awaited twice at one time because of it."""
    for sms in messages:
        parties = [f"{one.side} {one.party_id}" for one in sms.person.parties]
        shown = ", ".join(parties)
        if len(parties) > 1:
            yield Finding(
                Level.WARNING,
                "shared-phone",
                parties[0],
                shown,
                Wording(
                    en=f"{len(parties)} parties share this number: {shown}.",
                    zh=f"{len(parties)} 家单位使用同一号码：{shown}。",
                ),
                Wording(
                    en="One message speaks for all of them. Check that the number is right.",
                    zh="合并为一条短信；请核对号码是否正确。",
                ),
            )
        for one, other in sms.person.clashes:
            when = f"{one.start:%m-%d %H:%M} / {other.start:%m-%d %H:%M}"
            yield Finding(
                Level.WARNING,
                "double-booked",
                parties[0],
                when,
                Wording(
                    en=f"The person behind {shown} is awaited twice at one time: {when}.",
                    zh=f"{shown} 为同一联系人，同一时间有两场洽谈：{when}。",
                ),
                Wording(
                    en="Ask who else comes, or keep one of them free then (absences) and repair.",
                    zh="请询问另由谁参加；或将其一登记为该时段不在后修复排期。",
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
            noun = "message takes" if len(dear) == 1 else "messages take"
            yield Finding(
                Level.WARNING,
                "parts",
                where,
                f"{len(dear)} x {dearest}",
                Wording(
                    en=f"{len(dear)} {noun} {dearest} parts; {cut} characters "
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
