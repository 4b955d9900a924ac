"""What the command line says of its use, of progress, results and bad ends."""

from __future__ import annotations

from collections.abc import Mapping

from scheduler.wording import Language, Wording


def fill(wording: Wording, language: Language, **facts: object) -> str:
    """Return `wording` in `language` with its blanks filled."""
    return wording.filled(facts).text(language)


# Headings of help
USAGE = Wording(en="Usage:", zh="用法：")
OPTIONS = Wording(en="Options:", zh="选项：")
ARGUMENTS = Wording(en="Arguments:", zh="参数：")
COMMANDS = Wording(en="Commands:", zh="命令：")
EXAMPLE = Wording(en="Example:", zh="示例：")
NEXT = Wording(en="Next:", zh="下一步：")
COMMAND_METAVAR = Wording(en="COMMAND ...", zh="命令 ...")
REQUIRED = Wording(en=" Required.", zh="必填。")
OPTIONS_METAVAR = Wording(en="[OPTIONS]", zh="[选项]")

# Wrong use
NO_COMMAND = Wording(en="Say which command to run.", zh="请指定要运行的命令。")
NO_SUCH_COMMAND = Wording(
    en="There is no command '{name}'.", zh="没有名为“{name}”的命令。"
)
NO_SUCH_OPTION = Wording(
    en="There is no option {name} here.", zh="此命令没有选项 {name}。"
)
NEAR = Wording(en="Did you mean {near}?", zh="您是否想输入 {near}？")
MISSING_OPTION = Wording(en="{name} is missing.", zh="缺少选项 {name}。")
MISSING_ARGUMENT = Wording(en="{name} is missing.", zh="缺少参数 {name}。")
NEEDS_VALUE = Wording(en="{name} needs a value.", zh="选项 {name} 需要一个值。")
TAKES_NO_VALUE = Wording(en="{name} takes no value.", zh="选项 {name} 不需要值。")
BAD_CHOICE = Wording(
    en="'{value}' is nothing that {name} knows; use one of: {choices}.",
    zh="{name} 不能是“{value}”，可选：{choices}。",
)
BAD_NUMBER = Wording(
    en="{name} takes a whole number, not '{value}'.",
    zh="{name} 应为整数，不能是“{value}”。",
)
BAD_LEVEL = Wording(
    en="{name} takes a whole number from 1 to 20, not '{value}'.",
    zh="{name} 应为 1 到 20 的整数，不能是“{value}”。",
)
BAD_CALLERS = Wording(
    en="{name} takes a number from 1 to 99 or names with commas between them, each "
    "once, not '{value}'.",
    zh="{name} 应为 1 到 99 的人数，或以逗号分隔、互不相同的姓名，不能是“{value}”。",
)
BAD_PRICE = Wording(
    en="{name} takes a price such as 0.05, above 0 and up to 1000, not '{value}'.",
    zh="{name} 应为价格，如 0.05，大于 0 且不超过 1000，不能是“{value}”。",
)
BAD_RATE = Wording(
    en="{name} takes a whole number from 1 to 100000, not '{value}'.",
    zh="{name} 应为 1 到 100000 的整数，不能是“{value}”。",
)
BAD_SECONDS = Wording(
    en="{name} takes a number of seconds above 0, not '{value}'.",
    zh="{name} 应为大于 0 的秒数，不能是“{value}”。",
)
BAD_DAY = Wording(
    en="{name} takes a date like 2026-11-27, not '{value}'.",
    zh="{name} 应为 2026-11-27 这样的日期，不能是“{value}”。",
)
BAD_WORKERS = Wording(
    en="{name} (or FAIRMATCH_WORKERS) takes a number of processes from 1, 'auto', or "
    "the address of a Dask cluster (dask://host:8786), not '{value}'.",
    zh="{name}（或环境变量 FAIRMATCH_WORKERS）应为从 1 起的进程数、auto 或 Dask 集群地址"
    "（dask://host:8786），不能是“{value}”。",
)
BAD_VALUE = Wording(en="{name} cannot be what was given.", zh="{name} 的值不正确。")
TOO_MANY = Wording(
    en="There is more on the line than the command takes.",
    zh="命令行中有多余的内容。",
)
SEE_HELP = Wording(en="'{command} --help' says how.", zh="用法请见 {command} --help。")

# Levels
ERROR = Wording(en="Error: ", zh="错误：")

