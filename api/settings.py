"""What the server runs with, and what each setting means."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, fields

from scheduler.wording import Wording

MEGABYTE = 1_000_000


@dataclass(frozen=True)
class Settings:
    """Settings of the server. `database` is an SQLAlchemy URL.

    `papers` is the folder of what jobs print, "" for one beside the records.
    """

    database: str = "sqlite:///fairmatch.db"
    papers: str = ""
    host: str = "127.0.0.1"
    port: int = 8000
    trusted_proxies: str = ""
    login_hours: int = 12
    most_upload_bytes: int = 20 * MEGABYTE
    most_body_bytes: int = 4 * MEGABYTE


NAMES = tuple(field.name for field in fields(Settings))

BOUNDS: Mapping[str, tuple[int, int]] = {
    "port": (0, 65_535),
    "login_hours": (1, 24 * 31),
    "most_upload_bytes": (1000, 1000 * MEGABYTE),
    "most_body_bytes": (1000, 100 * MEGABYTE),
}
"""The settings that are numbers, from and to."""

MEANINGS: Mapping[str, Wording] = {
    "database": Wording(
        en="Where the records are: sqlite:///FILE, or postgresql://USER@HOST/NAME.",
        zh="数据的位置：sqlite:///文件，或 postgresql://用户@主机/库名。",
    ),
    "papers": Wording(
        en="The folder of what jobs print; empty: beside the records.",
        zh="任务生成文件的文件夹；留空则放在数据旁边。",
    ),
    "host": Wording(
        en="The address to listen on; 0.0.0.0 lets other machines in.",
        zh="监听的地址；0.0.0.0 允许其他机器访问。",
    ),
    "port": Wording(
        en="The port to listen on; 0 takes a free one.",
        zh="监听的端口；0 为任意空闲端口。",
    ),
    "trusted_proxies": Wording(
        en="Addresses of proxies whose X-Forwarded headers are believed, with commas.",
        zh="可信代理的地址（采信其 X-Forwarded 标头），用逗号分隔。",
    ),
    "login_hours": Wording(en="How long a login lasts.", zh="登录的有效时间（小时）。"),
    "most_upload_bytes": Wording(
        en="The largest file that is taken.", zh="上传文件的最大字节数。"
    ),
    "most_body_bytes": Wording(
        en="The largest request without a file.", zh="不含文件的请求的最大字节数。"
    ),
}
"""What each setting is, for whoever asks to see them."""
