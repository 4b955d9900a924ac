"""Units of quantities, so that tonnes compare with kilograms and never with boxes."""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import NamedTuple

from scheduler.fit.traditional import TO_SIMPLIFIED


class Unit(NamedTuple):
    """What is counted, "" where nothing is said, and how much one of the unit is."""

    dimension: str
    size: float


_SCALES: dict[str, dict[float, str]] = {
    "mass": {
        1e6: "吨 公吨 t mt ton tons tonne tonnes tonelada toneladas",
        1e3: "kg kgs 公斤 千克 kilogram kilograms kilo kilos kilogramo kilogramos",
        500.0: "斤",
        1.0: "克 g gr gram grams gramo gramos",
    },
    "length": {
        1e3: "公里 千米 km",
        1.0: "米 公尺 m meter meters metre metres metro metros",
        1e-2: "厘米 cm",
        1e-3: "毫米 mm",
    },
    "volume": {
        1e3: "立方米 方 m3 m³ 立方",
        1.0: "升 公升 l lt lts liter liters litre litres litro litros",
        1e-3: "毫升 ml cc",
    },
    "area": {1.0: "平方米 平米 m2 m² sqm"},
    "pieces": {
        1e4: "万个 万件 万只",
        12.0: "打 dozen dozens docena docenas",
        1.0: "个 件 只 台 支 条 枚 颗 块 片 把 根 张 辆 架 部 pc pcs pce piece pieces ea each "
        "unit units unidad unidades und pza pieza piezas",
    },
    "sets": {1.0: "套 组 副 set sets juego juegos"},
    "boxes": {1.0: "箱 盒 纸箱 box boxes carton cartons ctn ctns caja cajas"},
    "bags": {1.0: "袋 包 bag bags pack packs bolsa bolsas"},
    "pairs": {1.0: "双 对 pair pairs par pares"},
    "rolls": {1.0: "卷 roll rolls rollo rollos"},
    "bottles": {1.0: "瓶 bottle bottles botella botellas"},
}
_KNOWN = {
    word: Unit(dimension, size)
    for dimension, scale in _SCALES.items()
    for size, words in scale.items()
    for word in words.split()
}
UNSAID = Unit("", 1.0)


@cache
def find_unit(text: str) -> Unit:
    """Return the unit that `text` names; one not known compares with itself only."""
    folded = unicodedata.normalize("NFKC", text).casefold().translate(TO_SIMPLIFIED)
    word = folded.strip().strip(".()").split("/")[0].strip()
    return _KNOWN.get(word, Unit(word, 1.0)) if word else UNSAID
