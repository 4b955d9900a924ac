"""The answers of all calls so far: a ledger that only grows, there and back.

Reading the same sheet twice changes nothing. "No answer" gives way to any answer; an
answer never gives way to another unless somebody says so.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from data.call_answers import ANSWER_WORDS, Answer
from data.folder_reader import read_object
from data.folder_text import write_json
from scheduler.repair.changes import Party, Side
from scheduler.wording import Wording

if TYPE_CHECKING:
    from pathlib import Path

    from data.call_answers import Call
    from data.faults import Findings
    from data.folder_reader import Node

LEDGER = "answers.json"


@dataclass(frozen=True, slots=True)
class Entry:
    """What one party answered, what was noted, and who called last.

    `person` comes instead of the contact; `phone` is theirs (E.164). Empty: unknown.
    """

    answer: Answer
    notes: str = ""
    caller: str = ""
    person: str = ""
    phone: str = ""

    @property
    def wording(self) -> Wording:
        """Return the answer in words, with the person who comes instead."""
        said, who = ANSWER_WORDS[self.answer], f" {self.person}" if self.person else ""
        return Wording(en=f"{said.en}{who}", zh=f"{said.zh}{who}")


Ledger = Mapping[Party, Entry]


def add_calls(
    ledger: Ledger, calls: Iterable[Call], findings: Findings, *, replace_old: bool
) -> Ledger:
    """Return the ledger with `calls` added; contradictions are faults and change nothing.

    With `replace_old` the newer answer stands instead.
    """
    entries = dict(ledger)
    for call in calls:
        old = entries.get(call.party)
        if old is None or old.answer is Answer.NO_ANSWER or replace_old:
            entries[call.party] = _newer(old, call)
        elif _agrees(old, call):
            entries[call.party] = replace(
                old,
                notes=_joined(old.notes, call.notes),
                person=old.person or call.person,
                phone=old.phone or call.phone,
            )
        elif call.answer is not Answer.NO_ANSWER:
            facts = {"party": call.name, "before": old.wording}
            said = f"{call.answer.value} {call.person}".strip()
            findings.fault("answer-contradicts", call.where, said, **facts)
    return entries


def _agrees(old: Entry, call: Call) -> bool:
    """Tell whether a call says the same, or only more: a name where none was known."""
    pairs = ((old.person, call.person), (old.phone, call.phone))
    return call.answer is old.answer and all(
        not before or not now or before == now for before, now in pairs
    )


def _newer(old: Entry | None, call: Call) -> Entry:
    notes = call.notes if old is None else _joined(old.notes, call.notes)
    return Entry(call.answer, notes, call.caller, call.person, call.phone)


def _joined(old: str, new: str) -> str:
    """Return both notes, the new one once only."""
    if not new or new in old:
        return old
    return f"{old}; {new}" if old else new


def save_ledger(path: Path, ledger: Ledger) -> None:
    """Write the ledger; raises OSError."""
    rows = [
        {
            "side": party.side.value,
            "party": party.id,
            "answer": entry.answer.value,
            "notes": entry.notes,
            "caller": entry.caller,
            "person": entry.person,
            "phone": entry.phone,
        }
        for party, entry in sorted(ledger.items())
    ]
    write_json(path, {"format": 1, "answers": rows})


def load_ledger(path: Path) -> Ledger:
    """Read a ledger; none yet where there is no file. Raises FolderError."""
    if not path.exists():
        return {}
    node = read_object(path)
    return dict(_read_entry(item) for item in node.nodes("answers"))


def _read_entry(node: Node) -> tuple[Party, Entry]:
    answer, side = node.text("answer"), node.text("side")
    if answer not in list(Answer):
        raise node.wrong("answer", _one_of(Answer), answer)
    if side not in list(Side):
        raise node.wrong("side", _one_of(Side), side)
    party = Party(Side(side), node.text("party"))
    facts = [node.text(name) for name in ("notes", "caller")]
    facts += [node.text(name, "") for name in ("person", "phone")]
    return party, Entry(Answer(answer), *facts)


def _one_of(names: Iterable[str]) -> Wording:
    shown = ", ".join(names)
    return Wording(en=f"one of {shown}", zh=f"以下之一：{shown}")
