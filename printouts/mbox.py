"""All mails in one file (mbox), which mail programs open as a folder of drafts."""

from __future__ import annotations

import re

POSTMARK = b"From fairmatch Thu Jan  1 00:00:00 1970\n"
"""The line that begins a mail; it has to hold a date, and the clock would change it."""
LOOKS_LIKE_POSTMARK = re.compile(rb"^(>*From )", re.MULTILINE)


def mbox_entry(mail: bytes) -> bytes:
    """Return an .eml as a file of all mails holds it, one entry after the other.

    Lines that look like the beginning of a mail are marked (the variant "mboxrd").
    """
    lines = mail.replace(b"\r\n", b"\n")
    quoted = LOOKS_LIKE_POSTMARK.sub(rb">\1", lines)
    return POSTMARK + quoted.rstrip(b"\n") + b"\n\n"
