"""Reading our own JSON strictly: whatever is wrong is named by file and key path."""

from __future__ import annotations

import json
import math
from datetime import date, datetime
from functools import lru_cache
from pathlib import Path
from typing import NoReturn
from zoneinfo import ZoneInfo

from scheduler.errors import FairmatchError
from scheduler.wording import Wording

ADVICE = Wording(
    en="Do not edit the files of a schedule folder by hand; make it again with "
    "'fairmatch schedule', or take it from a copy.",
    zh="请勿手工修改排程文件夹中的文件；请用 fairmatch schedule 重新生成，或改用备份。",
)

MOST = 2**53
"""The greatest whole number that every reader of JSON can hold."""


class FolderError(FairmatchError):
    """A schedule folder that cannot be read: the file, the place in it, the fault."""


class _Required:
    """Marks a key that has no default."""


REQUIRED = _Required()


class Node:
    """A JSON object, with the way to it for the sake of messages.

    Each reader takes a key and, where the key may be missing, a default; a value of
    the wrong kind raises FolderError whether there is a default or not.
    """

    __slots__ = ("_file", "_key", "_parent", "_values")

    def __init__(
        self,
        file: str,
        values: dict[str, object],
        parent: Node | None = None,
        key: str = "",
    ) -> None:
        self._file = file
        self._values = values
        self._parent = parent
        self._key = key

    def where(self, key: str = "") -> str:
        """Return the path of `key` in the file, as in buyers[3].lines[0].product."""
        above = self._parent.where(self._key) if self._parent else ""
        return f"{above}.{key}" if above and key else above or key

    def names(self) -> list[str]:
        """Return the keys that are there."""
        return list(self._values)

    def wrong(self, key: str, expected: Wording, found: object) -> FolderError:
        """Return the error to raise: `expected` at `key`, but `found`."""
        shown = json.dumps(found, ensure_ascii=False, default=str)
        shown = shown if len(shown) <= 60 else shown[:57] + "..."
        where = self.where(key)
        return FolderError(
            "folder-bad-value",
            Wording(
                en=f"{self._file}, at {where}: expected {expected.en}, found {shown}.",
                zh=f"{self._file} 的 {where} 处：应为{expected.zh}，实际为 {shown}。",
            ),
            ADVICE,
        )

    def raw(self, key: str) -> object:
        """Return what is at `key`; raises FolderError where nothing is."""
        try:
            return self._values[key]
        except KeyError:
            where = self.where(key)
            raise FolderError(
                "folder-missing-key",
                Wording(
                    en=f"{self._file}: {where} is missing.",
                    zh=f"{self._file} 缺少 {where}。",
                ),
                ADVICE,
            ) from None

    def text(self, key: str, default: str | _Required = REQUIRED) -> str:
        """Return a text."""
        if not isinstance(default, _Required) and key not in self._values:
            return default
        value = self.raw(key)
        if isinstance(value, str):
            return value
        raise self.wrong(key, Wording(en="a text", zh="文本"), value)

    def flag(self, key: str, default: bool | _Required = REQUIRED) -> bool:
        """Return true or false."""
        if not isinstance(default, _Required) and key not in self._values:
            return default
        value = self.raw(key)
        if isinstance(value, bool):
            return value
        raise self.wrong(key, Wording(en="true or false", zh=" true 或 false"), value)

    def whole(self, key: str, low: int = 0, high: int = MOST) -> int:
        """Return a whole number in [low, high]."""
        value = self.raw(key)
        if isinstance(value, int) and not isinstance(value, bool):
            if low <= value <= high:
                return value
            expected = Wording(
                en=f"a whole number from {low} to {high}",
                zh=f" {low} 到 {high} 的整数",
            )
            raise self.wrong(key, expected, value)
        raise self.wrong(key, Wording(en="a whole number", zh="整数"), value)

    def whole_or_none(self, key: str, low: int = 0) -> int | None:
        """Return a whole number, None where the key is null or missing."""
        return None if self._values.get(key) is None else self.whole(key, low)

    def number(self, key: str) -> float:
        """Return a finite number."""
        value = self.raw(key)
        if isinstance(value, int | float) and not isinstance(value, bool):
            as_float = _as_float(value)
            if math.isfinite(as_float):
                return as_float
        raise self.wrong(key, Wording(en="a number", zh="数字"), value)

    def number_or_none(self, key: str) -> float | None:
        """Return a number, None where the key is null or missing."""
        return None if self._values.get(key) is None else self.number(key)

    def items(self, key: str, *, optional: bool = False) -> list[object]:
        """Return a list; an empty one where an optional key is missing."""
        if optional and key not in self._values:
            return []
        value = self.raw(key)
        if isinstance(value, list):
            return value
        raise self.wrong(key, Wording(en="a list", zh="列表"), value)

    def texts(self, key: str, *, optional: bool = False) -> tuple[str, ...]:
        """Return a list of texts."""
        found: list[str] = []
        for index, item in enumerate(self.items(key, optional=optional)):
            if not isinstance(item, str):
                raise self.wrong(
                    f"{key}[{index}]", Wording(en="a text", zh="文本"), item
                )
            found.append(item)
        return tuple(found)

    def node(self, key: str) -> Node:
        """Return an object."""
        return self._child(key, self.raw(key))

    def nodes(self, key: str, *, optional: bool = False) -> list[Node]:
        """Return a list of objects."""
        found = self.items(key, optional=optional)
        return [self._child(f"{key}[{i}]", item) for i, item in enumerate(found)]

    def _child(self, key: str, value: object) -> Node:
        if isinstance(value, dict):
            return Node(self._file, value, self, key)
        raise self.wrong(key, Wording(en="an object", zh="对象"), value)

    def wording(self, key: str) -> Wording:
        """Return a text in both languages."""
        node = self.node(key)
        return Wording(en=node.text("en"), zh=node.text("zh"))

    def moment(self, key: str, zone: ZoneInfo | None = None) -> datetime:
        """Return a moment, shown in `zone` or with the offset that its text carries."""
        text = self.text(key)
        moment = parse_moment(text, zone)
        if moment is not None:
            return moment
        expected = Wording(
            en="a time such as 2026-12-03T09:30:00+08:00",
            zh="时间，例如 2026-12-03T09:30:00+08:00",
        )
        raise self.wrong(key, expected, text)

    def day_or_none(self, key: str) -> date | None:
        """Return a day, None where the key is missing."""
        if key not in self._values:
            return None
        text = self.text(key)
        try:
            return date.fromisoformat(text)
        except ValueError:
            expected = Wording(
                en="a date such as 2026-12-03", zh="日期，例如 2026-12-03"
            )
            raise self.wrong(key, expected, text) from None

    def zone(self, key: str) -> ZoneInfo:
        """Return a time zone by its IANA name."""
        name = self.text(key)
        try:
            return ZoneInfo(name)
        except (KeyError, ValueError, OSError):
            expected = Wording(
                en="a time zone such as Asia/Shanghai", zh="时区，例如 Asia/Shanghai"
            )
            raise self.wrong(key, expected, name) from None


