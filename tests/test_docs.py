"""The docs name everything a person can meet: commands, keys, rules, reasons, faults."""

import re
from pathlib import Path

import pytest

from api.commands import build_cli
from data.codes import FAULTS, NOTES
from data.fairkeys import EXAMPLES
from scheduler.reasons import ReasonCode
from scheduler.rules import Rule
from scheduler.wording import Language

ROOT = Path(__file__).resolve().parents[1]
DOCS = ROOT / "docs"
README = (ROOT / "README.md").read_text()
PICTURE = re.compile(r'<img src="([^"]+)"')
COMMANDS = build_cli(Language.EN).commands
LINK = re.compile(r"\]\(([^)#\s]+)(?:#[^)]*)?\)")


def _page(name):
    return (DOCS / name).read_text()


def _pages():
    return [
        path
        for path in sorted(ROOT.glob("**/*.md"))
        if not {".venv", "build", "demo-out"} & set(path.relative_to(ROOT).parts)
    ]


@pytest.mark.parametrize("command", sorted(COMMANDS))
def test_command_is_described(command):
    assert f"`fairmatch {command}" in README
    assert f"## fairmatch {command}\n" in _page("command-line.md")


@pytest.mark.parametrize(
    ("command", "option"),
    [
        (name, option)
        for name, command in sorted(COMMANDS.items())
        for parameter in command.params
        for option in parameter.opts
        if option.startswith("--")
    ],
)
def test_option_is_described(command, option):
    section = _page("command-line.md").split(f"## fairmatch {command}\n")[1]
    assert f"`{option}" in section.split("\n## ")[0]


def test_readme_commands_exist():
    used = set(re.findall(r"^(?:    |\| `)fairmatch ([a-z]+)", README, re.MULTILINE))
    assert used == set(COMMANDS)


def test_readme_options_exist():
    known = {
        (name, option)
        for name, command in COMMANDS.items()
        for parameter in command.params
        for option in parameter.opts
    }
    text = README.replace("\\\n", " ")
    lines = re.findall(r"^    fairmatch ([a-z]+)([^#\n]*)", text, re.MULTILINE)
    used = {
        (name, opt) for name, rest in lines for opt in re.findall(r"--[a-z-]+", rest)
    }
    assert used - known == set()


def test_readme_make_targets_exist():
    makefile = (ROOT / "Makefile").read_text()
    targets = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    assert set(re.findall(r"`make ([a-z]+)`", README)) - targets == set()


@pytest.mark.parametrize("key", [key for key in EXAMPLES if "." in key])
def test_setting_is_described(key):
    assert f"`{key}`" in _page("fair.md")


@pytest.mark.parametrize("rule", list(Rule))
def test_rule_is_described(rule):
    assert f"`{rule.value}`" in _page("rules.md")


@pytest.mark.parametrize("reason", list(ReasonCode))
def test_reason_is_described(reason):
    assert f"`{reason.value}`" in _page("reasons.md")


@pytest.mark.parametrize("code", sorted({*FAULTS, *NOTES}))
def test_fault_is_described(code):
    assert f"\n| {code} |" in _page("sheets.md").replace("`", "")


def test_index_names_every_page():
    index = _page("README.md")
    pages = {path.name for path in DOCS.glob("*.md")} - {"README.md"}
    assert {page for page in pages if f"({page})" not in index} == set()


@pytest.mark.parametrize("path", _pages(), ids=lambda path: str(path.relative_to(ROOT)))
def test_links_lead_somewhere(path):
    links = [link for link in LINK.findall(path.read_text()) if "://" not in link]
    links += PICTURE.findall(path.read_text())
    assert [link for link in links if not (path.parent / link).exists()] == []
