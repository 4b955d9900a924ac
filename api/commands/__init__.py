"""The commands, each built for one language; slow libraries load when one runs."""

from __future__ import annotations

from api import messages
from api.commands import (
    backup,
    balance,
    calls,
    check,
    demo,
    explain,
    inspect,
    link,
    notices,
    print_pack,
    repair,
    restore,
    schedule,
    send,
    serve,
    template,
    tune,
)
from api.lessons import GROUP
from api.taught import TaughtGroup
from scheduler.wording import Language

ORDER = (
    template,
    inspect,
    balance,
    schedule,
    check,
    print_pack,
    notices,
    send,
    calls,
    repair,
    explain,
    tune,
    demo,
    serve,
    link,
    backup,
    restore,
)
"""The order in which an organiser comes to need them."""


def build_cli(language: Language) -> TaughtGroup:
    """Build the whole command line in `language`."""
    metavar = messages.COMMAND_METAVAR.text(language)
    cli = TaughtGroup("fairmatch", language, GROUP, subcommand_metavar=metavar)
    for module in ORDER:
        cli.add_command(module.build(language))
    return cli
