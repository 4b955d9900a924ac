"""What is wrong with a text that somebody edited, in words with the next step."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

from printouts.findings import Finding, Level
from printouts.templates.filling import FIELD
from scheduler.errors import FairmatchError
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

BRACES = re.compile(r"[{｛][^{}｛｝\n]*[}｝]?|[}｝]")
BRACKETS = re.compile(r"\[\[|\]\]")


class TemplatesError(FairmatchError):
    """Edited texts that cannot be used; `findings` names each fault with its line."""

    def __init__(self, findings: Sequence[Finding]) -> None:
        count = len(findings)
        super().__init__(
            "templates-rejected",
            Wording(
                en="The texts were rejected: {count} {count|error|errors}. "
                "Nothing was written.",
                zh="文字模板未通过：{count} 处错误。未写入任何文件。",
            ).filled({"count": count}),
            Wording(
                en="Correct the lines named above and run the command again.",
                zh="请改正以上各行后重新运行。",
            ),
        )
        self.findings = tuple(findings)


def near(name: str, known: Sequence[str]) -> str:
    """Return the known name most like `name`, "" where none is near."""
    plain = unicodedata.normalize("NFKC", name).strip().casefold().replace(" ", "_")
    return next(iter(get_close_matches(plain, known, 1)), "")


def refused(
    rule: str, where: str, found: str, what: Wording, advice: Wording
) -> Finding:
    """Return a finding that rejects the file."""
    return Finding(Level.REFUSED, rule, where, found, what, advice)


def check_fields(
    text: str, known: Sequence[str]
) -> Iterator[tuple[str, Wording, Wording]]:
    """Yield (as written, what is wrong, advice) for each field that will not be filled."""
    for written in dict.fromkeys(BRACES.findall(text)):
        name = FIELD.fullmatch(written)
        if name is None or name[1] not in known:
            yield written, *_word_field(written, known, is_formed=name is not None)


def _word_field(
    written: str, known: Sequence[str], *, is_formed: bool
) -> tuple[Wording, Wording]:
    if not known:
        what = Wording(
            en=f"{written} will not be filled: this text knows no field.",
            zh=f"{written} 不会被替换：此处不能使用字段。",
        )
        return what, Wording(en="Take it out.", zh="请删除。")
    meant = near(written.strip("{}｛｝"), known)
    names = ", ".join(f"{{{name}}}" for name in known)
    what = Wording(en=f"No field is called {written}.", zh=f"没有字段 {written}。")
    if not is_formed:
        what = Wording(
            en=f"{written} is not written as a field: {{name}}, in small letters, "
            "without blanks, both braces straight.",
            zh=f"{written} 不是字段的写法，应为 {{name}}：小写字母、无空格、半角花括号。",
        )
    maybe = Wording(
        en=f"Perhaps {{{meant}}} is meant. " if meant else "",
        zh=f"可能是 {{{meant}}}。" if meant else "",
    )
    return what, Wording(
        en=f"{maybe.en}Known: {names}.", zh=f"{maybe.zh}可用字段：{names}。"
    )


def check_brackets(text: str) -> Iterator[tuple[str, Wording, Wording]]:
    """Yield a fault where clauses in [[ ]] are not closed one after the other."""
    marks = BRACKETS.findall(text)
    if marks != ["[[", "]]"] * (len(marks) // 2):
        yield (
            "[[" if "[[" in marks else "]]",
            Wording(
                en="A clause in [[ ]] is not closed, or one lies inside another.",
                zh="[[ ]] 中的可选部分没有成对，或相互嵌套。",
            ),
            Wording(
                en="Write [[ before and ]] after what goes when its field is empty.",
                zh="字段为空时要省略的文字，前写 [[、后写 ]]。",
            ),
        )
