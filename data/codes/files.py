"""Faults of files as files: missing, damaged, too big, hostile."""

from __future__ import annotations

from data.codes.entry import Entry, error

_SAVE_XLSX_EN = "Open it in Excel or WPS and save it as .xlsx."
_SAVE_XLSX_ZH = "请用 Excel 或 WPS 打开后另存为 .xlsx。"

FILE_FAULTS: dict[str, Entry] = {
    "file-missing": error(
        "There is no such file.",
        "找不到这个文件。",
        "Check the path and the name.",
        "请检查路径和文件名。",
    ),
    "file-unreadable": error(
        "The file cannot be opened ({why}).",
        "文件无法打开（{why}）。",
        "Close it in other programs and check who may read it.",
        "请先在其他程序中关闭它，并检查读取权限。",
    ),
    "file-empty": error(
        "The file is empty (0 bytes).",
        "文件是空的（0 字节）。",
        "Export or copy it again.",
        "请重新导出或复制。",
    ),
    "file-too-big": error(
        "A file of at most {limit} MB is read; this one has {size} MB.",
        "最大可读取 {limit} MB，该文件为 {size} MB。",
        "Remove pictures and unused sheets, or split the file.",
        "请删除图片和无用的工作表，或拆分文件。",
    ),
    "not-a-table": error(
        "A table (.xlsx, .xls or .csv) is expected; this is {what}.",
        "应为表格文件（.xlsx、.xls 或 .csv），实际是{what}。",
        _SAVE_XLSX_EN,
        _SAVE_XLSX_ZH,
    ),
    "password": error(
        "The workbook is protected with a password to open.",
        "工作簿设置了打开密码。",
        "Remove the password in Excel (File, Info, Protect Workbook) and save again.",
        "请在 Excel 中取消密码（文件→信息→保护工作簿）后重新保存。",
    ),
    "damaged": error(
        "The file is incomplete or damaged ({why}).",
        "文件不完整或已损坏。",
        "Copy or download it again; or open it in Excel and save it anew.",
        "请重新复制或下载，或用 Excel 打开后重新保存。",
    ),
    "zip-bomb": error(
        "The workbook unpacks to {size} MB (at most {limit} MB is read).",
        "工作簿解压后为 {size} MB（最多读取 {limit} MB）。",
        "Copy the table into a new workbook and save it.",
        "请把表格复制到新的工作簿后保存。",
    ),
    "too-many-rows": error(
        "At most {limit} rows are read; this sheet has content in row {last}.",
        "最多读取 {limit} 行，该工作表在第 {last} 行仍有内容。",
        "Delete the stray cells below the table, or split the file.",
        "请删除表格下方的多余内容，或拆分文件。",
    ),
    "too-many-columns": error(
        "At most {limit} columns are read; this sheet has content in column {last}.",
        "最多读取 {limit} 列，该工作表在 {last} 列仍有内容。",
        "Delete the stray cells right of the table.",
        "请删除表格右侧的多余内容。",
    ),
    "too-many-cells": error(
        "At most {limit} cells are read from one sheet; this one spans {size}.",
        "每张工作表最多读取 {limit} 个单元格，该表范围为 {size} 个。",
        "Delete the stray cells far from the table, or split the file.",
        "请删除远离表格的多余内容，或拆分文件。",
    ),
    "too-slow": error(
        "Reading took longer than {limit} seconds.",
        "读取超过 {limit} 秒。",
        _SAVE_XLSX_EN,
        _SAVE_XLSX_ZH,
    ),
    "xml-doctype": error(
        "The workbook contains a document type, which no table needs.",
        "工作簿中含有表格不需要的文档类型声明（DOCTYPE）。",
        "Copy the table into a new workbook and save it.",
        "请把表格复制到新的工作簿后保存。",
    ),
    "nul-bytes": error(
        "The text file contains NUL bytes, so it is not plain text.",
        "文本文件含有 NUL 字节，不是纯文本。",
        "Export it again as CSV UTF-8.",
        "请重新导出为 CSV UTF-8。",
    ),
    "bad-encoding": error(
        "The text is neither UTF-8, UTF-16 nor GB18030.",
        "文本编码不是 UTF-8、UTF-16 或 GB18030。",
        "Export it again as CSV UTF-8.",
        "请重新导出为 CSV UTF-8。",
    ),
    "csv-broken": error(
        'The rows cannot be told apart: a quotation mark (") is not closed ({why}).',
        '无法分行：有未闭合的引号（"）。',
        "Close the quotation mark, or export the sheet again.",
        "请补上引号，或重新导出该表。",
    ),
    "too-many-faults": error(
        "More than {limit} faults in this file; the rest is not listed.",
        "该文件的问题超过 {limit} 个，其余未列出。",
        "Correct the listed ones first, they often have one cause.",
        "请先修正已列出的问题，往往出自同一原因。",
    ),
}
