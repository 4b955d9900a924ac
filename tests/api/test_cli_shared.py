"""The whole command on real fairs and on sheets as people really write them."""

import json
from pathlib import Path

import pytest

from api import cli

SHARED = Path(__file__).resolve().parents[2] / "../shared/fairs"

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not SHARED.exists(), reason="the real fairs are not here"),
]


@pytest.mark.slow
def test_a_real_fair_is_scheduled_and_checked(tmp_path, capsys):
    fair = SHARED / "scms_en"
    inputs = []
    for name in ("fair.toml", "buyers.xlsx", "suppliers.xlsx"):
        inputs += [f"--{Path(name).stem}", str(fair / name)]

    assert cli.run(["schedule", *inputs, "--out", str(tmp_path / "out")]) == 0
    assert cli.run(["check", str(tmp_path / "out")]) == 0

    text = (tmp_path / "out" / "summary.json").read_text(encoding="utf-8")
    shown = json.loads(text)
    assert (shown["buyers"], shown["suppliers"]) == (34, 49)


@pytest.mark.parametrize("name", ["采购表.xlsx", "设备清单-3rows.xlsx"])
def test_a_sheet_of_something_else_is_rejected_in_words(tmp_path, capsys, name):
    sheet = SHARED / "messy-sheets" / name

    assert cli.run(["inspect", str(sheet), "--out", str(tmp_path), "--json"]) == 3

    said, beside = capsys.readouterr()
    assert "Traceback" not in beside
    assert json.loads(said)["files"][0]["errors"] >= 1
    assert (tmp_path / f"{sheet.stem}.checked.xlsx").exists()
