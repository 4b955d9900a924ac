"""Faults of sheets and their headers and rows."""

from __future__ import annotations

from data.codes.entry import Entry, error, warning

TABLE_FAULTS: dict[str, Entry] = {
    "sheet-empty": error(
        "The file has no filled cell.",
        "文件中没有任何内容。",
        "Fill in the sheet; `fairmatch template` writes one to start from.",
        "请填写表格；可用 `fairmatch template` 生成模板。",
    ),
    "header-missing": error(
        "No row of the first {limit} looks like the header of a {kind} sheet. "
        "Nearest to known headings: {nearest}.",
        "前 {limit} 行中找不到{kind}表的表头。与已知表头最接近的有：{nearest}。",
        "Add a header row with at least: {columns}.",
        "请添加表头行，至少包括：{columns}。",
    ),
    "column-missing": error(
        "A {kind} sheet needs the column {column}. Understood here: {understood}. "
        "Not read, nearest to: {nearest}.",
        "{kind}表必须有“{column}”列。已识别的列：{understood}。"
        "未识别的表头，最接近的是：{nearest}。",
        "Add the column {column}.",
        "请添加“{column}”列。",
    ),
    "kind-other": error(
        "Expected here: {kind}; what the sheet holds: {other}.",
        "此处应为{kind}表，实际是{other}表。",
        "Name the right file, or give this one as {other}.",
        "请指定正确的文件，或把该文件用作{other}表。",
    ),
    "party-column-missing": error(
        "The table lists products, but not who wants or offers them. "
        "Understood here: {understood}. Not read, nearest to: {nearest}.",
        "表中有产品，但没有采购商（或供应商）一列。已识别的列：{understood}。"
        "未识别的表头，最接近的是：{nearest}。",
        "Add the column 采购商 buyer for a procurement sheet, or 供应商 supplier for an "
        "exhibitor list.",
        "采购表请添加“采购商 buyer”列，供应商名单请添加“供应商 supplier”列。",
    ),
    "no-known-sheet": error(
        "None of the sheets is a list of buyers, suppliers, suggestions, locks or "
        "absences. Understood of the headers: {understood}. Not read, nearest to: "
        "{nearest}.",
        "没有任何工作表是采购商、供应商、匹配建议、锁定或缺席表。"
        "表头中已识别的列：{understood}。未识别的，最接近的是：{nearest}。",
        "Compare the header with a template: `fairmatch template`.",
        "请对照模板检查表头：`fairmatch template`。",
    ),
    "rows-missing": error(
        "There is a header but no row below it.",
        "只有表头，没有数据行。",
        "Fill in at least one row.",
        "请至少填写一行数据。",
    ),
    "header-twice": error(
        "Each column once; {column} is also in {other}.",
        "每列只能出现一次；“{column}”还出现在 {other}。",
        "Rename or delete one of the two.",
        "请改名或删除其中一列。",
    ),
    "header-ambiguous": warning(
        "One meaning per header; this one can be {columns}. The column is not used.",
        "表头含义应唯一，此处可能是 {columns}，该列未使用。",
        "Keep the one that is meant.",
        "请只保留要表达的含义。",
    ),
    "error-cell": error(
        "A value is expected, the cell holds an error of Excel.",
        "应为数值或文字，单元格里是 Excel 的错误值。",
        "Correct the formula or type the value.",
        "请更正公式或直接填写内容。",
    ),
    "formula-no-value": error(
        "The formula has no stored result, so its value is not known.",
        "公式没有保存计算结果，无法得知其值。",
        "Open the file in Excel, let it calculate, and save it; or type the value.",
        "请用 Excel 打开并重新计算后保存，或直接填写内容。",
    ),
    "party-missing": error(
        "The row has content but no {kind}, and none above it.",
        "该行有内容，但没有{kind}，上方也没有。",
        "Fill in the name of the {kind}.",
        "请填写{kind}名称。",
    ),
    "name-missing": warning(
        "The {kind} {id} has no name in any row; the id stands for it.",
        "{kind} {id} 没有填写名称，以编号代替。",
        "Fill in the name.",
        "请填写名称。",
    ),
    "id-two-names": error(
        "One id belongs to one name; {id} is also {other} in {place}.",
        "一个编号只能对应一个名称；编号 {id} 在 {place} 是“{other}”。",
        "Give the two different ids, or write the name the same way.",
        "请使用不同的编号，或统一名称。",
    ),
    "possible-duplicate": warning(
        "This may be the same company as {other} in {place}. Nothing was merged.",
        "可能与 {place} 的“{other}”是同一家公司。系统没有合并。",
        "If it is one company, give both rows the same id and name.",
        "如为同一公司，请统一编号和名称。",
    ),
    "party-differs": warning(
        "One party has one {column}; {other} in {place} is used.",
        "同一单位的“{column}”应一致；采用 {place} 的“{other}”。",
        "Correct one of the two, or leave it blank on further rows.",
        "请更正其中之一，或在后续行留空。",
    ),
    "product-missing": warning(
        "A line needs a product. The line is left out.",
        "缺少产品名称，该行未采用。",
        "Fill in the product or clear the row.",
        "请填写产品，或清空该行。",
    ),
    "lines-missing": warning(
        "The {kind} has no product, so nobody can be matched with it.",
        "该{kind}没有填写任何产品，无法匹配。",
        "Add at least one product.",
        "请至少填写一个产品。",
    ),
    "field-unknown": error(
        "The {kind} have no such field. Nearest: {nearest}.",
        "{kind}没有这个字段。最接近的是：{nearest}。",
        "Correct the name of the field; docs/sheets.md lists them.",
        "请更正字段名；字段列表见 docs/sheets.md。",
    ),
    "code-of-example": error(
        "This code is that of a template's example row, which is never read.",
        "此编号属于模板示例行，不会被读取。",
        "Choose another code.",
        "请换一个编号。",
    ),
}
