"""What `fairmatch --help` teaches, a lesson a command."""

from __future__ import annotations

from collections.abc import Mapping

from api.lessons.lesson import Help
from api.lessons.preparing import PREPARING
from api.lessons.scheduling import SCHEDULING
from api.lessons.server import SERVER
from api.lessons.telling import TELLING
from scheduler.wording import Wording

GROUP = Help(
    does=Wording(
        en="Schedules the meetings of buyers and suppliers at a trade fair: sheets in, "
        "a checked schedule, papers and messages out. Works without internet.",
        zh="为展会安排采购商与供应商的洽谈：读入表格，输出经过校验的排期、打印资料和通知。"
        "无需联网。",
    ),
    example="fairmatch demo --out demo-out",
    next_step=Wording(
        en="Try the demo; then 'fairmatch template my-fair' for sheets of your own. "
        "'fairmatch COMMAND --help' teaches each command.",
        zh="先运行示例；再用 fairmatch template my-fair 生成自己的表格模板。"
        "每个命令的用法：fairmatch 命令 --help。",
    ),
)

COMMANDS: Mapping[str, Help] = {**PREPARING, **SCHEDULING, **TELLING, **SERVER}
