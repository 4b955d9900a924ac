"""The rules of SMS gateways as data: one TOML file each, `extends` names a base."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from scheduler.wording import Wording

DEFAULT_MAINLAND = "mainland"
DEFAULT_OVERSEAS = "overseas"


@dataclass(frozen=True, slots=True)
class Upload:
    """The columns of the file that a gateway takes, by their headers; `rows` at most.

    `variable` holds `{index}` or `{name}`; "" leaves the variables out. `text` is the
    header of the whole text, "" where the gateway has the template already.
    """

    phone: str
    variable: str
    text: str
    rows: int


@dataclass(frozen=True)
class Gateway:
    """What one gateway accepts; lengths are in characters unless said.

    `alphabet` "characters" counts UTF-16 units whatever they are; "gsm" counts septets
    where the whole text is in the GSM alphabet, else UTF-16 units. `single`, `part` and
    `gsm_single`, `gsm_part` are the units of one message and of each part of several.
    `placeholder` holds `{index}` or `{name}` for a variable in a template. `phone` is
    how numbers are written: "national" (digits without country code) or "digits".
    `rare_letters` look traditional to a simple test and are not.
    """

    id: str
    name: Wording
    placeholder: str
    signature: bool
    phone: str
    alphabet: str
    single: int
    part: int
    gsm_single: int
    gsm_part: int
    most: int
    variables: int
    shortest: int
    longest: int
    adjacent: bool
    repeated: bool
    contact_numbers: int
    mobile_numbers: bool
    traditional: bool
    rare_letters: str
    symbols: str
    brackets: str
    marketing: tuple[str, ...]
    accounts: tuple[str, ...]
    upload: Upload


def gateway_names() -> tuple[str, ...]:
    """Return the names that `[sms] gateway` may have."""
    entries = files(__package__).iterdir()
    return tuple(
        sorted(
            entry.name.removesuffix(".toml")
            for entry in entries
            if entry.name.endswith(".toml")
        )
    )


@cache
def load_gateway(name: str) -> Gateway:
    """Return the rules of gateway `name`; KeyError where there is no such file."""
    if name not in gateway_names():
        raise KeyError(name)
    table = _table(name)
    words, upload = table.pop("words"), table.pop("upload")
    return Gateway(
        id=name,
        name=Wording(en=table["name"]["en"], zh=table["name"]["zh"]),
        **{key: value for key, value in table.items() if key != "name"},
        marketing=tuple(words["marketing"]),
        accounts=tuple(words["accounts"]),
        upload=Upload(**upload),
    )


def _table(name: str) -> dict[str, Any]:
    text = (files(__package__) / f"{name}.toml").read_text(encoding="utf-8")
    table = tomllib.loads(text)
    base = table.pop("extends", None)
    return table if base is None else _table(base) | table
