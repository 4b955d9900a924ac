"""The sentence beside a meeting keeps its words and loses its figures."""

from __future__ import annotations

import pytest

from printouts.because import without_figures
from scheduler.wording import Wording


@pytest.mark.parametrize(
    ("en", "said"),
    [
        ("Serves 1 of your 4 lines: kettle (85)", "Serves 1 of your 4 lines: kettle"),
        (
            "Serves 3 of your 4 lines: kettle -> pot (85), pan (100), lid (7) and 2 more",
            "Serves 3 of your 4 lines: kettle → pot, pan, lid and 2 more",
        ),
        ("the nearest is mug -> cup (21).", "the nearest is mug → cup."),
        # a figure of the product's own stays
        ("Serves 1 of your 1 line: M8 (100) nuts (90)",
         "Serves 1 of your 1 line: M8 (100) nuts"),
    ],
)  # fmt: skip
def test_english_sentence_has_no_figure(en, said):
    assert without_figures(Wording(en=en, zh="")).en == said


@pytest.mark.parametrize(
    ("zh", "said"),
    [
        ("可供应您 4 项需求中的 1 项：水壶（85）", "可供应您 4 项需求中的 1 项：水壶"),
        (
            "可供应您 9 项需求中的 5 项：水壶 → 茶壶（85）、锅（100）、盖（7）等",
            "可供应您 9 项需求中的 5 项：水壶 → 茶壶、锅、盖等",
        ),
        ("最接近的是：门锁 → 挂锁（21）。", "最接近的是：门锁 → 挂锁。"),
        ("需求：螺母（100）型（90）", "需求：螺母（100）型"),
    ],
)
def test_chinese_sentence_has_no_figure(zh, said):
    assert without_figures(Wording(en="", zh=zh)).zh == said
