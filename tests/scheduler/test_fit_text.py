"""Text of lines: what is folded away, what is left out, what is alike."""

import numpy as np
import pytest

from scheduler.fit.text import TEXT_UNIT, build_vectors, find_features, normalise


@pytest.mark.parametrize(
    ("typed", "plain"),
    [
        ("Bomba HIDRÁULICA", "bomba hidraulica"),
        ("ＡＢＣ　１２", "abc 12"),
        ("Papel tamaño A4", "papel tamano a4"),
        ("Kit de mantenimiento", "kit mantenimiento"),
        ("Abacavir 300mg, 60 Tabs", "abacavir 300 60"),
        ("Aceite 10W40 1.5 kg", "aceite 10w40 1.5"),
        ("液压泵及配件", "液压泵 配件"),
        ("HP打印机", "hp 打印机"),
        ("液壓泵、發電機", "液压泵 发电机"),
        ("ポンプ", "ポンプ"),
        ("펌프", "펌프"),
        ("유압펌프", "유압펌프"),
        ("ﾎﾞｰﾙﾊﾞﾙﾌﾞ DN50", "ボールバルブ dn50"),
        ("冷凍えび", "冷冻エビ"),
        ("Schläuche für Öl", "schlauche fur ol"),
        ("Rør, 2,5 mm", "ror 2.5"),
        ("1,000 szt", "1 000"),
        ("çalışma masası", "calisma masasi"),
        ("Насосы для воды", "насосы воды"),
        ("مِضَخَّة الميـاه", "مضخ ميا"),
        ("المضخات", "مضخ"),
        ("وأنابيب للمياه", "وانابيب ميا"),
        ("آلة", "اله"),  # three letters stay of a word
        ("बिजली का पंप", "बिजली का पंप"),
        ("ปั๊มลม 2 เครื่อง", "ปั๊มลม 2 เครื่อง"),
        ("snake_case", "snake case"),
        ("m", "m"),  # nothing else is left, so the unit stays
        ("", ""),
        ("—", ""),
    ],
)
def test_normalise_folds(typed, plain):
    assert normalise(typed) == plain


def similarity(first, second, *others):
    """Return the cosine of two texts among others."""
    rows = build_vectors([normalise(t) for t in (first, second, *others)], common=200)
    return (rows[[0]] @ rows[[1]].T).toarray()[0, 0] / TEXT_UNIT**2


OTHERS = ("钢管", "coal", "印刷服务", "papel", "棉纱", "electric pump")


def test_same_text_is_one():
    for text in ("液压泵", "hydraulic pump", "bomba hidráulica 12", "煤"):
        assert similarity(text, text, *OTHERS) == pytest.approx(1.0, abs=1e-3)


def test_nothing_in_common_is_zero():
    assert similarity("液压泵", "hydraulic pump", *OTHERS) == 0
    assert similarity("液压泵", "棉花", *OTHERS) == 0
    assert similarity("", "棉花", *OTHERS) == 0


def test_inflections_are_alike():
    assert 0.25 < similarity("printing papers", "printer paper", *OTHERS) < 1


def test_end_of_a_chinese_word_counts_for_more():
    # 烟煤 is a kind of coal, 煤矿 is a mine
    assert similarity("煤", "烟煤", *OTHERS) > 1.5 * similarity("煤", "煤矿", *OTHERS)


def test_a_korean_word_is_the_same_written_together():
    together = similarity("유압펌프", "유압 펌프", *OTHERS)
    assert together > 2 * similarity("유압펌프", "수중펌프", *OTHERS) > 0


def test_features_of_one_character():
    text, features = find_features(["煤"])
    assert text.tolist() == [0, 0]  # the character, and the character at the end
    assert len(set(features.tolist())) == 2


def test_features_of_one_word():
    # whole word, " a", "ab", "b ", " ab", "ab ", " ab "
    text, features = find_features(["", "ab"])
    assert text.tolist() == [1] * 7
    assert len(set(features.tolist())) == 7


def test_words_of_one_length_and_letters_differ():
    _, features = find_features(["listen", "tinsel"])
    assert len(set(features.tolist())) == len(features)


def test_what_too_many_texts_say_is_left_out():
    texts = [f"服务{name}" for name in "甲乙丙丁"]
    assert (build_vectors(texts, common=4)[[0]] @ build_vectors(texts, 4)[[1]].T).nnz
    assert not (build_vectors(texts, 3)[[0]] @ build_vectors(texts, 3)[[1]].T).nnz


def test_a_text_of_common_words_alone_is_still_compared():
    texts = ["pump", *(f"pump {name}" for name in "abcdefgh")]
    rows = build_vectors(texts, common=3)
    alike = (rows @ rows[[0]].T).toarray()[:, 0] / TEXT_UNIT**2
    assert alike[0] == pytest.approx(1.0, abs=1e-3)
    assert all(0 < one < 0.2 for one in alike[1:])


def test_no_texts_at_all():
    assert build_vectors([], common=200).shape == (0, 0)
    assert build_vectors(["", ""], common=200).shape == (2, 0)


def test_vectors_do_not_depend_on_the_order_of_texts():
    texts = ["液压泵", "hydraulic pump", "pump", "柱塞泵", "bomba"]
    forth, back = build_vectors(texts, 200), build_vectors(texts[::-1], 200)
    assert np.array_equal(forth.toarray(), back.toarray()[::-1])