def read_object(path: Path) -> Node:
    """Read the JSON object in `path`; raises FolderError where there is none."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except OSError as error:
        raise _unreadable(path, error) from None
    except UnicodeDecodeError as error:
        raise _not_json(path, f"byte {error.start}", f"第 {error.start} 字节") from None
    try:
        value = json.loads(text, parse_constant=_refuse_constant)
    except json.JSONDecodeError as error:
        line, column = error.lineno, error.colno
        raise _not_json(
            path, f"line {line}, column {column}", f"第 {line} 行第 {column} 列"
        ) from None
    except (ValueError, RecursionError):
        raise _not_json(path, "a value", "某个值") from None
    if not isinstance(value, dict):
        raise _not_json(path, "line 1", "第 1 行")
    return Node(path.name, value)


@lru_cache(maxsize=1024)
def parse_moment(text: str, zone: ZoneInfo | None) -> datetime | None:
    """Return the moment in `zone`; the few times of a fair come again and again."""
    try:
        moment = datetime.fromisoformat(text)
        if moment.tzinfo is None or zone is None:
            return moment if moment.tzinfo else None
        return moment.astimezone(zone)
    except (ValueError, OverflowError):
        return None


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _as_float(value: float) -> float:
    try:
        return float(value)
    except OverflowError:
        return math.inf


def _unreadable(path: Path, error: OSError) -> FolderError:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        return FolderError(
            "folder-file-missing",
            Wording(en=f"{path} is missing.", zh=f"找不到 {path}。"),
            Wording(
                en="Name a folder that 'fairmatch schedule' has written.",
                zh="请指定由 fairmatch schedule 生成的文件夹。",
            ),
        )
    return FolderError(
        "folder-unreadable",
        Wording(
            en=f"{path} cannot be read ({error.strerror}).",
            zh=f"无法读取 {path}（{error.strerror}）。",
        ),
        Wording(
            en="Check that you may read it and that the disk is connected.",
            zh="请检查读取权限和磁盘连接。",
        ),
    )


def _not_json(path: Path, en: str, zh: str) -> FolderError:
    return FolderError(
        "folder-not-json",
        Wording(
            en=f"{path.name} is damaged at {en}: it is not valid JSON of ours.",
            zh=f"{path.name} 已损坏（{zh}处）：不是有效的 JSON。",
        ),
        ADVICE,
    )
