"""What help teaches of the commands that make a schedule, judge it, explain it."""

from __future__ import annotations

from collections.abc import Mapping

from api.lessons.lesson import Help
from api.lessons.options import FOLDER, JSON, SHEETS, STAFF, TABLE, WORKERS
from scheduler.wording import Wording

SCHEDULING: Mapping[str, Help] = {
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
