"""Requests that do not look as expected: what is wrong, in the language asked for."""

from datetime import date
from enum import Enum
from typing import Annotated, Literal, get_args

import pytest
from pydantic import BaseModel, Field, TypeAdapter, ValidationError
from pydantic_core.core_schema import ErrorType

from api.malformed import CHINESE, NUL, describe
from scheduler.wording import Language


class _Thing(BaseModel, extra="forbid"):
    kind: Literal["thing"]


class _Other(BaseModel):
    kind: Literal["other"]


Colour = Enum("Colour", {"RED": "red", "BLUE": "blue"})
Either = Annotated[_Thing | _Other, Field(discriminator="kind")]


@pytest.mark.parametrize(
    ("wanted", "value", "said"),
    [
        (_Thing, {}, "缺少此项，请填写。"),
        (_Thing, {"kind": "thing", "colour": 1}, "没有这一项，请检查名称或删除。"),
        (_Thing, 7, None),
        (Annotated[str, Field(min_length=12)], "short", "至少 12 个字符。"),
        (Annotated[str, Field(max_length=2)], "long", "最多 2 个字符。"),
        (Annotated[list[int], Field(max_length=1)], [1, 2], "最多 1 项。"),
        (Annotated[list[int], Field(min_length=1)], [], "至少 1 项。"),
        (Annotated[str, Field(pattern="^a$")], "b", "格式不符，应符合 ^a$。"),
        (Annotated[int, Field(ge=1)], 0, "不应小于 1。"),
        (Annotated[int, Field(gt=0)], 0, "应大于 0。"),
        (Annotated[int, Field(le=4)], 5, "不应大于 4。"),
        (Annotated[int, Field(lt=5)], 5, "应小于 5。"),
        (int, "x", "此处应为整数。"),
        (bool, "x", "此处应为 true 或 false。"),
        (date, "3/12", "应为日期，例如 2026-12-03。"),
        (Literal["a", "b"], "c", "应为下列之一：'a' or 'b'。"),
        (Colour, "c", "应为下列之一：'red' or 'blue'。"),
        (Either, {"kind": "x"}, "应为下列之一：'thing', 'other'。"),
        (Either, {}, "缺少 'kind'，请填写。"),
    ],
)
def test_a_fault_is_said_in_chinese(wanted, value, said):
    with pytest.raises(ValidationError) as caught:
        TypeAdapter(wanted).validate_python(value)
    (fault,) = caught.value.errors()
    assert describe(fault, Language.EN) == fault["msg"]
    assert describe(fault, Language.ZH) == (said or fault["msg"])


def test_our_own_fault_is_said_in_both_languages():
    fault = {"type": NUL, "msg": "Leave the NUL character out."}
    assert describe(fault, Language.EN) == "Leave the NUL character out."
    assert describe(fault, Language.ZH) == "请删除空字符（NUL）。"


def test_every_sentence_is_of_a_fault_that_there_is():
    assert CHINESE.keys() - {NUL} <= set(get_args(ErrorType))
