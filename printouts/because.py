"""The sentence beside a meeting, as paper and messages say it.

The scheduler writes a figure behind each product: how well it fits, out of 100. The
office reads it in the workbook; to a buyer it says nothing but invites haggling.
"""

from __future__ import annotations

import re
from typing import Final

from scheduler.wording import Wording

FIGURE_ZH: Final = re.compile(r"（\d{1,3}）(?=[、等。]|$)")
FIGURE_EN: Final = re.compile(r" \(\d{1,3}\)(?=[,.]| and \d+ more|$)")


def without_figures(because: Wording) -> Wording:
    """Return the sentence without its figures, with the same arrow in both languages."""
    return Wording(
        en=FIGURE_EN.sub("", because.en).replace(" -> ", " → "),
        zh=FIGURE_ZH.sub("", because.zh),
    )
