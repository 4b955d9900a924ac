"""What help says of options that several commands have."""

from __future__ import annotations

from collections.abc import Mapping

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

ONLY = Wording(en="Only this kind: {kinds}.", zh="只生成这一种：{kinds}。")

STAFF = Wording(
    en="Who of your people is where when, for staff cards; kept in the folder.",
    zh="工作人员的班次表，用于工作人员卡；内容会保存在文件夹中。",
)
