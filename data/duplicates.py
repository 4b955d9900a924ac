"""The same company written differently: reported, never merged."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from data.faults import Findings
    from data.parties import Party


def report_duplicates(parties: list[Party], findings: Findings) -> None:
    """Warn of parties whose names may be the same company."""
