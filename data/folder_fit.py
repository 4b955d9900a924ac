"""What a pair is weighed by in problem.json, there and back; what is usual is left out."""

from __future__ import annotations

from dataclasses import fields, replace
from typing import TYPE_CHECKING

from data.fairkeys import FIT_WEIGHTS
from data.folder_parties import stated
from scheduler.fit.glossary import CHINESE
from scheduler.fit.settings import FitSettings
from scheduler.problem import BuyerId, Categories, Dealing, Outcome, SupplierId
from scheduler.wording import Wording

if TYPE_CHECKING:
    from data.folder_reader import Node
    from scheduler.problem import Problem


def fit_json(problem: Problem) -> dict[str, object]:
    """Return the keys "fit", "history", "categories", "synonyms", "glossary" that say something."""
    plain = FitSettings()
    weights = {
        field.name: getattr(problem.fit, field.name)
        for field in fields(FitSettings)
        if field.name in FIT_WEIGHTS
        and getattr(problem.fit, field.name) != getattr(plain, field.name)
    }
    history = [
        {"buyer": one.buyer, "supplier": one.supplier, "outcome": one.outcome.value}
        for one in problem.history
    ]
    shown = stated(
        history=history, synonyms=problem.synonyms, glossary=problem.glossary or None
    )
    if weights or problem.fit.rates:
        shown["fit"] = weights | stated(rates=dict(problem.fit.rates) or None)
    if problem.categories.placed:
        shown["categories"] = {
            "placed": problem.categories.placed,
            "names": {
                code: {"en": name.en, "zh": name.zh}
                for code, name in problem.categories.names.items()
            },
        }
    return shown


def read_settings(node: Node) -> FitSettings:
    """Return the settings at key "fit", the defaults without it."""
    if "fit" not in node.names():
        return FitSettings()
    given = node.node("fit")
    rates: tuple[tuple[str, float], ...] = ()
    if "rates" in given.names():
        table = given.node("rates")
        rates = tuple((name, table.number(name)) for name in sorted(table.names()))
    weights = {name: given.number(name) for name in given.names() if name in FIT_WEIGHTS}  # fmt: skip
    return replace(FitSettings(), **weights, rates=rates)  # type: ignore[arg-type]


def read_history(node: Node) -> tuple[Dealing, ...]:
    """Return the dealings at key "history"."""
    return tuple(
        Dealing(
            BuyerId(item.text("buyer")),
            SupplierId(item.text("supplier")),
            _read_outcome(item),
        )
        for item in node.nodes("history", optional=True)
    )


def read_categories(node: Node) -> Categories:
    """Return the places at key "categories"."""
    if "categories" not in node.names():
        return Categories()
    given = node.node("categories")
    placed, names = given.node("placed"), given.node("names")
    return Categories(
        {text: _read_paths(placed, text) for text in placed.names()},
        {code: names.wording(code) for code in names.names()},
    )


def read_synonyms(node: Node) -> tuple[tuple[str, ...], ...]:
    """Return the groups of words at key "synonyms"."""
    items = node.items("synonyms", optional=True)
    return tuple(_texts(node, "synonyms", item) for item in items)


def read_glossary(node: Node) -> dict[str, dict[str, tuple[str, ...]]]:
    """Return the meanings of words by language at key "glossary".

    The first folders with words held Chinese ones alone, without the language.
    """
    if "glossary" not in node.names():
        return {}
    given = node.node("glossary")
    if any(isinstance(given.raw(name), list) for name in given.names()):
        return {CHINESE: {word: given.texts(word) for word in given.names()}}
    languages = {language: given.node(language) for language in given.names()}
    return {
        language: {word: words.texts(word) for word in words.names()}
        for language, words in languages.items()
    }


def _read_paths(placed: Node, text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(_texts(placed, text, path) for path in placed.items(text))


def _texts(node: Node, key: str, value: object) -> tuple[str, ...]:
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(value)
    raise node.wrong(key, Wording(en="a list of texts", zh="文本列表"), value)


def _read_outcome(node: Node) -> Outcome:
    value = node.text("outcome")
    if value not in list(Outcome):
        shown = ", ".join(Outcome)
        expected = Wording(en=f"one of {shown}", zh=f"以下之一：{shown}")
        raise node.wrong("outcome", expected, value)
    return Outcome(value)
