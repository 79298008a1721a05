"""What stands behind an amount and is more of it never becomes a payee without a word."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wallet_cli.domain.quickline import QuickLine, read_line, split_line
from wallet_cli.errors import UsageProblem


@pytest.mark.parametrize(
    ("line", "text", "corrected"),
    [
        ("12 50 bread", "50", "12.50 bread"),
        ("12 50 euro bread", "50", "12.50 euro bread"),
        ("12 euro 50 bread", "50", "12.50 euro bread"),
        ("12 euro 50 @cash", "50", "12.50euro @cash"),
        ("12 euro 50 cents bread", "50 cents", "12.50 euro bread"),
        ("12 euro and 50 cents bread", "and 50 cents", "12.50 euro bread"),
        ("EUR 12 50 bread", "50", "EUR 12.50 bread"),
        ("€12 50 bread", "50", "€12.50 bread"),
        ("5 euros 5 cents gum", "5 cents", "5.05 euros gum"),
        ("5 euros 5 gum", "5", "AMOUNT gum"),
        ("5 euros 500 cents gum", "500 cents", "AMOUNT gum"),
        ("12 5 bread", "5", "AMOUNT bread"),
        ("12 and a half bread", "and a half", "12.50 bread"),
        ("12.5 and a half bread", "and a half", "AMOUNT bread"),
        ("50 cents gum", "cents", "0.50 gum"),
        ("50 Cent gum", "Cent", "0.50 gum"),
        ("150 ct gum", "ct", "1.50 gum"),
        ("12.5 ct gum", "ct", "AMOUNT gum"),
        ("1234567890 ct gum", "ct", "AMOUNT gum"),
        ("50 cents @bank @cash", "cents", "0.50 @bank @cash"),
        ("5 角 糖", "角", "0.50 糖"),
        ("5 分 糖", "分", "0.05 糖"),
        ("5 euro 50 from bread", "50", "5.50 euro from bread"),
        ("12 3.20 bread", "3.20", "AMOUNT bread"),
        ("2 coffees 3.20 each", "3.20 each", "3.20+3.20 coffees"),
        ("2 coffees at 3.20", "3.20", "3.20+3.20 coffees"),
        ("2 coffees 3,20 at Kiosk", "3,20", "3,20+3,20 coffees at Kiosk"),
        ("20 coffees 3.20", "3.20", "AMOUNT coffees"),
        ("1 234,50 Rent", "234,50", "1234,50 Rent"),
    ],
)  # fmt: skip
def test_it_is_refused_with_the_line_that_was_meant(line: str, text: str, corrected: str) -> None:
    with pytest.raises(UsageProblem) as caught:
        read_line(split_line(line))
    assert caught.value.slug == "amount-split"
    assert (caught.value.params["text"], caught.value.params["corrected"]) == (text, corrected)
    if "AMOUNT" not in corrected:
        assert len(read_line(split_line(corrected)).amounts) == 1
    if other := caught.value.params["other"]:
        assert read_line(split_line(str(other))).payee == " ".join(
            word for word in split_line(line)[len(read_line(split_line(str(other))).amounts[0].split()) :]
        )


@pytest.mark.parametrize(
    ("line", "payee"),
    [
        ("12 50", "50"),
        ("12.50 3 Brothers", "3 Brothers"),
        ("1k 3 Brothers", "3 Brothers"),
        ("12 and more", "and more"),
        ("12 and 5", "and 5"),
        ("12 and", "and"),
        ("9 Route 66", "Route 66"),
        ("5 7-11", "7-11"),
        ("200 Cafe 4.20", "Cafe 4.20"),
        ("2.50 Cafe 4.20", "Cafe 4.20"),
        ("2 eur Cafe 4.20", "Cafe 4.20"),
        ("12 eur cents", "cents"),
        ("1234 567 Club", "567 Club"),
        ("12 eur 567 Club", "567 Club"),
        ('12 "50 bread"', "50 bread"),
    ],
)  # fmt: skip
def test_a_name_with_a_number_stays_one(line: str, payee: str) -> None:
    assert read_line(split_line(line)).payee == payee


WORDS = ("12", "5", "50", "500", "3.20", "euro", "cents", "and", "a", "half", "x", "角", "EUR", "€5")


@given(st.lists(st.sampled_from(WORDS)))
def test_any_such_words_are_read_or_refused(words: list[str]) -> None:
    try:
        assert isinstance(read_line(words), QuickLine)
    except UsageProblem as error:
        assert error.slug.startswith("amount")
