"""Mails (.eml): one a party, readable as text and as HTML, with its calendar attached.

Built with the older `MIMEMultipart` and encoded `Header` strings, because the newer
EmailMessage of Python 3.11 loses blanks in names that mix Chinese and Latin letters.

There is no Date header: these are drafts (`X-Unsent`), whoever sends them dates them,
and the clock would change the bytes. Message-ID and boundaries come from the content.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.encoders import encode_base64
from email.header import Header
from email.mime.base import MIMEBase
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.policy import compat32
from html import escape
from typing import TYPE_CHECKING

from printouts import labels
from printouts.meeting_list import LONGEST_NAME, html_table, plain_lines
from printouts.notice_content import Mailing, News, Notice
from printouts.notice_text import (
    clean,
    days_text,
    email_addresses,
    shorten,
    time_text,
)
from printouts.templates.filling import fill
from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Sequence

NO_SENDER = "set-contact-email-in-fair-toml@fairmatch.invalid"
"""Sender where the organiser gave no address: it says itself what to do."""
LONGEST_SUBJECT = 150
CRLF = compat32.clone(linesep="\r\n")
PLAIN_WORDS = re.compile(r"[A-Za-z0-9 .,:;'()/&+-]{1,60}")
PLAIN_NAME = re.compile(r"[A-Za-z0-9 ]{1,60}")
RULE = '<hr style="margin:24px 0;border:0;border-top:1px solid #bbb">'


@dataclass(frozen=True, slots=True)
class Attachment:
    """A calendar file or a PDF; mail programs act on a calendar with a `method`."""

    name: str
    content: bytes
    method: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """A mail in words: the same in plain text and in HTML."""

    subject: str
    plain: str
    html: str


def sender_of(mailing: Mailing) -> tuple[str, str]:
    """Return (name, address) of the organiser; the address is never empty."""
    organiser = mailing.release.directory.organiser
    addresses = email_addresses(organiser.email)
    name = clean(organiser.name) or mailing.facts[Language.ZH]["fair"]
    return name, addresses[0] if addresses else NO_SENDER


def write_letter(
    notice: Notice, mailing: Mailing, languages: Sequence[Language]
) -> Letter:
    """Return the mail's words in each of the languages, one after the other."""
    parts = [_one_language(notice, mailing, language) for language in languages]
    tongue = "zh-CN" if languages[0] is Language.ZH else "en"
    subject = " / ".join(part.subject for part in parts)
    facts = {**mailing.facts[languages[0]], "language": tongue, "subject": subject}
    html = fill(
        mailing.texts.page,
        {name: escape(fact) for name, fact in facts.items()}
        | {"content": RULE.join(part.html for part in parts)},
    )
    plain = ("\n" + "-" * 40 + "\n\n").join(part.plain for part in parts)
    return Letter(shorten(subject, LONGEST_SUBJECT), plain, html)


def render_mail(
    letter: Letter,
    sender: tuple[str, str],
    recipient: str,
    addresses: Sequence[str],
    attachments: Sequence[Attachment],
    invitation: Attachment | None = None,
) -> bytes:
    """Return the .eml; same words and attachments, same bytes.

    `invitation` is what mail programs act on; the attachments are files to open.
    """
    parts = [*attachments, invitation] if invitation else attachments
    digest = _digest(letter, sender, addresses, parts)
    alternative = MIMEMultipart("alternative", boundary=f"=_fairmatch_{digest}_b")
    alternative.attach(MIMEText(letter.plain, "plain", "utf-8"))
    alternative.attach(MIMEText(letter.html, "html", "utf-8"))
    mail = MIMEMultipart("mixed", boundary=f"=_fairmatch_{digest}_a")
    mail["From"] = f"{_name(sender[0])} <{sender[1]}>"
    named = f"{_name(recipient)} <{addresses[0]}>"
    mail["To"] = ", ".join([named, *addresses[1:]])
    mail["Subject"] = _words(letter.subject)
    domain = sender[1].rpartition("@")[2]
    mail["Message-ID"] = f"<{digest}@{domain}>"
    mail["X-Unsent"] = "1"
    if invitation:
        alternative.attach(_calendar_part(invitation))
    mail.attach(alternative)
    for attachment in attachments:
        mail.attach(_file_part(attachment))
    return mail.as_bytes(policy=CRLF)


