"""What `fairmatch --help` teaches, command by command."""

from __future__ import annotations

from collections.abc import Mapping

from api.help_server import SERVER
from api.lesson import Help
from scheduler.wording import Wording

LANG = Wording(
    en="Language of what is said: zh or en. Default: that of your system.",
    zh="显示语言：zh 或 en。默认与系统一致。",
)
HELP = Wording(en="Show this help.", zh="显示本帮助。")
JSON = Wording(
    en="Answer in JSON, for programs, on standard output.",
    zh="在标准输出以 JSON 格式回答，供程序读取。",
)
FOLDER = Wording(
    en="A folder that 'fairmatch schedule' has written.",
    zh="由 fairmatch schedule 生成的文件夹。",
)
SINCE = Wording(
    en="The folder of an earlier release: only parties whose meetings changed.",
    zh="早前版本的文件夹：只处理洽谈安排有变化的单位。",
)
WORKERS = Wording(
    en="Who does the work: a number of processes, auto (as many as pay), or a Dask "
    "cluster (dask://host:8786). The result is the same. Default: FAIRMATCH_WORKERS, "
    "or else auto.",
    zh="由谁完成计算：进程数、auto（按需使用多个进程）或 Dask 集群（dask://host:8786）；"
    "结果相同。默认为环境变量 FAIRMATCH_WORKERS，未设置则为 auto。",
)
CALLERS = Wording(
    en="Who shares the office's calls: a number, or names (王芳,Ann); a sheet for each. "
    "Suppliers with a sales rep stay on the rep's sheet.",
    zh="办公室的电话由谁分担：人数，或姓名（王芳,Ann），每人一张表；"
    "有负责销售的供应商仍在该销售的表中。",
)
TEXTS = Wording(
    en="A folder of texts that you edited; 'fairmatch template DIR --notices' writes "
    "them out. What is missing there is as we wrote it.",
    zh="已修改的通知文字所在的文件夹，可用 fairmatch template DIR --notices 生成；"
    "其中没有的使用内置文字。",
)
TABLE = "(.xlsx, .xls, .csv)"

SHEETS: Mapping[str, Wording] = {
    "fair": Wording(
        en="Settings of the fair (fair.toml).", zh="展会设置（fair.toml）。"
    ),
    "buyers": Wording(
        en=f"Buyers and what they want {TABLE}.",
        zh=f"采购商及其采购需求 {TABLE}。",
    ),
    "suppliers": Wording(
        en=f"Suppliers and what they sell {TABLE}.",
        zh=f"供应商及其主营产品 {TABLE}。",
    ),
    "suggestions": Wording(
        en="Pairs put forward by sales reps: must, prefer, avoid, never.",
        zh="销售提出的匹配建议：必须、推荐、不建议、禁止。",
    ),
    "locks": Wording(
        en="Meetings that must stay in their session and round.",
        zh="必须保留在指定场次和轮次的洽谈。",
    ),
    "absences": Wording(en="Who is absent, and when.", zh="缺席的单位及时间。"),
    "history": Wording(
        en="Who has met or done business before, and how it went.",
        zh="以往见过面或成交过的单位及结果。",
    ),
    "categories": Wording(
        en="A tree of categories (code, parent, names), or 'shopify' for the one that "
        "comes along.",
        zh="品类树（编码、上级、名称）；填 shopify 则用自带的品类树。",
    ),
    "synonyms": Wording(
        en="Words for the same product, a group a row.",
        zh="同一产品的不同叫法，一行一组。",
    ),
}
"""The input files, by option."""

STAFF = Wording(
    en="Who of your people is where when, for staff cards; kept in the folder.",
    zh="工作人员的班次表，用于工作人员卡；内容会保存在文件夹中。",
)

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

