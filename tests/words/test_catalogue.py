"""An error's words: found by its slug, translated, filled in, and harmless whatever the parameters hold."""

import gettext
from collections.abc import Iterator

import pytest

from wallet_cli import i18n
from wallet_cli.errors import NotFound, Refused, UsageProblem, WalletError
from wallet_cli.words.catalogue import text_of
from wallet_cli.words.problems import budgets


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, tuple[str, str]]]:
    """Further texts, in an area that exists."""
    more: dict[str, tuple[str, str]] = {}
    monkeypatch.setattr(budgets, "TEXTS", budgets.TEXTS | more)
    yield budgets.TEXTS


def test_message_and_hint_are_found_and_filled_in() -> None:
    message, hint = text_of(Refused("no-envelope", category="food"))
    assert message == '"food" has no envelope'
    assert hint == "give it one: wallet budget set food AMOUNT"


def test_an_error_may_have_no_hint() -> None:
    assert text_of(Refused("not-overbudgeted"))[1] == ""


def test_an_unknown_slug_stands_for_itself() -> None:
    assert text_of(WalletError("never-heard-of", text="{x}")) == ("never-heard-of", "")


def test_values_are_made_visible_and_are_no_templates() -> None:
    message, _ = text_of(UsageProblem("not-on-off", text="a\x1b[31m\u202e{0}"))
    assert message == '"a<U+001B>[31m<U+202E>{0}" is neither on nor off'


def test_numbers_and_lists_are_written_out(texts: dict[str, tuple[str, str]]) -> None:
    texts["with-list"] = ("{count} near: {near}", "")
    assert text_of(Refused("with-list", count=2, near=("food", "fu\x07n"))) == ("2 near: food, fu<U+0007>n", "")


def test_the_template_is_translated_before_it_is_filled_in(monkeypatch: pytest.MonkeyPatch) -> None:
    class Shouting(gettext.NullTranslations):
        def gettext(self, message: str) -> str:
            return message.replace("has no envelope", "HAS NO ENVELOPE")

    monkeypatch.setattr(gettext, "translation", lambda *_args, **_named: Shouting())
    i18n.choose("zh")
    assert text_of(Refused("no-envelope", category="has no envelope"))[0] == '"has no envelope" HAS NO ENVELOPE'


def test_an_optional_part_is_said_only_where_its_fields_are_filled(texts: dict[str, tuple[str, str]]) -> None:
    texts["optional"] = ('no "{name}"[[ (near {near})]] here[[, at {place}]]', "[[try {near}]]")
    assert text_of(Refused("optional", name="x", near=(), place="y")) == ('no "x" here, at y', "")
    assert text_of(Refused("optional", name="[[", near=("a", "b"), place="")) == (
        'no "[[" (near a, b) here',
        "try a, b",
    )


def test_lists_and_what_the_system_says_are_in_the_chosen_language() -> None:
    i18n.choose("zh")
    try:
        told = text_of(UsageProblem("file-unreadable", path="x", why="Permission denied"))[0]
        near = text_of(UsageProblem("no-such-account", name="x", new="x", near=("现金", "支付宝")))[0]
    finally:
        i18n.choose("en")
    assert told == "无法读取“x”：没有权限"
    assert near == "没有账户“x”（是不是 现金、支付宝？）"


def test_a_value_of_any_length_makes_no_endless_message() -> None:
    message, _hint = text_of(NotFound("no-such-command", command="x" * 100_000))
    assert len(message) < 1200
