"""The balance in summary.json, there and back."""

import json
from dataclasses import replace

import pytest

from data.balance_json import balance_json, read_balance
from data.folder_reader import Node
from data.folder_summary import Summary, read_summary, summary_json
from scheduler.balance.facts import (
    Balance,
    CategoryBalance,
    Change,
    ChangeKind,
    InterpreterShortage,
    Shortage,
)
from scheduler.errors import FairmatchError
from scheduler.problem import BuyerId, SupplierId
from scheduler.result import Status

BALANCE = Balance(
    fair=CategoryBalance("", 6, 5, 4, 1, 9),
    categories=(CategoryBalance("x", 2, 0, 2, 1, 2),),
    ratio=1.25,
    ratio_target=None,
    shortages=(Shortage((BuyerId("B1"),), (SupplierId("S1"),), ("x",), 3, 1),),
    without_lines=(BuyerId("B2"),),
    seldom_there=(),
    cure=(
        Change(ChangeKind.RECRUIT, 1, category="x"),
        Change(ChangeKind.TABLE, 2, supplier=SupplierId("S1")),
    ),
    cure_same_fit=None,
    proven=False,
    interpreters=(InterpreterShortage((BuyerId("B1"),), ("es",), ("zh",), 3, 2, 1),),
    for_nevers=(BuyerId("B3"),),
)


def node_of(content):
    return Node("summary.json", json.loads(json.dumps(content)))


def test_balance_is_read_back_as_it_was_written():
    assert read_balance(node_of(balance_json(BALANCE))) == BALANCE


def test_a_folder_of_an_earlier_version_is_read():
    content = balance_json(BALANCE)
    del content["interpreters"], content["for_nevers"]
    assert read_balance(node_of(content)) == replace(
        BALANCE, interpreters=(), for_nevers=()
    )


def test_an_unknown_change_is_named_with_those_that_are_known():
    content = balance_json(BALANCE)
    content["cure"] = [{"kind": "wish", "count": 1, "category": "", "supplier": None}]
    with pytest.raises(FairmatchError) as caught:
        read_balance(node_of(content))
    assert "cure[0].kind" in str(caught.value)
    assert "recruit, table, max-meetings, session, min-fit" in str(caught.value)


@pytest.mark.parametrize("balance", [BALANCE, None])
def test_a_summary_keeps_its_balance(balance):
    summary = Summary(6, 5, 4, (), Status.FEASIBLE, balance=balance)
    assert read_summary(node_of(summary_json(summary))).balance == balance
