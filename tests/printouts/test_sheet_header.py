"""What stands at the head of a printed worksheet."""

from __future__ import annotations

from printouts.sheet_header import LONGEST, sheet_header


def test_ampersand_begins_no_command():
    assert sheet_header("Kettle & Pot") == "Kettle && Pot"


def test_long_name_ends_in_an_ellipsis():
    said = sheet_header("𬭼" * 200)
    assert said == "𬭼" * 74 + "…"  # two units each
    assert len(said.encode("utf-16-le")) // 2 <= LONGEST


def test_half_of_a_character_is_replaced():
    assert sheet_header("a\ud800b") == "a?b"
