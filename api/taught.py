"""Click commands whose help teaches, in one language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import click

from api import messages
from api.lessons.lesson import Help
from api.lessons.options import HELP, LANG
from api.messages import fill
from api.option_values import Choice, Workers
from scheduler.executor.workers import AUTO
from scheduler.wording import Language

WIDTH = 88


class Taught(click.Command):
    """A command with a sentence, its arguments, an example and the next step."""

    def __init__(
        self,
        name: str,
        language: Language,
        lesson: Help,
        callback: Callable[..., Any] | None = None,
        params: list[click.Parameter] | None = None,
        **more: Any,
    ) -> None:
        help_line = HELP.text(language)
        super().__init__(
            name=name,
            callback=callback,
            params=[
                *(params or []),
                _language_option(language),
                _help_option(help_line),
            ],
            help=lesson.does.text(language),
            short_help=lesson.does.text(language),
            add_help_option=False,
            options_metavar=messages.OPTIONS_METAVAR.text(language),
            **more,
        )
        self.language = language
        self.lesson = lesson

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: click.Context | None = None,
        **extra: Any,
    ) -> click.Context:
        """Build the context with help of a fixed width, wherever it is shown."""
        extra.setdefault("terminal_width", WIDTH)
        return super().make_context(info_name, args, parent, **extra)

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Parse; a fault that does not know its command is told."""
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            error.ctx = error.ctx or ctx
            raise

    def format_help(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write usage, lesson, arguments, options, example and next step."""
        language = self.language
        pieces = " ".join(self.collect_usage_pieces(ctx))
        usage = messages.USAGE.text(language)
        formatter.write(f"{usage} {ctx.command_path} {pieces}\n\n")
        formatter.write(_wrap(self.lesson.does.text(language), formatter))
        self.format_parameters(ctx, formatter)
        _section(formatter, messages.EXAMPLE.text(language), self.lesson.example)
        next_step = self.lesson.next_step.text(language)
        _section(formatter, messages.NEXT.text(language), next_step)

    def format_parameters(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write what each argument and option is."""
        arguments = [
            (param.make_metavar(ctx), self._text_of(param))
            for param in self.params
            if isinstance(param, click.Argument)
        ]
        _table(formatter, messages.ARGUMENTS.text(self.language), arguments)
        options = [
            (_flags(param, ctx), param.help or "")
            for param in self.params
            if isinstance(param, click.Option)
        ]
        _table(formatter, messages.OPTIONS.text(self.language), options)

    def _text_of(self, param: click.Parameter) -> str:
        return self.lesson.options[param.name or ""].text(self.language)


class TaughtGroup(Taught, click.Group):
    """The whole command line: a lesson and the list of commands."""

    def format_parameters(
        self, ctx: click.Context, formatter: click.HelpFormatter
    ) -> None:
        """Write the commands, then the options."""
        rows = [
            (name, command.get_short_help_str(limit=300))
            for name, command in self.commands.items()
        ]
        _table(formatter, messages.COMMANDS.text(self.language), rows)
        super().format_parameters(ctx, formatter)


def option(
    lesson: Help,
    language: Language,
    flag: str,
    name: str = "",
    facts: Mapping[str, object] | None = None,
    **more: Any,
) -> click.Option:
    """Build an option with the text that `lesson` has for it; `facts` fill blanks."""
    name = name or flag.removeprefix("--").replace("-", "_")
    text = fill(lesson.options[name], language, **(facts or {}))
    if more.get("required"):
        text += messages.REQUIRED.text(language)
    return click.Option([flag, name], help=text, **more)


def workers_option(lesson: Help, language: Language) -> click.Option:
    """Build --workers, the same for every command that has it."""
    return option(
        lesson,
        language,
        "--workers",
        type=Workers(),
        default=AUTO,
        envvar="FAIRMATCH_WORKERS",
        metavar="N|auto|dask://HOST:PORT",
    )


def argument(name: str, metavar: str, nargs: int = 1) -> click.Argument:
    """Build an argument that is a path, or several."""
    kind = click.Path(path_type=Path)
    return click.Argument(
        [name], type=kind, metavar=metavar, nargs=nargs, required=True
    )


def _language_option(language: Language) -> click.Option:
    return click.Option(
        ["--lang"],
        type=Choice(list(Language)),
        expose_value=False,
        metavar="zh|en",
        help=LANG.text(language),
    )


def _help_option(text: str) -> click.Option:
    def show(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
        if wanted and not ctx.resilient_parsing:
            click.echo(ctx.get_help(), color=ctx.color)
            ctx.exit()

    return click.Option(
        ["--help", "-h"],
        is_flag=True,
        is_eager=True,
        expose_value=False,
        callback=show,
        help=text,
    )


def _flags(param: click.Option, ctx: click.Context) -> str:
    flags = ", ".join(sorted(param.opts, key=len))
    return flags if param.is_flag else f"{flags} {param.make_metavar(ctx)}"


def _section(formatter: click.HelpFormatter, title: str, text: str) -> None:
    formatter.write(f"\n{title}\n")
    formatter.indent()
    formatter.write(_wrap(text, formatter))
    formatter.dedent()


def _table(
    formatter: click.HelpFormatter, title: str, rows: list[tuple[str, str]]
) -> None:
    if not rows:
        return
    formatter.write(f"\n{title}\n")
    left = max(_columns(first) for first, _ in rows) + 4
    for first, second in rows:
        lines = wrap_wide(second, WIDTH - left)
        head = f"  {first}"
        for line in lines:
            gap = " " * (left - _columns(head))
            formatter.write(f"{head}{gap}{line}\n")
            head = ""


def _wrap(text: str, formatter: click.HelpFormatter) -> str:
    margin = " " * formatter.current_indent
    lines = wrap_wide(text, WIDTH - len(margin))
    return "".join(f"{margin}{line}\n" for line in lines)


def wrap_wide(text: str, width: int) -> list[str]:
    """Break `text` into lines of `width` columns; a Chinese character takes two.

    English breaks at blanks; Chinese between any two characters, but no line begins
    with a closing mark.
    """
    lines, line = [], ""
    for word in _words(text):
        if line and _columns(line + word.rstrip()) > width and word not in CLOSING:
            lines.append(line.rstrip())
            line = ""
        line += word
    return [*lines, line.rstrip()]


CLOSING = "。，、；：？！）”"


def _words(text: str) -> list[str]:
    words: list[str] = [""]
    for character in text:
        if (
            _is_wide(character)
            or (words[-1] and _is_wide(words[-1][-1]))
            or words[-1].endswith(" ")
        ):
            words.append(character)
        else:
            words[-1] += character
    return [word for word in words if word]


def _is_wide(character: str) -> bool:
    return ord(character) > 0x2E7F or character in "“”"


def _columns(text: str) -> int:
    return sum(2 if _is_wide(character) else 1 for character in text)
