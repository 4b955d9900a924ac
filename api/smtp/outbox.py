"""The mails that lie in a folder of notices, ready to be sent."""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from email.parser import BytesHeaderParser
from email.utils import format_datetime, getaddresses
from typing import TYPE_CHECKING

from api.services.errors import WrongRequestError
from printouts.mail import NO_SENDER
from printouts.notice_text import is_email
from printouts.pages import natural_key
from scheduler.wording import Wording

if TYPE_CHECKING:
    from datetime import datetime
    from email.message import Message
    from pathlib import Path

END_OF_LINE = re.compile(rb"\r\n|\r|\n")
NOT_SENT = re.compile(
    rb"^(?:X-Unsent|Bcc|Date|Message-ID):[^\r\n]*\r\n(?:[ \t][^\r\n]*\r\n)*",
    re.MULTILINE | re.IGNORECASE,
)
"""Headers of a draft: not sent, or written anew."""


@dataclass(frozen=True, slots=True)
class OutMail:
    """A mail on the disk: whom it goes to, and the Message-ID that it keeps.

    `party` is the name of its file without the ending.
    """

    path: Path
    party: str
    message: str
    sender: str
    addresses: tuple[str, ...]

    def content(self, at: datetime) -> bytes:
        """Return the mail as it is sent: dated, and no draft any more."""
        head, body = _split(self.path.read_bytes())
        dated = f"Date: {format_datetime(at)}\r\nMessage-ID: {self.message}\r\n"
        return dated.encode() + NOT_SENT.sub(b"", head) + b"\r\n" + body


def read_outbox(notices: Path) -> list[OutMail]:
    """Return the mails of a folder of notices, in the order of their names.

    A file that somebody took away is not sent. Raises WrongRequestError where there is
    none, or where one names nobody who sends or gets it.
    """
    paths = sorted(
        (notices / "mail").glob("*.eml"), key=lambda path: natural_key(path.stem)
    )
    if not paths:
        raise _no_mails(notices)
    return [_read_mail(path) for path in paths]


def _read_mail(path: Path) -> OutMail:
    head, body = _split(path.read_bytes())
    message = BytesHeaderParser().parsebytes(head)
    sender = next(iter(_addresses(message, "From")), "")
    addresses = _addresses(message, "To", "Cc", "Bcc")
    if sender == NO_SENDER:
        raise _no_sender(path)
    if not all(map(is_email, (sender, *addresses))) or not addresses:
        raise _unreadable(path)
    name = str(message["Message-ID"] or "").strip()
    if not name:
        digest = hashlib.sha256(head + body).hexdigest()[:32]
        name = f"<{digest}@{sender.rpartition('@')[2]}>"
    return OutMail(path, path.stem, name, sender, tuple(addresses))


def _split(content: bytes) -> tuple[bytes, bytes]:
    """Return headers and body, all lines ended as mails end them."""
    head, _, body = END_OF_LINE.sub(b"\r\n", content).partition(b"\r\n\r\n")
    return head + b"\r\n", body


def _addresses(message: Message, *headers: str) -> list[str]:
    lines = [str(line) for name in headers for line in message.get_all(name, [])]
    return list(dict.fromkeys(address for _, address in getaddresses(lines)))


def _no_mails(notices: Path) -> WrongRequestError:
    return WrongRequestError(
        "no-mails",
        Wording(en=f"There are no mails in {notices}.", zh=f"{notices} 中没有邮件。"),
        Wording(
            en=f"Write them first: fairmatch notices {notices.parent} --only mail.",
            zh=f"请先生成：fairmatch notices {notices.parent} --only mail。",
        ),
    )


def _no_sender(path: Path) -> WrongRequestError:
    return WrongRequestError(
        "no-sender",
        Wording(
            en=f"{path} comes from a placeholder: nobody could answer it.",
            zh=f"{path} 的发件人是占位地址，无法回复。",
        ),
        Wording(
            en="Enter email in fair.toml, [contact], schedule again and write the notices.",
            zh="请在 fair.toml 的 [contact] 填写 email，重新排期并生成通知。",
        ),
    )


def _unreadable(path: Path) -> WrongRequestError:
    return WrongRequestError(
        "mail-unreadable",
        Wording(
            en=f"{path} does not say who sends it or who gets it.",
            zh=f"{path} 没有发件人或收件人。",
        ),
        Wording(
            en="Write the notices again, or take the file away.",
            zh="请重新生成通知，或移走该文件。",
        ),
    )
