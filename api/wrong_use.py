"""What is wrong with a command line, in words of ours and in either language."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

import click

from api import messages
from api.messages import fill
from api.option_values import Value
from scheduler.wording import Language, Wording


def word_usage_error(error: click.UsageError, language: Language) -> str:
    """Return what is wrong, the near thing that may be meant, and where help is."""
    if isinstance(error, click.exceptions.NoArgsIsHelpError):
        return f"{fill(messages.NO_COMMAND, language)}\n\n{error.message}"
    text = _what(error, language)
    near = _near(error)
    path = error.ctx.command_path if error.ctx else "fairmatch"
    parts = [text]
    if near:
        parts.append(fill(messages.NEAR, language, near=near))
    parts.append(fill(messages.SEE_HELP, language, command=path))
    return ("" if language is Language.ZH else " ").join(parts)


def _what(error: click.UsageError, language: Language) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand):
        return fill(messages.NO_SUCH_COMMAND, language, name=error.command_name)
    if isinstance(error, click.NoSuchOption):
        return fill(messages.NO_SUCH_OPTION, language, name=error.option_name)
    if isinstance(error, click.BadOptionUsage):
        return fill(_option_fault(error), language, name=error.option_name)
    if isinstance(error, click.MissingParameter):
        return _missing(error, language)
    if isinstance(error, click.BadParameter):
        return _bad_value(error, language)
    if error.ctx and isinstance(error.ctx.command, click.Group):
        return fill(messages.NO_COMMAND, language)
    return fill(messages.TOO_MANY, language)


def _option_fault(error: click.BadOptionUsage) -> Wording:
    # click has one exception for both; only its sentence tells them apart, and the
    # sentence itself depends on no locale because click carries no translations
    takes_none = "does not take a value" in error.message
    return messages.TAKES_NO_VALUE if takes_none else messages.NEEDS_VALUE


def _missing(error: click.MissingParameter, language: Language) -> str:
    is_argument = isinstance(error.param, click.Argument)
    wording = messages.MISSING_ARGUMENT if is_argument else messages.MISSING_OPTION
    return fill(wording, language, name=_name(error))


def _bad_value(error: click.BadParameter, language: Language) -> str:
    kind = error.param.type if error.param else None
    facts = {"name": _name(error), "value": getattr(error, "value", "")}
    if isinstance(kind, click.Choice):
        choices = ", ".join(str(choice) for choice in kind.choices)
        return fill(messages.BAD_CHOICE, language, choices=choices, **facts)
    if isinstance(kind, Value):
        return fill(kind.wording, language, **facts)
    return fill(messages.BAD_VALUE, language, **facts)


def _name(error: click.BadParameter) -> str:
    param, ctx = error.param, error.ctx
    if param is None or ctx is None:
        return str(error.param_hint or "")
    if isinstance(param, click.Argument):
        return param.make_metavar(ctx)
    return max(param.opts, key=len)


def _near(error: click.UsageError) -> str:
    if isinstance(error, click.exceptions.NoSuchCommand | click.NoSuchOption):
        return ", ".join(error.possibilities or ())
    if isinstance(error, click.BadParameter) and isinstance(error.param, click.Option):
        kind = error.param.type
        if isinstance(kind, click.Choice):
            return near_names(str(getattr(error, "value", "")), kind.choices)
    return ""


def near_names(name: str, known: Iterable[object]) -> str:
    """Return the names most like `name`, joined; empty where none is near."""
    return ", ".join(get_close_matches(name, [str(one) for one in known]))
