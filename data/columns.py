"""The columns of every sheet: their names in both languages and what else they are called.

The first Chinese and English name are the ones that templates and messages use.
"""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from typing import NamedTuple

from scheduler.wording import Wording


class Kind(StrEnum):
    """What a sheet is about; `OTHER` is a table that is none of ours."""

    BUYERS = "buyers"
    SUPPLIERS = "suppliers"
    SUGGESTIONS = "suggestions"
    LOCKS = "locks"
    ABSENCES = "absences"
    CALLS = "calls"
    HISTORY = "history"
    CATEGORIES = "categories"
    SYNONYMS = "synonyms"
    STAFF = "staff"
    OTHER = "other"


KIND_WORDS: dict[Kind, Wording] = {
    Kind.BUYERS: Wording(en="buyers", zh="采购商"),
    Kind.SUPPLIERS: Wording(en="suppliers", zh="供应商"),
    Kind.SUGGESTIONS: Wording(en="suggestions", zh="匹配建议"),
    Kind.LOCKS: Wording(en="locks", zh="锁定"),
    Kind.ABSENCES: Wording(en="absences", zh="缺席变更"),
    Kind.CALLS: Wording(en="call sheet", zh="电话名单"),
    Kind.HISTORY: Wording(en="history", zh="往来历史"),
    Kind.CATEGORIES: Wording(en="categories", zh="品类树"),
    Kind.SYNONYMS: Wording(en="synonyms", zh="同义词"),
    Kind.STAFF: Wording(en="staff", zh="工作人员"),
    Kind.OTHER: Wording(en="other", zh="其他"),
}


class Column(NamedTuple):
    """A column: `field` is its name in code; `others` are further names of it.

    `party` columns belong to the party, not to the line, so they may be blank on its
    further rows. `joins` columns may occur several times and are read together.
    """

    field: str
    zh: str
    en: str
    others: tuple[str, ...] = ()
    required: bool = False
    party: bool = False
    joins: bool = False

    @property
    def wording(self) -> Wording:
        """Return the name people read."""
        return Wording(en=self.en, zh=self.zh)

    @property
    def title(self) -> str:
        """Return the header of a template: "采购商 buyer"."""
        return f"{self.zh} {self.en}"

    @property
    def names(self) -> tuple[str, ...]:
        """Return everything the column may be called."""
        return (self.zh, self.en, self.field, *self.others)


def _party(field: str, zh: str, en: str, *others: str, **more: bool) -> Column:
    return Column(field, zh, en, others, party=True, **more)


def _line(field: str, zh: str, en: str, *others: str, **more: bool) -> Column:
    return Column(field, zh, en, others, **more)


_BUYER_NAMES = (
    "采购商名称", "采购单位", "采购方", "采购企业", "采购公司", "买家", "买方", "买家名称",
    "采购商公司", "采购商单位", "需求单位", "buyer name", "buyer company", "purchaser",
    "buying company", "procuring entity",
)  # fmt: skip
_SUPPLIER_NAMES = (
    "供应商名称", "参展商", "参展商名称", "展商", "展商名称", "参展企业", "参展单位", "供货商",
    "供应方", "卖家", "卖方", "供应企业", "供应商公司", "supplier name", "exhibitor",
    "exhibitor name", "vendor", "vendor name", "seller",
)  # fmt: skip
_COMPANY_NAMES = (
    "公司",
    "公司名称",
    "企业",
    "企业名称",
    "单位名称",
    "company",
    "company name",
)
_CONTACT = (
    _party("contact", "联系人", "contact", "姓名", "联系人姓名", "负责人", "contact name", "contact person"),
    _party("title", "职务", "title", "职位", "岗位", "job title", "position"),
    _party("phone", "手机", "phone", "电话", "手机号", "手机号码", "联系电话", "联系方式", "移动电话",
           "mobile", "telephone", "tel", "mobile phone", "phone number", "cell phone"),
    _party("email", "邮箱", "email", "电子邮箱", "邮件", "电子邮件", "邮箱地址", "e-mail", "mail", "email address"),
    _party("region", "地区", "region", "国家", "国家地区", "国别", "省份", "城市", "所在地", "country", "city", "province"),
    _party("language", "语言", "language", "沟通语言", "语种"),
)  # fmt: skip
_CATEGORY = ("类别", "分类", "产品类别", "产品分类", "商品分类", "类目", "行业", "所属行业", "产品品类",
             "采购类别", "categories", "product category", "industry")  # fmt: skip
_NOTES = _party(
    "notes",
    "备注",
    "notes",
    "说明",
    "其他",
    "补充说明",
    "note",
    "remark",
    "remarks",
    "comment",
    "comments",
)
_ID = _party("id", "编号", "id", "代码", "code", "no.", "公司编号", "企业编号")
_LINE_ID = _line("line", "行号", "line", "行编号", "line id", "需求编号")
_REP = (
    "销售",
    "负责人销售",
    "业务员",
    "销售代表",
    "对接人",
    "rep",
    "salesperson",
    "account manager",
)

