"""What may stand behind an option, and the sentence for what may not."""

from __future__ import annotations

from abc import abstractmethod
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import TypeVar

import click

from api import messages
from scheduler.executor.workers import is_workers
from scheduler.wording import Wording

DEAREST = 1_000
"""No part of an SMS costs more."""
MOST_A_MINUTE = 100_000
"""No mail server takes more."""
MOST_LEVELS = 20
"""No category tree is deeper."""

T = TypeVar("T")


class BadValue(click.BadParameter):
    """A value that cannot be, with the value."""

    def __init__(
        self, value: str, param: click.Parameter | None, ctx: click.Context | None
    ) -> None:
        super().__init__(value, ctx=ctx, param=param)
        self.value = value


class Value(click.ParamType[T]):
    """A value on the command line; `wording` says what was expected instead."""

    wording: Wording

    @abstractmethod
    def parse(self, text: str) -> T:
        """Return the value in `text`; raises ValueError where there is none."""

    def convert(
        self,
        value: object,
        param: click.Parameter | None,
        ctx: click.Context | None,
    ) -> T:
        """Return the value; raises BadValue where there is none."""
        try:
            return self.parse(str(value))
        except ValueError:
            raise BadValue(str(value), param, ctx) from None


class Number(Value[int]):
    """A whole number."""

    name = "number"
    wording = messages.BAD_NUMBER

    def parse(self, text: str) -> int:
        """Return the number in `text`."""
        return _within(int(text), -(2**31) + 1, 2**31 - 1)


class Level(Value[int]):
    """A level of a tree, 1 being the top."""

    name = "level"
    wording = messages.BAD_LEVEL

    def parse(self, text: str) -> int:
        """Return the level in `text`."""
        return _within(int(text), 1, MOST_LEVELS)


class Rate(Value[int]):
    """How many a minute."""

    name = "rate"
    wording = messages.BAD_RATE

    def parse(self, text: str) -> int:
        """Return the rate in `text`."""
        return _within(int(text), 1, MOST_A_MINUTE)


class Price(Value[Decimal]):
    """What one thing costs, in whatever money."""

    name = "price"
    wording = messages.BAD_PRICE

    def parse(self, text: str) -> Decimal:
        """Return the price in `text`."""
        try:
            price = Decimal(text)
            is_price = 0 < price <= DEAREST
        except InvalidOperation:  # no number, or the number that is none
            raise ValueError(text) from None
        if not is_price:
            raise ValueError(text)
        return price


class Seconds(Value[float]):
    """A number of seconds above 0."""

    name = "seconds"
    wording = messages.BAD_SECONDS

    def parse(self, text: str) -> float:
        """Return the seconds in `text`."""
        seconds = float(text)
        if not 0 < seconds < float("inf"):
            raise ValueError(text)
        return seconds


class Day(Value[date]):
    """A date like 2026-11-27."""

    name = "day"
    wording = messages.BAD_DAY

    def parse(self, text: str) -> date:
        """Return the date in `text`."""
        return date.fromisoformat(text)


class Workers(Value[str]):
    """Who does the work: a number of processes, auto, or the address of a cluster."""

    name = "workers"
    wording = messages.BAD_WORKERS

    def parse(self, text: str) -> str:
        """Return `text` as it is if it names workers."""
        if not is_workers(text):
            raise ValueError(text)
        return text


class Callers(Value[tuple[str, ...]]):
    """Who shares the calls: how many, or their names."""

    name = "callers"
    wording = messages.BAD_CALLERS

    def parse(self, text: str) -> tuple[str, ...]:
        """Return the names of the callers; they must differ."""
        from printouts.callers import name_callers

        return name_callers(text)


def _within(number: int, least: int, most: int) -> int:
    if not least <= number <= most:
        raise ValueError(number)
    return number


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
