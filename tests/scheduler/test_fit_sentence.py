"""The sentence printed as "because"."""

from scheduler.fit.detail import LineMatch
from scheduler.fit.sentence import because, shorten


def match(demand, offer, score, served=True):
    return LineMatch(0, demand, offer, score, served)


def test_sentence_of_one_line():
    said = because([match("液压泵", "柱塞泵", 92)], 1)
    assert said.en == "Serves 1 of your 1 line: 液压泵 -> 柱塞泵 (92)"
    assert said.zh == "可供应您 1 项需求中的 1 项：液压泵 → 柱塞泵（92）"


def test_sentence_names_three_lines_and_counts_the_others():
    found = [match(f"m{i}", f"n{i}", 90 - i) for i in range(5)]
    found.append(match("faint", "faint too", 30, served=False))
    said = because(found, 9)
    assert said.en == (
        "Serves 5 of your 9 lines: m0 -> n0 (90), m1 -> n1 (89), m2 -> n2 (88)"
        " and 2 more"
    )
    assert said.zh == (
        "可供应您 9 项需求中的 5 项：m0 → n0（90）、m1 → n1（89）、m2 → n2（88）等"
    )


def test_sentence_names_equal_products_once():
    said = because([match("液压泵", "液压泵", 100)], 4)
    assert said.en == "Serves 1 of your 4 lines: 液压泵 (100)"
    assert said.zh == "可供应您 4 项需求中的 1 项：液压泵（100）"


def test_sentence_when_no_line_is_served():
    said = because([match("液压泵", "水泵", 33, served=False)], 4)
    assert said.en == "Serves none of your lines; the nearest is 液压泵 -> 水泵 (33)."
    assert said.zh == (
        "该供应商未能直接满足您的采购需求，最接近的是：液压泵 → 水泵（33）。"
    )


def test_sentence_when_nothing_is_near():
    said = because([], 4)
    assert said.en == "No line of yours is near anything this supplier offers."
    assert said.zh == "该供应商的产品与您的采购需求没有相近之处。"


def test_shorten():
    assert shorten("a  b\nc") == "a b c"
    assert shorten("液" * 24) == "液" * 24
    assert shorten("液" * 25) == "液" * 23 + "…"
    assert shorten("x" * 22 + " yz") == "x" * 22 + "…"
