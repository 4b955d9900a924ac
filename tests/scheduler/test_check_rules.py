"""Every rule has its three lives: checked, shown kept and broken, described."""

import ast
from itertools import chain
from pathlib import Path

import pytest

from scheduler.rules import Rule

HERE = Path(__file__).parent
RULES_PAGE = HERE.parents[1] / "docs" / "rules.md"


def names_of_tests():
    """Return the names of all test functions in the checker's tests."""
    trees = (ast.parse(path.read_text()) for path in HERE.glob("test_check_*.py"))
    nodes = chain.from_iterable(ast.walk(tree) for tree in trees)
    return {node.name for node in nodes if isinstance(node, ast.FunctionDef)}


@pytest.mark.parametrize("rule", list(Rule))
@pytest.mark.parametrize("twin", ["kept", "broken"])
def test_rule_has_a_feasible_and_an_infeasible_test(rule, twin):
    wanted = f"test_{rule.name.lower()}_{twin}"
    assert any(name.startswith(wanted) for name in names_of_tests())


@pytest.mark.parametrize("rule", list(Rule))
def test_rule_is_described(rule):
    page = RULES_PAGE.read_text(encoding="utf-8")
    assert f"`{rule.value}`" in page
    assert rule.wording.en in page
    assert rule.wording.zh in page


def test_rules_have_codes_like_their_names():
    codes = [rule.value for rule in Rule]
    assert codes == [rule.name.lower().replace("_", "-") for rule in Rule]
