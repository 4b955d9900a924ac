"""Words that say nothing about which product is meant.

Numbers stay: "304" and "A4" tell steels and papers apart.
"""

from __future__ import annotations

_JOINING = """
    a an and for in of on or per the to with
    al con de del e el en la las los o para por sin u un una y
    aux avec dans des du et le les ou pour sans sur une
    as com da das dos em na nas no nos ou os sem
    alla da dal dalla dei degli delle della di gli il nel nella per senza su
    aus bei dem der fuer mit oder ohne und vom von zum zur
    een het met van voor voor
    dla do lub na oraz ve veya icin ile
    cac cho cua va
    в без для до и из или к на от по с со та у
"""
_UNITS = """
    cc cm dm ft g gr kg km kva kw l lb lt lts m mg mhz ml mm mt oz ton tons w
    box boxes caja cajas lot pack packs pcs piece pieces pza set sets tab tabs tablets
    unid unidad unidades unit units
    adet caixa caixas carton cartons cx peca pecas pezzi piece pieces pz stk stuck stueck
    szt unidade unidades unite unites
    вт г кг кг л м мг мл мм см т упак шт
"""

STOP_WORDS = frozenset(f"{_JOINING} {_UNITS}".split())
"""Words left out, in the folded form of `scheduler.fit.text.normalise`.

None of them names a product in another language: German "die" is a tool in English,
"für" without its dots is a fur.
"""

STOP_CHARACTERS = frozenset("的及与和或等之")
"""Chinese characters that only join two things: a word ends before and after them."""
