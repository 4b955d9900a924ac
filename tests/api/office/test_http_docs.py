"""docs/http.md names every code that a refusal may carry."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[3]
CODE = re.compile(r"[a-z]+(-[a-z]+)+")
PLACES = ("office", "routers", "middleware")


def _sources():
    api = ROOT / "api"
    files = [api / name for name in ("deps.py", "once.py", "problems.py")]
    return files + [p for place in PLACES for p in (api / place).glob("**/*.py")]


def _called(node):
    return getattr(node.func, "id", getattr(node.func, "attr", ""))


def _codes(path):
    """Return the codes given to errors and answers in a file, read from its source."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and re.search(
            r"Error$|^__init__$|^answer$|^refuse", _called(node)
        ):
            yield from (
                arg.value
                for arg in node.args
                if isinstance(arg, ast.Constant)
                and isinstance(arg.value, str)
                and CODE.fullmatch(arg.value)
            )


def test_every_code_is_described():
    page = (ROOT / "docs" / "http.md").read_text(encoding="utf-8")
    described = set(re.findall(r"^\| `([a-z-]+)` \| \d{3}", page, re.MULTILINE))
    said = {code for path in _sources() for code in _codes(path)}
    assert said - described == set()
    assert {"not-found", "request-malformed"} <= said
