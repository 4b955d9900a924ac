"""Which language the command line speaks: as asked, else by the locale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from scheduler.wording import Language

LOCALE_NAMES = ("LC_ALL", "LC_MESSAGES", "LANG")
"""Environment variables of the locale; the first that is set decides."""


def choose_language(args: Sequence[str], environ: Mapping[str, str]) -> Language:
    """Return the language of --lang in `args`, else that of the locale.

    It has to be known before the arguments are parsed, because faults in them are
    worded in it; a value of --lang that is no language is left to the parser.
    """
    return _asked(args) or _of_locale(environ)


def _asked(args: Sequence[str]) -> Language | None:
    asked = None
    for arg, following in zip(args, [*args, ""][1:], strict=True):
        if arg == "--":
            break
        value = following if arg == "--lang" else arg.removeprefix("--lang=")
        if value in list(Language):
            asked = Language(value) if arg.startswith("--lang") else asked
    return asked


def _of_locale(environ: Mapping[str, str]) -> Language:
    names = [environ[name] for name in LOCALE_NAMES if environ.get(name)]
    chinese = bool(names) and names[0].lower().startswith("zh")
    return Language.ZH if chinese else Language.EN
