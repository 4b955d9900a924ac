"""Which party a person means by an id, a name, part of a name, or the code on a badge."""

from __future__ import annotations

from collections.abc import Sequence
from difflib import get_close_matches
from typing import TYPE_CHECKING, Protocol, TypeVar
from unicodedata import normalize

from api.services.errors import WrongRequestError
from scheduler.paper_codes import draw_code, is_mistyped, plain_code, seed_of
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.folder import ScheduleFolder
    from scheduler.problem import Buyer, Supplier

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


BUYER = Wording(en="buyer", zh="采购商")
SUPPLIER = Wording(en="supplier", zh="供应商")


def find_buyer(content: ScheduleFolder, asked: str) -> Buyer:
    """Return the buyer that `asked` means; raises WrongRequestError."""
    problem = content.problem
    return find_party(asked, problem.buyers, BUYER, seed_of(problem, content.directory))


def find_supplier(content: ScheduleFolder, asked: str) -> Supplier:
    """Return the supplier that `asked` means; raises WrongRequestError."""
    problem = content.problem
    seed = seed_of(problem, content.directory)
    return find_party(asked, problem.suppliers, SUPPLIER, seed)


def find_party(asked: str, parties: Sequence[Found], kind: Wording, seed: str) -> Found:
    """Return the one party that `asked` means: its id, its name or part of a name.

    The code on its papers and badges, drawn from `seed`, means it too. Raises
    WrongRequestError with the nearest names where none or several are meant.
    """
    wanted, code = _plain(asked), plain_code(asked)

    def by_code(party: Party, _: str) -> bool:
        return bool(code) and draw_code(seed, kind.en, party.id) == code

    for key in (_by_id, _by_name, by_code, _by_part):
        found = [party for party in parties if key(party, wanted)]
        if len(found) == 1:
            return found[0]
        if found:
            raise _several(asked, kind, found)
    if any(map(str.isdigit, code)) and is_mistyped(code):
        raise _mistyped(asked)
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


def _mistyped(asked: str) -> WrongRequestError:
    what = Wording(
        en=f"The code '{asked}' is mistyped: its check character does not fit.",
        zh=f"识别码“{asked}”有误：校验字符不符。",
    )
    advice = Wording(
        en="Compare it with the paper or badge, character by character, or scan it.",
        zh="请与纸质材料或胸牌逐字核对，或改用扫码。",
    )
    return WrongRequestError("code-mistyped", what, advice)


def _several(asked: str, kind: Wording, found: Sequence[Party]) -> WrongRequestError:
    shown = _shown(found)
    what = Wording(
        en=f"{len(found)} {kind.en}s fit '{asked}': {shown}.",
        zh=f"有 {len(found)} 家{kind.zh}符合“{asked}”：{shown}。",
    )
    advice = Wording(en="Use the id.", zh="请使用编号。")
    return WrongRequestError("several-parties", what, advice)
