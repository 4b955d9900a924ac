"""What the commands of the server say."""

from __future__ import annotations

from scheduler.wording import Wording

SERVING = Wording(
    en="Fairmatch is at {address} (Ctrl-C ends it).",
    zh="Fairmatch 已启动：{address}（按 Ctrl-C 结束）。",
)
FIRST_LINK = Wording(
    en="No administrator has a password yet. This link sets that of 'admin', once, "
    "within three days:\n  {link}",
    zh="尚无管理员设置过密码。请用以下链接设置 admin 的密码（仅可使用一次，三天内有效）：\n  {link}",
)
LINKED = Wording(
    en="This link sets the password of '{login}', once, within three days; earlier links "
    "no longer work:\n  {link}",
    zh="以下链接可为 {login} 设置密码（仅可使用一次，三天内有效；之前的链接已失效）：\n  {link}",
)
SERVED = Wording(en="Ended.", zh="已结束。")
BACKED_UP = Wording(
    en="{file}: {rows} {rows|row|rows} written and read once more.",
    zh="{file}：已写入 {rows} 行并复查。",
)
RESTORED = Wording(
    en="{rows} {rows|row|rows} restored. {next_step}",
    zh="已恢复 {rows} 行。{next_step}",
)