# What went wrong in the end
DISK_FULL = Wording(
    en="The disk is full. Nothing was changed.", zh="磁盘已满。原有文件没有改动。"
)
MAKE_ROOM = Wording(
    en="Free some space, or choose another --out, and run the command again.",
    zh="请清理磁盘空间或更换 --out 位置，然后重新运行。",
)
NOT_PERMITTED = Wording(
    en="{path} may not be written or read. Nothing was changed.",
    zh="没有读写 {path} 的权限。原有文件没有改动。",
)
GET_PERMISSION = Wording(
    en="Close it in other programs, or choose a folder that is yours.",
    zh="请先在其他程序中关闭该文件，或改用有权限的文件夹。",
)
DISK_TROUBLE = Wording(
    en="The disk answered: {reason} ({path}). Nothing was changed.",
    zh="磁盘错误：{reason}（{path}）。原有文件没有改动。",
)
CHECK_DISK = Wording(
    en="Check the disk and the path, and run the command again.",
    zh="请检查磁盘和路径，然后重新运行。",
)
NO_MEMORY = Wording(
    en="There is not enough memory for this fair. Nothing was changed.",
    zh="内存不足，无法处理该展会。原有文件没有改动。",
)
MORE_MEMORY = Wording(
    en="Close other programs, or use a computer with more memory.",
    zh="请关闭其他程序，或换用内存更大的电脑。",
)
STOPPED = Wording(
    en="Stopped. Earlier output is as it was.", zh="已停止。原有输出没有改动。"
)
OUR_FAULT = Wording(
    en="Something went wrong inside Fairmatch; it is not your doing. "
    "Earlier output is as it was.",
    zh="Fairmatch 内部出错，不是您的操作问题。原有输出没有改动。",
)
SEND_LOG = Wording(
    en="Please send {log} to whoever gave you Fairmatch, with the command you ran. "
    "It holds no sheet contents beyond what the error itself says.",
    zh="请将 {log} 和所用命令发给提供 Fairmatch 的人员。除错误信息外，其中不含表格内容。",
)
TELL_US = Wording(
    en="Please tell whoever gave you Fairmatch: {error}.",
    zh="请告知提供 Fairmatch 的人员：{error}。",
)

# Progress
PHASES: Mapping[str, Wording] = {
    "read": Wording(en="Reading the sheets", zh="读取表格"),
    "load": Wording(en="Reading the folder", zh="读取文件夹"),
    "fit": Wording(en="Judging who fits whom", zh="评估匹配度"),
    "balance": Wording(en="Weighing supply and demand", zh="核对供需"),
    "prices": Wording(en="Asking what one more would bring", zh="测算再增加一个的收益"),
    "solve": Wording(en="Scheduling", zh="排期"),
    "pairs": Wording(en="Choosing pairs", zh="选择配对"),
    "sessions": Wording(en="Choosing sessions", zh="分配场次"),
    "rounds": Wording(en="Choosing rounds", zh="分配轮次"),
    "improvement": Wording(en="Improving", zh="优化"),
    "bounds": Wording(en="Proving bounds", zh="证明上下界"),
    "repair": Wording(en="Repairing", zh="修复排期"),
    "reasons": Wording(en="Writing down why", zh="记录理由"),
    "check": Wording(en="Checking every rule", zh="校验全部规则"),
    "write": Wording(en="Writing the schedule", zh="写入排期"),
    "print": Wording(en="Laying out papers", zh="生成打印资料"),
    "print diary": Wording(en="Laying out diaries", zh="生成采购商日程"),
    "print booth-sheet": Wording(en="Laying out booth sheets", zh="生成展位单"),
    "print hall-list": Wording(en="Laying out hall lists", zh="生成展馆名单"),
    "print door-sheet": Wording(en="Laying out door sheets", zh="生成展位公示表"),
    "print pickup-list": Wording(en="Laying out the pick-up list", zh="生成资料领取表"),
    "print badge": Wording(en="Laying out badges", zh="生成胸牌"),
    "print booth-sign": Wording(en="Laying out booth signs", zh="生成展位牌"),
    "print table-sign": Wording(en="Laying out table signs", zh="生成桌牌"),
    "print change-slip": Wording(en="Laying out change slips", zh="生成变更单"),
    "print staff-card": Wording(en="Laying out staff cards", zh="生成工作人员卡"),
    "print book": Wording(en="Laying out the master book", zh="生成洽谈总册"),
    "notices": Wording(en="Writing messages", zh="生成通知"),
    "send": Wording(en="Sending mails", zh="发送邮件"),
}
STOPPING = Wording(
    en="Stopping: the best schedule so far is kept. Ctrl-C again drops it.",
    zh="正在停止：保留目前最好的排期。再按一次 Ctrl-C 则放弃。",
)
STOPPING_MAILS = Wording(
    en="Stopping after this mail; the log knows what was sent.",
    zh="发完当前邮件后停止；日志记录了已发送的邮件。",
)

