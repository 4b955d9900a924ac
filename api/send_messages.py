"""Texts of sending mails."""

from __future__ import annotations

from collections.abc import Mapping

from data.mail_log import MailState
from scheduler.wording import Wording

WOULD_SEND = Wording(
    en="Nothing was sent. {left} of {addresses} addresses are to get a mail "
    "({mails} {mails|mail|mails}), {before} have it already.",
    zh="未发送任何邮件。共 {addresses} 个地址（{mails} 封），其中 {left} 个待发送，"
    "{before} 个此前已发送。",
)
GREETED = Wording(
    en="{server} answers and lets us in.", zh="{server} 可以连接，登录正常。"
)
HOW_TO_SEND = Wording(
    en="To send: fairmatch send {folder} --smtp smtp://HOST:587 (log: {log}).",
    zh="发送：fairmatch send {folder} --smtp smtp://主机:587（日志：{log}）。",
)
SENT = Wording(
    en="{sent} sent now, {before} before, {left} not tried yet. Log: {log}.",
    zh="本次发送 {sent} 个，此前已发送 {before} 个，尚未发送 {left} 个。日志：{log}。",
)
OUTCOMES: Mapping[MailState, Wording] = {
    MailState.REFUSED: Wording(
        en="{count} refused for good: correct the address in the sheet, schedule or "
        "repair, and write the notices again.",
        zh="{count} 个被永久拒收：请在表格中更正邮箱，重新排期或修复并生成通知。",
    ),
    MailState.DEFERRED: Wording(
        en="{count} put off by the server: run the command again in a while.",
        zh="{count} 个被服务器暂缓：请稍后重新运行。",
    ),
    MailState.SENDING: Wording(
        en="{count} in doubt: the connection or the run was cut while the server got the "
        "mail. Look into the folder of sent mails or ask; then --doubtful again sends "
        "them once more, --doubtful sent takes them as sent.",
        zh="{count} 个不确定：邮件交给服务器时连接或程序中断。请查看已发送邮件或询问对方；"
        "再用 --doubtful again 重发，或用 --doubtful sent 视为已发送。",
    ),
}
ROW = Wording(en="  {party} {address} {answer}", zh="  {party} {address} {answer}")
MORE = Wording(
    en="  ... and {count} more, see the log", zh="  ……另有 {count} 个，见日志"
)
