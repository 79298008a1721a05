"""Yes and no, as people type them."""

from wallet_cli.domain.answers import NO, YES


def test_no_answer_is_both_and_all_are_as_they_are_compared() -> None:
    assert set(YES) & set(NO) == set()
    assert [word.casefold() for word in (*YES, *NO)] == [*YES, *NO]
