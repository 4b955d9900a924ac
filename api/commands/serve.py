"""`fairmatch serve`."""

from __future__ import annotations

from pathlib import Path

import click

from api import server_messages
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.lessons.lesson import Help
from api.option_values import Number
from api.taught import Taught, option
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["serve"]
    params: list[click.Parameter] = [
        option(lesson, language, "--host", metavar="H"),
        option(lesson, language, "--port", type=Number(), metavar="N"),
        *records_options(lesson, language),
        option(lesson, language, "--show-settings", is_flag=True),
    ]
    return Taught("serve", language, lesson, click.pass_obj(run), params)


def records_options(lesson: Help, language: Language) -> list[click.Parameter]:
    """Build the options that say where the records are."""
    file = click.Path(path_type=Path)
    return [
        option(lesson, language, "--database", metavar="URL"),
        option(lesson, language, "--settings", type=file, metavar="FILE"),
    ]


def read_address(console: Console, database: str | None, settings: Path | None) -> str:
    """Return where the records are; raises SettingsError."""
    from api.settings_read import read_settings

    asked = {"database": database}
    return read_settings(console.environ, asked, settings).settings.database


def run(
    console: Console,
    *,
    host: str | None,
    port: int | None,
    database: str | None,
    settings: Path | None,
    show_settings: bool,
) -> int:
    """Serve until told to stop, or show the settings."""
    from api import settings_read

    asked = {"host": host, "port": port, "database": database}
    read = settings_read.read_settings(console.environ, asked, settings)
    if show_settings:
        console.say(settings_read.show_settings(read, console.language))
        return Exit.DONE
    from api.services.serve import serve

    def say(address: str, link: str | None) -> None:
        console.say(console.text(server_messages.SERVING, address=address))
        if link:
            console.say(console.text(server_messages.FIRST_LINK, link=link))
        console.out.flush()

    serve(read.settings, say)
    console.say(console.text(server_messages.SERVED))
    return Exit.DONE