# Results
WARNINGS = Wording(
    en="{count} {count|warning|warnings}: values left out, work went on.",
    zh="{count} 处提醒：有关内容已略去，处理继续。",
)
NOTES = Wording(
    en="{count} {count|thing|things} inferred from the sheets:",
    zh="从表格推断出 {count} 项：",
)
AND_MORE = Wording(
    en="... and {count} more; 'fairmatch inspect' lists all.",
    zh="……另有 {count} 项；fairmatch inspect 可列出全部。",
)
AND_MORE_SHORT = Wording(
    en="... and {count} more, in schedule.json and the workbook.",
    zh="……另有 {count} 家，见 schedule.json 和汇总表。",
)
SCHEDULED = Wording(
    en="{fair}: {buyers} {buyers|buyer|buyers}, "
    "{suppliers} {suppliers|supplier|suppliers}, "
    "{meetings} {meetings|meeting|meetings} ({release}).",
    zh="{fair}：采购商 {buyers} 家，供应商 {suppliers} 家，洽谈 {meetings} 场"
    "（{release}）。",
)
DRAFT = Wording(en="draft", zh="草稿")
RELEASE = Wording(en="release {number}", zh="第 {number} 版")
REACHED = Wording(
    en="{count} of {buyers} buyers have {low} to {high} meetings.",
    zh="{buyers} 家采购商中有 {count} 家安排了 {low} 至 {high} 场洽谈。",
)
SHORTFALLS = Wording(
    en="{count} {count|buyer stays|buyers stay} below {low}:",
    zh="{count} 家采购商不足 {low} 场：",
)
SHORT_OF = Wording(
    en="{name}: {meetings} of {wanted}. {reasons}",
    zh="{name}：{meetings}/{wanted} 场。{reasons}",
)
UNPLACED = Wording(
    en="{count} {count|must|musts} could not be placed:",
    zh="{count} 对“必须”未能安排：",
)
UNPLACED_ONE = Wording(
    en="{buyer} - {supplier}: {reasons}", zh="{buyer} - {supplier}：{reasons}"
)
TIER_HEAD = Wording(en="Wishes in their order:", zh="按优先顺序的各项指标：")
TIERS: Mapping[str, Wording] = {
    "musts": Wording(en="unplaced musts", zh="未安排的“必须”"),
    "shortfall": Wording(en="meetings missing", zh="缺少的洽谈场数"),
    "suggestions": Wording(en="suggestions honoured", zh="采纳的匹配建议"),
    "fit": Wording(en="sum of fit", zh="匹配度合计"),
    "coverage": Wording(en="demand lines served", zh="满足的采购需求"),
    "balance": Wording(en="supplier loads squared", zh="供应商负荷平方和"),
    "sessions": Wording(
        en="session crowds off the ratio, squared", zh="各场次人数偏离比例平方和"
    ),
    "walks": Wording(en="minutes walked", zh="步行分钟数"),
    "idle": Wording(en="idle rounds of buyers", zh="采购商空闲轮次"),
    "holes": Wording(en="idle rounds of suppliers", zh="供应商空闲轮次"),
    "touched": Wording(en="parties touched", zh="受影响的单位"),
}
TIER_LINE = Wording(en="{name}: {value}", zh="{name}：{value}")
TIER_BEST = Wording(en=" (proven: cannot be better)", zh="（已证明不可能更好）")
TIER_MOST = Wording(
    en=" (at most {bound} can be reached, gap {gap})",
    zh="（最多可达 {bound}，差距 {gap}）",
)
TIER_LEAST = Wording(
    en=" (at least {bound} cannot be avoided, gap {gap})",
    zh="（至少为 {bound}，差距 {gap}）",
)
TIER_BEST_OF = Wording(
    en=" (proven: cannot be better with these meetings)",
    zh="（已证明：以这些洽谈不可能更好）",
)
TIER_LEAST_OF = Wording(
    en=" (at least {bound} with these meetings, gap {gap})",
    zh="（以这些洽谈至少为 {bound}，差距 {gap}）",
)
GIVEN_UP = Wording(
    en="; {given} given up for later wishes, {allowed} allowed",
    zh="；为后面各项让出 {given}，允许 {allowed}",
)
STATUS: Mapping[str, Wording] = {
    "optimal": Wording(
        en="Every rule holds. Proven: no schedule is better in musts, meetings "
        "missing, suggestions and fit.",
        zh="全部规则均满足。已证明：在“必须”、洽谈场数、匹配建议和匹配度上，"
        "没有更好的排期。",
    ),
    "feasible": Wording(
        en="Every rule holds. Where no proof is named, the gap says how much better "
        "it could at most be.",
        zh="全部规则均满足。未注明已证明的，差距表示最多还能改进多少。",
    ),
    "stopped": Wording(
        en="Stopped early; every rule holds, this is the best schedule so far.",
        zh="提前停止；全部规则均满足，这是目前最好的排期。",
    ),
}
PROVEN_WITHIN = Wording(
    en="Every rule holds. Proven within the stated tolerance: no schedule is better in "
    "musts, meetings missing, suggestions and fit, but that later wishes may cost "
    "up to {allowed} of the fit.",
    zh="全部规则均满足。在允许的让步范围内已证明：在“必须”、洽谈场数、匹配建议和"
    "匹配度上，没有更好的排期（后面各项最多可占用 {allowed} 的匹配度）。",
)
NOBODY_SUITS = Wording(
    en="No buyer suits any supplier: no pair reaches a fit of {low}. Compare the "
    "columns product and category of both sheets (same language, same words), or "
    "lower min_fit in fair.toml; 'fairmatch explain' shows the fit of a pair.",
    zh="没有任何采购商与供应商相配：没有一对的匹配度达到 {low}。请对照两张表的产品和品类列"
    "（语言和用词应一致），或在 fair.toml 中降低 min_fit；fairmatch explain 可查看某一对"
    "的匹配度。",
)
SECONDS = Wording(en="{total:.1f} s: {phases}.", zh="用时 {total:.1f} 秒：{phases}。")
WRITTEN = Wording(en="Written to {out}:", zh="已写入 {out}：")
WHERE: Mapping[str, Wording] = {
    "print": Wording(
        en="papers to print ({count} {count|file|files})",
        zh="打印资料（{count} 个文件）",
    ),
    "notices": Wording(
        en="messages to send ({count} {count|file|files})",
        zh="待发送的通知（{count} 个文件）",
    ),
    "schedule.json": Wording(en="the schedule, for programs", zh="排期（供程序读取）"),
}
NOW_PRINT = Wording(
    en="Next: print {out}/print; 'fairmatch check {out}' judges the folder at any time.",
    zh="下一步：打印 {out}/print；随时可用 fairmatch check {out} 校验该文件夹。",
)
DEMO_INPUT = Wording(
    en="The sample's sheets lie in {folder}.", zh="样例的表格在 {folder}。"
)
CHECK_CLEAN = Wording(
    en="{folder}: {meetings} {meetings|meeting keeps|meetings keep} every rule.",
    zh="{folder}：{meetings} 场洽谈均符合全部规则。",
)
CHECK_BROKEN = Wording(
    en="{folder}: {count} {count|violation|violations}.",
    zh="{folder}：{count} 处违规。",
)
INSPECTED = Wording(
    en="{file} ({kind}): {errors} {errors|error|errors}, {warnings} {warnings|warning|warnings}.",
    zh="{file}（{kind}）：错误 {errors} 处，提醒 {warnings} 处。",
)
HOLDS = Wording(
    en="{rows} {rows|row|rows}: {parties} {parties|party|parties}, {lines} {lines|line|lines}.",
    zh="{rows} 行：{parties} 家单位，{lines} 条。",
)
HOLDS_ROWS = Wording(
    en="{rows} {rows|row|rows}, {lines} to use.", zh="{rows} 行，可用 {lines} 行。"
)
SETTINGS = Wording(en="settings of the fair", zh="展会设置")
ONLY_SHEET = Wording(en="table", zh="内容")
SHEET_READ = Wording(
    en="{name}: {known} of {all} columns understood",
    zh="{name}：{all} 列中识别出 {known} 列",
)
TAKEN_FOR = Wording(en="taken for: {pairs}", zh="理解为：{pairs}")
SHEET_LEFT_OUT = Wording(en="{name} is left out: {why}", zh="{name} 未读取：{why}")
CHECKED_COPY = Wording(en="Marked copy: {path}", zh="已标注的副本：{path}")
