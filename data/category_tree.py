"""A tree of categories: codes, what each lies under, and its names in any language."""

from __future__ import annotations

import csv
import re
import unicodedata
from collections import defaultdict
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from data.cells import split_list
from data.columns import Kind
from data.sheets_in import read_kind
from scheduler.fit.codes import normalise_category
from scheduler.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from data.faults import Findings
    from data.rows import Record

SHOPIFY = "shopify"
"""The tree that comes with the project, by the name that stands for its file."""

_SHOPIFY_FILE = Path(__file__).parent / "categories" / "shopify.csv"
_NOT_WORD = re.compile(r"[\W_]+")
_LATIN_WORD = re.compile(r"[a-z]{4,}")
_PATH = re.compile(r"\s*[>＞]\s*")
DEEPEST = 30
"""Levels after which a tree is taken to go round in circles."""


class Node(NamedTuple):
    """A category; `parent` is a code, "" at the root; `names` in any language."""

    code: str
    parent: str
    wording: Wording
    names: tuple[str, ...]


class CategoryTree:
    """Categories by code and by name."""

    def __init__(self, nodes: Iterable[Node]) -> None:
        self.nodes = {normalise_category(node.code): node for node in nodes}

    @cached_property
    def by_name(self) -> dict[str, list[str]]:
        """Return the codes that bear each name, by `name_key`."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for code, node in self.nodes.items():
            for key in dict.fromkeys(map(name_key, node.names)):
                if key:
                    found[key].append(code)
        return dict(found)

    @cached_property
    def by_stem(self) -> dict[str, str]:
        """Return the code of each node without the zeros that only fill it up."""
        return {_stem(code): code for code in self.nodes}

    def path(self, code: str) -> tuple[str, ...]:
        """Return the codes from the root to `code`."""
        path: list[str] = []
        while code in self.nodes and code not in path and len(path) < DEEPEST:
            path.append(code)
            code = normalise_category(self.nodes[code].parent)
        return tuple(reversed(path))

    def spoken(self, code: str) -> str:
        """Return a name of `code` to show: "液压泵 Hydraulic pumps (40151503)"."""
        node = self.nodes[code]
        both = dict.fromkeys(
            text for text in (node.wording.zh, node.wording.en) if text
        )
        return f"{' '.join(both)} ({node.code})".strip()


@lru_cache(maxsize=200_000)
def name_key(name: str) -> str:
    """Return `name` without case, width, accents, marks, plural and blanks."""
    plain = unicodedata.normalize("NFKD", normalise_category(name))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    plain = _LATIN_WORD.sub(lambda word: _singular(word[0]), plain)
    return _NOT_WORD.sub("", unicodedata.normalize("NFC", plain))


def _singular(word: str) -> str:
    """Return pump for pumps and battery for batteries; class stays."""
    if word.endswith("ies"):
        return word[:-3] + "y"
    if word.endswith(("ses", "xes", "ches", "shes")):
        return word[:-2]
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


def read_tree(path: Path, findings: Findings) -> CategoryTree | None:
    """Read the tree in `path`, or the one that its bare name stands for."""
    if str(path).casefold() == SHOPIFY:
        return shopify_tree()
    return build_tree(read_kind(path, Kind.CATEGORIES, findings), findings)


def shopify_tree() -> CategoryTree:
    """Return the tree that comes with the project."""
    return CategoryTree(_read_shopify())


def build_tree(records: list[Record], findings: Findings) -> CategoryTree | None:
    """Return the tree that rows of a categories sheet make; None for no node."""
    nodes = []
    for record in records:
        code = record.text("code")
        zh, en = record.text("name_zh"), record.text("name_en")
        zh, en = (_PATH.split(text)[-1] for text in (zh, en))
        others = split_list(record.text("names"))
        if not code:
            column = Wording(en="code", zh="编码")
            findings.fault("value-missing", record.where("code"), column=column)
            continue
        parent = record.text("parent")
        nodes.append(Node(code, parent, Wording(en, zh), _names(zh, en, *others)))
    tree = CategoryTree(_with_parents(nodes))
    missing = [n.code for n in nodes if n.parent and normalise_category(n.parent) not in tree.nodes]  # fmt: skip
    if missing:
        names = ", ".join(missing[:3]) + (" ..." if len(missing) > 3 else "")
        findings.fault(
            "parent-unknown",
            records[0].where("parent"),
            count=len(missing),
            names=names,
        )
    return tree if tree.nodes else None


def _names(*names: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(name for name in names if name))


def _with_parents(nodes: Sequence[Node]) -> list[Node]:
    """Give nodes without a stated parent the nearest one whose code begins theirs.

    "40151500" stands for "401515": zeros at the end fill up.
    """
    if any(node.parent for node in nodes):
        return list(nodes)
    by_stem = {_stem(node.code): node.code for node in nodes}

    def above(code: str) -> str:
        stem = _stem(code)
        for end in range(len(stem) - 1, 0, -1):
            if stem[:end] in by_stem:
                return by_stem[stem[:end]]
        return ""

    return [node._replace(parent=above(node.code)) for node in nodes]


def _stem(code: str) -> str:
    plain = normalise_category(code)
    return re.sub(r"(?:00)+$", "", plain) if re.fullmatch(r"\d{8}", plain) else plain


@lru_cache(maxsize=1)
def _read_shopify() -> tuple[Node, ...]:
    with _SHOPIFY_FILE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Node(
                row["code"],
                row["code"].rpartition("-")[0],
                Wording(row["name_en"], row["name_zh"]),
                _names(row["name_zh"], row["name_en"]),
            )
            for row in csv.DictReader(file)
        )
