"""What help teaches of the server and its records."""

from __future__ import annotations

from collections.abc import Mapping

from api.lessons.lesson import Help
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
    "link": Help(
        does=Wording(
            en="Makes a one-time link that sets the password of a user, on the machine "
            "of the server, while it goes on: for whoever has forgotten his password "
            "and finds no administrator, or is the administrator.",
            zh="在服务器本机为用户生成一次性设置密码的链接，服务无需停止："
            "用于忘记密码又找不到管理员，或管理员本人忘记密码。",
        ),
        example="fairmatch link admin",
        next_step=Wording(
            en="Give the link to the user; behind a proxy, put its address before "
            "'/welcome'.",
            zh="请将链接交给该用户；如使用代理，请将 /welcome 之前换成代理的地址。",
        ),
        options={
            "login": Wording(en="The login of the user.", zh="用户的登录名。"),
            "database": DATABASE,
            "settings": SETTINGS,
        },
    ),
    "backup": Help(
        does=Wording(
            en="Writes all records into one file, as they are at one moment, while the "
            "server goes on, and reads it once more. The file holds phones and mail "
            "addresses: keep it as carefully as the records.",
            zh="将某一时刻的全部数据写入一个文件并复查一遍，服务无需停止。"
            "文件中含有电话和邮箱，请妥善保管。",
        ),
        example="fairmatch backup fairs-2026-11-26.zip",
        next_step=Wording(
            en="Copy it to another machine. 'fairmatch restore FILE' brings it back.",
            zh="请复制到另一台机器。恢复用 fairmatch restore 文件。",
        ),
        options={
            "file": Wording(en="New file to write.", zh="要写入的新文件。"),
            "database": DATABASE,
            "settings": SETTINGS,
        },
    ),
    "restore": Help(
        does=Wording(
            en="Brings the records of a backup back, all or none, into SQLite or "
            "PostgreSQL, whichever it was made from.",
            zh="将备份中的数据全部恢复（或完全不恢复），可恢复到 SQLite 或 PostgreSQL，"
            "与备份来源无关。",
        ),
        example="fairmatch restore fairs-2026-11-26.zip --database sqlite:///fairs.db",
        next_step=Wording(
            en="A server that runs goes on with them; people read anew what they edit, "
            "and log in with what the backup knows.",
            zh="正在运行的服务会直接使用恢复的数据；编辑前请重新读取，登录信息以备份为准。",
        ),
        options={
            "file": Wording(
                en="A file that 'fairmatch backup' has written.",
                zh="由 fairmatch backup 生成的文件。",
            ),
            "replace": Wording(
                en="Drop the records that are there.", zh="取代现有的数据。"
            ),
            "database": DATABASE,
            "settings": SETTINGS,
        },
    ),
}
