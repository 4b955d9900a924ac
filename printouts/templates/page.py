"""The page around the HTML of every mail: what is wrong with an edited one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.templates.faults import check_fields, refused
from printouts.templates.fields import PAGE_FIELDS
from printouts.templates.filling import FIELD
from printouts.templates.texts import PAGE
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator

REMOTE = re.compile(
    r"""<\s*(?:script|iframe|link|object|embed|form)\b|@import|url\(\s*["']?(?:https?:)?//"""
    r"""|\b(?:src|background)\s*=\s*["']?(?:https?:)?//""",
    re.IGNORECASE,
)
"""What a mail program strips, blocks, or fetches over the network."""


def check_page(page: str) -> Iterator[Finding]:
    """Yield what is wrong with the page around the mails, and what needs the network."""
    lines = page.splitlines()
    for name in dict.fromkeys(FIELD.findall(page)):
        if name not in PAGE_FIELDS:
            ((written, *words),) = check_fields(f"{{{name}}}", PAGE_FIELDS)
            number = next(at for at, line in enumerate(lines, 1) if written in line)
            yield refused(
                "field-unknown", f"{PAGE}:{number}", written, words[0], words[1]
            )
    if page.count("{content}") != 1:
        yield refused(
            "page-content",
            PAGE,
            str(page.count("{content}")),
            Wording(
                en="{content}, the mail itself, has to stand in the page once.",
                zh="页面中必须有且只有一处 {content}（邮件正文）。",
            ),
            Wording(en="Put it where the mail belongs.", zh="请放在正文应在的位置。"),
        )
    for number, line in enumerate(lines, 1):
        for match in REMOTE.finditer(line):
            yield Finding(
                Level.WARNING,
                "page-remote",
                f"{PAGE}:{number}",
                match[0],
                Wording(
                    en=f"Mail programs block or strip this: {match[0]}",
                    zh=f"邮件程序会屏蔽或删除：{match[0]}",
                ),
                Wording(
                    en="Use colours and text; a picture as data:image/png;base64,...",
                    zh="请用颜色和文字；图片可写成 data:image/png;base64,...",
                ),
            )
