"""Settings of the server: the environment over a file over what we think good."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from api.services.errors import WrongRequestError
from api.settings import BOUNDS, MEANINGS, NAMES, Settings
from data.database import hide_password, is_address
from scheduler.wording import Language, Wording

PREFIX = "FAIRMATCH_"
FILE = "fairmatch.toml"
"""Read from the folder the server is started in, where it is there."""

OTHERS = frozenset(
    PREFIX + name
    for name in (
        "SETTINGS",
        "WORKERS",
        "SMTP_USER",
        "SMTP_PASSWORD",
        "FAIRS",
        "TRIES",
        "KILLS",
    )
)
"""Words of the environment that are ours and no settings of the server."""


@dataclass(frozen=True)
class SettingsRead:
    """The settings, and by name where each that was set was set."""

    settings: Settings
    origins: Mapping[str, str]


class SettingsError(WrongRequestError):
    """Settings that cannot be meant: every one of them is named."""

    def __init__(self, faults: list[Wording]) -> None:
        super().__init__(
            "settings-wrong",
            Wording(
                en=" ".join(fault.en for fault in faults),
                zh="".join(fault.zh for fault in faults),
            ),
            Wording(
                en="'fairmatch serve --show-settings' lists all with their meaning.",
                zh="fairmatch serve --show-settings 可列出全部设置及含义。",
            ),
        )
        self.faults = faults


def read_settings(
    environ: Mapping[str, str], asked: Mapping[str, Any], file: Path | None = None
) -> SettingsRead:
    """Return the settings: `asked` over `environ` over a file over the defaults.

    The file is `file`, else FAIRMATCH_SETTINGS, else fairmatch.toml where it is there.
    What is None in `asked` was not asked. Raises SettingsError with every fault.
    """
    faults: list[Wording] = []
    values: dict[str, Any] = {}
    origins: dict[str, str] = {}
    path = _path(environ, file)
    for origin, said in (
        (str(path), _read_file(path, faults) if path else {}),
        ("environment", _read_environ(environ, faults)),
        ("command line", {k: v for k, v in asked.items() if v is not None}),
    ):
        for name, value in said.items():
            values[name] = _checked(origin, name, value, faults)
            origins[name] = origin
    if faults:
        raise SettingsError(faults)
    return SettingsRead(Settings(**values), origins)


def show_settings(read: SettingsRead, language: Language) -> str:
    """Return the settings as the text of a settings file, passwords hidden."""
    lines = []
    for name in NAMES:
        value = getattr(read.settings, name)
        shown = hide_password(value) if name == "database" else value
        text = f'"{shown}"' if isinstance(shown, str) else str(shown)
        origin = read.origins.get(name, "default")
        lines += [
            f"# {MEANINGS[name].text(language)}",
            f"{name} = {text}  # {origin}",
        ]
    return "\n".join(lines)


def _path(environ: Mapping[str, str], file: Path | None) -> Path | None:
    if file is None and "FAIRMATCH_SETTINGS" in environ:
        file = Path(environ["FAIRMATCH_SETTINGS"])
    if file is None and Path(FILE).exists():
        file = Path(FILE)
    return file


def _read_file(path: Path, faults: list[Wording]) -> dict[str, Any]:
    try:
        said = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        faults.append(
            Wording(
                en=f"{path} is not a TOML file: {error}.",
                zh=f"{path} 不是 TOML 文件：{error}。",
            )
        )
        return {}
    return {k: v for k, v in said.items() if _is_known(str(path), k, faults)}


def _read_environ(environ: Mapping[str, str], faults: list[Wording]) -> dict[str, str]:
    said = {
        word.removeprefix(PREFIX).lower(): value
        for word, value in environ.items()
        if word.startswith(PREFIX) and word not in OTHERS
    }
    return {
        name: value
        for name, value in said.items()
        if _is_known("environment", name, faults, _as_word)
    }


def _as_word(name: str) -> str:
    return PREFIX + name.upper()


def _is_known(
    origin: str,
    name: str,
    faults: list[Wording],
    spelt: Callable[[str], str] = str,
) -> bool:
    if name in NAMES:
        return True
    near = [spelt(one) for one in get_close_matches(name, NAMES, 1)]
    en = f" Did you mean {near[0]}?" if near else ""
    zh = f"您是否想用 {near[0]}？" if near else ""
    faults.append(
        Wording(
            en=f"There is no setting {spelt(name)} ({origin}).{en}",
            zh=f"没有名为 {spelt(name)} 的设置（{origin}）。{zh}",
        )
    )
    return False


def _checked(origin: str, name: str, value: Any, faults: list[Wording]) -> Any:
    if name not in BOUNDS:
        if isinstance(value, str) and (name != "database" or is_address(value)):
            return value
        wanted = _TEXTS[name == "database"]
    else:
        least, most = BOUNDS[name]
        number = _number(value)
        if number is not None and least <= number <= most:
            return number
        wanted = Wording(
            en=f"a whole number from {least} to {most}",
            zh=f"{least} 到 {most} 的整数",
        )
    shown = "..." if name == "database" else repr(value)  # it may hold a password
    faults.append(
        Wording(
            en=f"{name} takes {wanted.en}, not {shown} ({origin}).",
            zh=f"{name} 应为{wanted.zh}，不能是 {shown}（{origin}）。",
        )
    )
    return None


_TEXTS = (
    Wording(en="a text in quotes", zh="带引号的文本"),
    Wording(
        en="an address like sqlite:///fairs.db or postgresql://user@host/name",
        zh="形如 sqlite:///fairs.db 或 postgresql://user@host/name 的地址",
    ),
)


def _number(value: Any) -> int | None:
    if isinstance(value, str) and value.strip().isascii() and value.strip().isdigit():
        return int(value) if len(value) < 20 else None
    return value if isinstance(value, int) and not isinstance(value, bool) else None
