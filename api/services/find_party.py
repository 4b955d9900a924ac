"""Which party a person means by an id, a name or part of a name."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import Protocol, TypeVar
from unicodedata import normalize

from api.services.errors import WrongRequestError
from scheduler.wording import Wording

MOST_SHOWN = 3


class Party(Protocol):
    """What buyers and suppliers have in common here."""

    @property
    def id(self) -> str:
        """Return the id as in the sheet."""

    @property
    def name(self) -> str:
        """Return the name as in the sheet."""


Found = TypeVar("Found", bound=Party)


def find_party(asked: str, parties: Sequence[Found], kind: Wording) -> Found:
    """Return the one party that `asked` means: its id, its name or part of a name.

    Raises WrongRequestError with the nearest names where none or several are meant.
    """
    wanted = _plain(asked)
    for key in (_by_id, _by_name, _by_part):
        found = [party for party in parties if key(party, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _several(asked, kind, found)
    raise _unknown(asked, kind, _nearest(wanted, parties))


def _by_id(party: Party, wanted: str) -> bool:
    return _plain(party.id) == wanted


def _by_name(party: Party, wanted: str) -> bool:
    return _plain(party.name) == wanted


def _by_part(party: Party, wanted: str) -> bool:
    return bool(wanted) and wanted in _plain(party.name)


def _plain(text: str) -> str:
    return " ".join(normalize("NFKC", text).casefold().split())


def _nearest(wanted: str, parties: Sequence[Found]) -> list[Found]:
    by_text: dict[str, Found] = {}
    for party in parties:
        by_text.setdefault(_plain(party.name), party)
        by_text.setdefault(_plain(party.id), party)
    near = get_close_matches(wanted, list(by_text), n=MOST_SHOWN, cutoff=0.5)
    return [by_text[text] for text in near]


def _shown(parties: Sequence[Party]) -> str:
    names = [f"{party.name} ({party.id})" for party in parties[:MOST_SHOWN]]
    more = " ..." if len(parties) > MOST_SHOWN else ""
    return ", ".join(names) + more


def _unknown(asked: str, kind: Wording, near: Sequence[Party]) -> WrongRequestError:
    advice = Wording(
        en="Use an id or a name as in the sheet.", zh="请使用表格中的编号或名称。"
    )
    if near:
        shown = _shown(near)
        advice = Wording(en=f"Did you mean {shown}?", zh=f"您是否指 {shown}？")
    what = Wording(
        en=f"There is no {kind.en} '{asked}'.", zh=f"没有{kind.zh}“{asked}”。"
    )
    return WrongRequestError("unknown-party", what, advice)


def _several(asked: str, kind: Wording, found: Sequence[Party]) -> WrongRequestError:
    shown = _shown(found)
    what = Wording(
        en=f"{len(found)} {kind.en}s fit '{asked}': {shown}.",
        zh=f"有 {len(found)} 家{kind.zh}符合“{asked}”：{shown}。",
    )
    advice = Wording(en="Use the id.", zh="请使用编号。")
    return WrongRequestError("several-parties", what, advice)
