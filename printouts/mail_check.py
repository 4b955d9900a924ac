"""Who cannot be written to, and why: found before anything is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.mail import NO_SENDER, sender_of
from scheduler.wording import Wording

if TYPE_CHECKING:
    from printouts.notice_content import Mailing, Notice


def check_mail(mailing: Mailing) -> list[Finding]:
    """Return who cannot be written to, and whether anybody could answer."""
    findings = []
    if sender_of(mailing)[1] == NO_SENDER:
        findings.append(
            Finding(
                Level.REFUSED,
                "no-sender",
                "fair.toml [contact] email",
                mailing.release.directory.organiser.email,
                Wording(
                    en="The organiser has no usable mail address, so the mails "
                    "come from a placeholder that nobody can answer.",
                    zh="主办方没有可用的邮箱，邮件发件人为占位地址，无法回复。",
                ),
                Wording(
                    en="Enter email in fair.toml, [contact], and run again.",
                    zh="请在 fair.toml 的 [contact] 填写 email 后重新生成。",
                ),
            )
        )
    missing = [notice for notice in mailing.notices if not notice.emails]
    wrong = [notice for notice in missing if notice.contact.email.strip()]
    without = [notice for notice in missing if not notice.contact.email.strip()]
    findings += [_wrong_address(notice) for notice in wrong]
    if without:
        findings.append(_without_address(without))
    return findings


def _wrong_address(notice: Notice) -> Finding:
    return Finding(
        Level.WARNING,
        "mail-address",
        f"{notice.side} {notice.party_id}",
        notice.contact.email,
        Wording(en="The mail address is not usable.", zh="邮箱地址不可用。"),
        Wording(en="Correct it in the sheet.", zh="请在表格中更正。"),
    )


def _without_address(notices: list[Notice]) -> Finding:
    return Finding(
        Level.WARNING,
        "no-mail-address",
        "mail",
        ", ".join(f"{notice.side} {notice.party_id}" for notice in notices),
        Wording(
            en=f"{len(notices)} parties have no mail address and get no mail.",
            zh=f"{len(notices)} 家单位没有邮箱，不发邮件。",
        ),
        Wording(
            en="Send them the .ics from calendar/, or phone them.",
            zh="可把 calendar/ 中的 .ics 发给对方，或电话通知。",
        ),
    )
