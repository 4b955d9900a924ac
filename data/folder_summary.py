"""summary.json: how the schedule was made and how good it is, there and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from data.balance_json import balance_json, read_balance
from data.folder_reader import Node
from scheduler.balance.facts import Balance
from scheduler.result import Status, Tier
from scheduler.wording import Wording

LEAST = -(2**53)
"""The least whole number that every reader of JSON can hold."""


@dataclass(frozen=True, slots=True)
class Summary:
    """Figures of a run; `seconds` by phase, `versions` by name of the library.

    `balance` is that of supply and demand, None where it was not weighed; `prices` is
    what one more of something would bring, for programs: written, and not read back.
    """

    buyers: int
    suppliers: int
    meetings: int
    tiers: tuple[Tier, ...]
    status: Status
    seed: int = 0
    seconds: Mapping[str, float] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    balance: Balance | None = None
    prices: Sequence[Mapping[str, object]] = ()


def summary_json(summary: Summary) -> dict[str, object]:
    """Return the content of summary.json; seconds are rounded to milliseconds."""
    return {
        "format": 1,
        "buyers": summary.buyers,
        "suppliers": summary.suppliers,
        "meetings": summary.meetings,
        "tiers": [_tier_json(tier) for tier in summary.tiers],
        "status": summary.status.value,
        "seed": summary.seed,
        "seconds": {phase: round(s, 3) for phase, s in summary.seconds.items()},
        "versions": dict(summary.versions),
        **({"balance": balance_json(summary.balance)} if summary.balance else {}),
        **({"prices": list(summary.prices)} if summary.prices else {}),
    }


def _tier_json(tier: Tier) -> dict[str, object]:
    return {
        "name": tier.name,
        "value": tier.value,
        "bound": tier.bound,
        "gap": tier.gap,
        "maximise": tier.maximise,
        "reached": tier.reached,
        "tolerance": tier.tolerance,
    }


def read_summary(node: Node) -> Summary:
    """Return the summary; raises FolderError."""
    seconds, versions = node.node("seconds"), node.node("versions")
    return Summary(
        buyers=node.whole("buyers"),
        suppliers=node.whole("suppliers"),
        meetings=node.whole("meetings"),
        tiers=tuple(_read_tier(item) for item in node.nodes("tiers")),
        status=_read_status(node),
        seed=node.whole("seed", low=LEAST),
        seconds={phase: seconds.number(phase) for phase in seconds.names()},
        versions={name: versions.text(name) for name in versions.names()},
        balance=read_balance(node.node("balance"))
        if "balance" in node.names()
        else None,
    )


def _read_tier(node: Node) -> Tier:
    return Tier(
        name=node.text("name"),
        value=node.whole("value", low=LEAST),
        bound=node.whole("bound", low=LEAST),
        maximise=node.flag("maximise"),
        reached=node.whole("reached", low=LEAST),
        tolerance=node.number("tolerance"),
    )


def _read_status(node: Node) -> Status:
    status = node.text("status")
    if status not in list(Status):
        shown = ", ".join(Status)
        expected = Wording(en=f"one of {shown}", zh=f"以下之一：{shown}")
        raise node.wrong("status", expected, status)
    return Status(status)
