"""What a line is about: its product, or the products of a list, and its categories."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from data.cells import split_list

if TYPE_CHECKING:
    from data.faults import Findings
    from data.rows import Record

_LIST = re.compile(r"[;；]")
_PATH = re.compile(r"[^\W\d][^.,、，/;；]*\.[^\W\d]")
_OF_A_LINE = ("specification", "quantity", "budget", "needed_by", "capacity",
              "minimum_order", "price_range", "certificates", "line")  # fmt: skip
_OWN_FIGURES = ("quantity", "budget", "minimum_order", "price_range", "line")


class Products(NamedTuple):
    """The products of one row and the categories they share."""

    names: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


_NOTHING = Products()


def read_products(record: Record, findings: Findings) -> Products:
    """Read product and category; a row without either is no line.

    Several products in a cell (cut at ; and ； only: a comma, a slash, 、 and line
    breaks occur inside names) are several lines, unless the row has figures or a line
    id that belong to one.
    """
    product = " ".join(record.text("product").split(" "))
    category = record.text("category") or record.heading
    if not product and not record.text("category"):
        if any(record.text(field) for field in _OF_A_LINE):
            findings.fault("product-missing", record.where("product"))
        return _NOTHING
    categories = split_categories(category)
    if not product:
        findings.note("product-from-category", record.where("category"))
        return Products(categories, categories)
    return Products(_split_product(record, product, findings), categories)


def split_categories(text: str) -> tuple[str, ...]:
    """Return the categories of a cell: a list, or paths such as "ARV.Adult.A/B".

    A path of names joined by dots is cut at ; and ； only: commas and slashes are part
    of its names.
    """
    if not _PATH.match(text):
        return split_list(text)
    parts = (part.strip() for part in _LIST.split(text))
    return tuple(dict.fromkeys(part for part in parts if part))


def _split_product(record: Record, product: str, findings: Findings) -> tuple[str, ...]:
    if not _LIST.search(product) or any(record.text(f) for f in _OWN_FIGURES):
        return (" ".join(product.split()),)
    names = dict.fromkeys(
        " ".join(part.split()) for part in _cut(product) if part.strip()
    )
    if len(names) > 1:
        findings.note("products-split", record.where("product"), count=len(names))
    return tuple(names)


def _cut(product: str) -> list[str]:
    """Cut outside brackets."""
    parts, depth, start = [], 0, 0
    for at, mark in enumerate(product):
        depth += (mark in "(（[【") - (mark in ")）]】")
        if depth <= 0 and _LIST.match(mark):
            parts.append(product[start:at])
            start = at + 1
    return [*parts, product[start:]]