BUYERS = (
    _ID._replace(others=(*_ID.others, "采购商编号", "买家编号", "buyer id")),
    _party("buyer", "采购商", "buyer", *_BUYER_NAMES, *_COMPANY_NAMES, required=True),
    *_CONTACT,
    _party("tier", "等级", "tier", "级别", "客户等级", "采购商等级", "level", "grade"),
    _party("people", "人数", "people", "参会人数", "到场人数", "number of people", "attendees"),
    _party("teams", "洽谈组数", "teams", "组数", "同时洽谈数"),
    _party("hall", "展馆", "hall", "馆号", "场馆"),
    _party("booth", "展位", "booth", "展位号", "摊位", "booth no.", "stand"),
    _party("sessions", "可参加场次", "sessions", "场次", "参加场次", "可到场次", "session", "available sessions"),
    _line("product", "采购产品", "product", "产品", "产品名称", "采购需求", "采购品", "采购内容", "采购产品名称", "货品名称",
          "商品名称", "名称", "物料名称", "材料名称", "货物名称", "品名", "需求产品", "拟采购产品", "意向采购产品", "设备名称",
          "products", "product name", "item", "demand", "goods", "item name", "description", required=True),
    _line("category", "品类", "category", *_CATEGORY, joins=True),
    _line("specification", "规格", "specification", "规格型号", "型号", "商品型号", "技术要求", "参数", "规格参数", "规格要求", "spec", "specs", "model"),
    _line("quantity", "数量", "quantity", "采购数量", "购买数量", "采购量", "需求量", "进货数量", "需求数量", "qty", "amount", "volume"),
    _line("unit", "单位", "unit", "计量单位", "units", "uom"),
    _line("budget", "预算", "budget", "采购预算", "预算金额", "金额", "采购金额", "budget amount"),
    _line("currency", "币种", "currency", "货币"),
    _line("needed_by", "需求日期", "needed by", "需求时间", "交货日期", "到货日期", "采购时间", "交期", "delivery date", "required by", "need by"),
    _line("certificates", "认证要求", "certificates", "所需认证", "认证", "资质要求", "required certificates", "certification"),
    _party("wants", "希望见面", "wants", "意向供应商", "希望见面的供应商", "想见", "意向展商", "wishes", "wants to meet", "preferred suppliers"),
    _party("avoids", "不希望见面", "avoids", "不希望见面的供应商", "回避", "不见", "avoid", "does not want"),
    _NOTES,
    _LINE_ID,
)  # fmt: skip

SUPPLIERS = (
    _ID._replace(others=(*_ID.others, "供应商编号", "展商编号", "参展商编号", "supplier id", "exhibitor id")),
    _party("supplier", "供应商", "supplier", *_SUPPLIER_NAMES, *_COMPANY_NAMES, required=True),
    _party("hall", "展馆", "hall", "馆号", "场馆", "馆", "展厅"),
    _party("booth", "展位", "booth", "展位号", "摊位", "摊位号", "booth no.", "booth number", "stand"),
    _party("tables", "洽谈桌数", "tables", "桌数", "洽谈桌", "table count"),
    *_CONTACT,
    _party("absent", "不可用场次", "absent", "缺席场次", "不参加场次", "unavailable", "not available"),
    _party("max_meetings", "最多洽谈数", "max meetings", "最多洽谈", "洽谈上限", "最大洽谈数", "maximum meetings"),
    _line("product", "主营产品", "product", "产品", "产品名称", "展品", "参展产品", "主要产品", "经营范围", "主营业务", "供应产品",
          "商品名称", "货品名称", "products", "product name", "main products", "item", "exhibits", "goods", required=True),
    _line("category", "品类", "category", *_CATEGORY, joins=True),
    _line("capacity", "供货能力", "capacity", "产能", "供应能力", "年产能", "supply capacity"),
    _line("minimum_order", "起订量", "minimum order", "最小起订量", "最低起订量", "moq", "min order"),
    _line("price_range", "价格区间", "price range", "价格", "单价", "报价", "price", "unit price"),
    _line("currency", "币种", "currency", "货币"),
    _line("certificates", "认证", "certificates", "证书", "资质", "资质认证", "certificate", "certification", "certifications"),
    _party("sales_rep", "负责销售", "sales rep", *_REP),
    _NOTES._replace(others=(*_NOTES.others, "简介", "公司简介", "introduction")),
    _LINE_ID,
)  # fmt: skip

_PAIR = (
    Column("buyer", "采购商", "buyer", (*_BUYER_NAMES, "采购商编号", "buyer id"), required=True),
    Column("supplier", "供应商", "supplier", (*_SUPPLIER_NAMES, "供应商编号", "supplier id"), required=True),
)  # fmt: skip
_SESSION = Column("session", "场次", "session", ("场次编号", "session id", "sessions"))
_ROUND = Column("round", "轮次", "round", ("轮", "第几轮", "round number", "rounds"))

