"""The variables of the exact model: which pair meets in which slot."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ortools.sat.python import cp_model

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from scheduler.search.instance import Instance
    from scheduler.search.walks import Walker, Walks


@dataclass
class Variables:
    """A model over the pairs of `domain` (pair -> slots allowed), beside `fixed` ones.

    `meets[pair, slot]` is true when the pair meets there; `attends[buyer, session]`
    when the buyer's window holds the session.
    """

    instance: Instance
    walks: Walks
    domain: Mapping[int, Sequence[int]]
    fixed: Mapping[int, int]
    model: cp_model.CpModel = field(default_factory=cp_model.CpModel)
    meets: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    attends: dict[tuple[int, int], cp_model.IntVar] = field(default_factory=dict)
    of_buyer: defaultdict[int, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )
    of_supplier: defaultdict[int, list[int]] = field(
        default_factory=lambda: defaultdict(list)
    )


def add_variables(
    instance: Instance,
    walks: Walks,
    domain: Mapping[int, Sequence[int]],
    fixed: Mapping[int, int],
) -> Variables:
    """Create the variables; a slot that a fixed meeting of a walker rules out gets none."""
    taken = _taken(walks, fixed)
    allowed = {
        pair: [t for t in slots if not _ruled_out(walks, pair, t, taken)]
        for pair, slots in domain.items()
    }
    variables = Variables(instance, walks, allowed, fixed)
    for pair, slots in allowed.items():
        buyer, supplier = _ends(instance, pair)
        variables.of_buyer[buyer].append(pair)
        variables.of_supplier[supplier].append(pair)
        for slot in slots:
            name = f"b{buyer}_s{supplier}_t{slot}"
            variables.meets[pair, slot] = variables.model.new_bool_var(name)
            key = (buyer, int(instance.slot_session[slot]))
            if key not in variables.attends:
                variables.attends[key] = variables.model.new_bool_var(
                    f"b{key[0]}_p{key[1]}"
                )
    return variables


def _ends(instance: Instance, pair: int) -> tuple[int, int]:
    return int(instance.pair_buyer[pair]), int(instance.pair_supplier[pair])


def _taken(
    walks: Walks, fixed: Mapping[int, int]
) -> dict[Walker, list[tuple[int, int]]]:
    """Return the fixed meetings of each walker of one person."""
    taken: defaultdict[Walker, list[tuple[int, int]]] = defaultdict(list)
    if walks.binding:
        for pair, slot in fixed.items():
            for walker in walks.walkers(pair):
                if walks.size(walker) == 1:
                    taken[walker].append((pair, slot))
    return taken


def _ruled_out(
    walks: Walks,
    pair: int,
    slot: int,
    taken: Mapping[Walker, list[tuple[int, int]]],
) -> bool:
    return bool(taken) and any(
        walks.too_near(walker, (pair, slot), other)
        for walker in walks.walkers(pair)
        for other in taken.get(walker, ())
    )
