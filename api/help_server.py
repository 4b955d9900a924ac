"""What help teaches of the server and its records."""

from __future__ import annotations

from collections.abc import Mapping

from api.lesson import Help
from scheduler.wording import Wording

DATABASE = Wording(
    en="Where the records are: sqlite:///FILE, or postgresql://USER@HOST/NAME.",
    zh="数据的位置：sqlite:///文件，或 postgresql://用户@主机/库名。",
)
SETTINGS = Wording(
    en="Settings file. Default: FAIRMATCH_SETTINGS, else fairmatch.toml where it is there.",
    zh="设置文件。默认为环境变量 FAIRMATCH_SETTINGS，否则为当前文件夹中的 fairmatch.toml（如有）。",
)

SERVER: Mapping[str, Help] = {
    "serve": Help(
        does=Wording(
            en="Opens the fair office for several people over HTTP, until Ctrl-C. The "
            "first start makes the records and prints a one-time link that sets the "
            "password of the first administrator.",
            zh="通过 HTTP 供多人协同办展，直到按 Ctrl-C。首次启动会建立数据库，"
            "并显示一次性链接，用于设置首位管理员的密码。",
        ),
        example="fairmatch serve --port 8000 --database sqlite:///fairs.db",
        next_step=Wording(
            en="Open the link, set a password, then create users. 'fairmatch backup' "
            "works meanwhile.",
            zh="打开链接设置密码，然后创建用户。运行期间可随时使用 fairmatch backup。",
        ),
        options={
            "host": Wording(
                en="Address to listen on; 0.0.0.0 lets other machines in.",
                zh="监听的地址；0.0.0.0 允许其他机器访问。",
            ),
            "port": Wording(
                en="Port to listen on; 0 takes a free one.",
                zh="监听的端口；0 为任意空闲端口。",
            ),
            "database": DATABASE,
            "settings": SETTINGS,
            "show_settings": Wording(
                en="Show all settings with their meaning and where each was set, "
                "passwords hidden, and serve nothing.",
                zh="显示全部设置、含义及来源（隐藏密码），不启动服务。",
            ),
        },
    ),
}
