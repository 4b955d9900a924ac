"""What a person may ask for: "2", "auto", "dask://host:8786"."""

from __future__ import annotations

import re

AUTO = "auto"
MOST = 1_024
"""Processes of one machine; more is a slip of the finger."""
SCHEMES = ("dask", "tcp", "tls")
_ADDRESS = re.compile(
    rf"({'|'.join(SCHEMES)})://([^\s/:\[\]]+|\[[^\s/\[\]]+\]):\d{{1,5}}"
)


def is_workers(text: str) -> bool:
    """Tell whether `text` names workers: a number from 1, auto, or an address."""
    if text.isascii() and text.isdecimal():
        return 1 <= int(text) <= MOST
    return text == AUTO or _ADDRESS.fullmatch(text) is not None
