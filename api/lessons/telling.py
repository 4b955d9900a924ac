"""What help teaches of the commands that tell people: papers, messages, calls."""

from __future__ import annotations

from collections.abc import Mapping

from api.lessons.lesson import Help
from api.lessons.options import CALLERS, FOLDER, ONLY, SINCE, STAFF, TEXTS, WORKERS
from scheduler.wording import Wording

TELLING: Mapping[str, Help] = {
    "print": Help(
        does=Wording(
            en="Makes the print pack of a schedule folder again: diaries, booth and door "
            "sheets, hall lists, the desk's pick-up list, badges, signs, staff cards, "
            "master book, workbook; with --since change slips too. It replaces what is "
            "in DIR/print.",
            zh="重新生成打印资料：采购商日程、供应商展位单与公示表、展馆名单、资料领取表、"
            "胸牌、展位牌与桌牌、工作人员卡、总册、汇总表；用 --since 时还有变更单。"
            "原有 DIR/print 的内容会被替换。",
        ),
        example="fairmatch print result --since release-1",
        next_step=Wording(
            en="Print the PDF files in DIR/print; manifest.json lists them.",
            zh="打印 DIR/print 中的 PDF 文件；清单见 manifest.json。",
        ),
        options={
            "folder": FOLDER,
            "only": ONLY,
            "since": SINCE,
            "staff": STAFF,
            "workers": WORKERS,
        },
    ),
    "notices": Help(
        does=Wording(
            en="Writes the messages of a schedule folder again: SMS workbook, mails, "
            "calendar files, call sheets. It replaces what is in DIR/notices.",
            zh="重新生成通知：短信表、邮件、日历文件、电话名单。"
            "原有 DIR/notices 的内容会被替换。",
        ),
        example="fairmatch notices result --since release-1",
        next_step=Wording(
            en="Look at the sheet of findings in sms.xlsx before uploading sms/*.xlsx; open "
            "mail/*.eml in your mail program, or send them with 'fairmatch send'.",
            zh="上传 sms/*.xlsx 前请先查看 sms.xlsx 中的问题；mail/*.eml 可用邮件程序打开，"
            "或用 fairmatch send 发送。",
        ),
        options={
            "folder": FOLDER,
            "only": ONLY,
            "since": SINCE,
            "due": Wording(
                en="A date such as 2026-11-27: lists the fair's calendar of notices and "
                "writes only what is due that day.",
                zh="日期，如 2026-11-27：列出通知日历，只生成当天到期的通知。",
            ),
            "templates": TEXTS,
            "callers": CALLERS,
            "sms_price": Wording(
                en="What one part of an SMS costs, to have the cost of each batch; "
                "numbers outside mainland China have their own price.",
                zh="境内短信每条（计费条数）单价，用于计算各批次费用；境外另计。",
            ),
            "sms_price_overseas": Wording(
                en="The same for numbers outside mainland China.",
                zh="境外短信每条单价。",
            ),
            "with_papers": Wording(
                en="Attach each party's diary or booth sheet (PDF) to its mail.",
                zh="在邮件中附上各单位的日程或展位表（PDF）。",
            ),
            "with_mbox": Wording(
                en="Write all mails into one file besides (mail.mbox).",
                zh="另将全部邮件写入一个文件（mail.mbox）。",
            ),
        },
    ),
    "send": Help(
        does=Wording(
            en="Sends the mails in DIR/notices through a mail server, each once: a log "
            "beside DIR says who has what, and a run that was cut goes on where it was. "
            "Without --smtp nothing is sent; it says what would be.",
            zh="通过邮件服务器发送 DIR/notices 中的邮件，每封只发一次：DIR 旁的日志记录谁已收到，"
            "中断后再次运行会接着发送。不写 --smtp 则只说明将发送什么，不实际发送。",
        ),
        example="fairmatch send result --smtp smtp://mail.example.com:587",
        next_step=Wording(
            en="Correct refused addresses in the sheet; run again for those put off.",
            zh="在表格中更正被拒收的邮箱；被暂缓的稍后重新运行。",
        ),
        options={
            "folder": FOLDER,
            "smtp": Wording(
                en="The mail server: smtp://host:587 (STARTTLS) or smtps://host:465 "
                "(TLS). User and password: FAIRMATCH_SMTP_USER and "
                "FAIRMATCH_SMTP_PASSWORD in the environment.",
                zh="邮件服务器：smtp://主机:587（STARTTLS）或 smtps://主机:465（TLS）。"
                "用户名和密码用环境变量 FAIRMATCH_SMTP_USER、FAIRMATCH_SMTP_PASSWORD。",
            ),
            "dry_run": Wording(
                en="Send nothing; with --smtp, greet the server and log in.",
                zh="不发送；同时写 --smtp 时会连接服务器并登录。",
            ),
            "per_minute": Wording(
                en="Mails a minute at most. Default: 30.",
                zh="每分钟最多发送的封数，默认 30。",
            ),
            "log": Wording(
                en="The log. Default: DIR.mail-log.jsonl, beside DIR.",
                zh="日志文件，默认为 DIR 旁的 DIR.mail-log.jsonl。",
            ),
            "doubtful": Wording(
                en="Mails that may have gone when a run was cut: keep (do nothing, the "
                "default), again (send once more), sent (take as sent).",
                zh="中断时可能已发出的邮件：keep（不处理，默认）、again（重发）、"
                "sent（视为已发送）。",
            ),
            "no_tls": Wording(
                en="Send unencrypted where the server offers no STARTTLS.",
                zh="服务器不支持 STARTTLS 时以明文发送。",
            ),
        },
    ),
    "calls": Help(
        does=Wording(
            en="Takes filled call sheets back: who confirmed, who cancelled, whom to call "
            "again. The same sheet twice changes nothing; an answer that contradicts an "
            "earlier one is shown and changes nothing either.",
            zh="收回填好的电话名单：谁已确认、谁取消、谁需再次致电。同一份名单重复读入不会改变结果；"
            "与此前答复矛盾的会列出，且不会覆盖。",
        ),
        example="fairmatch calls result monday.xlsx --out answers",
        next_step=Wording(
            en="Call those in answers/next.xlsx; repair the schedule with "
            "answers/changes.xlsx.",
            zh="致电 answers/next.xlsx 中的单位；用 answers/changes.xlsx 修复排期。",
        ),
        options={
            "folder": FOLDER,
            "sheets": Wording(
                en="Filled call sheets (notices/calls.xlsx, a copy for each caller).",
                zh="填好的电话名单（notices/calls.xlsx，每位呼叫人一份）。",
            ),
            "out": Wording(
                en="Folder that keeps all answers so far; the same one each time.",
                zh="保存全部答复的文件夹，每次使用同一个。",
            ),
            "replace_old": Wording(
                en="Where an answer contradicts an earlier one, take the new one.",
                zh="与此前答复矛盾时采用新的答复。",
            ),
            "callers": CALLERS,
            "templates": TEXTS,
        },
    ),
}
