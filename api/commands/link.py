"""`fairmatch link LOGIN`."""

from __future__ import annotations

from pathlib import Path

import click

from api import server_messages
from api.commands.serve import records_options
from api.console import Console
from api.failures import Exit
from api.lessons import COMMANDS
from api.taught import Taught
from scheduler.wording import Language


def build(language: Language) -> Taught:
    """Build the command."""
    lesson = COMMANDS["link"]
    login = click.Argument(["login"], metavar="LOGIN", required=True)
    params = [login, *records_options(lesson, language)]
    return Taught("link", language, lesson, click.pass_obj(run), params)


def run(
    console: Console, *, login: str, database: str | None, settings: Path | None
) -> int:
    """Print a link that sets the password of a user, once."""
    from api.services.link_user import link_user
    from api.settings_read import read_settings

    asked = {"database": database}
    read = read_settings(console.environ, asked, settings)
    link = link_user(read.settings, login)
    console.say(console.text(server_messages.LINKED, login=login, link=link))
    return Exit.DONE