def _calendar_part(attachment: Attachment) -> MIMEBase:
    part = MIMEBase("text", "calendar", charset="utf-8", method=attachment.method)
    part.set_payload(attachment.content)
    encode_base64(part)
    return part


def _file_part(attachment: Attachment) -> MIMEBase:
    name = attachment.name
    is_paper = name.endswith(".pdf")
    part = (
        MIMEBase("application", "pdf")
        if is_paper
        else MIMEBase("text", "calendar", charset="utf-8")
    )
    part.set_payload(attachment.content)
    encode_base64(part)
    filename = name if name.isascii() else ("utf-8", "", name)
    part.add_header("Content-Disposition", "attachment", filename=filename)
    return part


def _digest(
    letter: Letter,
    sender: tuple[str, str],
    addresses: Sequence[str],
    attachments: Sequence[Attachment],
) -> str:
    said = "\x1f".join((letter.subject, letter.plain, *sender, *addresses))
    digest = hashlib.sha256(said.encode("utf-8", "surrogatepass"))
    for attachment in attachments:
        digest.update(attachment.content)
    return digest.hexdigest()[:32]


def _name(text: str) -> str:
    """Return a display name as a header takes it."""
    short = shorten(text, LONGEST_NAME)
    if PLAIN_NAME.fullmatch(short):
        return short
    return Header(short, "utf-8", maxlinelen=75).encode()


def _words(text: str) -> str:
    if PLAIN_WORDS.fullmatch(text):
        return text
    return Header(text, "utf-8", maxlinelen=75, header_name="Subject").encode()


def _one_language(notice: Notice, mailing: Mailing, language: Language) -> Letter:
    words = {key: text.text(language) for key, text in mailing.texts.mail.items()}
    facts = {**mailing.facts[language], **letter_facts(notice, language)}

    def say(key: str) -> str:
        return fill(words[key], facts)

    tail = [line for key in _tail(notice) if (line := _sentence(say(key)))]
    gone = notice.news is not News.CANCELLED and notice.gone
    shown = notice.gone if notice.news is News.CANCELLED else notice.lines
    head = [say("common.greeting"), say(f"{notice.news}.intro")]
    plain = [*head, "", *plain_lines(notice, shown, words, language)]
    html = [f"<p>{_html(line)}</p>" for line in head if line]
    html.append(html_table(notice, shown, words, language))
    if gone:
        plain += [
            words["common.gone"],
            "",
            *plain_lines(notice, gone, words, language),
        ]
        html += [f"<p>{_html(words['common.gone'])}</p>"]
        html.append(html_table(notice, gone, words, language))
    plain += tail
    html.append(f"<p>{'<br>'.join(map(_html, tail))}</p>")
    subject = clean(say(f"{notice.news}.subject"))
    return Letter(subject, "\n".join(plain) + "\n", "\n".join(html))


def _html(text: str) -> str:
    return escape(text).replace("\n", "<br>")


def _tail(notice: Notice) -> list[str]:
    """Return the names of the texts below the table."""
    if notice.news is News.SURVEY:
        return ["common.questions", "common.contact_after"]
    keys = ["times"]
    if notice.lines:
        keys += ["visiting" if notice.walks else "hosting", "venue", "route"]
        keys.append("calendar")
    if notice.gone:
        keys.append("calendar_gone")
    return [f"common.{key}" for key in [*keys, "contact", "release"]]


def _sentence(text: str) -> str:
    """Return the text with a full stop or without a comma that lost what was before."""
    return text.lstrip("，,: ：")


def letter_facts(notice: Notice, language: Language) -> dict[str, str]:
    """Return what a text can say of a party: name, count, date, time of its meetings."""
    lines = notice.gone if notice.news is News.CANCELLED else notice.lines
    first, last = lines[0], lines[-1]
    meetings = labels.meetings(len(lines)).text(language)
    return {
        "name": shorten(notice.addressee(language), LONGEST_NAME),
        "count": str(len(lines)),
        "meetings": meetings.replace(" ", "") if language is Language.ZH else meetings,
        "date": days_text(first.start.date(), last.start.date(), language),
        "time": time_text(first.start),
    }
