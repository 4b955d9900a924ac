"""Every sentence is there in both languages and has the same blanks in both."""

from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from string import Formatter

import pytest

import api
from api import explain_messages, lessons, messages
from api.lessons import options
from api.lessons.lesson import Help
from scheduler.problem import Strength
from scheduler.result import Status
from scheduler.wording import Wording


def _wordings(value, name):
    if isinstance(value, Wording):
        yield name, value
    elif isinstance(value, Help):
        yield from _wordings(value.does, f"{name}.does")
        yield from _wordings(value.next_step, f"{name}.next")
        yield from _wordings(value.options, name)
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _wordings(inner, f"{name}.{key}")


MODULES = [
    import_module(f"api.{path.stem}")
    for path in sorted(Path(api.__file__).parent.glob("*messages.py"))
]
SAID = [
    found
    for module in (*MODULES, lessons, options)
    for name, value in vars(module).items()
    if name.isupper()
    for found in _wordings(value, name)
]


def _blanks(text):
    found = Formatter().parse(text)
    return sorted(name for _, name, _, _ in found if name and "|" not in name)


@pytest.mark.parametrize(("name", "wording"), SAID, ids=[name for name, _ in SAID])
def test_sentence_is_there_in_both_languages(name, wording):
    assert wording.en
    assert wording.zh
    assert _blanks(wording.en) == _blanks(wording.zh)


def test_every_strength_and_every_status_with_a_schedule_has_a_sentence():
    assert set(explain_messages.STRENGTHS) == set(Strength)
    assert set(messages.STATUS) == set(Status) - {Status.NO_ANSWER}
