"""template and inspect from the shell."""

import json

from api import cli


def test_template_writes_what_is_missing_and_keeps_the_rest(tmp_path, capsys):
    folder = tmp_path / "my"

    assert cli.run(["template", str(folder)]) == 0
    assert f"Written to {folder}:\n  buyers.xlsx\n" in capsys.readouterr().out
    assert (folder / "fair.toml").exists()

    (folder / "buyers.xlsx").write_text("mine")
    (folder / "locks.xlsx").unlink()
    assert cli.run(["template", str(folder)]) == 0

    out = capsys.readouterr().out
    assert out.startswith(f"Written to {folder}:\n  locks.xlsx\nAlready in {folder}")
    assert (folder / "buyers.xlsx").read_text() == "mine"


def test_inspect_reports_and_marks_a_copy(tmp_path, capsys):
    sheet = tmp_path / "buyers.csv"
    sheet.write_text("公司,product,,phone\nA,pump,,12\n", encoding="utf-8")
    out = tmp_path / "checked"

    assert cli.run(["inspect", str(sheet), "--out", str(out)]) == 0

    said, beside = capsys.readouterr()
    assert said.startswith(f"{sheet} (buyers): 0 errors, 1 warning.\n")
    assert "1 row: 1 party, 1 line." in said
    assert "taken for: 公司 -> buyer\n" in said
    assert f"Marked copy: {out / 'buyers.checked.xlsx'}\n" in said
    assert (out / "buyers.checked.xlsx").exists()
    assert beside.startswith('Warning in buyers.csv D2: found "12". ')


def test_inspect_rejects_what_cannot_be_used(tmp_path, capsys):
    strange = tmp_path / "strange.csv"
    strange.write_text("a,b\n1,2\n", encoding="utf-8")
    gone = tmp_path / "gone.xlsx"

    assert cli.run(["inspect", str(strange), str(gone), "--lang", "zh"]) == 3

    said, beside = capsys.readouterr()
    assert "错误 1 处" in said
    assert "错误 strange.csv" in beside
    assert "错误 gone.xlsx" in beside


def test_inspect_answers_programs(tmp_path, capsys):
    sheet = tmp_path / "buyers.csv"
    sheet.write_text("buyer,product,phone\nA,pump,12\n", encoding="utf-8")
    settings = tmp_path / "fair.toml"
    settings.write_text("x = 1\n")

    assert cli.run(["inspect", str(sheet), str(settings), "--json"]) == 3

    first, second = json.loads(capsys.readouterr().out)["files"]
    assert (first["kind"], first["errors"], first["warnings"]) == ("buyers", 0, 1)
    assert first["sheets"][0]["columns"][0]["zh"] == "采购商"
    assert first["faults"][0]["cell"] == "C2"
    assert second["errors"] > 0


def test_inspect_lists_categories_that_a_tree_does_not_have(tmp_path, capsys):
    sheet, tree = tmp_path / "buyers.csv", tmp_path / "tree.csv"
    sheet.write_text("buyer,product,category\nA,tea,Tee\n", encoding="utf-8")
    tree.write_text("code,parent,name_en\nA,,machinery\n", encoding="utf-8")
    settings = tmp_path / "fair.toml"
    settings.write_text("x = 1\n")

    assert cli.run(["inspect", str(sheet), "--categories", str(tree)]) == 0
    assert "Tee" in capsys.readouterr().out
    gone = str(tmp_path / "gone.csv")
    asked = ["inspect", str(sheet), "--categories", gone, "--fair", str(settings)]
    assert cli.run(asked) == 3
    said, beside = capsys.readouterr()
    assert f"{settings} (settings of the fair)" in said
    assert "gone.csv" in beside


def test_inspect_words_settings(tmp_path, capsys):
    settings = tmp_path / "fair.toml"
    settings.write_text("x = 1\n")

    cli.run(["inspect", str(settings), "--out", str(tmp_path / "out")])

    assert capsys.readouterr().out.startswith(f"{settings} (settings of the fair): ")
    assert not (tmp_path / "out").exists()
