"""Sentences with blanks: each side its own, and the form that a number asks for."""

import pytest

from scheduler.wording import Wording, fill

SHORT = Wording(
    en="{count} {count|buyer stays|buyers stay} below {low}.",
    zh="{count} 家采购商不足 {low} 场。",
)


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (0, "0 buyers stay below 3."),
        (1, "1 buyer stays below 3."),
        ("1", "1 buyer stays below 3."),
        ("+1", "+1 buyer stays below 3."),
        (11, "11 buyers stay below 3."),
    ],
)
def test_the_number_chooses_the_form(count, said):
    assert fill(SHORT.en, {"count": count, "low": 3}) == said
    assert SHORT.filled({"count": count, "low": 3}) == Wording(
        en=said, zh=f"{count} 家采购商不足 3 场。"
    )


def test_a_wording_fills_each_side_with_its_own():
    name = Wording(en="{Pumps}", zh="水泵")
    assert Wording(en="Of {it}.", zh="{it}。").filled({"it": name}) == Wording(
        en="Of {Pumps}.", zh="水泵。"
    )
