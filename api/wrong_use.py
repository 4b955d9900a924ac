"""What is wrong with a command line, in words of ours and in either language."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal, InvalidOperation
from difflib import get_close_matches

import click

from api import messages
from api.messages import fill
from scheduler.executor.workers import is_workers
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
    if isinstance(kind, Number | Day | Workers | Callers | Price):
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


DEAREST = 1_000
"""No part of an SMS costs more."""
MOST_A_MINUTE = 100_000
"""No mail server takes more."""
MOST_LEVELS = 20
"""No category tree is deeper."""


class Number(click.ParamType[int | float]):
    """A number on the command line; keeps the value for the message about it."""

    name = "number"
    wording = messages.BAD_NUMBER

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> int | float:
        """Return the number; raises BadValue where there is none."""
        try:
            return self.parse(str(value))
        except ValueError:
            raise BadValue(str(value), param, ctx) from None

    def parse(self, text: str) -> int | float:
        """Return the number in `text`; raises ValueError."""
        number = int(text)
        if abs(number) > 2**31 - 1:
            raise ValueError(text)
        return number


class Level(Number):
    """A level of a tree, 1 being the top."""

    wording = messages.BAD_LEVEL

    def parse(self, text: str) -> int | float:
        """Return the level in `text`; raises ValueError."""
        level = int(text)
        if not 1 <= level <= MOST_LEVELS:
            raise ValueError(text)
        return level


class Rate(Number):
    """How many a minute."""

    wording = messages.BAD_RATE

    def parse(self, text: str) -> int | float:
        """Return the number in `text`; raises ValueError."""
        rate = int(text)
        if not 1 <= rate <= MOST_A_MINUTE:
            raise ValueError(text)
        return rate


class Price(click.ParamType[Decimal]):
    """What one thing costs, in whatever money."""

    name = "price"
    wording = messages.BAD_PRICE

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> Decimal:
        """Return the price; raises BadValue where there is none."""
        try:
            price = Decimal(str(value))
            is_price = 0 < price <= DEAREST
        except InvalidOperation:  # no number, or the number that is none
            raise BadValue(str(value), param, ctx) from None
        if not is_price:
            raise BadValue(str(value), param, ctx)
        return price


class Seconds(Number):
    """A number of seconds above 0."""

    wording = messages.BAD_SECONDS

    def parse(self, text: str) -> int | float:
        """Return the seconds in `text`; raises ValueError."""
        seconds = float(text)
        if not 0 < seconds < float("inf"):
            raise ValueError(text)
        return seconds


class Day(click.ParamType[date]):
    """A date on the command line; keeps the value for the message about it."""

    name = "day"
    wording = messages.BAD_DAY

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> date:
        """Return the date; raises BadValue where there is none."""
        try:
            return date.fromisoformat(str(value))
        except ValueError:
            raise BadValue(str(value), param, ctx) from None


class Workers(click.ParamType[str]):
    """Who does the work: a number of processes, auto, or the address of a cluster."""

    name = "workers"
    wording = messages.BAD_WORKERS

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the text as it is; raises BadValue where it names no workers."""
        if is_workers(str(value)):
            return str(value)
        raise BadValue(str(value), param, ctx)


class Callers(click.ParamType[tuple[str, ...]]):
    """Who shares the calls: how many, or their names."""

    name = "callers"
    wording = messages.BAD_CALLERS

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> tuple[str, ...]:
        """Return the callers' names; raises BadValue where they cannot be told apart."""
        from printouts.callers import name_callers

        try:
            return name_callers(str(value))
        except ValueError:
            raise BadValue(str(value), param, ctx) from None


class Choice(click.Choice[str]):
    """A name out of several; keeps the value for the message about it."""

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> str:
        """Return the name; raises BadValue where it is none of them."""
        if str(value) in self.choices:
            return str(value)
        raise BadValue(str(value), param, ctx)


class BadValue(click.BadParameter):
    """A value that cannot be, with the value."""

    def __init__(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> None:
        super().__init__(value, ctx=ctx, param=param)
        self.value = value