COMMANDS: Mapping[str, Help] = {
    **SERVER,
    "template": Help(
        does=Wording(
            en="Writes empty sheets and a fair.toml to fill in, with an example row each.",
            zh="生成空白表格和 fair.toml，每张表附一行示例。",
        ),
        example="fairmatch template my-fair",
        next_step=Wording(
            en="Fill in fair.toml, the buyers and the suppliers; then "
            "'fairmatch inspect my-fair/*.xlsx'.",
            zh="填写 fair.toml、采购商表和供应商表，然后运行 "
            "fairmatch inspect my-fair/*.xlsx。",
        ),
        options={
            "folder": Wording(
                en="Where to write; made if missing. Existing files are kept.",
                zh="写入位置，不存在则新建；已有的文件不会被覆盖。",
            ),
            "notices": Wording(
                en="Write the texts of SMS, mails, calendars and calls instead, to be "
                "edited and used with 'fairmatch notices --templates DIR'.",
                zh="改为生成短信、邮件、日历和电话的文字，修改后用 "
                "fairmatch notices --templates DIR 使用。",
            ),
        },
    ),
    "inspect": Help(
        does=Wording(
            en="Reads sheets and says what it understood and every fault, by sheet and "
            "cell, with advice. Exit status 3 when a sheet cannot be used as it is.",
            zh="读取表格，说明理解到的内容，并逐一列出问题所在的工作表、单元格和修改建议。"
            "表格无法直接使用时退出码为 3。",
        ),
        example="fairmatch inspect buyers.xlsx suppliers.xlsx --out checked",
        next_step=Wording(
            en="Correct the cells marked in the *.checked.xlsx copies, inspect those "
            "again, then 'fairmatch schedule'.",
            zh="在 *.checked.xlsx 中改正标出的单元格，重新检查，再运行 fairmatch schedule。",
        ),
        options={
            "files": Wording(en=f"Sheets {TABLE}.", zh=f"表格文件 {TABLE}。"),
            "fair": Wording(
                en="Settings (fair.toml): inspected too, and the tree they name is used. "
                "Default: a fair.toml among the files.",
                zh="展会设置（fair.toml）：一并检查，并使用其中指定的品类树。"
                "默认为所列文件中的 fair.toml。",
            ),
            "categories": Wording(
                en="A tree of categories, or 'shopify': says which categories have no "
                "place in it, and what lies nearest.",
                zh="品类树文件，或 shopify：列出其中找不到的品类及最接近的品类。",
            ),
            "synonyms": SHEETS["synonyms"],
            "out": Wording(
                en="Folder for copies (*.checked.xlsx) with the faults marked.",
                zh="存放标注了问题的副本（*.checked.xlsx）的文件夹。",
            ),
            "as_json": JSON,
        },
    ),
    "balance": Help(
        does=Wording(
            en="Says, before anything is scheduled, what is wanted and what is sold, who "
            "must stay short whatever the schedule, and the fewest changes that would "
            "mend it. Writes nothing.",
            zh="在排期之前核对供需：各品类的需求与供应、无论如何排期都会不足的采购商，"
            "以及补足所需的最少调整。不写入任何文件。",
        ),
        example="fairmatch balance --fair fair.toml --buyers buyers.xlsx "
        "--suppliers suppliers.xlsx",
        next_step=Wording(
            en="Invite suppliers, add tables, or change fair.toml; then "
            "'fairmatch schedule'.",
            zh="增邀供应商、增设洽谈桌或修改 fair.toml，然后运行 fairmatch schedule。",
        ),
        options={
            **SHEETS,
            "level": Wording(
                en="Level of the category tree that is listed, 1 being the top. "
                "Default: 1.",
                zh="按品类树的第几级汇总，1 为最上级。默认 1。",
            ),
            "as_json": JSON,
        },
    ),
    "schedule": Help(
        does=Wording(
            en="Makes the schedule with its papers and messages: files in, folder out. "
            "The folder is written whole or not at all.",
            zh="生成排期、打印资料和通知：读入文件，输出文件夹。文件夹要么完整写入，要么不写入。",
        ),
        example="fairmatch schedule --fair fair.toml --buyers buyers.xlsx "
        "--suppliers suppliers.xlsx --out result",
        next_step=Wording(
            en="Read the shortfalls, print what lies in result/print, send what lies in "
            "result/notices; 'fairmatch explain result --buyer B --supplier S' answers "
            "questions about a pair.",
            zh="查看不足名单，打印 result/print 中的资料，发送 result/notices 中的通知；"
            "对某一对单位有疑问时运行 fairmatch explain result --buyer B --supplier S。",
        ),
        options={
            **SHEETS,
            "staff": STAFF,
            "previous": Wording(
                en="Folder of the release before: the new one gets the next number.",
                zh="上一版本的文件夹：新版本号在其基础上加一。",
            ),
            "out": Wording(
                en="Folder to write. An earlier schedule there is replaced once the new "
                "one is complete.",
                zh="输出文件夹。其中已有的排期在新排期完成后才被替换。",
            ),
            "seed": Wording(
                en="Number that settles ties; the same one gives the same schedule. "
                "Default: 0.",
                zh="用于决定并列情况的数字；数字相同则排期相同。默认为 0。",
            ),
            "time_limit": Wording(
                en="Most seconds to spend on improving. Default: 60.",
                zh="优化排期最多用时（秒）。默认为 60。",
            ),
            "workers": WORKERS,
        },
    ),
    "check": Help(
        does=Wording(
            en="Judges a schedule folder by every hard rule, independently of the "
            "scheduler. Exit status 1 when a rule is broken.",
            zh="独立于排期程序，按全部硬性规则校验排期文件夹。有违规时退出码为 1。",
        ),
        example="fairmatch check result",
        next_step=Wording(
            en="With violations: do not print; make the schedule again.",
            zh="如有违规：请勿打印，应重新生成排期。",
        ),
        options={"folder": FOLDER, "as_json": JSON},
    ),
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
            "only": Wording(
                en="Only this kind: {kinds}.", zh="只生成这一种：{kinds}。"
            ),
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
            "only": Wording(
                en="Only this kind: {kinds}.", zh="只生成这一种：{kinds}。"
            ),
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
    "repair": Help(
        does=Wording(
            en="Makes the smallest change to a released schedule after no-shows, "
            "absences, withdrawals, moved booths, walk-ins or an added session, and "
            "writes the next release with papers and messages for those touched only.",
            zh="有单位缺席、迟到、退展、换展位、临时到场或加开场次时，对已发布的排期作最小改动，"
            "生成下一版本，只为受影响的单位生成资料和通知。",
        ),
        example="fairmatch repair result --changes changes.xlsx --out result-2 "
        "--now D1-AM:2",
        next_step=Wording(
            en="Print result-2/print and send result-2/notices: they hold only what "
            "changed. touched.json says who is touched and why.",
            zh="打印 result-2/print、发送 result-2/notices，其中只有变化的内容；"
            "touched.json 列出受影响的单位及原因。",
        ),
        options={
            "folder": FOLDER,
            "changes": Wording(
                en=f"Sheet of what happened {TABLE}: party, kind (no-show, late, "
                "withdrawn, absent, booth moved), session, round, booth.",
                zh=f"变更表 {TABLE}：单位、类型（缺席、迟到、退展、不在、换展位）、"
                "场次、轮次、展位。",
            ),
            "buyers": Wording(
                en=f"Procurement sheet of buyers who walked in {TABLE}.",
                zh=f"临时到场采购商的采购表 {TABLE}。",
            ),
            "fair": Wording(
                en="A fair.toml with sessions added.", zh="加开场次后的 fair.toml。"
            ),
            "out": Wording(
                en="Folder to write the next release to.", zh="下一版本的输出文件夹。"
            ),
            "mode": Wording(
                en="How far to go: {modes}. cancel only takes away; fill also gives new "
                "meetings in free rounds; retime may move others' meetings too. "
                "Without it: fill.",
                zh="改动程度：{modes}。cancel 只取消；fill 另在空闲轮次补排；"
                "retime 还可调整他人的轮次。不填则为 fill。",
            ),
            "papers_first": Wording(
                en="Change nobody's paper that can stay, even if a buyer stays below the "
                "minimum.",
                zh="凡可不变的资料一律不变，即使有采购商达不到最低场数。",
            ),
            "now": Wording(
                en="What time it is ('2026-12-03 10:05', or session and round: D1-AM:2): "
                "what has begun stays.",
                zh="当前时间（2026-12-03 10:05，或“场次:轮次”如 D1-AM:2）："
                "已开始的洽谈不变。",
            ),
            "seed": Wording(
                en="Number that settles ties. Without it: 0.",
                zh="用于决定并列情况的数字。不填则为 0。",
            ),
        },
    ),
    "explain": Help(
        does=Wording(
            en="Says why a buyer and a supplier meet, or every reason why not; of one "
            "party alone, how its fair came about; with --slot, who could step in.",
            zh="说明某采购商与某供应商为何安排洽谈，或未安排的全部原因；只填一家单位时，"
            "说明其全部安排的由来；加 --slot 时，列出该轮可补位的单位。",
        ),
        example="fairmatch explain result --buyer B001 --supplier S017",
        next_step=Wording(
            en="To force the pair, enter it as 'must' in the suggestions and schedule "
            "again.",
            zh="如需强制安排，请在匹配建议中填“必须”，再重新排期。",
        ),
        options={
            "folder": FOLDER,
            "buyer": Wording(
                en="The buyer's id or name, or the code on its papers.",
                zh="采购商编号、名称或纸质材料上的识别码。",
            ),
            "supplier": Wording(
                en="The supplier's id or name, or the code on its papers.",
                zh="供应商编号、名称或纸质材料上的识别码。",
            ),
            "slot": Wording(
                en="A session and a round, D1-AM:2: who could step in then.",
                zh="场次和轮次，如 D1-AM:2：列出该轮可补位的单位。",
            ),
        },
    ),
    "tune": Help(
        does=Wording(
            en="Learns the weights of the fit from past fairs, and says first how well "
            "that does on buyers it has not learnt from. Changes nothing by itself.",
            zh="根据往届展会的结果学习匹配度的权重，并先报告在未参与学习的采购商上的效果。"
            "不会自行改动任何设置。",
        ),
        example="fairmatch tune fair-2024 fair-2025",
        next_step=Wording(
            en="Where the score of those held out has risen, 'fairmatch tune ... --write "
            "weights.toml', and copy its lines into fair.toml.",
            zh="若未参与学习者的得分有所提高，加 --write weights.toml 后把其中内容抄入 "
            "fair.toml。",
        ),
        options={
            "folders": Wording(
                en="Folders of past fairs, each with fair.toml, buyers, suppliers and "
                "outcomes (a sheet like a history).",
                zh="往届展会的文件夹，各含 fair.toml、buyers、suppliers 和 outcomes"
                "（格式同往来历史）。",
            ),
            "write": Wording(
                en="New file to write the weights to.", zh="写入权重的新文件。"
            ),
        },
    ),
    "demo": Help(
        does=Wording(
            en="Schedules a sample fair that comes along, end to end, in a few seconds.",
            zh="用自带的样例展会完整演示一遍，几秒即可完成。",
        ),
        example="fairmatch demo --out demo-out",
        next_step=Wording(
            en="Look into demo-out/print; then 'fairmatch template my-fair'.",
            zh="查看 demo-out/print，然后运行 fairmatch template my-fair。",
        ),
        options={
            "out": Wording(en="Folder to write.", zh="输出文件夹。"),
            "sample": Wording(
                en="Which sample: {samples}. Default: {default}.",
                zh="样例：{samples}。默认为 {default}。",
            ),
        },
    ),
}
