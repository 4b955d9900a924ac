"""What help teaches of the commands before a schedule."""

from __future__ import annotations

from collections.abc import Mapping

from api.lessons.lesson import Help
from api.lessons.options import JSON, SHEETS, TABLE
from scheduler.wording import Wording

PREPARING: Mapping[str, Help] = {
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
}