SUGGESTIONS = (
    *_PAIR,
    Column(
        "strength",
        "强度",
        "strength",
        ("建议强度", "类型", "级别", "type"),
        required=True,
    ),
    Column("reason", "理由", "reason", ("原因", "推荐理由", "why", "reasons")),
    Column("sales_rep", "销售", "sales rep", ("负责销售", *_REP[1:])),
)
LOCKS = (
    *_PAIR,
    _SESSION._replace(required=True),
    _ROUND._replace(required=True),
)
ABSENCES = (
    Column("party", "单位", "party", (
        "单位名称", "公司", "公司名称", "编号", "采购商", "供应商", "company", "buyer", "supplier", "id"),
        required=True),
    Column("kind", "类型", "kind", ("情况", "变更类型", "变更", "状态", "type", "change"), required=True),
    _SESSION,
    _ROUND,
    Column("booth", "展位", "booth", ("新展位", "展位号", "new booth")),
    Column("hall", "展馆", "hall", ("新展馆", "new hall")),
    Column("notes", "备注", "notes", ("说明", "remark", "note")),
)  # fmt: skip
CALLS = (
    Column("id", "编号", "id", (), required=True),
    Column("side", "类别", "side"),
    Column("party", "单位", "party"),
    Column("answer", "结果", "outcome", ("答复", "answer", "result"), required=True),
    Column("person", "代替人", "other person", ("替代人", "代参会人")),
    Column("person_phone", "代替人电话", "their phone", ("代替人手机",)),
    Column("notes", "备注", "notes", ("说明", "remark", "note")),
    Column("caller", "呼叫人", "caller"),
)

HISTORY = (
    *_PAIR,
    Column("outcome", "结果", "outcome", ("洽谈结果", "合作结果", "往来结果", "how it went", "result"), required=True),
    Column("notes", "备注", "notes", ("说明", "remark", "note")),
)  # fmt: skip
CATEGORIES = (
    Column("code", "品类编码", "category code", ("分类编码", "类目编码", "编码", "代码", "code", "category id"), required=True),
    Column("parent", "上级编码", "parent", ("上级", "父级", "父级编码", "上级品类", "parent code", "parent id")),
    Column("name_zh", "中文名称", "name zh", ("中文名", "品类名称", "类目名称", "chinese name", "path zh")),
    Column("name_en", "英文名称", "name en", ("英文名", "english name", "path en")),
    Column("names", "其他名称", "other names", ("别名", "name es", "aliases"), joins=True),
)  # fmt: skip
SYNONYMS = (
    Column("word", "词语", "word", ("词", "产品词", "term"), required=True),
    Column("synonyms", "同义词", "synonyms", ("近义词", "同义", "means", "also called"), required=True, joins=True),
)  # fmt: skip
STAFF = (
    _party("name", "姓名", "name", "工作人员", "人员", "人员姓名", "staff", "staff name", "person", required=True),
    _party("phone", "手机", "phone", "电话", "手机号", "手机号码", "联系电话", "联系方式", "mobile", "telephone", "tel"),
    Column("role", "职责", "role", ("岗位", "岗位职责", "任务", "工作内容", "duty", "duties", "task", "position"), required=True),
    Column("hall", "展馆", "hall", ("馆号", "场馆", "地点", "位置", "where", "place")),
    Column("session", "场次", "session", ("场次编号", "班次", "sessions", "shift")),
    Column("from", "开始", "from", ("开始时间", "上岗", "上岗时间", "start", "start time", "begin")),
    Column("to", "结束", "to", ("结束时间", "下岗", "下岗时间", "end", "end time", "until")),
    _party("emergency", "紧急联系", "emergency", "紧急联系人", "应急", "应急联系人", "emergency contact"),
    Column("notes", "备注", "notes", ("说明", "remark", "note")),
)  # fmt: skip

COLUMNS: dict[Kind, tuple[Column, ...]] = {
    Kind.BUYERS: BUYERS,
    Kind.SUPPLIERS: SUPPLIERS,
    Kind.SUGGESTIONS: SUGGESTIONS,
    Kind.LOCKS: LOCKS,
    Kind.ABSENCES: ABSENCES,
    Kind.CALLS: CALLS,
    Kind.HISTORY: HISTORY,
    Kind.CATEGORIES: CATEGORIES,
    Kind.SYNONYMS: SYNONYMS,
    Kind.STAFF: STAFF,
}


@cache
def columns_by_field(kind: Kind) -> dict[str, Column]:
    """Return the columns of `kind` by field; none for `OTHER`."""
    return {column.field: column for column in COLUMNS.get(kind, ())}
