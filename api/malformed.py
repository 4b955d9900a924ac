"""What is wrong with a request that does not look as its route expects, in words.

The English sentences of common faults are pydantic's own; it knows no Chinese.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scheduler.wording import Language

if TYPE_CHECKING:
    from collections.abc import Mapping

NUL = "nul"
"""The type of our own fault beside pydantic's."""

CHINESE: Mapping[str, str] = {
    "missing": "缺少此项，请填写。",
    "extra_forbidden": "没有这一项，请检查名称或删除。",
    "json_invalid": "不是有效的 JSON，请检查括号和引号。",
    "model_attributes_type": "此处应为 JSON 对象。",
    "dict_type": "此处应为 JSON 对象。",
    "list_type": "此处应为列表。",
    "too_long": "最多 {max_length} 项。",
    "too_short": "至少 {min_length} 项。",
    "string_type": "此处应为文本。",
    "string_too_short": "至少 {min_length} 个字符。",
    "string_too_long": "最多 {max_length} 个字符。",
    "string_pattern_mismatch": "格式不符，应符合 {pattern}。",
    "int_type": "此处应为整数。",
    "int_parsing": "此处应为整数。",
    "int_parsing_size": "此处应为整数，该数过大。",
    "int_from_float": "此处应为整数。",
    "float_type": "此处应为数字。",
    "float_parsing": "此处应为数字。",
    "finite_number": "此处应为有限的数字。",
    "bool_type": "此处应为 true 或 false。",
    "bool_parsing": "此处应为 true 或 false。",
    "greater_than": "应大于 {gt}。",
    "greater_than_equal": "不应小于 {ge}。",
    "less_than": "应小于 {lt}。",
    "less_than_equal": "不应大于 {le}。",
    "enum": "应为下列之一：{expected}。",
    "literal_error": "应为下列之一：{expected}。",
    "union_tag_invalid": "应为下列之一：{expected_tags}。",
    "union_tag_not_found": "缺少 {discriminator}，请填写。",
    "date_type": "应为日期，例如 2026-12-03。",
    "date_parsing": "应为日期，例如 2026-12-03。",
    "date_from_datetime_parsing": "应为日期，例如 2026-12-03。",
    NUL: "请删除空字符（NUL）。",
}
"""A sentence for each type of fault, its blanks named as pydantic's context names them."""


def describe(fault: Mapping[str, Any], language: Language) -> str:
    """Return the sentence of a fault as pydantic lists it (type, msg, ctx).

    What has no Chinese sentence is said in English rather than not at all.
    """
    said = str(fault["msg"])
    if language is Language.EN:
        return said
    context = {name: str(value) for name, value in fault.get("ctx", {}).items()}
    return CHINESE.get(fault["type"], "{_}").format_map(context | {"_": said})
