"""An organiser's texts laid over ours: every fault found, by file and line."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from printouts.findings import Finding, Level
from printouts.notice_text import clean
from printouts.templates.faults import (
    TemplatesError,
    check_brackets,
    check_fields,
    near,
    refused,
)
from printouts.templates.fields import fields_of_text, may_be_empty
from printouts.templates.page import check_page
from printouts.templates.places import Line, find_line, lines_of
from printouts.templates.texts import FILES, KINDS, PAGE, Texts, built_in
from scheduler.wording import Language, Wording

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

LONGEST_FILE = 1_000_000
"""Bytes of a file of texts; a larger one is something else."""
AT_LINE = re.compile(r"at line (\d+)")


@dataclass(frozen=True)
class EditedTexts:
    """Texts that are sound, and what a person should know of them."""

    texts: Texts
    findings: tuple[Finding, ...] = ()


def read_templates(folder: Path) -> EditedTexts:
    """Return the texts in `folder` laid over ours; a file or a text may be missing.

    A text that lacks a language is ours in that language, with a finding. Raises
    TemplatesError with every fault, OSError where a file cannot be read.
    """
    findings = list(_unknown_files(folder))
    kinds = {kind: _read_kind(kind, folder, findings) for kind in KINDS}
    page = _read(folder / PAGE, findings)
    if page is not None:
        findings += check_page(page)
    texts = Texts(**kinds, page=page or built_in().page)
    if wrong := [one for one in findings if one.level is Level.REFUSED]:
        raise TemplatesError(wrong)
    return EditedTexts(texts, tuple(findings))


def _read_kind(
    kind: str, folder: Path, findings: list[Finding]
) -> Mapping[str, Wording]:
    ours: Mapping[str, Wording] = getattr(built_in(), kind)
    source = _read(folder / f"{kind}.toml", findings)
    if source is None:
        return ours
    return _Reader(kind, f"{kind}.toml", source, findings).laid_over(ours)


def _unknown_files(folder: Path) -> Iterator[Finding]:
    """Yield a fault for each file that nobody would read; a folder needs one of ours."""
    names = sorted(path.name for path in folder.iterdir()) if folder.is_dir() else []
    known = ", ".join(FILES)
    advice = Wording(en=f"Known files: {known}.", zh=f"可用文件：{known}。")
    for name in names:
        if name not in FILES and name.endswith((".toml", ".html")):
            meant = near(name, FILES)
            yield refused(
                "file-unknown",
                name,
                name,
                Wording(
                    en=f"No texts are read from {name}.", zh=f"不会读取文件 {name}。"
                ),
                Wording(
                    en=f"Perhaps {meant} is meant. {advice.en}" if meant else advice.en,
                    zh=f"可能是 {meant}。{advice.zh}" if meant else advice.zh,
                ),
            )
    if not set(names) & set(FILES):
        yield refused(
            "no-texts",
            folder.name,
            "",
            Wording(en=f"{folder} holds no texts.", zh=f"{folder} 中没有文字模板。"),
            Wording(
                en=f"{advice.en} 'fairmatch template DIR --notices' writes them.",
                zh=f"{advice.zh}可用 fairmatch template DIR --notices 生成。",
            ),
        )


def _read(path: Path, findings: list[Finding]) -> str | None:
    """Return what the file says; None without one, or where it is no text."""
    if not path.exists():
        return None
    content = path.read_bytes()
    if len(content) <= LONGEST_FILE:
        try:
            return content.decode("utf-8-sig")
        except UnicodeDecodeError:
            pass
    findings.append(
        refused(
            "encoding",
            path.name,
            "",
            Wording(
                en=f"{path.name} is not a text file in UTF-8 of at most 1 MB.",
                zh=f"{path.name} 不是 1 MB 以内的 UTF-8 文本文件。",
            ),
            Wording(en="Save it as UTF-8.", zh="请另存为 UTF-8 编码。"),
        )
    )
    return None


@dataclass
class _Reader:
    """One TOML file under way."""

    kind: str
    file: str
    source: str
    findings: list[Finding]
    lines: list[Line] = field(init=False)

    def __post_init__(self) -> None:
        self.lines = lines_of(self.source)

    def laid_over(self, ours: Mapping[str, Wording]) -> dict[str, Wording]:
        """Return our texts with those of the file in their place and order."""
        texts = dict(ours)
        for key, value in self._parsed(ours):
            texts[key] = self._wording(key, value, ours[key])
        return texts

    def _parsed(self, ours: Mapping[str, Wording]) -> Iterator[tuple[str, Any]]:
        try:
            table = tomllib.loads(self.source)
        except (tomllib.TOMLDecodeError, RecursionError) as error:
            self._broken(error)
            return
        yield from self._known(table, "", ours)

    def _known(
        self, table: Mapping[str, Any], path: str, ours: Mapping[str, Wording]
    ) -> Iterator[tuple[str, Any]]:
        for name, value in table.items():
            key = f"{path}{name}"
            if key in ours:
                yield key, value
            elif isinstance(value, dict) and any(
                one.startswith(f"{key}.") for one in ours
            ):
                yield from self._known(value, f"{key}.", ours)
            else:
                self._unknown_key(key, name, _beside(path, ours))

    def _wording(self, key: str, value: Any, ours: Wording) -> Wording:
        if not isinstance(value, dict):
            self._add(key, "", "text-shape", _SHAPE)
            return ours
        for name in value.keys() - {"zh", "en"}:
            self._unknown_key(f"{key}.{name}", name, ("zh", "en"))
        texts = {
            language: self._text(f"{key}.{language}", value.get(language, ""))
            for language in Language
        }
        if not any(texts.values()):
            if not may_be_empty(self.kind, key):
                self._add(key, "", "text-empty", _EMPTY)
            return Wording(en="", zh="")
        for language, text in texts.items():
            if not text:
                texts[language] = ours.text(language)
                self._missing(key, language)
        return Wording(en=texts[Language.EN], zh=texts[Language.ZH])

    def _text(self, key: str, value: Any) -> str:
        if not isinstance(value, str):
            self._add(key, str(value), "text-shape", _SHAPE)
            return ""
        known = fields_of_text(self.kind, key.rpartition(".")[0])
        for written, *words in (*check_fields(value, known), *check_brackets(value)):
            self._add(key, written, "field-unknown", (words[0], words[1]))
        lines = [clean(line) for line in value.strip().splitlines()]
        return "\n".join(lines)

    def _unknown_key(self, key: str, name: str, known: tuple[str, ...]) -> None:
        meant = near(name, known)
        shown = ", ".join(known)
        what = Wording(en=f"No text is called {key}.", zh=f"没有名为 {key} 的文字。")
        advice = Wording(
            en=(f"Perhaps {meant} is meant. " if meant else "") + f"Known: {shown}.",
            zh=(f"可能是 {meant}。" if meant else "") + f"可用：{shown}。",
        )
        self._add(key, name, "text-unknown", (what, advice))

    def _missing(self, key: str, language: Language) -> None:
        line = find_line(self.lines, key)
        names = {
            Language.ZH: Wording(en="Chinese", zh="中文"),
            Language.EN: Wording(en="English", zh="英文"),
        }
        said = names[language]
        self.findings.append(
            Finding(
                Level.WARNING,
                "language-missing",
                f"{self.file}:{line}",
                key,
                Wording(
                    en=f"{key} has no {said.en} text; ours is used there.",
                    zh=f"{key} 缺少{said.zh}，该语言使用内置文字。",
                ),
                Wording(
                    en="Read it, or write it in both languages.",
                    zh="请核对内置文字，或补全两种语言。",
                ),
            )
        )

    def _add(
        self, key: str, found: str, rule: str, words: tuple[Wording, Wording]
    ) -> None:
        where = f"{self.file}:{find_line(self.lines, key, found)}"
        self.findings.append(refused(rule, where, found, *words))

    def _broken(self, error: Exception) -> None:
        place = AT_LINE.search(str(error))
        number = int(place[1]) if place else len(self.lines)
        what = Wording(
            en=f"The line cannot be read: {error}.", zh="此行不合 TOML 格式。"
        )
        advice = Wording(
            en='A text stands in straight quotes, "...", one over several lines in '
            'three, """..."""; a quote inside is written \\".',
            zh='文字写在半角引号 "..." 中，多行文字用三个引号 """..."""；'
            '文字中的半角引号写作 \\"。',
        )
        self.findings.append(
            refused("toml-broken", f"{self.file}:{number}", "", what, advice)
        )


def _beside(path: str, ours: Mapping[str, Wording]) -> tuple[str, ...]:
    """Return the names that a table of texts may hold."""
    rest = (key.removeprefix(path) for key in ours if key.startswith(path))
    return tuple(dict.fromkeys(key.partition(".")[0] for key in rest))


_SHAPE = (
    Wording(en="This is not a text in zh and en.", zh="此处不是 zh 和 en 两种文字。"),
    Wording(
        en='Write it as { zh = "...", en = "..." }.',
        zh='请写成 { zh = "...", en = "..." }。',
    ),
)
_EMPTY = (
    Wording(en="This text is empty and needed.", zh="此处文字不能为空。"),
    Wording(
        en="Write a text, or take the key out to have ours.",
        zh="请填写文字；删除该项则使用内置文字。",
    ),
)
