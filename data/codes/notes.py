"""Notes: what was inferred, left out or changed on the way in."""

from __future__ import annotations

from scheduler.wording import Wording


def _note(en: str, zh: str) -> Wording:
    return Wording(en=en, zh=zh)


NOTES: dict[str, Wording] = {
    "category-unplaced": _note(
        "The category {text} ({lines} {lines|line|lines}) has no place in the tree; the nearest: "
        "{nearest}. Such lines are compared by their text and the category as written.",
        "品类“{text}”（{lines} 项）在品类树中找不到；最接近的有：{nearest}。"
        "这些行按文字和所写品类比较。",
    ),
    "category-guessed": _note(
        "The category {text} was taken for {category}.",
        "品类“{text}”按“{category}”处理。",
    ),
    "lines-by-meaning": _note(
        "Lines in {languages} meet lines in other languages by what their words mean.",
        "{languages}的产品描述与其他语言的产品描述按词义匹配。",
    ),
    "history-elsewhere": _note(
        "{count} of {all} {all|row|rows} {count|names|name} a party that is not at this fair, "
        "and {count|is|are} left out.",
        "{all} 行中有 {count} 行的单位不参加本届展会，未计入。",
    ),
    "wrong-ending": _note(
        "The name ends in {ending}, the content is {what}; read as such.",
        "文件名以 {ending} 结尾，内容是{what}，已按内容读取。",
    ),
    "encoding": _note(
        "Read as {encoding}.",
        "按 {encoding} 编码读取。",
    ),
    "delimiter": _note(
        "Columns are separated by {delimiter}.",
        "列以 {delimiter} 分隔。",
    ),
    "macros": _note(
        "The workbook has macros; they are not run.",
        "工作簿含有宏，未运行。",
    ),
    "external-links": _note(
        "The workbook has links to other files; they are not followed, stored values "
        "are used.",
        "工作簿含有指向其他文件的链接，未访问，采用已保存的值。",
    ),
    "formulas": _note(
        "{count} {count|cell is a formula|cells are formulas}; their stored results are used.",
        "有 {count} 个公式单元格，采用已保存的计算结果。",
    ),
    "hidden-rows": _note(
        "{count} {count|row is|rows are} hidden or filtered out, and read like the others.",
        "有 {count} 行被隐藏或筛选掉，仍照常读取。",
    ),
    "sheet-left-out": _note(
        "This sheet is not read: {why}.",
        "未读取该工作表：{why}。",
    ),
    "header-row": _note(
        "The header was found in row {row}.",
        "表头在第 {row} 行。",
    ),
    "header-near": _note(
        "The header {header} is close to {column}, but it was not taken for it. "
        "The column is not used.",
        "表头“{header}”与“{column}”相近，但未按此识别，该列未使用。",
    ),
    "column-unused": _note(
        "The column {header} is not used.",
        "“{header}”列未使用。",
    ),
    "columns-joined": _note(
        "The columns {columns} are all read as {column}.",
        "{columns} 列都按“{column}”读取。",
    ),
    "unit-in-header": _note(
        "The header says that {column} is in {unit}.",
        "表头说明“{column}”的单位是{unit}。",
    ),
    "repeated-header": _note(
        "The header is repeated here; the row is skipped.",
        "此处重复表头，已跳过。",
    ),
    "total-row": _note(
        "A total; the row is skipped.",
        "合计行，已跳过。",
    ),
    "note-row": _note(
        "A remark, not a line of the table; the row is skipped.",
        "说明文字，不是表格内容，已跳过。",
    ),
    "heading-row": _note(
        "A heading; the lines below without a category of their own get it: {text}.",
        "小标题；下方未填品类的行采用它：{text}。",
    ),
    "example-row": _note(
        "The example row of the template; the row is skipped.",
        "模板的示例行，已跳过。",
    ),
    "id-from-name": _note(
        "No id is given, so the name is the id.",
        "没有编号，以名称作为编号。",
    ),
    "several-booths": _note(
        "{name} has several booths; it meets at {first}, the others are {others}.",
        "{name} 有多个展位；在 {first} 洽谈，其他为 {others}。",
    ),
    "product-from-category": _note(
        "No product is given; the category is used as one.",
        "没有填写产品，以品类代替。",
    ),
    "products-split": _note(
        "The cell lists {count} products; each is a line of its own.",
        "该单元格列出 {count} 个产品，分别作为一行。",
    ),
    "more-of-kind": _note(
        "{count} more of the same kind: {first}",
        "同类情况还有 {count} 处：{first}",
    ),
    "unit-in-quantity": _note(
        "The unit {unit} was read from the quantity.",
        "从数量中读出单位“{unit}”。",
    ),
    "decimal-comma": _note(
        "By the language of its headings, 1.200,50 is 1200.5 in this sheet.",
        "按表头语言，本表中 1.200,50 表示 1200.5。",
    ),
    "number-about": _note(
        "An approximate number; {number} is used.",
        "约数；按 {number} 处理。",
    ),
    "date-from-serial": _note(
        "The number is a day count of Excel: {date}.",
        "该数字是 Excel 日期：{date}。",
    ),
    "phone-further": _note(
        "Several numbers; {used} is used for messages, kept as typed: {typed}.",
        "有多个号码；用 {used} 发送消息，原文保留：{typed}。",
    ),
    "phone-extension": _note(
        "The extension {extension} is kept in the typed number.",
        "分机号 {extension} 保留在原文中。",
    ),
    "session-inferred": _note(
        "{word} was read as: {sessions}.",
        "“{word}”按场次 {sessions} 处理。",
    ),
    "rounds-from-zero": _note(
        "A round 0 occurs, so rounds count from 0 in this file.",
        "出现第 0 轮，因此该文件的轮次从 0 起算。",
    ),
    "wants-as-prefer": _note(
        "{count} wishes of buyers to meet a supplier count as suggestions: prefer.",
        "采购商希望见面的 {count} 条按“推荐”处理。",
    ),
    "avoids-as-never": _note(
        "{buyer} does not want to meet {supplier}: counted as never.",
        "{buyer} 不希望见 {supplier}：按“禁止”处理。",
    ),
    "min-fit-default": _note(
        "min_fit is not set; {value} is used.",
        "没有设置 min_fit，采用 {value}。",
    ),
    "buyer-known": _note(
        "{party} is in the schedule already, so it is no walk-in; the row is left out.",
        "{party} 已在排期中，不是临时到场的采购商，此行略去。",
    ),
    "booth-moved": _note(
        "{party} now stands at {place}.",
        "{party} 的展位改为 {place}。",
    ),
}
